/// How images are made ready to be sent: part of a run's identity.
public struct PreparationSettings: Sendable, Equatable {
  /// In pixels; a picture with a longer side is made smaller. Nil: never.
  public var longSide: Int? = 3072
  /// Of a JPEG that is made anew, 1 to 100.
  public var quality = 85
  public var rotation = Rotation.auto
  /// Whether files go out as they are, as long as the service takes their type.
  public var sendsOriginals = false
  /// A picture that claims more is refused: its decoder might need hours.
  public var mostPixels = 1_000_000_000

  public init() {}

  /// Bytes of a file that is sent as it is. 5 MB in base64 is the least that a provider takes
  /// (Anthropic's interface on Bedrock, and everywhere until spring 2026).
  static let largestUntouched = 3_750_000
  /// Bytes of an image that the service takes: 30 MB decoded, in one request (status 413).
  public static let largestSent = 30 << 20

  /// Which way pictures are turned.
  public enum Rotation: Sendable, Equatable {
    /// As their orientation tag says.
    case auto
    /// Pictures without a tag that says otherwise by so many degrees clockwise; those with one as it says.
    case untagged(Turn)
    /// Not at all, whatever their tag says.
    case none
  }

  /// The size in which the picture will stand, before it is made smaller.
  public func upright(_ facts: ImageFacts) -> PixelSize? {
    guard let size = facts.size else { return nil }
    return turn(for: facts).swapsSides ? PixelSize(width: size.height, height: size.width) : size
  }

  func turn(for facts: ImageFacts) -> Turn {
    let tagged = facts.orientation.flatMap(Turn.init) ?? .none
    switch rotation {
    case .none: return .none
    case .auto: return tagged
    case .untagged(let turn): return tagged == .none && !facts.isTurnedByDecoder ? turn : tagged
    }
  }
}

/// One of the eight ways to lay a picture, by the number of EXIF orientation that asks for it.
public enum Turn: Int, Sendable, CaseIterable {
  case none = 1, mirrored, half, flipped, transposed, clockwise, transversed, counterclockwise

  var swapsSides: Bool { rawValue >= 5 }

  /// The arguments of `jpegtran`, which refuses where an edge would be lost.
  var losslessArguments: [String] { ["-perfect", "-copy", "icc"] + jpegtranTurn }

  private var jpegtranTurn: [String] {
    switch self {
    case .none: []
    case .mirrored: ["-flip", "horizontal"]
    case .half: ["-rotate", "180"]
    case .flipped: ["-flip", "vertical"]
    case .transposed: ["-transpose"]
    case .clockwise: ["-rotate", "90"]
    case .transversed: ["-transverse"]
    case .counterclockwise: ["-rotate", "270"]
    }
  }

  /// As records and pages name it.
  var name: String {
    switch self {
    case .none: "as stored"
    case .mirrored: "mirrored"
    case .half: "turned 180"
    case .flipped: "flipped"
    case .transposed: "transposed"
    case .clockwise: "turned 90"
    case .transversed: "transversed"
    case .counterclockwise: "turned 270"
    }
  }

  /// Whether `jpegtran -perfect` can do it: coded units at the far edges must be whole where they become near ones.
  func isLossless(_ size: PixelSize, unit: PixelSize) -> Bool {
    let isWideWhole = size.width.isMultiple(of: unit.width)
    let isHighWhole = size.height.isMultiple(of: unit.height)
    switch self {
    case .none, .transposed: return true
    case .mirrored, .counterclockwise: return isWideWhole
    case .flipped, .clockwise: return isHighWhole
    case .half, .transversed: return isWideWhole && isHighWhole
    }
  }
}
