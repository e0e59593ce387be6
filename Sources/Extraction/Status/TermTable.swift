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
  private var bytes: [[UInt8]] = []
  private var numbers: [String: Int] = [:]
  /// What was looked up last.
  private var last = 0
  /// What was looked up after each term, the last time: a model writes its terms in one order, record for record.
  private var followers: [Int] = []

  public init() {
    for term in AskedTerms.all { add(term.name) }
  }

  /// The number of the term whose name stands in `range`; nil for a name that is no term.
  mutating func number(_ line: Span<UInt8>, _ range: Range<Int>) -> Int? {
    let expected = followers[last]
    if Self.equal(bytes[expected], line, range) {
      last = expected
      return expected
    }
    let name = String(decoding: range.map { line[$0] }, as: UTF8.self)
    guard let number = numbers[name] ?? addIfTerm(name) else { return nil }
    followers[last] = number
    last = number
    return number
  }

  private mutating func addIfTerm(_ name: String) -> Int? {
    guard TermName.isStandard(name), names.count < Self.capacity else { return nil }
    add(name)
    return names.count - 1
  }

  private mutating func add(_ name: String) {
    numbers[name] = names.count
    names.append(name)
    bytes.append(Array(name.utf8))
    followers.append(0)
  }

  private static func equal(_ name: [UInt8], _ line: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard name.count == range.count else { return false }
    let found = line.extracting(range)
    for offset in name.indices where unsafe name[offset] != found[unchecked: offset] { return false }
    return true
  }
}
