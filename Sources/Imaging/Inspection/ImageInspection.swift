/// The look at a file before it is sent: its structure to the end, without decoding a pixel.
///
/// Costs one pass over JPEG, PNG, GIF and WebP, and a few reads of other formats; memory does not grow with the file.
public struct ImageInspection: Sendable, Equatable {
  public let facts: ImageFacts
  /// Nil for a file that is whole, as far as its structure tells.
  public let damage: ImageDamage?

  init(facts: ImageFacts, damage: ImageDamage?) { (self.facts, self.damage) = (facts, damage) }

  /// How far a look goes.
  public enum Depth: Sendable {
    /// To the first pixels: enough to say what will become of a file that is whole.
    case header
    case whole
  }

  /// - Parameters:
  ///   - name: the file's name, whose ending tells camera raws that are built as TIFF.
  ///   - depth: a look at the header finds no damage behind it.
  /// - Throws: what the source throws.
  public init(_ source: some ImageSource, name: String = "", depth: Depth = .whole) throws {
    var window = ByteWindow(source, size: depth == .whole ? ByteWindow.size : ByteWindow.smallSize)
    let signature = try window.prefix(ImageFormat.signatureLength)
    let format = ImageFormat(signature: signature)
    let result = try Self.walk(window, format, depth)
    (facts, damage) = (Self.named(Self.oriented(result.facts), name), result.damage)
  }

  private static func walk(
    _ window: ByteWindow, _ format: ImageFormat, _ depth: Depth
  ) throws -> (
    facts: ImageFacts, damage: ImageDamage?
  ) {
    switch format {
    case .jpeg:
      try run(JPEGWalk(window, depth)) {
        try $0.walk()
      } facts: {
        $0.facts
      }
    case .png:
      try run(PNGWalk(window, depth)) {
        try $0.walk()
      } facts: {
        $0.facts
      }
    case .gif:
      try run(GIFWalk(window, depth)) {
        try $0.walk()
      } facts: {
        $0.facts
      }
    case .webp:
      try run(WebPWalk(window, depth)) {
        try $0.walk()
      } facts: {
        $0.facts
      }
    case .tiff, .bigTIFF:
      try run(TIFFWalk(window, format: format)) {
        try $0.walk()
      } facts: {
        $0.facts
      }
    case .heic, .avif, .jpeg2000:
      try run(BoxWalk(window, format: format)) {
        try $0.walk()
      } facts: {
        $0.facts
      }
    case .jpeg2000Stream:
      try run(CodeStream(window)) {
        try $0.walk()
      } facts: {
        $0.facts
      }
    case .pdf, .cameraRaw, .otherImage, .noImage: (ImageFacts(format: format), nil)
    }
  }

  private static func run<Walk>(
    _ walk: Walk, _ body: (inout Walk) throws -> Void, facts: (Walk) -> ImageFacts
  ) throws -> (facts: ImageFacts, damage: ImageDamage?) {
    var walk = walk
    do { try body(&walk) } catch let damage as ImageDamage { return (facts(walk), damage) }
    return (facts(walk), nil)
  }

  private static func oriented(_ facts: ImageFacts) -> ImageFacts {
    var facts = facts
    let isUsual = facts.orientation != nil && [.jpeg, .tiff, .bigTIFF].contains(facts.format)
    facts.orientation = facts.orientation ?? facts.xmpOrientation
    facts.isTagOverlooked = facts.orientation != nil && !isUsual
    return facts
  }

  /// Some raws look like any TIFF but for their name.
  private static func named(_ facts: ImageFacts, _ name: String) -> ImageFacts {
    let ending = name.utf8.lastIndex(of: UInt8(ascii: ".")).map { name[name.utf8.index(after: $0)...].uppercased() }
    guard facts.format == .tiff, let ending, rawEndings.contains(ending) else { return facts }
    var facts = facts
    facts.format = .cameraRaw(ending)
    return facts
  }

  private static let rawEndings: Set<String> = [
    "DNG", "CR2", "NEF", "NRW", "ARW", "SR2", "SRF", "PEF", "SRW", "3FR", "FFF", "IIQ", "MOS", "MEF", "ERF", "DCR",
    "KDC", "RWL", "ORF", "RW2", "RAW",
  ]
}

/// The beginning of a bare JPEG 2000 code stream (ISO/IEC 15444-1, A.5.1).
struct CodeStream {
  private var window: ByteWindow
  private(set) var facts = ImageFacts(format: .jpeg2000Stream)

  init(_ window: ByteWindow) { self.window = window }

  mutating func walk() throws {
    let sides = try (0..<4).map { try window.number(8 + 4 * $0, size: 4) }
    let size = PixelSize(width: sides[0] - sides[2], height: sides[1] - sides[3])
    guard size.width > 0, size.height > 0 else { throw ImageDamage.damaged("claims a size of \(size)") }
    facts.size = size
    facts.colors = try window.number(40, size: 2) < 3 ? .grey : .rgb
    facts.bits = Int(try window.byte(42) & 0x7F) + 1
  }
}
