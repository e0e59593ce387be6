/// Walks the chunks of a WebP (RFC 9649) to the end that its RIFF header names.
struct WebPWalk {
  private var window: ByteWindow
  private let depth: ImageInspection.Depth
  private(set) var facts = ImageFacts(format: .webp)
  private var hasPicture = false

  init(_ window: ByteWindow, _ depth: ImageInspection.Depth) {
    self.window = window
    self.depth = depth
  }

  /// - Throws: `ImageDamage`, or what the source threw.
  mutating func walk() throws {
    let end = try window.number(4, size: 4, .little) + 8
    guard end <= window.count else { throw ImageDamage.truncated(at: window.count) }
    var position = 12
    var frames = 0
    while position + 8 <= end {
      let name = String(decoding: try window.bytes(position, 4), as: UTF8.self)
      let length = try window.number(position + 4, size: 4, .little)
      guard position + 8 + length <= end else { throw ImageDamage.truncated("has a chunk `\(name)` beyond its end") }
      if name == "ANMF" { frames += 1 }
      try take(name, at: position + 8, length: length)
      if depth == .header, hasPicture { return }
      position += 8 + length + length & 1
    }
    facts.frames = max(1, frames)
    guard hasPicture || frames > 0, let size = facts.size else { throw ImageDamage.truncated("holds no picture") }
    guard size.width > 0, size.height > 0 else { throw ImageDamage.damaged("claims a size of \(size)") }
  }

  private mutating func take(_ name: String, at position: Int, length: Int) throws {
    switch name {
    case "VP8X" where length >= 10:
      if try window.byte(position) & 0x10 != 0 { facts.hasAlpha = true }
      facts.size = PixelSize(
        width: 1 + (try window.number(position + 4, size: 3, .little)),
        height: 1 + (try window.number(position + 7, size: 3, .little)))
    case "VP8 ": try takeLossy(at: position, length: length)
    case "VP8L": try takeLossless(at: position, length: length)
    case "ALPH": facts.hasAlpha = true
    case "EXIF": facts.orientation = Orientation.inExif(try window.bytes(position, window.most(length)))
    case "XMP ": facts.xmpOrientation = Orientation.inXMP(try window.bytes(position, window.most(length)))
    default: break
    }
  }

  /// A key frame's header (RFC 6386, 9.1).
  private mutating func takeLossy(at position: Int, length: Int) throws {
    guard length >= 10 else { throw ImageDamage.truncated("has a picture of \(length) bytes") }
    let tag = try window.number(position, size: 3, .little)
    guard tag & 1 == 0, try window.number(position + 3, size: 3) == 0x9D012A else {
      throw ImageDamage.damaged("has no key frame")
    }
    guard tag >> 5 < length - 10 else { throw ImageDamage.truncated("has a picture shorter than its first part") }
    hasPicture = true
    setSize(
      try window.number(position + 6, size: 2, .little) & 0x3FFF,
      try window.number(position + 8, size: 2, .little) & 0x3FFF)
  }

  private mutating func takeLossless(at position: Int, length: Int) throws {
    guard length >= 5, try window.byte(position) == 0x2F else { throw ImageDamage.damaged("has no lossless picture") }
    let bits = try window.number(position + 1, size: 4, .little)
    guard bits >> 29 == 0 else { throw ImageDamage.damaged("has a lossless picture of an unknown version") }
    if bits >> 28 & 1 == 1 { facts.hasAlpha = true }
    hasPicture = true
    setSize(bits & 0x3FFF + 1, bits >> 14 & 0x3FFF + 1)
  }

  /// The canvas's size, where the file names one, goes before.
  private mutating func setSize(_ width: Int, _ height: Int) {
    facts.size = facts.size ?? PixelSize(width: width, height: height)
  }
}
