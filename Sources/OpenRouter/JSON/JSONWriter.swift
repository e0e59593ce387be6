/// Writes JSON values as UTF-8 in one fixed way, so that equal values give equal bytes (RFC 8259, no blanks).
///
/// Into memory of its own: an array asks at each of a record's thousand appends whether anybody shares it.
@safe
struct JSONWriter: ~Copyable {
  private var memory: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var count = 0

  /// - Parameter capacity: bytes for which there is room from the beginning.
  init(capacity: Int = 256) {
    self.capacity = max(1, capacity)
    unsafe memory = .allocate(capacity: self.capacity)
  }

  deinit { unsafe memory.deallocate() }

  /// What has been written.
  var bytes: [UInt8] { unsafe Array(UnsafeBufferPointer(start: memory, count: count)) }

  mutating func write(_ value: JSONValue) {
    switch value {
    case .null: writeASCII("null")
    case .bool(let flag): writeASCII(flag ? "true" : "false")
    case .number(let digits): unsafe withLetters(of: digits) { writer, letters in unsafe writer.copy(letters) }
    case .string(let text): writeString(text)
    case .array(let elements): writeArray(elements)
    case .object(let members): writeObject(members)
    }
  }

  mutating func endLine() { append(UInt8(ascii: "\n")) }

  private mutating func writeArray(_ elements: [JSONValue]) {
    append(UInt8(ascii: "["))
    for position in elements.indices {
      if position > 0 { append(UInt8(ascii: ",")) }
      write(elements[position])
    }
    append(UInt8(ascii: "]"))
  }

  private mutating func writeObject(_ members: [JSONValue.Member]) {
    append(UInt8(ascii: "{"))
    for position in members.indices {
      if position > 0 { append(UInt8(ascii: ",")) }
      writeString(members[position].name)
      append(UInt8(ascii: ":"))
      write(members[position].value)
    }
    append(UInt8(ascii: "}"))
  }

  /// Escapes what JSON must (quote, backslash, controls), and DEL and the C1 controls too, so that no line of a file
  /// can steer a terminal that shows it. What needs no escape is copied in runs.
  private mutating func writeString(_ text: String) {
    append(UInt8(ascii: "\""))
    unsafe withLetters(of: text) { writer, letters in
      var position = 0
      while true {
        writer.makeRoom(letters.count - position)
        let copied = unsafe PlainText.copyForTerminals(letters.span, from: position, to: writer.memory + writer.count)
        writer.count += copied
        position += copied
        guard position < letters.count else { return }
        position += unsafe writer.writeSpecial(letters, at: position)
      }
    }
    append(UInt8(ascii: "\""))
  }

  /// Writes what may need an escape; returns how many bytes of `letters` it stood for.
  private mutating func writeSpecial(_ letters: UnsafeBufferPointer<UInt8>, at position: Int) -> Int {
    let byte = unsafe letters[position]
    guard byte == 0xC2 else {
      writeEscaped(byte)
      return 1
    }
    // U+0080 to U+009F are the C1 controls; above them stand letters such as `«`.
    guard position + 1 < letters.count, unsafe letters[position + 1] < 0xA0 else {
      append(byte)
      return 1
    }
    unsafe writeEscaped(letters[position + 1])
    return 2
  }

  private mutating func writeEscaped(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): writeASCII("\\\"")
    case UInt8(ascii: "\\"): writeASCII("\\\\")
    case UInt8(ascii: "\n"): writeASCII("\\n")
    case UInt8(ascii: "\r"): writeASCII("\\r")
    case UInt8(ascii: "\t"): writeASCII("\\t")
    default:
      writeASCII("\\u00")
      append(Self.digit(byte >> 4))
      append(Self.digit(byte & 15))
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}

// The memory.
extension JSONWriter {
  @inline(__always)
  private mutating func makeRoom(_ more: Int) {
    if count + more > capacity { grow(by: more) }
  }

  private mutating func grow(by more: Int) {
    capacity = max(count + more, 2 * capacity)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    unsafe larger.initialize(from: memory, count: count)
    unsafe memory.deallocate()
    unsafe memory = larger
  }

  @inline(__always)
  private mutating func append(_ byte: UInt8) {
    makeRoom(1)
    unsafe memory[count] = byte
    count += 1
  }

  private mutating func copy(_ letters: UnsafeBufferPointer<UInt8>) {
    guard let first = letters.baseAddress else { return }
    makeRoom(letters.count)
    unsafe (memory + count).initialize(from: first, count: letters.count)
    count += letters.count
  }

  private mutating func writeASCII(_ word: StaticString) {
    unsafe copy(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
  }

  private mutating func withLetters(
    of text: String, _ body: (inout JSONWriter, UnsafeBufferPointer<UInt8>) -> Void
  ) {
    let isWritten: Void? = unsafe text.utf8.withContiguousStorageIfAvailable { unsafe body(&self, $0) }
    // Only a string that came from Objective-C has its letters elsewhere.
    if isWritten == nil { unsafe Array(text.utf8).withUnsafeBufferPointer { unsafe body(&self, $0) } }
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
