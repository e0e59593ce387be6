/// Where a run of letters ends that stand for themselves in a JSON string. Looked at eight at a time: nearly all of an
/// answer and of a record are such letters.
enum PlainText {
  /// The letters are written eight at a time, the last ones too.
  static let excess = 8

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// The first place at or behind `start` that holds what a JSON string must not hold as it stands: a quote, a
  /// backslash or a control (RFC 8259, section 7); the end of `bytes` where there is none.
  static func end(_ bytes: Span<UInt8>, from start: Int) -> Int { first(bytes, from: start, hits: special) }

  /// The first quote at or behind `start`, or the end.
  static func quote(_ bytes: Span<UInt8>, from start: Int) -> Int {
    first(bytes, from: start) { equal($0, UInt8(ascii: "\"")) }
  }

  /// Copies letters to `target` up to where `end` would stop; returns how many. What stands behind them in `target` is
  /// undefined then.
  /// - Parameter target: has room for as many bytes as there are behind `start`, and for `excess` more.
  static func copy(_ bytes: Span<UInt8>, from start: Int, to target: UnsafeMutablePointer<UInt8>) -> Int {
    unsafe copy(bytes, from: start, to: target, hits: special)
  }

  /// The same, and stops too where DEL stands, or the first byte of what may be a C1 control.
  static func copyForTerminals(_ bytes: Span<UInt8>, from start: Int, to target: UnsafeMutablePointer<UInt8>) -> Int {
    unsafe copy(bytes, from: start, to: target) { special($0) | equal($0, 0x7F) | equal($0, 0xC2) }
  }

  @inline(__always)
  private static func copy(
    _ bytes: Span<UInt8>, from start: Int, to target: UnsafeMutablePointer<UInt8>, hits: (UInt64) -> UInt64
  ) -> Int {
    var count = 0
    while start + count + 8 <= bytes.count {
      let word = eight(bytes, at: start + count)
      unsafe UnsafeMutableRawPointer(target + count).storeBytes(of: word.littleEndian, as: UInt64.self)
      let found = hits(word)
      if found != 0 { return count + found.trailingZeroBitCount / 8 }
      count += 8
    }
    guard start + count < bytes.count else { return count }
    let word = last(bytes, from: start + count)
    unsafe UnsafeMutableRawPointer(target + count).storeBytes(of: word.littleEndian, as: UInt64.self)
    return min(count + hits(word).trailingZeroBitCount / 8, bytes.count - start)
  }

  /// - Parameter hits: of eight letters, the first in the lowest byte, sets the high bit of each that is looked for. Above
  ///   the lowest one it may be mistaken.
  @inline(__always)
  private static func first(_ bytes: Span<UInt8>, from start: Int, hits: (UInt64) -> UInt64) -> Int {
    var position = start
    while position + 8 <= bytes.count {
      let found = hits(eight(bytes, at: position))
      if found != 0 { return position + found.trailingZeroBitCount / 8 }
      position += 8
    }
    guard position < bytes.count else { return position }
    let found = hits(last(bytes, from: position))
    return min(position + found.trailingZeroBitCount / 8, bytes.count)
  }

  @inline(__always)
  private static func eight(_ bytes: Span<UInt8>, at position: Int) -> UInt64 {
    UInt64(littleEndian: unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
  }

  /// The last letters, fewer than eight, and behind them nothing that is looked for.
  @inline(__always)
  private static func last(_ bytes: Span<UInt8>, from position: Int) -> UInt64 {
    let letters = ones &* UInt64(UInt8(ascii: "a"))
    let count = bytes.count - position
    if bytes.count >= 8 { return eight(bytes, at: bytes.count - 8) >> (64 - 8 * count) | letters << (8 * count) }
    var word = letters
    for index in stride(from: bytes.count - 1, through: position, by: -1) { word = word << 8 | UInt64(bytes[index]) }
    return word
  }

  @inline(__always)
  private static func special(_ word: UInt64) -> UInt64 {
    equal(word, UInt8(ascii: "\"")) | equal(word, UInt8(ascii: "\\")) | (word &- ones &* 0x20) & ~word & highs
  }

  /// The high bit of each byte of `word` that is `byte`.
  @inline(__always)
  private static func equal(_ word: UInt64, _ byte: UInt8) -> UInt64 {
    let difference = word ^ ones &* UInt64(byte)
    return (difference &- ones) & ~difference & highs
  }
}
