/// Walks over a JSON text once, checks the whole grammar (RFC 8259), and notes where each value stands. Nothing is built.
///
/// A model's answer may hold anything: nesting 200,000 deep, five megabytes in one field, `NaN`, a lone surrogate. Each
/// gives an index or a `JSONError`, never a crash.
struct JSONScanner: ~Copyable {
  /// Offset into the text, in bytes.
  private(set) var position: Int
  private(set) var nodes: [JSONNode] = []

  /// - Parameter position: where the value begins, or whitespace before it.
  init(from position: Int = 0) { self.position = position }

  /// Scans one value; it ends at `position`.
  mutating func scanValue(_ bytes: Span<UInt8>, depth: Int, name: Range<Int>? = nil) throws(JSONError) {
    skipWhitespace(bytes)
    guard depth <= JSONParser.deepestNesting else { throw error("nested too deep") }
    guard position < bytes.count else { throw error("unexpected end") }
    let number = nodes.count
    nodes.append(JSONNode(name: name, start: position))
    switch bytes[position] {
    case UInt8(ascii: "{"): try scanObject(bytes, depth: depth)
    case UInt8(ascii: "["): try scanArray(bytes, depth: depth)
    case UInt8(ascii: "\""): try scanString(bytes)
    case UInt8(ascii: "t"): try scanWord("true", bytes)
    case UInt8(ascii: "f"): try scanWord("false", bytes)
    case UInt8(ascii: "n"): try scanWord("null", bytes)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try scanNumber(bytes)
    default: throw error("unexpected character")
    }
    nodes[number].end(at: position, next: nodes.count)
  }

  /// Nothing but whitespace may follow.
  mutating func scanEnd(_ bytes: Span<UInt8>) throws(JSONError) {
    skipWhitespace(bytes)
    guard position == bytes.count else { throw error("text after the value") }
  }

  private func error(_ reason: String) -> JSONError { JSONError(reason: reason, offset: position) }

  private mutating func scanObject(_ bytes: Span<UInt8>, depth: Int) throws(JSONError) {
    position += 1
    skipWhitespace(bytes)
    if take(UInt8(ascii: "}"), bytes) { return }
    while true {
      skipWhitespace(bytes)
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
        throw error("expected a member's name")
      }
      let start = position + 1
      try scanString(bytes)
      let name = start..<(position - 1)
      skipWhitespace(bytes)
      guard take(UInt8(ascii: ":"), bytes) else { throw error("expected a colon") }
      try scanValue(bytes, depth: depth + 1, name: name)
      skipWhitespace(bytes)
      if take(UInt8(ascii: "}"), bytes) { return }
      guard take(UInt8(ascii: ","), bytes) else { throw error("expected a comma or the object's end") }
    }
  }

  private mutating func scanArray(_ bytes: Span<UInt8>, depth: Int) throws(JSONError) {
    position += 1
    skipWhitespace(bytes)
    if take(UInt8(ascii: "]"), bytes) { return }
    while true {
      try scanValue(bytes, depth: depth + 1)
      skipWhitespace(bytes)
      if take(UInt8(ascii: "]"), bytes) { return }
      guard take(UInt8(ascii: ","), bytes) else { throw error("expected a comma or the array's end") }
    }
  }

  private mutating func scanWord(_ word: String, _ bytes: Span<UInt8>) throws(JSONError) {
    for letter in word.utf8 { guard take(letter, bytes) else { throw error("unexpected word") } }
  }

  private mutating func scanNumber(_ bytes: Span<UInt8>) throws(JSONError) {
    _ = take(UInt8(ascii: "-"), bytes)
    let start = position
    guard takeDigits(bytes), bytes[start] != UInt8(ascii: "0") || position == start + 1 else {
      throw error("malformed number")
    }
    if take(UInt8(ascii: "."), bytes), !takeDigits(bytes) { throw error("malformed number") }
    guard take(UInt8(ascii: "e"), bytes) || take(UInt8(ascii: "E"), bytes) else { return }
    if !take(UInt8(ascii: "+"), bytes) { _ = take(UInt8(ascii: "-"), bytes) }
    guard takeDigits(bytes) else { throw error("malformed number") }
  }

  /// The string whose opening quote stands here.
  private mutating func scanString(_ bytes: Span<UInt8>) throws(JSONError) {
    position += 1
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return
      case UInt8(ascii: "\\"): try scanEscape(bytes)
      case 0..<0x20: throw error("control character in a string")
      default: position += 1
      }
    }
    throw error("string without an end")
  }

  private mutating func scanEscape(_ bytes: Span<UInt8>) throws(JSONError) {
    guard position + 1 < bytes.count else { throw error("string without an end") }
    guard bytes[position + 1] == UInt8(ascii: "u") else {
      guard JSONString.isEscape(bytes[position + 1]) else { throw error("unknown escape") }
      position += 2
      return
    }
    guard JSONString.hexUnit(bytes, at: position + 2) != nil else { throw error("malformed \\u escape") }
    position += 6
  }

  private mutating func skipWhitespace(_ bytes: Span<UInt8>) {
    while position < bytes.count, JSONParser.isWhitespace(bytes[position]) { position += 1 }
  }

  /// Whether `byte` stands here; moves on behind it then.
  private mutating func take(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func takeDigits(_ bytes: Span<UInt8>) -> Bool {
    let start = position
    while position < bytes.count, bytes[position] &- UInt8(ascii: "0") < 10 { position += 1 }
    return position > start
  }
}

/// Where one value of a JSON text stands. The values within it follow, each with its own, up to `next`.
struct JSONNode: Sendable, Equatable {
  /// The member's name between its quotes, where the value is a member.
  let name: Range<Int>?
  private let start: Int
  private var end = 0
  /// The number of the node behind this one and all within it.
  private(set) var next = 0

  init(name: Range<Int>?, start: Int) {
    self.name = name
    self.start = start
  }

  mutating func end(at end: Int, next: Int) {
    self.end = end
    self.next = next
  }

  /// The value itself, a string with its quotes.
  var range: Range<Int> { start..<end }
}
