/// The image types that the service takes, told by a file's first bytes and not by its name.
public enum ImageType: String, Sendable, CaseIterable {
  case jpeg = "image/jpeg"
  case png = "image/png"
  case webp = "image/webp"
  case gif = "image/gif"

  /// How many first bytes of a file tell its type.
  public static let signatureLength = 16

  /// The type of a file that begins with `bytes`; nil where the service would refuse it.
  public init?(signature bytes: [UInt8]) {
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if bytes.starts(with: Array("RIFF".utf8)), bytes.count >= 12, bytes[8..<12].elementsEqual("WEBP".utf8) {
      self = .webp
    } else if bytes.starts(with: Array("GIF87a".utf8)) || bytes.starts(with: Array("GIF89a".utf8)) {
      self = .gif
    } else {
      return nil
    }
  }

  /// What a file that the service does not take seems to be, for the message: `TIFF`, `HEIC`, `text`…
  public static func foreignName(signature bytes: [UInt8]) -> String {
    let known: [(name: String, offset: Int, magic: [UInt8])] = [
      ("TIFF", 0, [0x49, 0x49, 0x2A, 0x00]), ("TIFF", 0, [0x4D, 0x4D, 0x00, 0x2A]), ("BMP", 0, Array("BM".utf8)),
      ("PDF", 0, Array("%PDF".utf8)), ("JPEG 2000", 4, Array("jP  ".utf8)), ("AVIF", 4, Array("ftypavif".utf8)),
      ("HEIC", 4, Array("ftyphei".utf8)), ("HEIC", 4, Array("ftypmif1".utf8)), ("SVG or XML", 0, Array("<".utf8)),
    ]
    for candidate in known where bytes.dropFirst(candidate.offset).starts(with: candidate.magic) {
      return candidate.name
    }
    return bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F || [0x09, 0x0A, 0x0D].contains($0) } ? "text" : "of unknown type"
  }
}
