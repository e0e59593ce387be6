public import OpenRouter

/// How many records have a value for each Darwin Core term.
public struct TermCoverage: Sendable {
  private var terms: [String] = []
  private var counts: [Int] = []
  private var places: [String: Int] = [:]

  public init() {}

  /// The terms and their counts, the fullest first, then by name.
  public var sorted: [(term: String, count: Int)] {
    zip(terms, counts).map { (term: $0, count: $1) }.sorted { ($1.count, $0.term) < ($0.count, $1.term) }
  }

  /// Counts the terms that have a value in one record.
  public mutating func add(_ dwc: JSONValue) {
    var next = 0
    for member in dwc.members ?? [] where !FieldValue.isEmpty(member.value) {
      guard let place = place(of: member.name, after: next) else { continue }
      counts[place] += 1
      next = place + 1
    }
  }

  /// Nil where `name` is no term. The answers of a run mostly name their terms in one order, so the one that comes next
  /// is tried before anything is looked up.
  private mutating func place(of name: String, after next: Int) -> Int? {
    if next < terms.count, terms[next] == name { return next }
    if let known = places[name] { return known }
    guard DarwinCore.isTerm(name) else { return nil }
    places[name] = terms.count
    terms.append(name)
    counts.append(0)
    return terms.count - 1
  }
}
