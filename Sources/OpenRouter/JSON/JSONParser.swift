/// Reads one JSON text (RFC 8259) without recursion beyond a fixed depth.
///
/// A model's answer may hold anything: nesting 200,000 deep, five megabytes in one field, `NaN`, a lone surrogate. Each
/// gives a value or a `JSONError`, never a crash.
public struct JSONParser {
  /// Deepest nesting taken. Far beyond any record; small enough for any thread's stack.
  public static let deepestNesting = 200

  private let bytes: [UInt8]
  private var position: Int
  private let end: Int

  /// Reads all of `bytes` as one JSON value; blanks around it are skipped.
  /// - Throws: `JSONError` with the byte offset where reading stopped.
  public static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
    var parser = JSONParser(bytes)
    let value = try parser.parseValue(depth: 0)
    parser.skipBlanks()
    guard parser.position == parser.end else { throw parser.error("text after the value") }
    return value
  }

  /// Reads the first JSON value that begins at `start` and says where it ends.
  public static func parsePrefix(_ bytes: [UInt8], from start: Int) throws(JSONError) -> (value: JSONValue, end: Int) {
    var parser = JSONParser(bytes, from: start)
    let value = try parser.parseValue(depth: 0)
    return (value, parser.position)
  }

  private init(_ bytes: [UInt8], from start: Int = 0) {
    self.bytes = bytes
    position = start
    end = bytes.count
  }

  private func error(_ reason: String) -> JSONError { JSONError(reason: reason, offset: position) }

  private mutating func skipBlanks() {
    while position < end, Self.isBlank(bytes[position]) { position += 1 }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < end, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func parseValue(depth: Int) throws(JSONError) -> JSONValue {
    skipBlanks()
    guard depth <= Self.deepestNesting else { throw error("nested too deep") }
    guard position < end else { throw error("unexpected end") }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try parseObject(depth: depth)
    case UInt8(ascii: "["): return try parseArray(depth: depth)
    case UInt8(ascii: "\""): return .string(try parseString())
    case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
    case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
    case UInt8(ascii: "n"): return try parseWord("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try parseNumber()
    default: throw error("unexpected character")
    }
  }

  private mutating func parseWord(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
    for byte in word.description.utf8 where !take(byte) { throw error("unexpected word") }
    return value
  }

  private mutating func parseArray(depth: Int) throws(JSONError) -> JSONValue {
    position += 1
    var elements: [JSONValue] = []
    skipBlanks()
    if take(UInt8(ascii: "]")) { return .array(elements) }
    while true {
      elements.append(try parseValue(depth: depth + 1))
      skipBlanks()
      if take(UInt8(ascii: "]")) { return .array(elements) }
      guard take(UInt8(ascii: ",")) else { throw error("expected a comma or the array's end") }
    }
  }

  private mutating func parseObject(depth: Int) throws(JSONError) -> JSONValue {
    position += 1
    var members: [JSONValue.Member] = []
    skipBlanks()
    if take(UInt8(ascii: "}")) { return .object(members) }
    members.reserveCapacity(4)
    while true {
      skipBlanks()
      guard position < end, bytes[position] == UInt8(ascii: "\"") else { throw error("expected a member's name") }
      let name = try parseString()
      skipBlanks()
      guard take(UInt8(ascii: ":")) else { throw error("expected a colon") }
      members.append(JSONValue.Member(name, try parseValue(depth: depth + 1)))
      skipBlanks()
      if take(UInt8(ascii: "}")) { return .object(members) }
      guard take(UInt8(ascii: ",")) else { throw error("expected a comma or the object's end") }
    }
  }

  private mutating func parseNumber() throws(JSONError) -> JSONValue {
    let start = position
    _ = take(UInt8(ascii: "-"))
    let leadingZero = position < end && bytes[position] == UInt8(ascii: "0")
    guard let whole = takeDigits(), !(leadingZero && whole > 1) else { throw error("malformed number") }
    if take(UInt8(ascii: ".")) {
      guard takeDigits() != nil else { throw error("malformed number") }
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard takeDigits() != nil else { throw error("malformed number") }
    }
    return .number(String(decoding: bytes[start..<position], as: UTF8.self))
  }

  private mutating func takeDigits() -> Int? {
    let start = position
    while position < end, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) { position += 1 }
    return position > start ? position - start : nil
  }
}

extension JSONParser {
  private mutating func parseString() throws(JSONError) -> String {
    position += 1
    var text: [UInt8] = []
    var runStart = position
    while true {
      skipPlainText()
      guard position < end else { break }
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        defer { position += 1 }
        // Most strings hold no escape.
        if text.isEmpty { return String(decoding: bytes[runStart..<position], as: UTF8.self) }
        text += bytes[runStart..<position]
        return String(decoding: text, as: UTF8.self)
      }
      guard byte >= 0x20 else { throw error("control character in a string") }
      position += 1
      guard byte == UInt8(ascii: "\\") else { continue }
      text += bytes[runStart..<(position - 1)]
      try parseEscape(into: &text)
      runStart = position
    }
    throw error("string without an end")
  }

  /// To what ends a run of letters that stand for themselves: a quote, a backslash or a control.
  private mutating func skipPlainText() {
    position += unsafe bytes.withUnsafeBufferPointer { all in
      unsafe all[position..<end].prefix { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") && $0 >= 0x20 }.count
    }
  }

  private mutating func parseEscape(into text: inout [UInt8]) throws(JSONError) {
    guard position < end else { throw error("string without an end") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text += Array(String(try parseScalar()).utf8)
    default: throw error("unknown escape")
    }
  }

  /// A `\u` escape, with its low surrogate where it has one. A lone surrogate becomes U+FFFD: it is no text.
  private mutating func parseScalar() throws(JSONError) -> Character {
    let unit = try parseHex()
    guard (0xD800..<0xE000).contains(unit) else { return Character(Unicode.Scalar(unit) ?? "\u{FFFD}") }
    guard unit < 0xDC00, position + 1 < end, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    else { return "\u{FFFD}" }
    let afterHigh = position
    position += 2
    let low = try parseHex()
    guard (0xDC00..<0xE000).contains(low) else {
      position = afterHigh
      return "\u{FFFD}"
    }
    return Character(Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}")
  }

  private mutating func parseHex() throws(JSONError) -> UInt32 {
    guard position + 4 <= end,
      let unit = UInt32(String(decoding: bytes[position..<(position + 4)], as: UTF8.self), radix: 16),
      bytes[position] != UInt8(ascii: "+"), bytes[position] != UInt8(ascii: "-")
    else { throw error("malformed \\u escape") }
    position += 4
    return unit
  }
}

/// Why a text is not JSON, and where.
public struct JSONError: Error, Equatable, CustomStringConvertible {
  public let reason: String
  /// Byte offset into the text.
  public let offset: Int

  public var description: String { "no valid JSON at byte \(offset): \(reason)" }
}
