/// Looks at the directories of a TIFF: the first for the picture, the others for the number of pages.
struct TIFFWalk {
  private var reader: TIFFReader
  private(set) var facts: ImageFacts

  private enum Tag {
    static let kind = 254, oldKind = 255, width = 256, height = 257, bits = 258, compression = 259, colors = 262
    static let maker = 271, stripOffsets = 273, samples = 277, stripLengths = 279
    static let tileOffsets = 324, tileLengths = 325, children = 330, extraSamples = 338, sampleFormat = 339
    static let xmp = 700, profile = 34_675
    static let dngVersion = 0xC612
  }

  private static let wanted: Set<Int> = [
    Tag.bits, Tag.maker, Tag.stripOffsets, Tag.stripLengths, Tag.tileOffsets, Tag.tileLengths, Tag.children,
    Tag.extraSamples, Tag.sampleFormat,
  ]

  init(_ window: ByteWindow, format: ImageFormat) {
    reader = TIFFReader(window)
    facts = ImageFacts(format: format)
  }

  /// - Throws: `ImageDamage`, or what the source threw.
  mutating func walk() throws {
    let first = try reader.firstDirectory()
    let directory = try reader.directory(at: first, wanted: Self.wanted)
    if let raw = try rawName(directory) {
      facts.format = .cameraRaw(raw)
      return
    }
    try takePicture(directory)
    facts.orientation = Orientation.valid(directory[Orientation.tag]?.first)
    if facts.orientation == nil, directory[Tag.xmp] != nil { try takeXMP(at: first) }
    facts.frames = countPages(after: directory, first: first)
    // libvips takes the first page, whatever it is.
    if Self.isReduced(directory), directory.next != 0 { facts.misreading = "a smaller version as its first page" }
  }

  private static func isReduced(_ directory: TIFFReader.Directory) -> Bool {
    (directory[Tag.kind]?.first ?? 0) & 1 == 1 || directory[Tag.oldKind]?.first == 2
  }

  private mutating func takeXMP(at first: Int) throws {
    let packet = try reader.directory(at: first, wanted: [Tag.xmp])[Tag.xmp]?.values ?? []
    facts.xmpOrientation = Orientation.inXMP(packet.compactMap { UInt8(exactly: $0) }[...])
  }

  private mutating func takePicture(_ directory: TIFFReader.Directory) throws {
    guard let width = directory[Tag.width]?.first, let height = directory[Tag.height]?.first, width > 0, height > 0
    else { throw ImageDamage.damaged("has a first page without a size") }
    facts.size = PixelSize(width: width, height: height)
    facts.bits = directory[Tag.bits]?.values.max() ?? 1
    facts.colors =
      [0: .grey, 1: .grey, 2: .rgb, 3: .palette, 5: .cmyk, 6: .rgb][directory[Tag.colors]?.first ?? 0] ?? .other
    facts.hasAlpha = directory[Tag.extraSamples]?.values.contains { $0 == 1 || $0 == 2 } ?? false
    facts.pictureSamples = Self.pictureSamples(directory)
    facts.misreading = Self.misreading(directory)
    facts.hasProfile = directory[Tag.profile] != nil
    let (offsets, lengths) =
      directory[Tag.tileOffsets].map { ($0, directory[Tag.tileLengths]) }
      ?? directory[Tag.stripOffsets].map { ($0, directory[Tag.stripLengths]) } ?? (nil, nil)
    guard let offsets, offsets.count > 0 else { throw ImageDamage.truncated("has a first page without pixels") }
    guard let lengths else {
      facts.doubt = "no lengths of its strips"
      return
    }
    for (offset, length) in zip(offsets.values, lengths.values) where length > 0 {
      let (end, isTooLarge) = offset.addingReportingOverflow(length)
      guard !isTooLarge, end <= reader.window.count else {
        throw ImageDamage.truncated("has pixels beyond its end, after \(reader.window.count) bytes")
      }
    }
  }

  /// The colours, and what stands behind them where the file says that it is alpha (TIFF 6.0, section 18).
  private static func pictureSamples(_ directory: TIFFReader.Directory) -> Int? {
    guard let colors = [0: 1, 1: 1, 2: 3, 5: 4, 6: 3, 8: 3][directory[Tag.colors]?.first ?? 0] else { return nil }
    let isAlpha = [1, 2].contains(directory[Tag.extraSamples]?.first)
    let count = colors + (isAlpha ? 1 : 0)
    return directory[Tag.samples]?.first ?? 1 > count ? count : nil
  }

  /// Tried with libvips 8.14: brightness and colour differences go out as red, green and blue but where a JPEG or JPEG 2000
  /// decoder turns them into these, which the old coding of JPEG in TIFF leaves undone whatever the file says; of signed
  /// numbers half the tones are cut off, and numbers of more than 16 bits and with a floating point go out white or black.
  private static func misreading(_ directory: TIFFReader.Directory) -> String? {
    let (colors, compression) = (directory[Tag.colors]?.first ?? 0, directory[Tag.compression]?.first ?? 1)
    if compression == 6, directory[Tag.samples]?.first ?? 1 > 1 { return "colours in the old coding of JPEG in TIFF" }
    if colors == 6, ![7, 33_003, 33_004, 33_005, 34_712].contains(compression) {
      return "YCbCr colours that are not packed as JPEG"
    }
    guard (0...2).contains(colors) else { return nil }
    switch directory[Tag.sampleFormat]?.first {
    case 2: return "signed samples"
    case 3: return "samples with a floating point"
    default: return directory[Tag.bits]?.values.max() ?? 1 > 16 ? "samples of more than 16 bits" : nil
    }
  }

  /// A camera raw keeps its sensor's data in a directory below or beside; the first shows a small picture, which must
  /// not be taken for the photograph.
  private mutating func rawName(_ directory: TIFFReader.Directory) throws -> String? {
    if directory[Tag.dngVersion] != nil { return "DNG" }
    let marks = Array(try reader.window.prefix(16).dropFirst(8))
    if marks.starts(with: "CR".utf8) { return "CR2" }
    if marks.starts(with: [0x49, 0x49, 0x49, 0x49]) || marks.starts(with: [0x4D, 0x4D, 0x4D, 0x4D]) { return "IIQ" }
    if Self.holdsSensorData(directory) { return makerName(directory) }
    for offset in directory[Tag.children]?.values.prefix(16) ?? [] {
      guard let child = try? reader.directory(at: offset) else { continue }
      if Self.holdsSensorData(child) { return makerName(directory) }
    }
    // A reduced picture of something: of a raw, where cameras' makers are named.
    return (directory[Tag.kind]?.first ?? 0) & 1 == 1 && directory[Tag.children] != nil ? makerName(directory) : nil
  }

  /// Colour filter array or linear raw (TIFF/EP, DNG), or a coding of its own that only raws have.
  private static func holdsSensorData(_ directory: TIFFReader.Directory) -> Bool {
    [32_803, 34_892].contains(directory[Tag.colors]?.first)
      || [32_767, 32_770, 34_713, 65_000, 65_535].contains(directory[Tag.compression]?.first)
  }

  private func makerName(_ directory: TIFFReader.Directory) -> String {
    let maker = directory[Tag.maker]?.values.prefix(16).compactMap { UInt8(exactly: $0) } ?? []
    let name = String(decoding: maker, as: UTF8.self).lowercased()
    return Self.endings.first { name.hasPrefix($0.maker) }?.ending ?? "raw"
  }

  private static let endings: [(maker: String, ending: String)] = [
    ("nikon", "NEF"), ("sony", "ARW"), ("pentax", "PEF"), ("samsung", "SRW"), ("hasselblad", "3FR"), ("kodak", "DCR"),
    ("eastman", "DCR"), ("epson", "ERF"), ("mamiya", "MEF"), ("leaf", "MOS"), ("olympus", "ORF"), ("panasonic", "RW2"),
    ("canon", "CR2"), ("phase one", "IIQ"),
  ]

  /// Pages that are no smaller versions of another; a chain that turns back ends the count.
  private mutating func countPages(after directory: TIFFReader.Directory, first: Int) -> Int {
    var seen: Set<Int> = [first]
    var pages = 1
    var next = directory.next
    while next != 0, seen.count < 10_000, seen.insert(next).inserted {
      guard let page = try? reader.directory(at: next) else { break }
      if !Self.isReduced(page), !isLevel(page) { pages += 1 }
      next = page.next
    }
    return pages
  }

  /// Slide scanners' pyramids: each page the first one at half the size or less, and of the same shape.
  private func isLevel(_ page: TIFFReader.Directory) -> Bool {
    guard let size = facts.size, let width = page[Tag.width]?.first, let height = page[Tag.height]?.first else {
      return false
    }
    guard width > 0, height > 0, width <= size.width / 2 + 1, height <= size.height / 2 + 1 else { return false }
    let (across, down) = (Double(size.width) / Double(width), Double(size.height) / Double(height))
    return abs(across / down - 1) < 0.05
  }
}
