/// Characters that steer a terminal, turn the direction of writing, or end a line: C0, DEL, C1, the bidirectional marks,
/// embeddings, overrides and isolates, and the separators of lines and paragraphs.
public enum ControlCharacters {
  /// Each as a blank.
  static func blanked(_ text: [UInt8], keepsNewlines: Bool) -> [UInt8] {
    replacing(text, keepsNewlines: keepsNewlines) { _ in [0x20] }
  }

  /// Each as JSON's `\uXXXX`, but for the ends of lines between values.
  static func escaped(_ text: [UInt8]) -> [UInt8] {
    replacing(text, keepsNewlines: true) { scalar in
      // Below a blank JSON allows only white space, outside of strings.
      guard scalar.value >= 0x20 else { return [0x20] }
      let digits = String(scalar.value, radix: 16)
      return Array("\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8)
    }
  }

  private static func replacing(
    _ text: [UInt8], keepsNewlines: Bool, _ replacement: (Unicode.Scalar) -> [UInt8]
  ) -> [UInt8] {
    var edits: [Edit] = []
    var position = 0
    let bytes = text.span
    while let start = firstSuspect(in: bytes, from: position) {
      let (scalar, length) = character(in: bytes, at: start)
      if let scalar, !(keepsNewlines && scalar == "\n") {
        edits.append(Edit(start..<(start + length), replacement(scalar)))
      }
      position = start + length
    }
    return edits.isEmpty ? text : Edit.apply(edits, to: text)
  }

  /// The next byte that is a control character or may begin one.
  private static func firstSuspect(in bytes: Span<UInt8>, from start: Int) -> Int? {
    var position = start
    while position < bytes.count {
      switch bytes[position] {
      case 0x20...0x7E, 0x80...0xC1, 0xC3...0xD7, 0xD9...0xE1, 0xE3...0xFF: position += 1
      default: return position
      }
    }
    return nil
  }

  /// The control character at a place, and how many bytes it has; nil for any other, of which one byte is passed over.
  private static func character(in bytes: Span<UInt8>, at start: Int) -> (Unicode.Scalar?, Int) {
    func byte(_ offset: Int) -> UInt32 { start + offset < bytes.count ? UInt32(bytes[start + offset]) : 0 }
    let value: UInt32
    let length: Int
    switch byte(0) {
    case 0..<0x80: (value, length) = (byte(0), 1)
    case 0xC2, 0xD8: (value, length) = ((byte(0) & 0x1F) << 6 | byte(1) & 0x3F, 2)
    default: (value, length) = (0x2000 | (byte(1) & 0x3F) << 6 | byte(2) & 0x3F, 3)
    }
    let isWhole = start + length <= bytes.count && (1..<length).allSatisfy { byte($0) & 0xC0 == 0x80 }
    guard isWhole, let scalar = Unicode.Scalar(value), isControl(scalar) else { return (nil, 1) }
    return (scalar, length)
  }

  public static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
