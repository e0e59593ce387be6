/// How near two words are, for "did you mean".
enum EditDistance {
  /// How many letters must be put in, left out, exchanged, or swapped with their neighbour to make one word of the other
  /// (optimal string alignment).
  static func between(_ first: some StringProtocol, _ second: some StringProtocol) -> Int {
    let (a, b) = (Array(first), Array(second))
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var (before, last) = ([Int](), Array(0...b.count))
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var least = min(row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, before[j - 1] + 1) }
        row.append(least)
      }
      (before, last) = (last, row)
    }
    return last[b.count]
  }

  /// The candidate that was probably meant: one that begins with the word, or with which a longer word begins, or that
  /// differs from it in few letters. Case and leading dashes do not count.
  static func nearest(to word: some StringProtocol, among candidates: [String]) -> String? {
    let wanted = plain(word)
    guard wanted.count > 1 else { return nil }
    let ranked = candidates.map { candidate -> (distance: Int, candidate: String) in
      let name = plain(candidate)
      let begins = wanted.count > 2 && (name.hasPrefix(wanted) || wanted.hasPrefix(name + "-"))
      return (begins ? 1 : between(wanted, name), candidate)
    }
    let nearest = ranked.min { ($0.distance, $0.candidate.count) < ($1.distance, $1.candidate.count) }
    return nearest.flatMap { $0.distance <= max(1, wanted.count / 3) ? $0.candidate : nil }
  }

  private static func plain(_ word: some StringProtocol) -> String {
    String(word.lowercased().drop { $0 == "-" }.replacing("_", with: "-"))
  }
}
