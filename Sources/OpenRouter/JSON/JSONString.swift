/// The text of a string as it stands in JSON (RFC 8259, section 7), in bytes that a scanner has checked.
enum JSONString {
  /// - Parameter range: between the quotes.
  static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    let inner = bytes.extracting(range)
    guard inner.indices.contains(where: { inner[$0] == UInt8(ascii: "\\") }) else { return plain(inner) }
    var text: [UInt8] = []
    text.reserveCapacity(inner.count)
    var position = 0
    while position < inner.count {
      if inner[position] == UInt8(ascii: "\\") {
        text.append(contentsOf: scalar(inner, at: &position).utf8)
      } else {
        text.append(inner[position])
        position += 1
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Bytes that are no UTF-8 become U+FFFD.
  static func plain(_ bytes: Span<UInt8>) -> String {
    unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// Whether a backslash and `byte` are an escape, `\u` aside.
  static func isEscape(_ byte: UInt8) -> Bool { simpleEscape(byte) != nil }

  /// The four digits at `position`; nil where they are none.
  static func hexUnit(_ bytes: Span<UInt8>, at position: Int) -> UInt32? {
    guard position + 4 <= bytes.count else { return nil }
    var unit: UInt32 = 0
    for index in position..<(position + 4) {
      guard let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue, bytes[index] < 0x80 else { return nil }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }

  private static func simpleEscape(_ byte: UInt8) -> Unicode.Scalar? {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): Unicode.Scalar(byte)
    case UInt8(ascii: "b"): "\u{08}"
    case UInt8(ascii: "f"): "\u{0C}"
    case UInt8(ascii: "n"): "\n"
    case UInt8(ascii: "r"): "\r"
    case UInt8(ascii: "t"): "\t"
    default: nil
    }
  }

  /// What the escape at `position` stands for; moves on behind it. A lone surrogate becomes U+FFFD: it is no text.
  private static func scalar(_ bytes: Span<UInt8>, at position: inout Int) -> Unicode.Scalar {
    defer { position = min(position, bytes.count) }
    guard position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "u") else {
      defer { position += 2 }
      // A mark that needs no escape stands for itself.
      return position + 1 < bytes.count
        ? simpleEscape(bytes[position + 1]) ?? Unicode.Scalar(bytes[position + 1]) : "\u{FFFD}"
    }
    let unit = hexUnit(bytes, at: position + 2) ?? 0xFFFD
    position += 6
    guard (0xD800..<0xE000).contains(unit) else { return Unicode.Scalar(unit) ?? "\u{FFFD}" }
    guard unit < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u"), let low = hexUnit(bytes, at: position + 2),
      (0xDC00..<0xE000).contains(low)
    else { return "\u{FFFD}" }
    position += 6
    return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
  }
}
