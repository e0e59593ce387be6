internal import SystemLayer

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

  /// In an XMP packet, as an attribute or as an element: what counts where EXIF says nothing (Adobe, XMP part 2).
  static func inXMP(_ packet: ArraySlice<UInt8>) -> Int? {
    let name = Array("tiff:Orientation".utf8)
    var start = 0
    while let at = packet.span.firstIndex(of: name[0], from: start) {
      guard packet.span.holds(name, at: at) else {
        start = at + 1
        continue
      }
      let value = packet.dropFirst(at + name.count).prefix(3).first { (0x30...0x39).contains($0) }
      return valid(value.map { Int($0) - 0x30 })
    }
    return nil
  }

  /// In a text that holds an EXIF block in hexadecimal digits, below its name and its length (ImageMagick, exiftool).
  static func inRawProfile(_ text: ArraySlice<UInt8>) -> Int? {
    let lines = text.split(separator: 10, maxSplits: 2)
    guard lines.count == 3 else { return nil }
    let digits = lines[2].compactMap { Character(UnicodeScalar($0)).hexDigitValue }
    let block = stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    return inExif(block[...])
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
