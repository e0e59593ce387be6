internal import DarwinCore
internal import OpenRouter

/// A set of Darwin Core terms, by their numbers in a `TermTable`.
public struct TermSet: Sendable, Hashable {
  private var bits = SIMD4<UInt64>()

  public init() {}

  mutating func insert(_ number: Int) { bits[number >> 6] |= 1 << UInt64(number & 63) }

  func contains(_ number: Int) -> Bool { bits[number >> 6] & 1 << UInt64(number & 63) != 0 }
}

/// Numbers for the Darwin Core terms that a run's records hold: 34 names in each of 200,000 records become bits.
public struct TermTable: Sendable {
  /// The standard has fewer terms than this.
  static let capacity = 256

  public private(set) var names: [String] = []
  private var numbers: [String: Int] = [:]

  public init() {
    for term in AskedTerms.all { add(term.name) }
  }

  /// The number of a term; nil for a name that is none.
  mutating func number(of name: String) -> Int? {
    if let number = numbers[name] { return number }
    guard TermName.isStandard(name), names.count < Self.capacity else { return nil }
    add(name)
    return names.count - 1
  }

  /// The terms of a record.
  mutating func set(of fields: [RecordField]) -> TermSet {
    var set = TermSet()
    for field in fields { if let number = number(of: field.term) { set.insert(number) } }
    return set
  }

  private mutating func add(_ name: String) {
    numbers[name] = names.count
    names.append(name)
  }
}
