/// Base64 (RFC 4648, padded) by a table of 4096 entries: 12 bits in, two letters out. Every image passes through it, so it
/// works on raw memory. The table's 8 KB stay in the first-level cache.
/// Nothing changes after it is made, so threads share it.
@safe
final class Base64Encoder: @unchecked Sendable {
  /// Two letters for each 12 bits, in the order in which they lie in memory.
  private let pairs: UnsafeMutablePointer<UInt16>

  init() {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    unsafe pairs = UnsafeMutablePointer<UInt16>.allocate(capacity: 4096)
    for bits in 0..<4096 {
      let pair = UInt16(letters[bits >> 6]) | UInt16(letters[bits & 63]) << 8
      unsafe pairs[bits] = UInt16(littleEndian: pair)
    }
  }

  deinit {
    unsafe pairs.deallocate()
  }

  /// How many letters stand for `count` bytes.
  static func encodedCount(of count: Int) -> Int { (count + 2) / 3 * 4 }

  /// `source` as letters.
  func encoded(_ source: UnsafeRawBufferPointer) -> [UInt8] {
    let count = Self.encodedCount(of: source.count)
    return unsafe [UInt8](unsafeUninitializedCapacity: count) { letters, filled in
      unsafe encode(source, into: UnsafeMutableRawBufferPointer(letters))
      filled = count
    }
  }

  /// Encodes all of `source` to the start of `target`, which has room for `encodedCount(of: source.count)` letters.
  /// Only the last part of a whole may have a length that is no multiple of three.
  func encode(_ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer) {
    precondition(target.count >= Self.encodedCount(of: source.count))
    guard let first = source.baseAddress, let start = target.baseAddress else { return }
    var (input, output, left) = unsafe (first, start, source.count)
    // Six bytes become eight letters; eight are read at once, so the last two of the source must stay out of reach.
    while left >= 8 {
      let word = UInt64(bigEndian: unsafe input.loadUnaligned(as: UInt64.self))
      unsafe output.storeBytes(of: pair(word &>> 52), as: UInt16.self)
      unsafe output.storeBytes(of: pair(word &>> 40), toByteOffset: 2, as: UInt16.self)
      unsafe output.storeBytes(of: pair(word &>> 28), toByteOffset: 4, as: UInt16.self)
      unsafe output.storeBytes(of: pair(word &>> 16), toByteOffset: 6, as: UInt16.self)
      unsafe input += 6
      unsafe output += 8
      left &-= 6
    }
    while left > 0 {
      unsafe encodeGroup(input, count: min(left, 3), into: output)
      unsafe input += 3
      unsafe output += 4
      left -= 3
    }
  }

  /// One to three bytes to four letters, padded.
  private func encodeGroup(_ input: UnsafeRawPointer, count: Int, into output: UnsafeMutableRawPointer) {
    var bits: UInt64 = 0
    for index in 0..<3 {
      let byte = index < count ? unsafe input.load(fromByteOffset: index, as: UInt8.self) : 0
      bits = bits << 8 | UInt64(byte)
    }
    unsafe output.storeBytes(of: pair(bits >> 12), as: UInt16.self)
    unsafe output.storeBytes(of: pair(bits), toByteOffset: 2, as: UInt16.self)
    let padding = UInt8(ascii: "=")
    if count < 3 { unsafe output.storeBytes(of: padding, toByteOffset: 3, as: UInt8.self) }
    if count < 2 { unsafe output.storeBytes(of: padding, toByteOffset: 2, as: UInt8.self) }
  }

  @inline(__always)
  private func pair(_ bits: UInt64) -> UInt16 {
    unsafe pairs[Int(truncatingIfNeeded: bits & 0xfff)]
  }
}
