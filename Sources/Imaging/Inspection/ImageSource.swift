/// Bytes that can be read from any place: a file, or a test's array.
public protocol ImageSource {
  /// In bytes.
  var count: Int { get }

  /// Reads from `offset`, as many bytes as fit.
  /// - Returns: the number of bytes read; 0 only at the end.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

/// A window that slides over a source. A few dozen KiB are held, whatever the size of the file.
struct ByteWindow {
  /// Bytes of the whole source.
  let count: Int
  /// The bytes at hand; only the first `length` of them count.
  private(set) var buffer: [UInt8]
  /// Where in the source the window begins.
  private(set) var start = 0
  private(set) var length = 0

  private let source: any ImageSource
  /// Below the size from which allocators ask the system for fresh pages.
  static let size = 64 << 10
  /// For headers only. A segment that is larger is cut.
  static let smallSize = 8 << 10

  init(_ source: any ImageSource, size: Int = Self.size) {
    self.source = source
    count = source.count
    let room = min(size, max(count, 1))
    // Not set to zero: `length` says what counts.
    buffer = unsafe [UInt8](unsafeUninitializedCapacity: room) { $1 = room }
  }

  /// Moves the window so that it holds `offset` and, where the file goes so far, the `needed` bytes from there.
  /// - Throws: `ImageDamage.truncated` where the file ends before.
  mutating func load(_ offset: Int, needed: Int = 1) throws {
    guard offset >= 0, needed <= count - offset else { throw ImageDamage.truncated(at: count) }
    guard offset < start || offset + needed > start + length else { return }
    (start, length) = (offset, 0)
    let wanted = min(buffer.count, count - offset)
    let source = source
    while length < wanted {
      let filled = length
      let got = unsafe try buffer.withUnsafeMutableBytes { bytes in
        unsafe try source.read(
          at: offset + filled, into: UnsafeMutableRawBufferPointer(rebasing: bytes[filled..<wanted]))
      }
      guard got > 0 else { break }
      length += got
    }
    guard length >= needed else { throw ImageDamage.truncated(at: offset + length) }
  }

  mutating func byte(_ offset: Int) throws -> UInt8 {
    try load(offset)
    return buffer[offset - start]
  }

  /// A copy of `count` bytes, at most as many as the window holds at once.
  mutating func bytes(_ offset: Int, _ count: Int) throws -> ArraySlice<UInt8> {
    guard count <= buffer.count else { throw ImageDamage.truncated(at: self.count) }
    try load(offset, needed: count)
    return buffer[(offset - start)..<(offset - start + count)]
  }

  /// `count`, or what the window holds at once.
  func most(_ count: Int) -> Int { min(count, buffer.count) }

  /// A copy of up to `count` bytes: fewer where the file ends.
  mutating func prefix(_ count: Int) throws -> [UInt8] { Array(try bytes(0, min(count, self.count))) }

  mutating func number(_ offset: Int, size: Int, _ order: ByteOrder = .big) throws -> Int {
    try load(offset, needed: size)
    return order.number(buffer[(offset - start)..<(offset - start + size)])
  }
}

/// In which order a number's bytes stand.
enum ByteOrder {
  case big
  case little

  /// At most eight bytes; what is above `Int.max` becomes `Int.max`.
  func number(_ bytes: ArraySlice<UInt8>) -> Int {
    let value =
      switch self {
      case .big: bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      case .little: bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      }
    return Int(clamping: value)
  }
}
