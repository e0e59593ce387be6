/// What a look at a file's structure tells about the picture inside, without decoding it.
public struct ImageFacts: Sendable, Equatable {
  public var format: ImageFormat
  /// Of the first frame, as it is stored: not yet turned. Nil where the format is not read so far.
  public var size: PixelSize?
  /// Of one sample: 1 to 64.
  public var bits = 8
  public var colors = Colors.rgb
  public var hasAlpha = false
  /// How many samples of a pixel the picture has, from the first on, where more are stored than it has: libvips takes the last
  /// one for alpha. Nil where all belong to it.
  var pictureSamples: Int?
  /// What of its coding libvips takes for something else, so that a wrong picture would come out; nil for none.
  var misreading: String?
  /// Whether a colour profile (ICC) lies in the file; nil where that was not looked for.
  var hasProfile: Bool?
  /// Frames of an animation, pages of a document; levels of a pyramid are none.
  public var frames = 1
  /// EXIF orientation, 1 to 8; nil where the file has none, or one that means nothing. Where a decoder of the format
  /// turns the picture by itself (HEIF), nil.
  public var orientation: Int?
  /// What XMP says of it, which counts where the file has no other tag.
  var xmpOrientation: Int?
  /// Whether the orientation stands where libvips may overlook it: its versions differ for all but EXIF in a JPEG and
  /// the tag of a TIFF.
  var isTagOverlooked = false
  /// The unit in which a JPEG can be turned without loss, in pixels; nil for other formats.
  public var jpegUnit: PixelSize?
  /// Whether a decoder of the format turns the picture by itself, so that there is nothing left to turn.
  public var isTurnedByDecoder = false
  /// What is unusual though perhaps no damage: only a decoder can tell. Nil for a file as any decoder expects it.
  public var doubt: String?

  public enum Colors: String, Sendable, Equatable {
    case grey
    case rgb
    case palette
    case cmyk
    case other
  }

  public init(format: ImageFormat, size: PixelSize? = nil) {
    self.format = format
    self.size = size
  }

  /// The size after the picture has been turned upright by its tag.
  public var uprightSize: PixelSize? {
    guard let size else { return nil }
    return (5...8).contains(orientation ?? 1) ? PixelSize(width: size.height, height: size.width) : size
  }
}

/// In pixels.
public struct PixelSize: Sendable, Hashable, CustomStringConvertible {
  public var width: Int
  public var height: Int

  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  public var longSide: Int { max(width, height) }
  /// Saturates: a file may claim any size.
  public var pixels: Int { width.multipliedReportingOverflow(by: height).overflow ? .max : width * height }
  public var description: String { "\(width) x \(height)" }
}

/// Why a file cannot be decoded, as far as its structure tells.
public struct ImageDamage: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Kind: Sendable { case truncated, damaged }

  public let kind: Kind
  /// The end of a sentence that begins with the file's type.
  public let description: String

  /// The file ends too early.
  static func truncated(_ description: String) -> ImageDamage {
    ImageDamage(kind: .truncated, description: description)
  }

  static func truncated(at offset: Int) -> ImageDamage { .truncated("ends early, after \(offset) bytes") }

  /// The file contradicts its format.
  static func damaged(_ description: String) -> ImageDamage { ImageDamage(kind: .damaged, description: description) }
}
