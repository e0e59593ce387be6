public import OpenRouter

/// What watching a run needs of one record: its outcome, its price, and which fields are filled, not their texts.
public struct RecordGlance: Sendable {
  public private(set) var image = ""
  public private(set) var isSuccess = false
  public private(set) var errorKind: String?
  public private(set) var error: String?
  public private(set) var cost: Money?
  public private(set) var timestamp: Timestamp?
  /// The SHA-256 of the key that paid.
  public private(set) var keySHA256: String?
  /// Terms with a value.
  public private(set) var terms = TermSet()
  /// Of the filled terms, in percent; nil where none has a confidence.
  public private(set) var lowestConfidence: UInt8?
  /// Where the filled terms' values stand in the line, strings with their quotes.
  public private(set) var values: [Range<Int>] = []

  /// Nil where the line is no record: no JSON object, or one without an image's name.
  public init?(line: Span<UInt8>, terms table: inout TermTable) {
    guard let members = JSONSkim.members(line) else { return nil }
    for member in members { read(member, of: line, &table) }
    guard !image.isEmpty else { return nil }
  }

  private mutating func read(_ member: JSONSkim.Member, of line: Span<UInt8>, _ table: inout TermTable) {
    func isNamed(_ name: StaticString) -> Bool { JSONSkim.matches(line, member.name, name) }
    func value() -> JSONValue? { JSONSkim.value(line, member.value) }
    if isNamed("image") {
      image = value()?.string ?? ""
    } else if isNamed("dwc") {
      isSuccess = line[member.value.lowerBound] == UInt8(ascii: "{")
      readFields(line, member.value, &table)
    } else if isNamed("error_kind") {
      errorKind = value()?.string
    } else if isNamed("error") {
      error = value()?.string
    } else if isNamed("usage") {
      readCost(line, member.value)
    } else if isNamed("timestamp") {
      timestamp = Timestamp(fixed: line, member.value) ?? value()?.string.flatMap(Timestamp.init(iso8601:))
    } else if isNamed("key_sha256") {
      keySHA256 = value()?.string
    }
  }

  private mutating func readCost(_ line: Span<UInt8>, _ range: Range<Int>) {
    var walk = JSONWalk(line, in: range)
    while let member = walk.next(line) {
      if JSONSkim.matches(line, member.name, "cost") { cost = JSONSkim.value(line, member.value)?.money }
    }
  }

  private mutating func readFields(_ line: Span<UInt8>, _ range: Range<Int>, _ table: inout TermTable) {
    values.reserveCapacity(40)
    var walk = JSONWalk(line, in: range)
    while let member = walk.next(line) {
      guard let number = table.number(line, member.name) else { continue }
      let text = FieldText(line, member.value)
      guard text.isFilled(line) else { continue }
      terms.insert(number)
      values.append(text.value)
      if let confidence = text.confidence.flatMap({ Self.percent(line, $0) }) { note(confidence) }
    }
  }

  private mutating func note(_ percent: UInt8) { lowestConfidence = min(lowestConfidence ?? 100, percent) }

  /// A confidence in whole percent, cut off. Nearly all are written like `0.93`, whose digits say it without rounding.
  private static func percent(_ line: Span<UInt8>, _ value: Range<Int>) -> UInt8? {
    if (3...6).contains(value.count), line[value.lowerBound] == UInt8(ascii: "0"),
      line[value.lowerBound + 1] == UInt8(ascii: ".")
    {
      let tens = line[value.lowerBound + 2] &- UInt8(ascii: "0")
      let ones = value.count > 3 ? line[value.lowerBound + 3] &- UInt8(ascii: "0") : 0
      if tens < 10, ones < 10 { return tens * 10 + ones }
    }
    guard let confidence = JSONSkim.value(line, value)?.double else { return nil }
    // The addend makes 57 of 0.57e0, which times 100 is a little less.
    return UInt8(min(100, max(0, confidence * 100 + 1e-9)))
  }
}
