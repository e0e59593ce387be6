/// The type of a file, told by its content.
public enum ImageFormat: Sendable, Hashable {
  case jpeg, png, webp, gif
  case tiff, bigTIFF
  case heic, avif
  /// In its box format, or as a bare code stream.
  case jpeg2000, jpeg2000Stream
  case pdf
  /// A photograph before development, by its usual ending: `CR2`, `NEF`, `DNG`…
  case cameraRaw(String)
  /// A picture that nobody here prepares, by its name: `BMP`, `Photoshop`…
  case otherImage(String)
  /// No picture, by its name: `HTML`, `text`…
  case noImage(String)

  /// How many first bytes tell a type.
  public static let signatureLength = 512

  /// By the file's first bytes. A camera raw that is built as a TIFF is told by `ImageInspection` only.
  public init(signature bytes: [UInt8]) {
    self = Self.plain(bytes) ?? Self.boxed(bytes) ?? Self.known(bytes) ?? Self.text(bytes)
  }

  /// As a person would say it.
  public var name: String {
    switch self {
    case .jpeg: "JPEG"
    case .png: "PNG"
    case .webp: "WebP"
    case .gif: "GIF"
    case .tiff: "TIFF"
    case .bigTIFF: "BigTIFF"
    case .heic: "HEIC"
    case .avif: "AVIF"
    case .jpeg2000: "JPEG 2000"
    case .jpeg2000Stream: "JPEG 2000 code stream"
    case .pdf: "PDF"
    case .cameraRaw(let ending): "camera raw (\(ending))"
    case .otherImage(let name), .noImage(let name): name
    }
  }

  /// Whether the file is a picture, or a document that may hold one.
  public var isImage: Bool { if case .noImage = self { false } else { true } }

  private static func plain(_ bytes: [UInt8]) -> ImageFormat? {
    for (format, magic) in magics where bytes.starts(with: magic) { return format }
    guard bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) else { return nil }
    return .webp
  }

  private static let magics: [(format: ImageFormat, magic: [UInt8])] = [
    (.jpeg, [0xFF, 0xD8, 0xFF]),
    (.png, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
    (.gif, Array("GIF87a".utf8)), (.gif, Array("GIF89a".utf8)),
    (.tiff, [0x49, 0x49, 0x2A, 0x00]), (.tiff, [0x4D, 0x4D, 0x00, 0x2A]),
    (.bigTIFF, [0x49, 0x49, 0x2B, 0x00]), (.bigTIFF, [0x4D, 0x4D, 0x00, 0x2B]),
    (.jpeg2000Stream, [0xFF, 0x4F, 0xFF, 0x51]),
    (.otherImage("JPEG XL"), [0xFF, 0x0A]),
  ]

  /// Files made of boxes (ISO/IEC 14496-12): the first is `ftyp`, with the main brand and those it also fits.
  private static func boxed(_ bytes: [UInt8]) -> ImageFormat? {
    guard bytes.count >= 12 else { return nil }
    let type = bytes[4..<8]
    if type.elementsEqual("jP  ".utf8) { return .jpeg2000 }
    if type.elementsEqual("JXL ".utf8) { return .otherImage("JPEG XL") }
    guard type.elementsEqual("ftyp".utf8) else { return nil }
    let length = min(max(ByteOrder.big.number(bytes[0..<4]), 12), bytes.count)
    let brands = stride(from: 8, to: length - 3, by: 4).filter { $0 != 12 }.map {
      String(decoding: bytes[$0..<($0 + 4)], as: UTF8.self)
    }
    if brands.first == "crx " { return .cameraRaw("CR3") }
    if brands.contains(where: ["avif", "avis"].contains) { return .avif }
    let isHEIF = brands.contains(where: ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"].contains)
    return isHEIF ? .heic : .otherImage("a film")
  }

  private static func known(_ bytes: [UInt8]) -> ImageFormat? {
    for (format, offset, magic) in others where bytes.dropFirst(offset).starts(with: magic.utf8) { return format }
    if bytes.contains(sequence: "%PDF-".utf8) { return .pdf }
    if bytes.starts(with: [0x49, 0x49, 0x55, 0x00]) { return .cameraRaw("RW2") }
    if bytes.starts(with: [0x49, 0x49, 0xBC]) { return .otherImage("JPEG XR") }
    if bytes.starts(with: [0x8A, 0x4D, 0x4E, 0x47]) { return .otherImage("MNG") }
    // A bitmap's header names the length of the part that follows.
    if bytes.starts(with: "BM".utf8), bytes.count >= 18, bytes[15...17].allSatisfy({ $0 == 0 }) {
      return .otherImage("BMP")
    }
    if bytes.count > 2, bytes[0] == UInt8(ascii: "P"), (0x31...0x37).contains(bytes[1]), bytes[2] <= 0x20 {
      return .otherImage("PNM")
    }
    return nil
  }

  private static let others: [(format: ImageFormat, offset: Int, magic: String)] = [
    (.cameraRaw("RAF"), 0, "FUJIFILMCCD-RAW"), (.cameraRaw("ORF"), 0, "IIRO"), (.cameraRaw("ORF"), 0, "IIRS"),
    (.cameraRaw("ORF"), 0, "MMOR"), (.cameraRaw("CRW"), 6, "HEAPCCDR"), (.cameraRaw("MRW"), 0, "\0MRM"),
    (.cameraRaw("X3F"), 0, "FOVb"), (.otherImage("Photoshop"), 0, "8BPS"), (.otherImage("DICOM"), 128, "DICM"),
    (.otherImage("DjVu"), 0, "AT&TFORM"), (.otherImage("FITS"), 0, "SIMPLE  ="),
    (.otherImage("OpenEXR"), 0, "\u{76}\u{2F}\u{31}\u{01}"), (.otherImage("HDR"), 0, "#?RADIANCE"),
    (.otherImage("FlashPix"), 0, "FPX"), (.otherImage("GIMP"), 0, "gimp xcf"),
  ]

  private static func text(_ bytes: [UInt8]) -> ImageFormat {
    guard !bytes.isEmpty else { return .noImage("an empty file") }
    guard bytes.contains(where: { $0 != 0 }) else { return .noImage("of zeros only") }
    guard bytes.allSatisfy({ $0 >= 0x20 || [0x09, 0x0A, 0x0C, 0x0D, 0x1B].contains($0) }) else {
      return .noImage("of unknown type")
    }
    let text = String(decoding: bytes, as: UTF8.self).lowercased()
    if text.contains("<svg") { return .otherImage("SVG") }
    if text.contains("<!doctype html") || text.contains("<html") { return .noImage("HTML, perhaps an error page") }
    return .noImage(text.hasPrefix("<") ? "XML" : "text")
  }
}

extension [UInt8] {
  func contains(sequence: String.UTF8View) -> Bool {
    indices.contains { self[$0] == sequence.first && self[$0...].starts(with: sequence) }
  }
}
