extension JSONParser {
  /// The string whose opening quote stands here.
  mutating func parseString(_ bytes: Span<UInt8>) throws(JSONError) -> String {
    position += 1
    let start = position
    position = PlainText.end(bytes, from: position)
    guard position < bytes.count else { throw error("string without an end") }
    // Most strings hold no escape.
    if bytes[position] == UInt8(ascii: "\"") {
      defer { position += 1 }
      return Self.text(bytes, start..<position)
    }
    position = start
    return try unescape(bytes)
  }

  static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    unsafe bytes.extracting(range).withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// The string whose first letter stands here. It is put together in one place, for all strings of the text.
  private mutating func unescape(_ bytes: Span<UInt8>) throws(JSONError) -> String {
    var letters = scratch.take() ?? GrowingBytes(capacity: bytes.count - position + PlainText.excess)
    letters.removeAll()
    while true {
      unsafe letters.append(most: bytes.count - position + PlainText.excess) { unsafe copyLetters(bytes, to: $0) }
      guard position < bytes.count else { throw error("string without an end") }
      if bytes[position] == UInt8(ascii: "\"") { break }
      letters.append(try parseEscape(bytes))
    }
    position += 1
    let text = letters.text
    scratch = consume letters
    return text
  }

  /// What the escape at `position` stands for; nil where it is none. Moves on behind it.
  static func scalar(ofEscape bytes: Span<UInt8>, at position: inout Int) -> Unicode.Scalar? {
    var parser = JSONParser(position: position)
    defer { position = parser.position }
    return try? parser.parseEscape(bytes)
  }

  /// Copies letters, also those that stand behind a backslash, up to what is neither; returns how many were written.
  /// No escape is shorter than what it stands for.
  private mutating func copyLetters(_ bytes: Span<UInt8>, to target: UnsafeMutablePointer<UInt8>) -> Int {
    var next = unsafe target
    while true {
      let count = unsafe PlainText.copy(bytes, from: position, to: next)
      unsafe next += count
      position += count
      guard let letter = letterBehindBackslash(bytes) else { return unsafe next - target }
      unsafe next.pointee = letter
      unsafe next += 1
      position += 2
    }
  }

  /// Of `\"`, `\\` and `\/`, which stand for their second letter: nearly all escapes of an answer.
  private func letterBehindBackslash(_ bytes: Span<UInt8>) -> UInt8? {
    guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\") else { return nil }
    switch bytes[position + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return bytes[position + 1]
    default: return nil
    }
  }

  private mutating func parseEscape(_ bytes: Span<UInt8>) throws(JSONError) -> Unicode.Scalar {
    guard bytes[position] == UInt8(ascii: "\\") else { throw error("control character in a string") }
    guard position + 1 < bytes.count else { throw error("string without an end") }
    let byte = bytes[position + 1]
    position += 2
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{08}"
    case UInt8(ascii: "f"): return "\u{0C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try parseScalar(bytes)
    default: throw error("unknown escape")
    }
  }

  /// A `\u` escape, with its low surrogate where it has one. A lone surrogate becomes U+FFFD: it is no text.
  private mutating func parseScalar(_ bytes: Span<UInt8>) throws(JSONError) -> Unicode.Scalar {
    let unit = try parseHex(bytes)
    guard (0xD800..<0xE000).contains(unit) else { return Unicode.Scalar(unit) ?? "\u{FFFD}" }
    guard unit < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    else { return "\u{FFFD}" }
    let afterHigh = position
    position += 2
    let low = try parseHex(bytes)
    guard (0xDC00..<0xE000).contains(low) else {
      position = afterHigh
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func parseHex(_ bytes: Span<UInt8>) throws(JSONError) -> UInt32 {
    guard position + 4 <= bytes.count, bytes[position] != UInt8(ascii: "+"), bytes[position] != UInt8(ascii: "-"),
      let unit = UInt32(Self.text(bytes, position..<(position + 4)), radix: 16)
    else { throw error("malformed \\u escape") }
    position += 4
    return unit
  }
}
