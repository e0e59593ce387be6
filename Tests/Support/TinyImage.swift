/// Small images of each type: 8 x 8 pixels of grey, whole from their first byte to their last, each one different by a
/// remark inside that no decoder shows.
public enum TinyImage {
  /// - Parameter size: in bytes, where that is not below the 137 that the picture itself takes.
  public static func jpeg(_ number: Int, size: Int = 400) -> [UInt8] {
    // One code of one bit in each table: "no difference", "end of block".
    let table: [UInt8] = [1] + [UInt8](repeating: 0, count: 16)
    let picture: [UInt8] =
      [0xFF, 0xDB, 0, 67, 0] + [UInt8](repeating: 1, count: 64) + [0xFF, 0xC0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0]
      + [0xFF, 0xC4, 0, 38, 0x00] + table + [0x10] + table + [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0x3F, 0xFF, 0xD9]
    return [0xFF, 0xD8] + remarks(filler(number, max(0, size - picture.count - 2))) + picture
  }

  /// The filler in comments, headers included.
  private static func remarks(_ filler: [UInt8]) -> [UInt8] {
    var rest = filler[...]
    var bytes: [UInt8] = []
    while rest.count >= 4 {
      // A remnant of fewer than four bytes could not be a comment.
      let length = rest.count > 65_537 ? min(65_537, rest.count - 4) : rest.count
      bytes += [0xFF, 0xFE, UInt8((length - 2) >> 8), UInt8((length - 2) & 255)] + rest.prefix(length).dropFirst(4)
      rest = rest.dropFirst(length)
    }
    return bytes
  }

  public static func png(_ number: Int) -> [UInt8] {
    let row: [UInt8] = [0] + [UInt8](repeating: 0x80, count: 8)
    let rows = Array([[UInt8]](repeating: row, count: 8).joined())
    var (a, b) = (1, 0)
    for byte in rows { (a, b) = ((a + Int(byte)) % 65_521, (b + a + Int(byte)) % 65_521) }
    let length = UInt8(rows.count)
    let stored: [UInt8] = [0x78, 0x01, 1, length, 0, 255 - length, 255] + rows
    let header: [UInt8] = [0, 0, 0, 8, 0, 0, 0, 8, 8, 0, 0, 0, 0]
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header)
      + chunk("heRb", filler(number, 200)) + chunk("IDAT", stored + number16(b) + number16(a))
      + chunk("IEND", [])
  }

  /// Little-endian, one strip.
  public static func tiff() -> [UInt8] {
    let entries: [(tag: UInt8, type: UInt8, value: UInt8)] = [
      (0, 3, 8), (1, 3, 8), (2, 3, 8), (3, 3, 1), (6, 3, 1), (17, 4, 122), (21, 3, 1), (22, 3, 8), (23, 4, 64),
    ]
    var bytes: [UInt8] = [0x49, 0x49, 0x2A, 0, 8, 0, 0, 0, UInt8(entries.count), 0]
    for entry in entries { bytes += [entry.tag, 1, entry.type, 0, 1, 0, 0, 0, entry.value, 0, 0, 0] as [UInt8] }
    return bytes + [0, 0, 0, 0] + [UInt8](repeating: 0x80, count: 64)
  }

  private static func number16(_ number: Int) -> [UInt8] { [UInt8(number >> 8 & 255), UInt8(number & 255)] }

  private static func number32(_ number: UInt32) -> [UInt8] {
    number16(Int(number >> 16)) + number16(Int(number & 0xFFFF))
  }

  private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + content
    var checksum = ~UInt32(0)
    for byte in body {
      checksum ^= UInt32(byte)
      for _ in 0..<8 { checksum = checksum & 1 == 1 ? checksum >> 1 ^ 0xEDB8_8320 : checksum >> 1 }
    }
    return number32(UInt32(content.count)) + body + number32(~checksum)
  }

  /// Deterministic bytes.
  private static func filler(_ number: Int, _ count: Int) -> [UInt8] {
    var state = UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15 | 1
    return (0..<count).map { _ in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return UInt8(truncatingIfNeeded: state >> 24)
    }
  }
}
