/// The data of a JPEG's scan: everything up to the next marker that is no restart mark.
struct EntropyCodedData {
  /// Where the next marker stands, at its 0xFF.
  private(set) var end: Int
  /// Without restart marks and stuffing.
  var bytes: Int { end - begin - skipped }
  private(set) var restarts = 0
  /// Restart marks count from 0 to 7, round and round.
  private(set) var isInOrder = true

  private let begin: Int
  private var skipped = 0

  /// - Throws: `ImageDamage.truncated` where the file ends before a marker does, or what the source threw.
  init(in window: inout ByteWindow, from begin: Int) throws {
    (self.begin, end) = (begin, begin)
    while true {
      guard end + 1 < window.count else {
        throw ImageDamage.truncated("ends in the middle of its scan, after \(window.count) bytes")
      }
      try window.load(end, needed: 2)
      let (start, length) = (window.start, window.length)
      let isAtMarker = unsafe window.buffer.withUnsafeBytes { bytes in
        unsafe skip(UnsafeRawBufferPointer(rebasing: bytes[..<length]), start: start)
      }
      if isAtMarker { return }
    }
  }

  /// Moves `end` on to the next marker, or to the end of `bytes`, which begin at `start`. A 0xFF that is the last byte
  /// is left for the next window.
  /// - Returns: whether a marker was reached.
  private mutating func skip(_ bytes: UnsafeRawBufferPointer, start: Int) -> Bool {
    var at = end - start
    defer { end = start + at }
    while at < bytes.count {
      if at + 8 <= bytes.count {
        let inverted = unsafe ~UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        // The lowest zero byte of `inverted` sets its highest bit; those above it may be set wrongly.
        let zeros = (inverted &- 0x0101_0101_0101_0101) & ~inverted & 0x8080_8080_8080_8080
        guard zeros != 0 else {
          at += 8
          continue
        }
        at += zeros.trailingZeroBitCount / 8
      } else if unsafe bytes[at] != 0xFF {
        at += 1
        continue
      }
      guard at + 1 < bytes.count else { return false }
      switch unsafe bytes[at + 1] {
      case 0: (at, skipped) = (at + 2, skipped + 1)
      case 0xFF: (at, skipped) = (at + 1, skipped + 1)
      case let mark where mark & 0xF8 == 0xD0:
        if Int(mark & 7) != restarts & 7 { isInOrder = false }
        restarts += 1
        (at, skipped) = (at + 2, skipped + 2)
      default: return true
      }
    }
    return false
  }
}
