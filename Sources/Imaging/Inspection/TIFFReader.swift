/// The directories of a TIFF (TIFF 6.0) or BigTIFF file, of which every number may be a lie.
struct TIFFReader {
  var window: ByteWindow
  private var order = ByteOrder.big
  /// BigTIFF: offsets of eight bytes.
  private(set) var isBig = false

  init(_ window: ByteWindow) { self.window = window }

  struct Entry {
    /// The first values, at most `kept`.
    let values: [Int]
    let count: Int
    var first: Int? { values.first }
  }

  struct Directory {
    var entries: [Int: Entry] = [:]
    /// Where the next one stands; 0 for none.
    var next = 0

    subscript(_ tag: Int) -> Entry? { entries[tag] }
  }

  /// Values of an entry that are read: enough for the strips of any sheet, whatever an entry claims.
  static let kept = 1 << 20

  /// Reads the header.
  /// - Returns: where the first directory stands.
  mutating func firstDirectory() throws -> Int {
    order = try window.byte(0) == UInt8(ascii: "I") ? .little : .big
    isBig = try window.number(2, size: 2, order) == 43
    return try window.number(isBig ? 8 : 4, size: isBig ? 8 : 4, order)
  }

  /// - Parameter wanted: the tags whose values are read whole; of others only those that stand in the entry itself.
  mutating func directory(at offset: Int, wanted: Set<Int> = []) throws -> Directory {
    guard offset >= 8 else { throw ImageDamage.damaged("has a directory at byte \(offset)") }
    let count = try window.number(offset, size: isBig ? 8 : 2, order)
    guard count > 0, count <= 65_535 else { throw ImageDamage.damaged("has a directory of \(count) entries") }
    let length = isBig ? 20 : 12
    var at = offset + (isBig ? 8 : 2)
    var directory = Directory()
    for _ in 0..<count {
      let tag = try window.number(at, size: 2, order)
      if let entry = try entry(at: at, isWanted: wanted.contains(tag)) { directory.entries[tag] = entry }
      at += length
    }
    directory.next = (try? window.number(at, size: isBig ? 8 : 4, order)) ?? 0
    return directory
  }

  private static let sizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8]

  private mutating func entry(at offset: Int, isWanted: Bool) throws -> Entry? {
    let type = try window.number(offset + 2, size: 2, order)
    guard Self.sizes.indices.contains(type), Self.sizes[type] > 0 else { return nil }
    let size = Self.sizes[type]
    let inside = isBig ? 8 : 4
    let count = try window.number(offset + 4, size: inside, order)
    var at = offset + 4 + inside
    let isInside = count <= inside / size
    if !isInside {
      guard isWanted else { return Entry(values: [], count: count) }
      at = try window.number(at, size: inside, order)
      guard count <= window.count / size, at <= window.count - count * size else {
        throw ImageDamage.truncated("names values beyond its end, after \(window.count) bytes")
      }
    }
    let values = try (0..<min(count, Self.kept)).map { try window.number(at + $0 * size, size: size, order) }
    return Entry(values: values, count: count)
  }
}
