/// A person as lists of people are compared: by surname and initials, whatever their order, accents and titles.
struct PersonName: Hashable {
  let surname: String
  /// In their order, without full stops: `ab`.
  let initials: String

  /// Reads `A. B. Smith`, `Alice B. Smith`, `Smith, A. B.` and `Smith A. B.`; nil where there is no letter.
  init?(_ text: String) {
    let halves = text.split(separator: ",", maxSplits: 1)
    let (first, rest) = (Self.words(halves.first ?? ""), Self.words(halves.count > 1 ? halves[1] : ""))
    if !rest.isEmpty, let last = first.last {
      surname = last
      initials = Self.initials(rest + first.dropLast())
      return
    }
    // Surname before initials: `Smith A. B.`
    let isSurnameFirst = first.count > 1 && (first.last?.count ?? 0) == 1 && (first.first?.count ?? 0) > 1
    let words = isSurnameFirst ? first.dropFirst() + first.prefix(1) : first[...]
    guard let last = words.last else { return nil }
    surname = last
    initials = Self.initials(Array(words.dropLast()))
  }

  private static func words(_ text: Substring) -> [String] {
    let words = Folding.words(String(text)).map(String.init)
    let names = words.filter { !noName.contains($0) }
    // Of `H. Le` and `Y. Wang` nothing is a particle.
    return names.contains { $0.count > 1 } && !(names.count == 1 && words.count == 2 && words[0].count == 1)
      ? names : words
  }

  private static func initials(_ words: [String]) -> String { String(words.compactMap(\.first)) }

  /// Titles, ranks among namesakes and particles, which are written or not.
  private static let noName: Set<String> = [
    "dr", "prof", "mr", "mrs", "ms", "miss", "rev", "fr", "jr", "sr", "von", "van", "de", "del", "der", "den", "la",
    "le",
    "du", "da", "dos", "di", "af", "y",
  ]

  /// Everybody whom a list names.
  static func all(_ text: String) -> Set<PersonName> { Set(People.names(text).compactMap { PersonName($0) }) }

  /// Two lists of people; one that lacks initials of the other is less precise.
  static func match(_ answer: String, _ truth: String) -> ValueMatch {
    let (read, expected) = (all(answer), all(truth))
    guard !read.isEmpty, !expected.isEmpty else { return .different }
    if read == expected { return .sameFact }
    guard read.count == expected.count else { return .different }
    let isFewer = expected.allSatisfy { person in
      read.contains { $0.surname == person.surname && person.initials.hasPrefix($0.initials) }
    }
    return isFewer ? .lessPrecise : .different
  }
}
