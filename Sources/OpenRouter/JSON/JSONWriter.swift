/// Writes JSON values as UTF-8 in one fixed way, so that equal values give equal bytes (RFC 8259, no blanks).
public struct JSONWriter: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  public mutating func write(_ value: JSONValue) {
    switch value {
    case .null: bytes += Array("null".utf8)
    case .bool(let flag): bytes += Array((flag ? "true" : "false").utf8)
    case .number(let digits): bytes += Array(digits.utf8)
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
  /// can steer a terminal that shows it.
  private mutating func writeString(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var previous: UInt8 = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "\"")]
      case UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "\\")]
      case UInt8(ascii: "\n"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
      case UInt8(ascii: "\r"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
      case UInt8(ascii: "\t"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
      case 0..<0x20, 0x7F: writeEscape(byte)
      case 0x80..<0xA0 where previous == 0xC2:
        bytes.removeLast()
        writeEscape(byte)
      default: bytes.append(byte)
      }
      previous = byte
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func writeEscape(_ scalar: UInt8) {
    let digits = Array("0123456789abcdef".utf8)
    bytes += Array("\\u00".utf8)
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

  /// The value as JSON text without blanks.
  public var text: String { String(decoding: utf8, as: UTF8.self) }
}
