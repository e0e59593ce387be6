/// What became of one term over all specimens.
public struct TermTally: Sendable, Equatable {
  public let term: String
  private var counts = [Int](repeating: 0, count: FieldOutcome.allCases.count)
  /// How many texts have which character error, in thousandths, the last one for all from 1 up; empty until there is one.
  private var errors: [UInt32] = []

  public init(term: String) { self.term = term }

  public subscript(outcome: FieldOutcome) -> Int { counts[outcome.rawValue] }

  /// Specimens whose sheet has a value.
  public var truth: Int { counts.reduce(0, +) - self[.invented] }
  /// Specimens of which sheet or answer has a value.
  public var fields: Int { counts.reduce(0, +) }
  public var right: Int { FieldOutcome.allCases.reduce(0) { $0 + ($1.isRight ? self[$1] : 0) } }
  public var interval: WilsonInterval? { WilsonInterval(right, of: truth) }

  public mutating func add(_ outcome: FieldOutcome) { counts[outcome.rawValue] += 1 }

  mutating func add(_ other: TermTally) {
    for index in counts.indices { counts[index] += other.counts[index] }
    if errors.isEmpty {
      errors = other.errors
    } else {
      for (index, count) in other.errors.enumerated() { errors[index] += count }
    }
  }

  public mutating func add(characterError: Double) {
    if errors.isEmpty { errors = Array(repeating: 0, count: 1001) }
    errors[min(1000, Int((characterError * 1000).rounded()))] += 1
  }

  /// The median of the texts' character errors, from 0 to 1, to a thousandth; nil without texts.
  public var medianCharacterError: Double? {
    let count = errors.reduce(0) { $0 + Int($1) }
    guard count > 0 else { return nil }
    func value(at rank: Int) -> Int {
      var seen = 0
      return errors.firstIndex { number in
        seen += Int(number)
        return seen > rank
      } ?? 1000
    }
    return Double(value(at: (count - 1) / 2) + value(at: count / 2)) / 2000
  }
}
