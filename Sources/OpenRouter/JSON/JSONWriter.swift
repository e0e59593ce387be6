/// Writes JSON values as UTF-8 in one fixed way, so that equal values give equal bytes (RFC 8259, no blanks).
struct JSONWriter: ~Copyable {
  private(set) var written: GrowingBytes

  /// - Parameter capacity: bytes for which there is room from the beginning.
  init(capacity: Int = 256) { written = GrowingBytes(capacity: capacity) }

  mutating func write(_ value: JSONValue) {
    switch value {
    case .null: written.append("null")
    case .bool(let flag): written.append(flag ? "true" : "false")
    case .number(let digits): Self.withLetters(of: digits) { written.append($0) }
    case .string(let text): writeString(text)
    case .array(let elements): writeArray(elements)
    case .object(let members): writeObject(members)
    }
  }

  /// A brace, a bracket, a comma, a colon, or the end of a line.
  mutating func write(mark: UInt8) { written.append(mark) }

  /// A member's name, which needs no escape, and its colon.
  mutating func write(name: StaticString) {
    written.append(UInt8(ascii: "\""))
    written.append(name)
    written.append("\":")
  }

  /// What stands in this writer's form already.
  mutating func copy(_ text: Span<UInt8>) { written.append(text) }

  private mutating func writeArray(_ elements: [JSONValue]) {
    written.append(UInt8(ascii: "["))
    for position in elements.indices {
      if position > 0 { written.append(UInt8(ascii: ",")) }
      write(elements[position])
    }
    written.append(UInt8(ascii: "]"))
  }

  private mutating func writeObject(_ members: [JSONValue.Member]) {
    written.append(UInt8(ascii: "{"))
    for position in members.indices {
      if position > 0 { written.append(UInt8(ascii: ",")) }
      writeString(members[position].name)
      written.append(UInt8(ascii: ":"))
      write(members[position].value)
    }
    written.append(UInt8(ascii: "}"))
  }
}

// Strings.
extension JSONWriter {
  /// Escapes what JSON must (quote, backslash, controls), and DEL and the C1 controls too, so that no line of a file
  /// can steer a terminal that shows it. What needs no escape is copied in runs.
  mutating func writeString(_ text: String) {
    written.append(UInt8(ascii: "\""))
    Self.withLetters(of: text) { letters in
      var position = copyPlain(letters, from: 0)
      while position < letters.count {
        position += writeSpecial(letters, at: position)
        position = copyPlain(letters, from: position)
      }
    }
    written.append(UInt8(ascii: "\""))
  }

  /// Writes a string that stands at `position` in a JSON text as `writeString` writes what it says. Moves on behind its
  /// closing quote; false where it is no string.
  mutating func rewriteString(_ bytes: Span<UInt8>, at position: inout Int) -> Bool {
    written.append(UInt8(ascii: "\""))
    position += 1
    while true {
      position = copyPlain(bytes, from: position)
      guard position < bytes.count else { return false }
      switch bytes[position] {
      case UInt8(ascii: "\""):
        written.append(UInt8(ascii: "\""))
        position += 1
        return true
      case UInt8(ascii: "\\"):
        guard let scalar = JSONParser.scalar(ofEscape: bytes, at: &position) else { return false }
        write(scalar)
      case 0..<0x20: return false
      default: position += writeSpecial(bytes, at: position)
      }
    }
  }

  /// Copies what needs no escape; returns where it ends.
  private mutating func copyPlain(_ letters: Span<UInt8>, from start: Int) -> Int {
    var end = start
    unsafe written.append(most: letters.count - start + PlainText.excess) { target in
      let count = unsafe PlainText.copyForTerminals(letters, from: start, to: target)
      end += count
      return count
    }
    return end
  }

  /// Writes what may need an escape; returns how many bytes of `letters` it stood for.
  private mutating func writeSpecial(_ letters: Span<UInt8>, at position: Int) -> Int {
    let byte = letters[position]
    guard byte == 0xC2 else {
      writeEscaped(byte)
      return 1
    }
    // U+0080 to U+009F are the C1 controls; above them stand letters such as `«`.
    guard position + 1 < letters.count, letters[position + 1] < 0xA0 else {
      written.append(byte)
      return 1
    }
    writeEscaped(letters[position + 1])
    return 2
  }

  private mutating func write(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"", "\\", "\0"..."\u{1F}", "\u{7F}"..."\u{9F}": writeEscaped(UInt8(truncatingIfNeeded: scalar.value))
    default: written.append(scalar)
    }
  }

  private mutating func writeEscaped(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): written.append("\\\"")
    case UInt8(ascii: "\\"): written.append("\\\\")
    case UInt8(ascii: "\n"): written.append("\\n")
    case UInt8(ascii: "\r"): written.append("\\r")
    case UInt8(ascii: "\t"): written.append("\\t")
    default:
      written.append("\\u00")
      written.append(Self.digit(byte >> 4))
      written.append(Self.digit(byte & 15))
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }

  private static func withLetters(of text: String, _ body: (Span<UInt8>) -> Void) {
    let isDone: Void? = unsafe text.utf8.withContiguousStorageIfAvailable { unsafe body($0.span) }
    // Only a string that came from Objective-C has its letters elsewhere.
    if isDone == nil { body(Array(text.utf8).span) }
  }
}

extension JSONValue {
  /// The value as UTF-8 JSON without blanks.
  public var utf8: [UInt8] {
    var writer = JSONWriter()
    writer.write(self)
    return writer.written.array
  }

  /// The value as a line of a file: UTF-8 JSON without blanks, and a newline.
  public var line: [UInt8] {
    var writer = JSONWriter(capacity: 4096)
    writer.write(self)
    writer.write(mark: UInt8(ascii: "\n"))
    return writer.written.array
  }

  /// The value as JSON text without blanks.
  public var text: String { String(decoding: utf8, as: UTF8.self) }
}
