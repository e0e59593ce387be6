public import OpenRouter

/// How many records have a value for each Darwin Core term.
public struct TermCoverage: Sendable {
  private var table = TermTable()
  /// By the term's number.
  private var counts: [Int] = []

  public init() {}

  /// The terms that any record has, and their counts, the fullest first, then by name.
  public var sorted: [(term: String, count: Int)] {
    zip(table.names, counts).filter { $0.1 > 0 }.map { (term: $0, count: $1) }
      .sorted { ($1.count, $0.term) < ($0.count, $1.term) }
  }

  /// Counts the terms that have a value in one record.
  public mutating func add(_ dwc: JSONValue) {
    for field in RecordField.all(in: dwc) where field.isFilled {
      guard let number = table.number(of: field.term) else { continue }
      while counts.count <= number { counts.append(0) }
      counts[number] += 1
    }
  }
}
