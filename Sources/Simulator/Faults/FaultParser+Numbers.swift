/// The small parts of a specification: numbers, ranges, times, shares.
extension FaultParser {
  /// `3`, `5-9` or `5-` (from 5 on); counted from 1.
  static func parseRange(_ text: Substring, of what: String) throws(FaultSyntaxError) -> ClosedRange<Int> {
    let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    let first = try parseNumber(ends[0], of: what)
    guard ends.count > 1 else { return first...first }
    let last = ends[1].isEmpty ? Int.max : try parseNumber(ends[1], of: what)
    guard first <= last else {
      throw FaultSyntaxError(reason: "`\(text)` after `\(what)` runs backwards", hint: "write `\(last)-\(first)`")
    }
    return first...last
  }

  static func parseNumber(_ text: Substring, of what: String) throws(FaultSyntaxError) -> Int {
    guard let number = Int(text), number > 0 else {
      throw FaultSyntaxError(
        reason: "`\(text)` after `\(what)` is no number from 1 on", hint: "write 3, or 5-9 where a range is meant")
    }
    return number
  }

  static func parsePercent(_ text: Substring) throws(FaultSyntaxError) -> Double {
    guard let percent = Double(text.dropLast()), (0...100).contains(percent) else {
      throw FaultSyntaxError(reason: "`\(text)` is no share", hint: "write 0% to 100%")
    }
    return percent
  }

  static func parseRate(_ text: Substring) throws(FaultSyntaxError) -> Double {
    guard let rate = Double(text), (0...1).contains(rate) else {
      throw FaultSyntaxError(reason: "`\(text)` is no share", hint: "write 0 to 1, for example `rate=0.2`")
    }
    return rate
  }

  static func parseEndpoint(_ text: Substring) throws(FaultSyntaxError) -> SimulatedEndpoint {
    guard let endpoint = SimulatedEndpoint(rawValue: String(text)) else {
      let names = SimulatedEndpoint.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      throw FaultSyntaxError(reason: "no endpoint is called `\(text)`", hint: "one of \(names)")
    }
    return endpoint
  }

  /// `2s` or `500ms`.
  static func parseTime(_ text: Substring) -> Duration? {
    if text.hasSuffix("ms") { return Double(text.dropLast(2)).flatMap { seconds($0 / 1000) } }
    return text.hasSuffix("s") ? Double(text.dropLast()).flatMap(seconds) : nil
  }

  /// A time of so many seconds, at most a year.
  static func seconds(_ number: Double) -> Duration? { (0...31_536_000).contains(number) ? .seconds(number) : nil }

  /// Edits between two names (Levenshtein).
  static func distance(_ one: String, _ other: Substring) -> Int {
    let other = Array(other.utf8)
    var row = Array(0...other.count)
    for (number, byte) in one.utf8.enumerated() {
      var diagonal = row[0]
      row[0] = number + 1
      for column in other.indices {
        let above = row[column + 1]
        row[column + 1] = min(above + 1, row[column] + 1, diagonal + (byte == other[column] ? 0 : 1))
        diagonal = above
      }
    }
    return row[other.count]
  }
}
