internal import SystemLayer

/// Why a file is not sent: the kind, a sentence, and what to do.
public struct PreparationFailure: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Kind: String, Sendable, CaseIterable {
    case truncated = "image_truncated"
    case damaged = "image_damaged"
    case cameraRaw = "camera_raw"
    case pdf = "pdf"
    case unsupportedType = "unsupported_type"
    case tooLarge = "image_too_large"
    case converterMissing = "converter_missing"
    case converterFailed = "converter_failed"
  }

  public let kind: Kind
  public let message: String
  public let hint: String
  /// Whether the process could open no more files: that is no fault of the image's.
  public var lacksFiles = false

  public var description: String { "\(message); \(hint)" }

  static func broken(_ format: ImageFormat, _ damage: ImageDamage) -> PreparationFailure {
    PreparationFailure(
      kind: damage.kind == .truncated ? .truncated : .damaged, message: "the \(format.name) \(damage)",
      hint: "copy it again from where it came, or scan the sheet again")
  }

  static func unsupported(_ format: ImageFormat) -> PreparationFailure {
    switch format {
    case .cameraRaw:
      PreparationFailure(
        kind: .cameraRaw, message: "the file is a \(format.name), a photograph before its development",
        hint: "develop it to TIFF or JPEG first, for example with `darktable-cli IN OUT.jpg` or `dcraw -T IN`")
    case .pdf:
      PreparationFailure(
        kind: .pdf, message: "the file is a PDF, a document and no image",
        hint: "take its pages out first, for example with `pdftoppm -r 300 -jpeg IN OUT`")
    case .otherImage:
      PreparationFailure(
        kind: .unsupportedType, message: "the file is \(format.name), which is neither sent nor prepared",
        hint: "save it as TIFF, PNG or JPEG first")
    default:
      PreparationFailure(
        kind: .unsupportedType, message: "the file is no known kind of image: it is \(format.name)",
        hint: "put the image in its place, or leave the file out with `--exclude`")
    }
  }

  static func misread(_ format: ImageFormat, _ misreading: String) -> PreparationFailure {
    PreparationFailure(
      kind: .unsupportedType, message: "the \(format.name) holds \(misreading), of which libvips makes another picture",
      hint: "save it as a TIFF of unsigned grey or RGB samples with another program, and look at the result")
  }

  static func tooManyPixels(_ size: PixelSize, most: Int) -> PreparationFailure {
    PreparationFailure(
      kind: .tooLarge, message: "the image claims \(size) pixels; at most \(most) are decoded",
      hint: "where it is honest, raise `--max-pixels`")
  }

  static func tooManyBytes(_ count: Int) -> PreparationFailure {
    PreparationFailure(
      kind: .tooLarge,
      message: "the image has \(count) bytes; the service takes at most \(PreparationSettings.largestSent)",
      hint: "leave out `--send-originals`, and it is made smaller")
  }

  static func noRoom(_ tool: String, _ folder: FilePath, _ reason: String) -> PreparationFailure {
    PreparationFailure(
      kind: .converterFailed, message: "`\(tool)` has no room in `\(folder)`: \(reason)",
      hint: "make room there, or name another folder with TMPDIR; then start the same command again")
  }

  static func noFiles(_ tool: String) -> PreparationFailure {
    var failure = PreparationFailure(
      kind: .converterFailed, message: "`\(tool)` cannot be started: the process may open no more files",
      hint: "raise the limit: `ulimit -n 2048`")
    failure.lacksFiles = true
    return failure
  }

  static func failed(_ tool: String, _ what: String) -> PreparationFailure {
    PreparationFailure(
      kind: .converterFailed, message: "`\(tool)` \(what)",
      hint: "look whether another program opens the file, and save it as TIFF, PNG or JPEG with that")
  }
}
