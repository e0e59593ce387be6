/// EXIF orientation (CIPA DC-008, tag 0x0112): how a stored picture is to be turned to stand upright.
enum Orientation {
  static let tag = 0x0112

  /// In an EXIF block, which is a small TIFF file; nil where it holds none of 1 to 8.
  static func inExif(_ block: ArraySlice<UInt8>) -> Int? {
    let block = block.starts(with: "Exif\0\0".utf8) ? block.dropFirst(6) : block
    var reader = TIFFReader(ByteWindow(ArraySource(Array(block))))
    guard let first = try? reader.firstDirectory(), let directory = try? reader.directory(at: first) else { return nil }
    return valid(directory[tag]?.first)
  }

  static func valid(_ value: Int?) -> Int? { value.flatMap { (1...8).contains($0) ? $0 : nil } }
}

/// Bytes in memory.
struct ArraySource: ImageSource {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var count: Int { bytes.count }

  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard offset < bytes.count else { return 0 }
    let piece = bytes[offset..<min(bytes.count, offset + buffer.count)]
    unsafe buffer.copyBytes(from: piece)
    return piece.count
  }
}
