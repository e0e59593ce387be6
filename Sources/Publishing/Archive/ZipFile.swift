internal import CZlib
internal import SystemLayer

/// Writes a zip archive (PKWARE APPNOTE 6.3.10): deflated by zlib, with no time but the format's first, so that equal
/// contents give equal bytes. Each file's sizes stand in front of it, where every reader looks.
struct ZipFile: ~Copyable {
  private var output: ReplacementFile
  private var position: UInt64 = 0
  private var directory: [UInt8] = []
  private var count = 0

  /// The most that the format says without its 64-bit extension.
  private static let largest: UInt64 = 0xFFFF_FFFE

  init(replacing path: FilePath) throws(SystemError) { output = try ReplacementFile(replacing: path) }

  /// Packs a file under `name`, of ASCII letters.
  mutating func add(_ name: String, from path: FilePath) throws(PublishingError) {
    let packed = FilePath(path.string + ".deflated")
    defer { packed.remove() }
    let entry = try deflate(path, to: packed)
    guard entry.size <= Self.largest, position + entry.packedSize <= Self.largest else {
      throw PublishingError(
        .tooLarge, "`\(name)` makes the archive larger than 4 GB", hint: "write a folder: `--output DIR`")
    }
    let offset = position
    let common = Self.common(entry, name)
    try write(Self.little(0x0403_4B50, 4) + common + Array(name.utf8))
    try copy(packed)
    directory += Self.little(0x0201_4B50, 4) + Self.little(0x031E, 2) + common
    directory +=
      Self.little(0, 2) + Self.little(0, 2) + Self.little(0, 2) + Self.little(0x81A4_0000, 4) + Self.little(offset, 4)
    directory += Array(name.utf8)
    count += 1
  }

  consuming func commit() throws(PublishingError) {
    let start = position
    let end =
      Self.little(0x0605_4B50, 4) + Self.little(0, 4) + Self.little(UInt64(count), 2) + Self.little(UInt64(count), 2)
      + Self.little(UInt64(directory.count), 4) + Self.little(start, 4) + Self.little(0, 2)
    try write(directory + end)
    do { try output.commit() } catch { throw PublishingError(error) }
  }

  private struct Entry {
    var crc: UInt32 = 0
    var size: UInt64 = 0
    var packedSize: UInt64 = 0
  }

  /// What stands alike before the file and in the directory: version 2.0, deflated, 1 January 1980, the sizes.
  private static func common(_ entry: Entry, _ name: String) -> [UInt8] {
    little(20, 2) + little(0x0800, 2) + little(8, 2) + little(0, 2) + little(0x0021, 2) + little(UInt64(entry.crc), 4)
      + little(entry.packedSize, 4) + little(entry.size, 4) + little(UInt64(name.utf8.count), 2) + little(0, 2)
  }

  private static func little(_ number: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) }
  }

  private mutating func write(_ bytes: [UInt8]) throws(PublishingError) {
    do { try output.write(.archive(ofPassedFiles: bytes)) } catch { throw PublishingError(error) }
    position += UInt64(bytes.count)
  }

  private mutating func copy(_ path: FilePath) throws(PublishingError) {
    try forEachPiece(of: path) { piece throws(PublishingError) in try write(piece) }
  }

  private func deflate(_ path: FilePath, to packed: FilePath) throws(PublishingError) -> Entry {
    let file = try DeflatedFile(packed)
    var entry = Entry()
    try forEachPiece(of: path) { piece throws(PublishingError) in
      entry.size += UInt64(piece.count)
      entry.crc = unsafe piece.withUnsafeBufferPointer { unsafe czlib_crc32(entry.crc, $0.baseAddress, $0.count) }
      try file.write(piece, finishes: false)
    }
    try file.write([], finishes: true)
    entry.packedSize = UInt64(file.count)
    return entry
  }
}

/// Reads a file in pieces of a megabyte.
func forEachPiece(of path: FilePath, _ body: ([UInt8]) throws(PublishingError) -> Void) throws(PublishingError) {
  let file: OpenFile
  do { file = try OpenFile(reading: path) } catch { throw PublishingError(error) }
  var offset = 0
  while true {
    let piece: [UInt8]
    do { piece = try file.read(at: offset, count: 1 << 20) } catch { throw PublishingError(error) }
    if piece.isEmpty { return }
    try body(piece)
    offset += piece.count
  }
}

/// The version of the zlib that is linked.
public enum ZipLibrary {
  public static var version: String { unsafe String(cString: czlib_version()) }
}
