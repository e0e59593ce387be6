internal import ArgumentParser
internal import Imaging
internal import OpenRouter

/// How images are made ready to be sent.
struct ImageOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Make images with a longer side smaller, to this many pixels; or send them in their own size.",
      valueName: "px|original"))
  var imageLongSide = "3072"

  @Option(help: ArgumentHelp("The JPEG quality of images that are made anew, 1 to 100.", valueName: "q"))
  var imageQuality = 85

  @Option(
    help: ArgumentHelp(
      """
      Turn images as their orientation tag says (auto). Degrees, clockwise, turn those without such a tag as well; 0 \
      turns none.
      """, valueName: "auto|0|90|180|270"))
  var rotate = "auto"

  @Flag(help: "Send JPEG, PNG, WebP and GIF files as they are, however large and whichever way they lie.")
  var sendOriginals = false

  @Option(help: ArgumentHelp("Refuse images that claim more pixels.", valueName: "n"))
  var maxPixels = 1_000_000_000

  @Flag(help: "Go on where images must be prepared and this machine lacks the program; they are recorded as failures.")
  var skipUnconvertible = false

  func validate() throws {
    if imageLongSide != "original", !(Int(imageLongSide).map { (64...65_500).contains($0) } ?? false) {
      throw ValidationError("`--image-long-side \(imageLongSide)`: give 64 to 65500, or `original`")
    }
    guard (1...100).contains(imageQuality) else {
      throw ValidationError("`--image-quality \(imageQuality)`: give 1 to 100")
    }
    guard rotation != nil else { throw ValidationError("`--rotate \(rotate)`: give auto, 0, 90, 180 or 270") }
    guard maxPixels >= 1 else { throw ValidationError("`--max-pixels \(maxPixels)`: give 1 or more") }
  }

  private var rotation: PreparationSettings.Rotation? {
    switch rotate {
    case "auto": .auto
    case "0": PreparationSettings.Rotation.none
    case "90": .untagged(.clockwise)
    case "180": .untagged(.half)
    case "270": .untagged(.counterclockwise)
    default: nil
    }
  }

  var settings: PreparationSettings {
    var settings = PreparationSettings()
    settings.longSide = Int(imageLongSide)
    settings.quality = imageQuality
    settings.rotation = rotation ?? .auto
    settings.sendsOriginals = sendOriginals
    settings.mostPixels = maxPixels
    return settings
  }

  /// What of these decides what the model sees: a run goes on with the same only.
  var identity: JSONValue {
    [
      "long_side": settings.longSide.map { JSONValue($0) } ?? "original", "quality": JSONValue(imageQuality),
      "rotate": .string(rotate), "send_originals": .bool(sendOriginals),
    ]
  }
}
