internal import SystemLayer

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
      let isAtMarker = skip(window.buffer.span.extracting(..<window.length), start: window.start)
      if isAtMarker { return }
    }
  }

  /// Moves `end` on to the next marker, or to the end of `bytes`, which begin at `start`. A 0xFF that is the last byte
  /// is left for the next window.
  /// - Returns: whether a marker was reached.
  private mutating func skip(_ bytes: Span<UInt8>, start: Int) -> Bool {
    var at = end - start
    defer { end = start + at }
    while let found = bytes.firstIndex(of: 0xFF, from: at) {
      at = found
      guard at + 1 < bytes.count else { return false }
      switch bytes[at + 1] {
      case 0: (at, skipped) = (at + 2, skipped + 1)
      case 0xFF: (at, skipped) = (at + 1, skipped + 1)
      case let mark where mark & 0xF8 == 0xD0:
        if Int(mark & 7) != restarts & 7 { isInOrder = false }
        restarts += 1
        (at, skipped) = (at + 2, skipped + 2)
      default: return true
      }
    }
    at = bytes.count
    return false
  }
}
