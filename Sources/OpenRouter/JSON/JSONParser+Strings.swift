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
    let end = try closingQuote(bytes)
    let text = try unescape(bytes, start..<end)
    position = end + 1
    return text
  }

  static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    unsafe bytes.extracting(range).withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// The quote that ends the string: the first before which no backslash stands, or an even number of them.
  private mutating func closingQuote(_ bytes: Span<UInt8>) throws(JSONError) -> Int {
    let first = position
    while true {
      let quote = PlainText.quote(bytes, from: position)
      position = quote
      guard quote < bytes.count else { throw error("string without an end") }
      var start = quote
      while start > first, bytes[start - 1] == UInt8(ascii: "\\") { start -= 1 }
      if (quote - start) % 2 == 0 { return quote }
      position = quote + 1
    }
  }

  /// The text in `range`. It is written in one go to where the string will keep it: no escape is shorter than its text.
  private mutating func unescape(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(JSONError) -> String {
    var fault: JSONError?
    position = range.lowerBound
    let letters = bytes.extracting(0..<range.upperBound)
    let text = unsafe String(unsafeUninitializedCapacity: range.count) { target in
      guard var next = target.baseAddress else { return 0 }
      let start = unsafe next
      do throws(JSONError) {
        while true {
          let count = unsafe PlainText.copy(letters, from: position, to: next)
          unsafe next += count
          position += count
          guard position < range.upperBound else { return unsafe next - start }
          let scalar = try parseEscape(letters)
          if scalar.isASCII {
            unsafe next.pointee = UInt8(truncatingIfNeeded: scalar.value)
            unsafe next += 1
          } else {
            for unit in scalar.utf8 {
              unsafe next.pointee = unit
              unsafe next += 1
            }
          }
        }
      } catch {
        fault = error
        return 0
      }
    }
    if let fault { throw fault }
    return text
  }

  private mutating func parseEscape(_ bytes: Span<UInt8>) throws(JSONError) -> Unicode.Scalar {
    guard bytes[position] == UInt8(ascii: "\\") else { throw error("control character in a string") }
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
