/// Told of each piece of a JSON text, in their order, while the text is checked.
protocol JSONListener: ~Copyable {
  /// Where the text's byte at `position` stands in what the listener keeps.
  func place(_ position: Int) -> Int
  /// A brace, a bracket, a comma or a colon.
  mutating func take(mark: UInt8)
  /// A number, `true`, `false` or `null`.
  mutating func take(word: Range<Int>, of bytes: Span<UInt8>)
  /// A string whose opening quote stands at `position`, which moves on behind the closing one. False where it is none.
  mutating func takeString(_ bytes: Span<UInt8>, at position: inout Int) -> Bool
}

/// Walks over a JSON text and checks the whole grammar (RFC 8259) without building values.
struct JSONCursor<Listener: JSONListener & ~Copyable>: ~Copyable {
  var listener: Listener
  /// Of the outermost object, where it is one. By the listener's places.
  private(set) var members: [JSONSkim.Member] = []
  private var position = 0
  private let outermost: Int

  /// - Parameter depth: how deep the text will stand in others.
  init(listener: consuming Listener, depth: Int = 0) {
    self.listener = listener
    outermost = depth
  }

  /// Whether `bytes` are one object with nothing but blanks around it.
  mutating func whole(_ bytes: Span<UInt8>) -> Bool {
    blanks(bytes)
    guard position < bytes.count, bytes[position] == UInt8(ascii: "{") else { return false }
    members.reserveCapacity(20)
    guard object(bytes, depth: outermost) else { return false }
    blanks(bytes)
    return position == bytes.count
  }

  private mutating func blanks(_ bytes: Span<UInt8>) {
    while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

  private mutating func take(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func mark(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
    guard take(byte, bytes) else { return false }
    listener.take(mark: byte)
    return true
  }

  private mutating func object(_ bytes: Span<UInt8>, depth: Int) -> Bool {
    guard mark(UInt8(ascii: "{"), bytes) else { return false }
    blanks(bytes)
    if mark(UInt8(ascii: "}"), bytes) { return true }
    while true {
      guard member(bytes, depth: depth) else { return false }
      blanks(bytes)
      if mark(UInt8(ascii: "}"), bytes) { return true }
      guard mark(UInt8(ascii: ","), bytes) else { return false }
    }
  }

  private mutating func member(_ bytes: Span<UInt8>, depth: Int) -> Bool {
    blanks(bytes)
    let nameStart = listener.place(position) + 1
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\""), string(bytes) else { return false }
    let nameEnd = listener.place(position) - 1
    blanks(bytes)
    guard mark(UInt8(ascii: ":"), bytes) else { return false }
    blanks(bytes)
    let start = listener.place(position)
    guard value(bytes, depth: depth + 1) else { return false }
    if depth == outermost { members.append(.init(name: nameStart..<nameEnd, value: start..<listener.place(position))) }
    return true
  }

  private mutating func array(_ bytes: Span<UInt8>, depth: Int) -> Bool {
    guard mark(UInt8(ascii: "["), bytes) else { return false }
    blanks(bytes)
    if mark(UInt8(ascii: "]"), bytes) { return true }
    while true {
      blanks(bytes)
      guard value(bytes, depth: depth + 1) else { return false }
      blanks(bytes)
      if mark(UInt8(ascii: "]"), bytes) { return true }
      guard mark(UInt8(ascii: ","), bytes) else { return false }
    }
  }

  private mutating func value(_ bytes: Span<UInt8>, depth: Int) -> Bool {
    guard position < bytes.count, depth <= JSONParser.deepestNesting else { return false }
    switch bytes[position] {
    case UInt8(ascii: "\""): return string(bytes)
    case UInt8(ascii: "{"): return object(bytes, depth: depth)
    case UInt8(ascii: "["): return array(bytes, depth: depth)
    default: return word(bytes)
    }
  }
}

// Words.
extension JSONCursor where Listener: ~Copyable {
  private mutating func string(_ bytes: Span<UInt8>) -> Bool { listener.takeString(bytes, at: &position) }

  /// A number or one of the three words.
  private mutating func word(_ bytes: Span<UInt8>) -> Bool {
    let start = position
    let isWord =
      switch bytes[position] {
      case UInt8(ascii: "t"): letters("true", bytes)
      case UInt8(ascii: "f"): letters("false", bytes)
      case UInt8(ascii: "n"): letters("null", bytes)
      default: number(bytes)
      }
    if isWord { listener.take(word: start..<position, of: bytes) }
    return isWord
  }

  private mutating func letters(_ word: StaticString, _ bytes: Span<UInt8>) -> Bool {
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.count, JSONSkim.matches(bytes, position..<end, word) else { return false }
    position = end
    return true
  }

  private mutating func number(_ bytes: Span<UInt8>) -> Bool {
    _ = take(UInt8(ascii: "-"), bytes)
    let start = position
    guard digits(bytes), bytes[start] != UInt8(ascii: "0") || position == start + 1 else { return false }
    if take(UInt8(ascii: "."), bytes), !digits(bytes) { return false }
    guard take(UInt8(ascii: "e"), bytes) || take(UInt8(ascii: "E"), bytes) else { return true }
    if !take(UInt8(ascii: "+"), bytes) { _ = take(UInt8(ascii: "-"), bytes) }
    return digits(bytes)
  }

  private mutating func digits(_ bytes: Span<UInt8>) -> Bool {
    let start = position
    while position < bytes.count, bytes[position] &- UInt8(ascii: "0") < 10 { position += 1 }
    return position > start
  }
}
