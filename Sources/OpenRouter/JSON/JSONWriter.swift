/// Writes JSON values as UTF-8 in one fixed way, so that equal values give equal bytes (RFC 8259, no blanks).
public struct JSONWriter: Sendable {
  public private(set) var bytes: [UInt8] = []

  /// - Parameter capacity: bytes for which there is room from the beginning.
  public init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  mutating func endLine() { bytes.append(UInt8(ascii: "\n")) }

  public mutating func write(_ value: JSONValue) {
    switch value {
    case .null: bytes += "null".utf8
    case .bool(let flag): bytes += (flag ? "true" : "false").utf8
    case .number(let digits): bytes += digits.utf8
    case .string(let text): writeString(text)
    case .array(let elements): writeArray(elements)
    case .object(let members): writeObject(members)
    }
  }

  private mutating func writeArray(_ elements: [JSONValue]) {
    bytes.append(UInt8(ascii: "["))
    for (position, element) in elements.enumerated() {
      if position > 0 { bytes.append(UInt8(ascii: ",")) }
      write(element)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func writeObject(_ members: [JSONValue.Member]) {
    bytes.append(UInt8(ascii: "{"))
    for (position, member) in members.enumerated() {
      if position > 0 { bytes.append(UInt8(ascii: ",")) }
      writeString(member.name)
      bytes.append(UInt8(ascii: ":"))
      write(member.value)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  /// Escapes what JSON must (quote, backslash, controls), and DEL and the C1 controls too, so that no line of a file
  /// can steer a terminal that shows it. What needs no escape is copied in runs.
  private mutating func writeString(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { letters in
      var runStart = 0
      var position = 0
      while position < letters.count {
        let length = unsafe Self.lengthToEscape(letters, at: position)
        if length > 0 {
          unsafe bytes += letters[runStart..<position]
          unsafe writeEscaped(letters[position + length - 1])
          runStart = position + length
        }
        position += max(1, length)
      }
      unsafe bytes += letters[runStart...]
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// How many bytes at `position` are to be escaped as one: two of a C1 control, else one; 0 for none.
  private static func lengthToEscape(_ letters: UnsafeBufferPointer<UInt8>, at position: Int) -> Int {
    switch unsafe letters[position] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0..<0x20, 0x7F: 1
    case 0xC2: unsafe position + 1 < letters.count && letters[position + 1] < 0xA0 ? 2 : 0
    default: 0
    }
  }

  private mutating func writeEscaped(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
    case UInt8(ascii: "\n"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
    case UInt8(ascii: "\r"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
    case UInt8(ascii: "\t"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
    default: writeEscape(byte)
    }
  }

  private mutating func writeEscape(_ scalar: UInt8) {
    let digits = Array("0123456789abcdef".utf8)
    bytes += "\\u00".utf8
    bytes += [digits[Int(scalar >> 4)], digits[Int(scalar & 15)]]
  }
}

extension JSONValue {
  /// The value as UTF-8 JSON without blanks.
  public var utf8: [UInt8] {
    var writer = JSONWriter()
    writer.write(self)
    return writer.bytes
  }

  /// The value as a line of a file: UTF-8 JSON without blanks, and a newline.
  public var line: [UInt8] {
    var writer = JSONWriter(capacity: 4096)
    writer.write(self)
    writer.endLine()
    return writer.bytes
  }

  /// The value as JSON text without blanks.
  public var text: String { String(decoding: utf8, as: UTF8.self) }
}
