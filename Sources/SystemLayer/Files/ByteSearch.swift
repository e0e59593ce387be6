#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension Span<UInt8> {
  /// Where `byte` first stands at or behind `start`, by the system's own search, which is several times as fast as a
  /// loop.
  public func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
    guard start < count else { return nil }
    return unsafe withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return nil }
      guard let hit = unsafe memchr(base + start, Int32(byte), buffer.count - start) else { return nil }
      return unsafe UnsafeRawPointer(hit) - base
    }
  }
}

extension Span<UInt8> {
  /// The order of bytes, as of names that need not be text. The standard library's way for any two sequences takes a
  /// second for 200,000 names.
  public func precedes(_ other: Span<UInt8>) -> Bool {
    let order = unsafe withUnsafeBytes { left in
      unsafe other.withUnsafeBytes { right -> Int32 in
        guard let one = left.baseAddress, let other = right.baseAddress else { return 0 }
        return unsafe memcmp(one, other, Swift.min(left.count, right.count))
      }
    }
    return order == 0 ? count < other.count : order < 0
  }
}
