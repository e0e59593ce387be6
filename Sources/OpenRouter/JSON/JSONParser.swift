/// Reads one JSON text (RFC 8259) without recursion beyond a fixed depth.
///
/// A model's answer may hold anything: nesting 200,000 deep, five megabytes in one field, `NaN`, a lone surrogate. Each
/// gives a value or a `JSONError`, never a crash.
public struct JSONParser: JSONReading, ~Copyable {
  /// Deepest nesting taken. Far beyond any record; small enough for any thread's stack.
  public static let deepestNesting = 200

  var position: Int
  /// Where strings with escapes are put together.
  var scratch: GrowingBytes?

  init(position: Int) { self.position = position }

  /// Reads all of `bytes` as one JSON value; blanks around it are skipped.
  /// - Parameter depth: how deep the value will stand in others.
  /// - Throws: `JSONError` with the byte offset where reading stopped.
  public static func parse(_ bytes: [UInt8], depth: Int = 0) throws(JSONError) -> JSONValue {
    try parse(bytes.span, depth: depth)
  }

  /// The same for bytes in place.
  public static func parse(_ bytes: Span<UInt8>, depth: Int = 0) throws(JSONError) -> JSONValue {
    var parser = JSONParser(position: 0)
    let value = try parser.parseValue(bytes, depth: depth)
    parser.skipBlanks(bytes)
    guard parser.position == bytes.count else { throw parser.error("text after the value") }
    return value
  }

  /// Reads the first JSON value that begins at `start` and says where it ends.
  public static func parsePrefix(
    _ bytes: [UInt8], from start: Int, depth: Int = 0
  ) throws(JSONError) -> (value: JSONValue, end: Int) {
    var parser = JSONParser(position: start)
    let value = try parser.parseValue(bytes.span, depth: depth)
    return (value, parser.position)
  }

  func error(_ reason: String) -> JSONError { JSONError(reason: reason, offset: position) }

  private mutating func parseValue(_ bytes: Span<UInt8>, depth: Int) throws(JSONError) -> JSONValue {
    skipBlanks(bytes)
    guard depth <= Self.deepestNesting else { throw error("nested too deep") }
    guard position < bytes.count else { throw error("unexpected end") }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try parseObject(bytes, depth: depth)
    case UInt8(ascii: "["): return try parseArray(bytes, depth: depth)
    case UInt8(ascii: "\""): return .string(try parseString(bytes))
    case UInt8(ascii: "t"): return try parseWord("true", .bool(true), bytes)
    case UInt8(ascii: "f"): return try parseWord("false", .bool(false), bytes)
    case UInt8(ascii: "n"): return try parseWord("null", .null, bytes)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try parseNumber(bytes)
    default: throw error("unexpected character")
    }
  }

  private mutating func parseWord(
    _ word: StaticString, _ value: JSONValue, _ bytes: Span<UInt8>
  ) throws(JSONError) -> JSONValue {
    guard takeWord(word, bytes) else { throw error("unexpected word") }
    return value
  }

  private mutating func parseArray(_ bytes: Span<UInt8>, depth: Int) throws(JSONError) -> JSONValue {
    position += 1
    var elements: [JSONValue] = []
    skipBlanks(bytes)
    if take(UInt8(ascii: "]"), bytes) { return .array(elements) }
    while true {
      elements.append(try parseValue(bytes, depth: depth + 1))
      skipBlanks(bytes)
      if take(UInt8(ascii: "]"), bytes) { return .array(elements) }
      guard take(UInt8(ascii: ","), bytes) else { throw error("expected a comma or the array's end") }
    }
  }

  private mutating func parseObject(_ bytes: Span<UInt8>, depth: Int) throws(JSONError) -> JSONValue {
    position += 1
    var members: [JSONValue.Member] = []
    skipBlanks(bytes)
    if take(UInt8(ascii: "}"), bytes) { return .object(members) }
    // A record has as many members as terms; what stands within has few.
    members.reserveCapacity(depth == 0 ? 24 : 4)
    while true {
      skipBlanks(bytes)
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
        throw error("expected a member's name")
      }
      let name = try parseString(bytes)
      skipBlanks(bytes)
      guard take(UInt8(ascii: ":"), bytes) else { throw error("expected a colon") }
      members.append(JSONValue.Member(name, try parseValue(bytes, depth: depth + 1)))
      skipBlanks(bytes)
      if take(UInt8(ascii: "}"), bytes) { return .object(members) }
      guard take(UInt8(ascii: ","), bytes) else { throw error("expected a comma or the object's end") }
    }
  }

  private mutating func parseNumber(_ bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
    let start = position
    guard takeNumber(bytes) else { throw error("malformed number") }
    return .number(Self.text(bytes, start..<position))
  }
}

/// Why a text is not JSON, and where.
public struct JSONError: Error, Equatable, CustomStringConvertible {
  public let reason: String
  /// Byte offset into the text.
  public let offset: Int

  public var description: String { "no valid JSON at byte \(offset): \(reason)" }
}
