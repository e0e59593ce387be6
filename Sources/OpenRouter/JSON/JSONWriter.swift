internal import SystemLayer

/// Writes JSON values as UTF-8 in one fixed way, so that equal values give equal bytes (RFC 8259, no whitespace).
struct JSONWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ value: JSONValue) {
    switch value {
    case .null: bytes += "null".utf8
    case .bool(let flag): bytes += (flag ? "true" : "false").utf8
    case .number(let digits): bytes += digits.utf8
    case .string(let text): writeString(text)
    case .array(let elements):
      writeList("[", elements, "]") { writer, element in writer.write(element) }
    case .object(let members):
      writeList("{", members, "}") { writer, member in
        writer.writeString(member.name)
        writer.bytes.append(UInt8(ascii: ":"))
        writer.write(member.value)
      }
    }
  }

  private mutating func writeList<Element>(
    _ opening: Unicode.Scalar, _ elements: [Element], _ closing: Unicode.Scalar,
    _ write: (inout JSONWriter, Element) -> Void
  ) {
    bytes.append(UInt8(ascii: opening))
    for position in elements.indices {
      if position > 0 { bytes.append(UInt8(ascii: ",")) }
      write(&self, elements[position])
    }
    bytes.append(UInt8(ascii: closing))
  }

  /// Escapes what JSON must (quote, backslash, controls), and what could steer a terminal or break a line for a reader
  /// that goes by Unicode: DEL, the C1 controls, the line and paragraph separators, the marks that turn text around.
  private mutating func writeString(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    writeEscaped(text)
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func writeEscaped(_ text: String) {
    let start = bytes.count
    bytes += text.utf8
    // Bytes of an array are quicker to look at than those of a string.
    guard bytes[start...].contains(where: Self.maySteer) else { return }
    bytes.removeLast(bytes.count - start)
    var plain = text.utf8.startIndex
    var position = plain
    while position < text.utf8.endIndex {
      // Of all letters only those whose first byte may be special are looked at.
      guard Self.maySteer(text.utf8[position]) else {
        text.utf8.formIndex(after: &position)
        continue
      }
      let scalar = text.unicodeScalars[position]
      let next = text.unicodeScalars.index(after: position)
      if let escape = Self.escape(scalar) {
        bytes += text.utf8[plain..<position]
        bytes += escape.utf8
        plain = next
      }
      position = next
    }
    bytes += text.utf8[plain...]
  }

  /// 0xC2 begins U+0080 to U+00BF, 0xD8 U+0600 to U+063F, 0xE2 U+2000 to U+2FFF.
  private static func maySteer(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F || byte == 0xC2
      || byte == 0xD8 || byte == 0xE2
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "\"": "\\\""
    case "\\": "\\\\"
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    case _ where ControlCharacters.isControl(scalar): "\\u" + String(scalar.value + 0x10000, radix: 16).dropFirst()
    default: nil
    }
  }
}

extension JSONValue {
  /// The value as UTF-8 JSON without whitespace.
  public var utf8: [UInt8] {
    var writer = JSONWriter()
    writer.write(self)
    return writer.bytes
  }

  /// The value as a line of a file: UTF-8 JSON without whitespace, and a newline.
  public var line: [UInt8] { utf8 + [UInt8(ascii: "\n")] }

  /// The value as JSON text without whitespace.
  public var text: String { String(decoding: utf8, as: UTF8.self) }

  /// The value over several lines, two spaces an indent, with a newline at the end: for files that people read.
  public func indented() -> [UInt8] { Array((lines(indent: "") + "\n").utf8) }

  private func lines(indent: String) -> String {
    let inner = indent + "  "
    switch self {
    case .array(let elements) where !elements.isEmpty:
      let parts = elements.map { inner + $0.lines(indent: inner) }
      return "[\n" + parts.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let members) where !members.isEmpty:
      let parts = members.map { inner + JSONValue.string($0.name).text + ": " + $0.value.lines(indent: inner) }
      return "{\n" + parts.joined(separator: ",\n") + "\n\(indent)}"
    default: return text
    }
  }
}
