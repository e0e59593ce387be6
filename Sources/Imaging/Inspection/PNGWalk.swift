/// Walks the chunks of a PNG to its end (PNG specification, third edition, chapter 5), checksums included.
struct PNGWalk {
  private var window: ByteWindow
  private let depth: ImageInspection.Depth
  private(set) var facts = ImageFacts(format: .png)
  private var position = 8
  /// Bytes of compressed pixels.
  private var dataLength = 0
  private var hasPalette = false
  private var isPastData = false

  init(_ window: ByteWindow, _ depth: ImageInspection.Depth) {
    self.window = window
    self.depth = depth
  }

  /// - Throws: `ImageDamage`, or what the source threw.
  mutating func walk() throws {
    var isFirst = true
    while true {
      let chunk = try header()
      guard isFirst == (chunk.name == "IHDR") else { throw ImageDamage.damaged("does not begin with its header") }
      isFirst = false
      if depth == .header, chunk.name == "IDAT" { return }
      try take(chunk)
      guard try isIntact(chunk) else {
        guard chunk.isAncillary else { throw ImageDamage.damaged("has a wrong checksum in its chunk `\(chunk.name)`") }
        facts.doubt = "a wrong checksum in the chunk `\(chunk.name)`"
        position += chunk.length + 12
        continue
      }
      position += chunk.length + 12
      if chunk.name == "IEND" { break }
    }
    try judge()
  }

  private struct Chunk {
    let name: String
    /// Of its content, in bytes.
    let length: Int
    /// A decoder may pass it over.
    var isAncillary: Bool { (name.utf8.first ?? 0) & 0x20 != 0 }
  }

  private mutating func header() throws -> Chunk {
    guard position + 12 <= window.count else { throw ImageDamage.truncated(at: window.count) }
    let length = try window.number(position, size: 4)
    let name = try window.bytes(position + 4, 4)
    guard name.allSatisfy({ (0x41...0x5A).contains($0 & 0xDF) }), length < 1 << 31 else {
      throw ImageDamage.damaged("holds no chunk where one should begin, at byte \(position)")
    }
    guard position + 12 + length <= window.count else { throw ImageDamage.truncated(at: window.count) }
    return Chunk(name: String(decoding: name, as: UTF8.self), length: length)
  }

  private mutating func isIntact(_ chunk: Chunk) throws -> Bool {
    var checksum = CRC32()
    var at = position + 4
    let end = position + 8 + chunk.length
    while at < end {
      try window.load(at)
      let place = at - window.start
      let length = min(window.length - place, end - at)
      unsafe window.buffer.withUnsafeBytes { bytes in
        unsafe checksum.update(UnsafeRawBufferPointer(rebasing: bytes[place..<(place + length)]))
      }
      at += length
    }
    return Int(checksum.value) == (try window.number(end, size: 4))
  }

  private mutating func take(_ chunk: Chunk) throws {
    if chunk.name != "IDAT", dataLength > 0 { isPastData = true }
    switch chunk.name {
    case "IHDR":
      try takeHeader(chunk)
      facts.hasProfile = false
    case "PLTE":
      hasPalette = true
      guard chunk.length.isMultiple(of: 3), (3...768).contains(chunk.length) else {
        throw ImageDamage.damaged("has a palette of \(chunk.length) bytes")
      }
    case "IDAT": try takeData(chunk)
    case "tRNS": facts.hasAlpha = true
    case "acTL" where chunk.length >= 4: facts.frames = max(1, try window.number(position + 8, size: 4))
    case "eXIf": facts.orientation = Orientation.inExif(try beginning(of: chunk)) ?? facts.orientation
    case "tEXt", "zTXt", "iTXt": takeText(chunk.name, try beginning(of: chunk))
    case "iCCP": facts.hasProfile = true
    case "IEND": break
    default:
      if !chunk.isAncillary { throw ImageDamage.damaged("has an unknown chunk `\(chunk.name)`") }
    }
  }

  /// As much of a chunk's content as is held at once: tags stand in front.
  private mutating func beginning(of chunk: Chunk) throws -> ArraySlice<UInt8> {
    try window.bytes(position + 8, window.most(chunk.length))
  }

  private mutating func takeText(_ kind: String, _ content: ArraySlice<UInt8>) {
    guard let text = PNGText(kind, content) else { return }
    switch text.keyword {
    case "Raw profile type exif", "Raw profile type APP1":
      facts.orientation = facts.orientation ?? Orientation.inRawProfile(text.content)
    case "XML:com.adobe.xmp": facts.xmpOrientation = Orientation.inXMP(text.content)
    default: break
    }
  }

  private mutating func takeHeader(_ chunk: Chunk) throws {
    guard chunk.length == 13 else { throw ImageDamage.damaged("has a header of \(chunk.length) bytes") }
    let header = Array(try window.bytes(position + 8, 13))
    let size = PixelSize(
      width: ByteOrder.big.number(header[0..<4]), height: ByteOrder.big.number(header[4..<8]))
    guard size.width > 0, size.height > 0, size.longSide < 1 << 31 else {
      throw ImageDamage.damaged("claims a size of \(size)")
    }
    let (bits, kind) = (Int(header[8]), header[9])
    guard Self.depths[kind]?.contains(bits) ?? false, header[10] == 0, header[11] == 0, header[12] < 2 else {
      throw ImageDamage.damaged("has an impossible header")
    }
    facts.size = size
    facts.bits = bits
    facts.colors = kind == 3 ? .palette : kind & 2 == 0 ? .grey : .rgb
    facts.hasAlpha = kind & 4 != 0
  }

  /// The bits of a sample, by the kind of colours (table 11.1).
  private static let depths: [UInt8: Set<Int>] = [
    0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16],
  ]

  private mutating func takeData(_ chunk: Chunk) throws {
    guard !isPastData else { throw ImageDamage.damaged("has its pixels in separate places") }
    guard hasPalette || facts.colors != .palette else { throw ImageDamage.damaged("has no palette") }
    if dataLength == 0, chunk.length >= 2 {
      // RFC 1950: method 8, a window of at most 32 KiB, no dictionary, a header that is a multiple of 31.
      let header = try window.number(position + 8, size: 2)
      guard header >> 8 & 0xF == 8, header >> 12 <= 7, header.isMultiple(of: 31), header & 0x20 == 0 else {
        throw ImageDamage.damaged("has pixels that are not compressed as they should be")
      }
    }
    dataLength += chunk.length
  }

  private func judge() throws {
    guard let size = facts.size, dataLength > 0 else { throw ImageDamage.truncated("holds no pixels") }
    let samples = facts.colors == .rgb ? 3 : 1
    // A compressed byte stands for at most 1032 (zlib's documentation). Rows of a `tRNS` image hold no alpha.
    let least = size.pixels / (8 * 1100) * (facts.bits * samples)
    guard dataLength >= least else {
      throw ImageDamage.truncated("holds \(dataLength) bytes of pixels, too few for \(size)")
    }
  }
}
