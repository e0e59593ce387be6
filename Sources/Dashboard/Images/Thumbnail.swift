internal import OpenRouter

/// What is shown small beside a specimen.
enum Thumbnail: Sendable {
  /// The JPEG inside the file.
  case embedded([UInt8])
  /// The file itself, which is small enough.
  case whole(OpenImage)
  case none(String)

  /// The largest file that is its own thumbnail.
  static let largestWhole = 4 << 20
  /// The largest one for which the pages make no smaller picture.
  static let largestUnmade = 512 << 10

  init(_ image: Result<OpenImage, ImageAbsence>, largestWhole: Int = Self.largestWhole) {
    switch image {
    case .failure(let absence): self = .none(absence.rawValue)
    case .success(let image):
      if image.type == .jpeg,
        let picture = EmbeddedThumbnail.find(in: image.read(at: 0, count: EmbeddedThumbnail.searchLength))
      {
        self = .embedded(picture)
      } else if image.count <= largestWhole {
        self = .whole(image)
      } else {
        self = .none("the image is large and has no thumbnail inside")
      }
    }
  }

  /// What the page is told: `kind` (embedded, whole, made, none), `why` for none, and the file's bytes where a browser
  /// shows it.
  static func json(_ image: Result<OpenImage, ImageAbsence>) -> JSONValue {
    let bytes: JSONValue = if case .success(let image) = image { .number(String(image.count)) } else { .null }
    switch Thumbnail(image) {
    case .embedded: return ["kind": "embedded", "bytes": bytes]
    case .whole: return ["kind": "whole", "bytes": bytes]
    case .none(let why):
      // A TIFF is no image that a browser shows, and one of which a small picture is made.
      switch image {
      case .success, .failure(.notAnImage): return ["kind": "made", "bytes": bytes]
      case .failure: return ["kind": "none", "why": .string(why), "bytes": bytes]
      }
    }
  }
}
