/// The boxes of a JPEG 2000 or HEIF file (ISO/IEC 15444-1 annex I, 23008-12): only sizes are read.
struct BoxWalk {
  private var window: ByteWindow
  private(set) var facts: ImageFacts
  /// Sizes and turns among a HEIF's properties, by their number from 1.
  private var sizes: [Int: PixelSize] = [:]
  private var turns: Set<Int> = []
  private var quarterTurns: Set<Int> = []
  private var propertyCount = 0
  private var primary: Int?
  private var properties: [Int: [Int]] = [:]

  init(_ window: ByteWindow, format: ImageFormat) {
    self.window = window
    facts = ImageFacts(format: format)
  }

  /// - Throws: `ImageDamage`, or what the source threw.
  mutating func walk() throws {
    try forEachBox(0..<window.count, depth: 0)
    if facts.format == .jpeg2000 {
      guard facts.size != nil else { throw ImageDamage.damaged("has no header box") }
    } else {
      try concludeHEIF()
    }
  }

  private mutating func forEachBox(_ range: Range<Int>, depth: Int) throws {
    var position = range.lowerBound
    while position + 8 <= range.upperBound {
      var length = try window.number(position, size: 4)
      let name = String(decoding: try window.bytes(position + 4, 4), as: UTF8.self)
      var head = 8
      if length == 1 { (length, head) = (try window.number(position + 8, size: 8), 16) }
      if length == 0 { length = range.upperBound - position }
      guard length >= head else { throw ImageDamage.damaged("has a box `\(name)` of \(length) bytes") }
      guard length <= range.upperBound - position else { throw ImageDamage.truncated(at: window.count) }
      try take(name, (position + head)..<(position + length), depth: depth)
      position += length
    }
  }

  private mutating func take(_ name: String, _ content: Range<Int>, depth: Int) throws {
    let start = content.lowerBound
    switch name {
    case "jp2h" where depth == 0, "iprp" where depth == 1: try forEachBox(content, depth: depth + 1)
    case "meta" where depth == 0 && facts.format != .jpeg2000 && content.count > 4:
      try forEachBox((start + 4)..<content.upperBound, depth: 1)
    case "ihdr":
      facts.size = PixelSize(
        width: try window.number(start + 4, size: 4), height: try window.number(start, size: 4))
      facts.colors = try window.number(start + 8, size: 2) < 3 ? .grey : .rgb
      facts.bits = Int(try window.byte(start + 10) & 0x7F) + 1
    case "ipco" where depth == 2: try takeProperties(content)
    case "pitm": primary = try window.number(start + 4, size: try window.byte(start) == 0 ? 2 : 4)
    case "ipma" where depth == 2: try takeAssociations(start)
    default: break
    }
  }

  private mutating func takeProperties(_ content: Range<Int>) throws {
    var position = content.lowerBound
    while position + 8 <= content.upperBound {
      let length = try window.number(position, size: 4)
      guard length >= 8, length <= content.upperBound - position else { return }
      propertyCount += 1
      switch String(decoding: try window.bytes(position + 4, 4), as: UTF8.self) {
      case "ispe":
        sizes[propertyCount] = PixelSize(
          width: try window.number(position + 12, size: 4), height: try window.number(position + 16, size: 4))
      case "irot":
        turns.insert(propertyCount)
        if try window.byte(position + 8) & 1 == 1 { quarterTurns.insert(propertyCount) }
      default: break
      }
      position += length
    }
  }

  /// Which properties belong to which picture.
  private mutating func takeAssociations(_ start: Int) throws {
    let version = try window.byte(start)
    let isWide = try window.byte(start + 3) & 1 == 1
    let count = try window.number(start + 4, size: 4)
    var position = start + 8
    for _ in 0..<min(count, 65_536) {
      let item = try window.number(position, size: version == 0 ? 2 : 4)
      position += version == 0 ? 2 : 4
      let links = Int(try window.byte(position))
      position += 1
      for _ in 0..<links {
        let link = try window.number(position, size: isWide ? 2 : 1) & (isWide ? 0x7FFF : 0x7F)
        properties[item, default: []].append(link)
        position += isWide ? 2 : 1
      }
    }
  }

  /// The size after the turn that decoders of HEIF make by themselves.
  private mutating func concludeHEIF() throws {
    let linked = primary.flatMap { properties[$0] } ?? []
    let size = linked.compactMap { sizes[$0] }.first ?? sizes.values.max { $0.pixels < $1.pixels }
    guard let size, size.width > 0, size.height > 0 else { throw ImageDamage.damaged("names no picture") }
    facts.isTurnedByDecoder = linked.contains { turns.contains($0) }
    let isTurned = linked.contains { quarterTurns.contains($0) }
    facts.size = isTurned ? PixelSize(width: size.height, height: size.width) : size
  }
}
