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
struct JSONCursor<Listener: JSONListener & ~Copyable>: JSONReading, ~Copyable {
  var listener: Listener
  /// Of the outermost object, where it is one. By the listener's places.
  private(set) var members: [JSONSkim.Member] = []
  var position = 0
  private let outermost: Int

  /// - Parameter depth: how deep the text will stand in others.
  init(listener: consuming Listener, depth: Int = 0) {
    self.listener = listener
    outermost = depth
  }

  /// Whether `bytes` are one object with nothing but blanks around it.
  mutating func whole(_ bytes: Span<UInt8>) -> Bool {
    skipBlanks(bytes)
    guard position < bytes.count, bytes[position] == UInt8(ascii: "{") else { return false }
    members.reserveCapacity(20)
    guard object(bytes, depth: outermost) else { return false }
    skipBlanks(bytes)
    return position == bytes.count
  }

  private mutating func mark(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
    guard take(byte, bytes) else { return false }
    listener.take(mark: byte)
    return true
  }

  private mutating func object(_ bytes: Span<UInt8>, depth: Int) -> Bool {
    guard mark(UInt8(ascii: "{"), bytes) else { return false }
    skipBlanks(bytes)
    if mark(UInt8(ascii: "}"), bytes) { return true }
    while true {
      guard member(bytes, depth: depth) else { return false }
      skipBlanks(bytes)
      if mark(UInt8(ascii: "}"), bytes) { return true }
      guard mark(UInt8(ascii: ","), bytes) else { return false }
    }
  }

  private mutating func member(_ bytes: Span<UInt8>, depth: Int) -> Bool {
    skipBlanks(bytes)
    let nameStart = listener.place(position) + 1
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\""), string(bytes) else { return false }
    let nameEnd = listener.place(position) - 1
    skipBlanks(bytes)
    guard mark(UInt8(ascii: ":"), bytes) else { return false }
    skipBlanks(bytes)
    let start = listener.place(position)
    guard value(bytes, depth: depth + 1) else { return false }
    if depth == outermost { members.append(.init(name: nameStart..<nameEnd, value: start..<listener.place(position))) }
    return true
  }

  private mutating func array(_ bytes: Span<UInt8>, depth: Int) -> Bool {
    guard mark(UInt8(ascii: "["), bytes) else { return false }
    skipBlanks(bytes)
    if mark(UInt8(ascii: "]"), bytes) { return true }
    while true {
      skipBlanks(bytes)
      guard value(bytes, depth: depth + 1) else { return false }
      skipBlanks(bytes)
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

  private mutating func string(_ bytes: Span<UInt8>) -> Bool { listener.takeString(bytes, at: &position) }

  /// A number or one of the three words.
  private mutating func word(_ bytes: Span<UInt8>) -> Bool {
    let start = position
    let isWord =
      switch bytes[position] {
      case UInt8(ascii: "t"): takeWord("true", bytes)
      case UInt8(ascii: "f"): takeWord("false", bytes)
      case UInt8(ascii: "n"): takeWord("null", bytes)
      default: takeNumber(bytes)
      }
    if isWord { listener.take(word: start..<position, of: bytes) }
    return isWord
  }
}
