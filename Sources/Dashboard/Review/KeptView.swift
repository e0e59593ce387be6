internal import OpenRouter
internal import SystemLayer

/// How a run's images are turned on its pages: kept in `review.json` of the run folder, so that it holds for whoever opens
/// the run next, at whatever address.
enum KeptView {
  private static func path(_ run: FilePath) -> FilePath { run.appending("review.json") }

  /// In degrees clockwise; 0 where nobody has turned them.
  static func turn(of run: FilePath) -> Int {
    guard let bytes = try? readFile(path(run), limit: 4096), let json = try? JSONParser.parse(bytes) else {
      return 0
    }
    return json["turn"]?.int.flatMap { [90, 180, 270].contains($0) ? $0 : nil } ?? 0
  }

  static func keep(turn: Int, of run: FilePath) throws(SystemError) {
    try replaceFile(path(run), with: SecretMask().json(JSONValue.object([.init("turn", JSONValue(turn))]).utf8))
  }
}
