internal import Extraction
internal import Imaging
internal import OpenRouter

/// What a run recorded of its images.
enum RunInput {
  /// The folder, and how what was sent of it was made. Settings that are not recorded are the usual ones.
  static func read(_ run: String) -> (folder: String?, preparation: PreparationSettings) {
    let snapshot = try? SnapshotFile.latest(in: run)
    return (snapshot?["input"]?["path"]?.string, PreparationSettings(recorded: snapshot?["parameters"]?["images"]))
  }
}

extension PreparationSettings {
  /// - Parameter json: `{"long_side","quality","rotate","send_originals"}` of a snapshot.
  init(recorded json: JSONValue?) {
    self.init()
    if json?["long_side"]?.string == "original" { longSide = nil }
    if let side = json?["long_side"]?.int, side > 0 { longSide = side }
    if let percent = json?["quality"]?.int, (1...100).contains(percent) { quality = percent }
    if json?["send_originals"]?.bool == true { sendsOriginals = true }
    switch json?["rotate"]?.string {
    case "0": rotation = .none
    case "90": rotation = .untagged(.clockwise)
    case "180": rotation = .untagged(.half)
    case "270": rotation = .untagged(.counterclockwise)
    default: rotation = .auto
    }
  }
}
