/// Walks the segments and scans of a JPEG to its end (ITU-T T.81, annex B). Pixels are not decoded; what a decoder
/// stops at is damage, what decoders get over is a doubt.
struct JPEGWalk {
  private var window: ByteWindow
  private let depth: ImageInspection.Depth
  private(set) var facts = ImageFacts(format: .jpeg)
  private var position = 2
  private var frame: JPEGFrame?
  private var tables = JPEGTables()
  /// Components of which a scan has been seen.
  private var scanned: Set<UInt8> = []

  init(_ window: ByteWindow, _ depth: ImageInspection.Depth) {
    self.window = window
    self.depth = depth
  }

  /// - Throws: `ImageDamage`, or what the source threw.
  mutating func walk() throws {
    while let marker = try nextMarker() {
      switch marker {
      case 0xD9: return try judge()
      case 0xD8: throw ImageDamage.damaged("begins a second time inside, at byte \(position)")
      case 0x01, 0xD0...0xD7: break
      case 0xDA where depth == .header: return
      case 0xDA: try takeScan()
      default: try takeSegment(marker)
      }
    }
    throw ImageDamage.truncated("ends without its end mark, after \(window.count) bytes")
  }

  /// The marker after what lies between segments: fill bytes, and garbage, which decoders skip.
  private mutating func nextMarker() throws -> UInt8? {
    let begin = position
    var at = position
    while at + 1 < window.count {
      guard try window.byte(at) == 0xFF else {
        at += 1
        continue
      }
      let marker = try window.byte(at + 1)
      if marker != 0, marker != 0xFF {
        if at > begin, try window.byte(begin) != 0xFF { doubt("\(at - begin) bytes between segments") }
        position = at + 2
        return marker
      }
      at += marker == 0 ? 2 : 1
    }
    return nil
  }

  private mutating func doubt(_ what: String) { if facts.doubt == nil { facts.doubt = what } }

  private mutating func takeSegment(_ marker: UInt8) throws {
    let length = try window.number(position, size: 2)
    guard length >= 2 else { throw ImageDamage.damaged("has a segment of \(length) bytes, at byte \(position)") }
    guard position + length <= window.count else { throw ImageDamage.truncated(at: window.count) }
    let content = try window.bytes(position + 2, window.most(length - 2))
    switch marker {
    case 0xC4: try tables.takeHuffman(content)
    case 0xDB: try tables.takeQuantization(content)
    case 0xDD:
      guard content.count == 2 else { throw ImageDamage.damaged("has a restart interval of \(content.count) bytes") }
      tables.restartInterval = ByteOrder.big.number(content)
    case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF: try takeFrame(marker, content)
    case 0xE1 where content.starts(with: "Exif\0\0".utf8):
      facts.orientation = facts.orientation ?? Orientation.inExif(content)
    case 0xE1 where content.starts(with: Self.xmpMark):
      facts.xmpOrientation = facts.xmpOrientation ?? Orientation.inXMP(content)
    case 0xE2 where content.starts(with: "ICC_PROFILE\0".utf8): facts.hasProfile = true
    default: break
    }
    position += length
  }

  private static let xmpMark = Array("http://ns.adobe.com/xap/1.0/\0".utf8)

  private mutating func takeFrame(_ marker: UInt8, _ content: ArraySlice<UInt8>) throws {
    guard frame == nil else { throw ImageDamage.damaged("has two frame headers") }
    let frame = try JPEGFrame(marker, content)
    facts.size = frame.size
    facts.bits = frame.precision
    facts.jpegUnit = frame.unit
    facts.hasProfile = facts.hasProfile ?? false
    facts.colors = [1: .grey, 3: .rgb, 4: .cmyk][frame.components.count] ?? .other
    if !frame.isUsual { doubt("an unusual coding (SOF\(marker & 0xF))") }
    self.frame = frame
  }

  private mutating func takeScan() throws {
    guard let frame else { throw ImageDamage.damaged("has a scan without a frame header") }
    let length = try window.number(position, size: 2)
    let header = Array(try window.bytes(position + 2, max(0, length - 2)))
    let scan = try JPEGScan(header, frame, tables)
    if tables.huffman.isEmpty, frame.isUsual { doubt("no Huffman tables") }
    position += length
    let data = try EntropyCodedData(in: &window, from: position)
    guard data.bytes * 8 >= scan.leastBits else {
      throw ImageDamage.truncated("holds a scan of \(data.bytes) bytes, too few for \(frame.size)")
    }
    if let expected = scan.restarts, expected != data.restarts || !data.isInOrder {
      doubt("\(data.restarts) restart marks where \(expected) should be")
    }
    scanned.formUnion(scan.components)
    position = data.end
  }

  private mutating func judge() throws {
    guard let frame, !scanned.isEmpty else { throw ImageDamage.truncated("holds no scan") }
    if scanned.count < frame.components.count { doubt("no scan for some of its colours") }
  }
}
