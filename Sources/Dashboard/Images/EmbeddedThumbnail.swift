/// The small JPEG that cameras and scanners put into a file's Exif data (CIPA DC-008, Exif 2.32).
enum EmbeddedThumbnail {
  /// How many first bytes of a file hold the Exif data: it is one segment of at most 64 KB, behind at most another.
  static let searchLength = 136 * 1024

  /// The thumbnail of a JPEG that begins with `bytes`, turned upright by a tag of its own; nil where it has none.
  static func find(in bytes: [UInt8]) -> [UInt8]? {
    guard let tiff = exif(in: bytes), let exif = TIFF(tiff) else { return nil }
    guard let first = exif.directory(at: exif.number(4, size: 4) ?? 0),
      let second = exif.directory(at: first.next), let start = second.values[0x0201], let length = second.values[0x0202]
    else { return nil }
    guard start > 0, length > 4, start + length <= tiff.count else { return nil }
    let picture = Array(tiff[(tiff.startIndex + start)..<(tiff.startIndex + start + length)])
    guard picture.starts(with: [0xFF, 0xD8, 0xFF]) else { return nil }
    return turned(picture, orientation: first.values[0x0112] ?? 1)
  }

  /// What stands behind `Exif\0\0` in the file's APP1 segment.
  private static func exif(in bytes: [UInt8]) -> ArraySlice<UInt8>? {
    guard bytes.starts(with: [0xFF, 0xD8]) else { return nil }
    var position = 2
    while position + 4 <= bytes.count, bytes[position] == 0xFF {
      let marker = bytes[position + 1]
      let end = position + 2 + Int(bytes[position + 2]) << 8 + Int(bytes[position + 3])
      // The picture itself begins, or the segment goes on behind what was read.
      guard marker != 0xDA, marker != 0xD9, end <= bytes.count, end >= position + 4 else { return nil }
      let segment = bytes[(position + 4)..<end]
      if marker == 0xE1, segment.starts(with: [0x45, 0x78, 0x69, 0x66, 0, 0]) { return segment.dropFirst(6) }
      position = end
    }
    return nil
  }

  /// The thumbnail lies as the sensor saw it; browsers turn it by an Exif segment that it then needs itself.
  private static func turned(_ picture: [UInt8], orientation: Int) -> [UInt8] {
    guard (2...8).contains(orientation) else { return picture }
    let segment: [UInt8] =
      [0xFF, 0xE1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4D, 0x4D, 0, 0x2A, 0, 0, 0, 8, 0, 1]
      + [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(orientation), 0, 0, 0, 0, 0, 0]
    return Array(picture[..<2]) + segment + picture[2...]
  }
}

/// The directories of a TIFF structure (TIFF 6.0), of which every number may be a lie.
private struct TIFF {
  struct Directory {
    /// First values of the short and long entries, by tag.
    var values: [Int: Int] = [:]
    /// Where the next directory stands; 0 for none.
    var next = 0
  }

  private let bytes: ArraySlice<UInt8>
  private let isLittle: Bool

  init?(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    isLittle = bytes.starts(with: [0x49, 0x49, 0x2A, 0])
    guard isLittle || bytes.starts(with: [0x4D, 0x4D, 0, 0x2A]) else { return nil }
  }

  /// The number of `size` bytes at `offset`; nil where the bytes end before.
  func number(_ offset: Int, size: Int) -> Int? {
    guard offset >= 0, offset + size <= bytes.count else { return nil }
    let start = bytes.startIndex + offset
    let piece = bytes[start..<(start + size)]
    return isLittle
      ? piece.reversed().reduce(0) { $0 << 8 | Int($1) } : piece.reduce(0) { $0 << 8 | Int($1) }
  }

  func directory(at offset: Int) -> Directory? {
    guard offset > 0, let count = number(offset, size: 2) else { return nil }
    var directory = Directory()
    for entry in 0..<count {
      let at = offset + 2 + entry * 12
      guard let tag = number(at, size: 2), let type = number(at + 2, size: 2) else { return nil }
      guard type == 3 || type == 4, let value = number(at + 8, size: type == 3 ? 2 : 4) else { continue }
      directory.values[tag] = value
    }
    directory.next = number(offset + 2 + count * 12, size: 4) ?? 0
    return directory
  }
}
