internal import ArgumentParser
internal import Extraction
internal import Imaging
internal import OpenRouter
internal import SystemLayer

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

  @Option(
    help: ArgumentHelp("Keep prepared images in this folder, for later runs over the same files.", valueName: "dir"),
    completion: .directory)
  var imageCache: String?

  @Option(
    help: ArgumentHelp("Bytes that the cache may hold; what was used longest ago is removed.", valueName: "n|nM|nG|nT"))
  var imageCacheSize = "10G"

  func validate() throws {
    guard cacheBytes != nil else {
      throw ValidationError("`--image-cache-size \(imageCacheSize)`: give bytes, or a number with M, G or T behind it")
    }
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

  private var cacheBytes: Int? {
    let units: [Character: Int] = ["M": 1_000_000, "G": 1_000_000_000, "T": 1_000_000_000_000]
    let unit = imageCacheSize.last.flatMap { units[$0] }
    guard let number = Int(unit == nil ? imageCacheSize : String(imageCacheSize.dropLast())), number >= 0 else {
      return nil
    }
    let (bytes, isTooMuch) = number.multipliedReportingOverflow(by: unit ?? 1)
    return isTooMuch ? nil : bytes
  }

  /// - Throws: status 74 where the folder cannot be used.
  func openCache() throws(CommandFailure) -> ImageCache? {
    guard let imageCache else { return nil }
    do throws(SystemError) { return try ImageCache(FilePath(imageCache), bound: cacheBytes ?? 0) } catch {
      throw CommandFailure(
        .writeFailed, kind: "image_cache", "the image cache cannot be used: \(error)",
        hint: "give an empty folder that you may write to, or leave `--image-cache` out")
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
