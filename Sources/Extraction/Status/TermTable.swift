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
  /// Where the last look-up ended: models write terms in the order in which they were asked for them.
  private var last = -1

  public init() {
    for term in DarwinCore.askedTerms { add(term.name) }
  }

  /// The number of the term whose name stands in `range`; nil for a name that is no term.
  mutating func number(_ line: Span<UInt8>, _ range: Range<Int>) -> Int? {
    let following = last + 1
    if following < bytes.count, Self.equal(bytes[following], line, range) {
      last = following
      return following
    }
    let name = String(decoding: range.map { line[$0] }, as: UTF8.self)
    guard let number = numbers[name] ?? addIfTerm(name) else { return nil }
    last = number
    return number
  }

  private mutating func addIfTerm(_ name: String) -> Int? {
    guard DarwinCore.isTerm(name), names.count < Self.capacity else { return nil }
    add(name)
    return names.count - 1
  }

  private mutating func add(_ name: String) {
    numbers[name] = names.count
    names.append(name)
    bytes.append(Array(name.utf8))
  }

  private static func equal(_ name: [UInt8], _ line: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard name.count == range.count else { return false }
    for offset in 0..<name.count where name[offset] != line[range.lowerBound + offset] { return false }
    return true
  }
}
