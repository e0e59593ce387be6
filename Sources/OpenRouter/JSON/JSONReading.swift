/// Reads the smallest pieces of a JSON text (RFC 8259) from where it stands: what building values and mere checking have in
/// common.
protocol JSONReading: ~Copyable {
  /// Offset into the text.
  var position: Int { get set }
}

extension JSONReading where Self: ~Copyable {
  @inline(__always)
  mutating func skipBlanks(_ bytes: Span<UInt8>) {
    while position < bytes.count, isBlank(bytes[position]) { position += 1 }
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

  /// Whether `byte` stands here; moves on behind it then.
  @inline(__always)
  mutating func take(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  /// Whether `word` stands here; moves on behind it then.
  mutating func takeWord(_ word: StaticString, _ bytes: Span<UInt8>) -> Bool {
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.count, JSONSkim.matches(bytes, position..<end, word) else { return false }
    position = end
    return true
  }

  /// Whether a number stands here; moves on behind it, or to where it is none.
  mutating func takeNumber(_ bytes: Span<UInt8>) -> Bool {
    _ = take(UInt8(ascii: "-"), bytes)
    let start = position
    guard takeDigits(bytes), bytes[start] != UInt8(ascii: "0") || position == start + 1 else { return false }
    if take(UInt8(ascii: "."), bytes), !takeDigits(bytes) { return false }
    guard take(UInt8(ascii: "e"), bytes) || take(UInt8(ascii: "E"), bytes) else { return true }
    if !take(UInt8(ascii: "+"), bytes) { _ = take(UInt8(ascii: "-"), bytes) }
    return takeDigits(bytes)
  }

  private mutating func takeDigits(_ bytes: Span<UInt8>) -> Bool {
    let start = position
    while position < bytes.count, bytes[position] &- UInt8(ascii: "0") < 10 { position += 1 }
    return position > start
  }
}
