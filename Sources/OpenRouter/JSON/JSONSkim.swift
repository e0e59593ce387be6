/// Finds the members of one JSON object without building its values: for reading 200,000 records when a run goes on.
///
/// The whole grammar is checked all the same, so that a line which skims is a line which parses.
public enum JSONSkim {
  /// Where one member of the object stands, as offsets into the text.
  public struct Member: Sendable, Equatable {
    /// The name between its quotes.
    public let name: Range<Int>
    public let value: Range<Int>
  }

  /// The members of the object that `bytes` hold; nil where they hold anything else.
  public static func members(_ bytes: Span<UInt8>) -> [Member]? {
    var cursor = Cursor()
    var members: [Member] = []
    members.reserveCapacity(16)
    let isWhole = cursor.object(bytes, depth: 0) { members.append(Member(name: $0, value: $1)) }
    cursor.blanks(bytes)
    return isWhole && cursor.position == bytes.count ? members : nil
  }

  /// Whether the bytes in `range` are `text`.
  public static func matches(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: StaticString) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { wanted in
      for offset in 0..<range.count where unsafe wanted[offset] != bytes[range.lowerBound + offset] { return false }
      return true
    }
  }

  /// The text of the string in `range`; nil where it is no string. Most strings of a record hold no escape and are
  /// taken as they stand.
  public static func string(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String? {
    guard range.count >= 2, bytes[range.lowerBound] == UInt8(ascii: "\"") else { return nil }
    let inner = bytes.extracting((range.lowerBound + 1)..<(range.upperBound - 1))
    guard PlainText.end(inner, from: 0) == inner.count else { return value(bytes, range)?.string }
    return unsafe inner.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// The whole number in `range`; nil for anything else. Plain digits are read as they stand.
  public static func int(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard (1...18).contains(range.count) else { return value(bytes, range)?.int }
    var number = 0
    for index in range {
      let digit = bytes[index] &- UInt8(ascii: "0")
      guard digit < 10 else { return value(bytes, range)?.int }
      number = number * 10 + Int(digit)
    }
    return number
  }

  /// The value in `range`, built.
  public static func value(_ bytes: Span<UInt8>, _ range: Range<Int>) -> JSONValue? {
    try? JSONParser.parse(bytes.extracting(range))
  }
}

/// Walks over JSON; each step says whether the text was well formed so far.
private struct Cursor {
  var position = 0

  mutating func blanks(_ bytes: Span<UInt8>) {
    while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

  private mutating func take(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  mutating func object(_ bytes: Span<UInt8>, depth: Int, _ found: (Range<Int>, Range<Int>) -> Void = { _, _ in })
    -> Bool
  {
    blanks(bytes)
    guard depth <= JSONParser.deepestNesting, take(UInt8(ascii: "{"), bytes) else { return false }
    blanks(bytes)
    if take(UInt8(ascii: "}"), bytes) { return true }
    while true {
      blanks(bytes)
      let nameStart = position + 1
      guard string(bytes) else { return false }
      let name = nameStart..<(position - 1)
      blanks(bytes)
      guard take(UInt8(ascii: ":"), bytes) else { return false }
      blanks(bytes)
      let valueStart = position
      guard value(bytes, depth: depth + 1) else { return false }
      found(name, valueStart..<position)
      blanks(bytes)
      if take(UInt8(ascii: "}"), bytes) { return true }
      guard take(UInt8(ascii: ","), bytes) else { return false }
    }
  }

  private mutating func array(_ bytes: Span<UInt8>, depth: Int) -> Bool {
    guard depth <= JSONParser.deepestNesting else { return false }
    position += 1
    blanks(bytes)
    if take(UInt8(ascii: "]"), bytes) { return true }
    while true {
      blanks(bytes)
      guard value(bytes, depth: depth + 1) else { return false }
      blanks(bytes)
      if take(UInt8(ascii: "]"), bytes) { return true }
      guard take(UInt8(ascii: ","), bytes) else { return false }
    }
  }

  private mutating func value(_ bytes: Span<UInt8>, depth: Int) -> Bool {
    guard position < bytes.count else { return false }
    switch bytes[position] {
    case UInt8(ascii: "\""): return string(bytes)
    case UInt8(ascii: "{"): return object(bytes, depth: depth)
    case UInt8(ascii: "["): return array(bytes, depth: depth)
    default: return word(bytes)
    }
  }

  private mutating func string(_ bytes: Span<UInt8>) -> Bool {
    guard take(UInt8(ascii: "\""), bytes) else { return false }
    while true {
      position = PlainText.end(bytes, from: position)
      if take(UInt8(ascii: "\""), bytes) { return true }
      // A control, or the text's end.
      guard take(UInt8(ascii: "\\"), bytes), escape(bytes) else { return false }
    }
  }

  private mutating func escape(_ bytes: Span<UInt8>) -> Bool {
    guard position < bytes.count else { return false }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "u"):
      guard position + 4 <= bytes.count else { return false }
      for offset in 0..<4 where !Self.isHex(bytes[position + offset]) { return false }
      position += 4
      return true
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return true
    default: return false
    }
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
  }

  /// A number or one of the three words.
  private mutating func word(_ bytes: Span<UInt8>) -> Bool {
    switch bytes[position] {
    case UInt8(ascii: "t"): return letters("true", bytes)
    case UInt8(ascii: "f"): return letters("false", bytes)
    case UInt8(ascii: "n"): return letters("null", bytes)
    default: return number(bytes)
    }
  }

  private mutating func letters(_ word: StaticString, _ bytes: Span<UInt8>) -> Bool {
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.count, JSONSkim.matches(bytes, position..<end, word) else { return false }
    position = end
    return true
  }

  private mutating func number(_ bytes: Span<UInt8>) -> Bool {
    _ = take(UInt8(ascii: "-"), bytes)
    let start = position
    guard digits(bytes), bytes[start] != UInt8(ascii: "0") || position == start + 1 else { return false }
    if take(UInt8(ascii: "."), bytes), !digits(bytes) { return false }
    guard take(UInt8(ascii: "e"), bytes) || take(UInt8(ascii: "E"), bytes) else { return true }
    if !take(UInt8(ascii: "+"), bytes) { _ = take(UInt8(ascii: "-"), bytes) }
    return digits(bytes)
  }

  private mutating func digits(_ bytes: Span<UInt8>) -> Bool {
    let start = position
    while position < bytes.count, bytes[position] &- UInt8(ascii: "0") < 10 { position += 1 }
    return position > start
  }
}
