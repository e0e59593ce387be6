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
    JSONWalk.forEachMember(line, in: range) { name, value in
      if JSONSkim.matches(line, name, "cost") { cost = JSONSkim.value(line, value)?.money }
    }
  }

  private mutating func readFields(_ line: Span<UInt8>, _ range: Range<Int>, _ table: inout TermTable) {
    values.reserveCapacity(40)
    JSONWalk.forEachMember(line, in: range) { name, field in
      guard let number = table.number(line, name) else { return }
      var text = field
      var confidence: Double?
      if line[field.lowerBound] == UInt8(ascii: "{") {
        text = field.lowerBound..<field.lowerBound
        JSONWalk.forEachMember(line, in: field) { name, value in
          if JSONSkim.matches(line, name, "value") { text = value }
          if JSONSkim.matches(line, name, "confidence") { confidence = Self.confidence(line, value) }
        }
      }
      guard Self.isFilled(line, text) else { return }
      terms.insert(number)
      values.append(text)
      if let confidence { note(confidence) }
    }
  }

  private mutating func note(_ confidence: Double) {
    // The addend makes 57 of 0.57, which times 100 is a little less.
    let percent = UInt8(min(100, max(0, confidence * 100 + 1e-9)))
    lowestConfidence = min(lowestConfidence ?? 100, percent)
  }

  /// Nearly all are written `0.93`; anything else is parsed.
  private static func confidence(_ line: Span<UInt8>, _ range: Range<Int>) -> Double? {
    let first = range.lowerBound
    guard (3...4).contains(range.count), line[first + 1] == UInt8(ascii: "."), line[first] &- 0x30 < 2 else {
      return JSONSkim.value(line, range)?.double
    }
    var hundredths = Int(line[first] - 0x30) * 100
    var weight = 10
    for position in (first + 2)..<range.upperBound {
      guard line[position] &- 0x30 < 10 else { return JSONSkim.value(line, range)?.double }
      hundredths += Int(line[position] - 0x30) * weight
      weight /= 10
    }
    return Double(hundredths) / 100
  }

  /// A long text is a value without a closer look, and so is one that begins like no placeholder; another may be one,
  /// such as `N/A`.
  private static func isFilled(_ line: Span<UInt8>, _ value: Range<Int>) -> Bool {
    if value.isEmpty { return false }
    if value.count > 40, line[value.lowerBound] == UInt8(ascii: "\"") {
      for position in (value.lowerBound + 1)..<(value.lowerBound + 20) where line[position] > 0x20 { return true }
    }
    if line[value.lowerBound] == UInt8(ascii: "\"") {
      if value.count == 2 { return false }
      if beginsPlainly(line[value.lowerBound + 1]) { return true }
    }
    return JSONSkim.value(line, value).map { !FieldValue.isEmpty($0) } ?? false
  }

  /// A letter or digit with which no placeholder begins.
  private static func beginsPlainly(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
      !FieldValue.placeholderInitials.contains(byte | 0x20)
    default: false
    }
  }
}
