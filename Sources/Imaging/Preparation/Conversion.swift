/// A picture made anew by libvips: the size that must come out, and the calls that make it.
public struct Conversion: Sendable, Equatable {
  /// Of the result.
  public let size: PixelSize
  public let quality: Int
  /// The turn that no tag tells libvips of.
  let turn: Turn
  /// Whether libvips is to leave the tag alone.
  let ignoresTag: Bool
  /// Whether colours are brought to sRGB by the file's profile. A file that may be without one counts as sRGB already,
  /// which libvips must be told: it would shift its colours (blue 30, 30, 200 became 73, 24, 201). Greys and CMYK it
  /// converts by itself, and 8-bit colours of a file that has none for certain it leaves alone, in less time.
  let usesProfile: Bool
  /// Of JPEG 2000, whose loader is an untrusted one, and safe from libvips 8.16 on.
  public let isJPEG2000: Bool
  let loaders: VipsLoaders
  /// Samples of a pixel that are taken, from the first on; nil for all.
  let samples: Int?

  init(_ facts: ImageFacts, _ size: PixelSize, turn: Turn, _ settings: PreparationSettings) {
    let tagged = facts.orientation.flatMap(Turn.init) ?? .none
    let isDecoders = turn == tagged && !facts.isTagOverlooked
    self.turn = isDecoders ? .none : turn
    ignoresTag = !isDecoders
    quality = settings.quality
    let isPlain = facts.hasProfile == false && facts.bits == 8
    usesProfile = facts.colors == .rgb && facts.doubt == nil && !isPlain
    samples = facts.pictureSamples
    isJPEG2000 = facts.format == .jpeg2000 || facts.format == .jpeg2000Stream
    loaders = isJPEG2000 ? .untrusted : [.heic, .avif].contains(facts.format) ? .modules : .core
    let upright = turn.swapsSides ? PixelSize(width: size.height, height: size.width) : size
    self.size = upright.fitting(settings.longSide ?? .max)
  }

  /// Arguments of `vips`, one call after the other, each from standard input to standard output.
  ///
  /// The target is exact and never "at most": libvips 8.14 takes the smallest level of a pyramid for `--size down`.
  /// Names like `x[y].jpg` or `-x.jpg` are no danger, for no name is passed.
  func calls() -> [[String]] {
    let side = String(size.longSide)
    let shrink = [
      "thumbnail", "/dev/fd/0", turn == .none ? jpeg : ".tif", side, "--height", side, "--size", "both",
      "--fail-on", "truncated",
    ]
    let colors = usesProfile ? ["--import-profile", "srgb", "--export-profile", "srgb"] : []
    let taken =
      samples.map { [["extract_band", "/dev/fd/0[access=sequential]", ".tif", "0", "--n", String($0)]] } ?? []
    return taken + [shrink + colors + (ignoresTag ? ["--no-rotate"] : [])] + turn.vipsCalls(output: jpeg)
  }

  /// Stripped of all metadata, on white where there is alpha. Above 89 libvips would keep colours at full size.
  private var jpeg: String { ".jpg[Q=\(quality),strip,optimize_coding,background=255]" }

  /// As records and pages name it.
  public func recipe(tool: String) -> String {
    let parts = [
      "\(tool) L\(size.longSide) Q\(quality)", samples.map { "samples 1-\($0)" }, turn == .none ? nil : turn.name,
    ]
    return parts.compactMap(\.self).joined(separator: " ")
  }
}

/// The loaders of libvips that a file may reach.
enum VipsLoaders: Sendable {
  /// Those for JPEG, PNG, TIFF, WebP and GIF, which are part of the library.
  case core
  /// Those in files of their own as well, of which HEIF's is a trusted one. To load them takes a quarter of a small image's
  /// time.
  case modules
  /// Those for rare formats as well.
  case untrusted

  var variables: [String: String] {
    switch self {
    case .core: ["VIPS_BLOCK_UNTRUSTED": "1", "VIPSHOME": "/nonexistent"]
    case .modules: ["VIPS_BLOCK_UNTRUSTED": "1"]
    case .untrusted: [:]
    }
  }
}

extension Turn {
  fileprivate func vipsCalls(output: String) -> [[String]] {
    let steps = vipsSteps
    return steps.enumerated().map { number, step in
      [step.operation, "/dev/fd/0", number == steps.count - 1 ? output : ".tif", step.way]
    }
  }

  private var vipsSteps: [(operation: String, way: String)] {
    switch self {
    case .none: []
    case .clockwise: [("rot", "d90")]
    case .half: [("rot", "d180")]
    case .counterclockwise: [("rot", "d270")]
    case .mirrored: [("flip", "horizontal")]
    case .flipped: [("flip", "vertical")]
    case .transposed: [("rot", "d90"), ("flip", "horizontal")]
    case .transversed: [("rot", "d90"), ("flip", "vertical")]
    }
  }
}

extension PixelSize {
  /// The same shape with a long side of at most `side`.
  public func fitting(_ side: Int) -> PixelSize {
    guard longSide > side else { return self }
    let scale = Double(side) / Double(longSide)
    func scaled(_ length: Int) -> Int { max(1, Int((Double(length) * scale).rounded())) }
    return PixelSize(width: scaled(width), height: scaled(height))
  }

  /// Whether a side differs by more than the rounding of two programs.
  func isNear(_ other: PixelSize) -> Bool { abs(width - other.width) <= 1 && abs(height - other.height) <= 1 }
}
