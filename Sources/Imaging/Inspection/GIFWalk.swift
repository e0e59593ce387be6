/// Walks the blocks of a GIF to its trailer (GIF89a specification).
struct GIFWalk {
  private var window: ByteWindow
  private let depth: ImageInspection.Depth
  private(set) var facts = ImageFacts(format: .gif)
  private var position = 13

  init(_ window: ByteWindow, _ depth: ImageInspection.Depth) {
    self.window = window
    self.depth = depth
    facts.colors = .palette
  }

  /// - Throws: `ImageDamage`, or what the source threw.
  mutating func walk() throws {
    facts.frames = 0
    let size = PixelSize(
      width: try window.number(6, size: 2, .little), height: try window.number(8, size: 2, .little))
    guard size.width > 0, size.height > 0 else { throw ImageDamage.damaged("claims a size of \(size)") }
    facts.size = size
    if depth == .header {
      facts.frames = 1
      return
    }
    position += Self.paletteLength(try window.byte(10))
    while true {
      let block = try window.byte(position)
      position += 1
      switch block {
      case 0x21: try takeExtension()
      case 0x2C: try takeFrame()
      case 0x3B:
        guard facts.frames > 0 else { throw ImageDamage.truncated("holds no picture") }
        return
      // Decoders pass over a stray terminator.
      case 0: facts.doubt = "a stray byte between blocks"
      default:
        guard facts.frames > 0 else {
          throw ImageDamage.damaged("holds no block where one should begin, at byte \(position - 1)")
        }
        facts.doubt = "no block where one should begin"
        return
      }
    }
  }

  private static func paletteLength(_ flags: UInt8) -> Int { flags & 0x80 == 0 ? 0 : 3 << (Int(flags & 7) + 1) }

  private mutating func takeExtension() throws {
    if try window.byte(position) == 0xF9, try window.byte(position + 2) & 1 == 1 { facts.hasAlpha = true }
    position += 1
    _ = try skipBlocks()
  }

  private mutating func takeFrame() throws {
    let sides = try (0..<2).map { try window.number(position + 4 + 2 * $0, size: 2, .little) }
    guard sides.allSatisfy({ $0 > 0 }) else { throw ImageDamage.damaged("has a frame without pixels") }
    position += 9 + Self.paletteLength(try window.byte(position + 8))
    let codeSize = try window.byte(position)
    position += 1
    guard (1...11).contains(codeSize) else { throw ImageDamage.damaged("has pixels of \(codeSize) bits") }
    let length = try skipBlocks()
    // A code of 12 bits stands for at most 4096 pixels.
    guard length >= sides[0] * sides[1] / 4096 else {
      throw ImageDamage.truncated("holds \(length) bytes of pixels, too few for \(sides[0]) x \(sides[1])")
    }
    facts.frames += 1
  }

  /// - Returns: the bytes that were in the blocks.
  private mutating func skipBlocks() throws -> Int {
    var total = 0
    while true {
      let length = Int(try window.byte(position))
      position += 1 + length
      if length == 0 { return total }
      total += length
    }
  }
}
