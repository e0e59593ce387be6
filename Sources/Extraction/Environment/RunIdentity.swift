public import OpenRouter

/// What a run is: a start goes on with a run only where nothing of this differs.
///
/// Read from a snapshot, or from what a start would write as one. What an earlier version's snapshot does not say is no
/// difference.
public struct RunIdentity: Sendable, Equatable {
  private let snapshot: JSONValue

  public init(_ snapshot: JSONValue) { self.snapshot = snapshot }

  /// Whether the records are invented: by the stand-in of `--simulate`.
  public var isSimulated: Bool {
    snapshot["service"]?["simulated"]?.bool
      // Earlier versions say so in their command line only.
      ?? (snapshot["command"]?.string?.split(separator: " ").contains("--simulate") == true)
  }

  private static let settings = [
    (["model"], "the model"), (["parameters", "max_pixels"], "the most pixels of an image"),
    (["parameters", "answer_format"], "the form of answers"),
  ]
  /// Those that a snapshot holds only where they were asked for.
  private static let onRequest = [
    (["parameters", "service_tier"], "the service tier"), (["parameters", "zdr"], "zero data retention"),
    (["parameters", "data_collection"], "the collection of data"),
    (["parameters", "providers"], "the list of providers"),
    (["parameters", "fallback_models"], "the list of fallback models"),
    (["parameters", "reasoning"], "the reasoning"),
  ]

  /// Everything in which this start differs from what the run began with, each with both values.
  /// - Parameter followsInput: whether another input folder is the same one in another place.
  public func differences(from earlier: RunIdentity, followsInput: Bool = false) -> [String] {
    var found: [String] = []
    if !followsInput { found += difference(["input", "path"], "the input folder", earlier) }
    // The stand-in has another port at each start.
    if !earlier.isSimulated { found += difference(["service", "address"], "the service", earlier) }
    for (place, title) in Self.settings { found += difference(place, title, earlier) }
    found += prompts(earlier) + terms(earlier)
    for setting in earlier[["parameters", "images"]]?.members ?? [] {
      found += difference(
        ["parameters", "images", setting.name], "the images' \(setting.name)", earlier, isOptional: true)
    }
    for (place, title) in Self.onRequest where earlier[["parameters"]] != nil {
      found += difference(place, title, earlier, isOptional: true)
    }
    return found
  }

  private subscript(place: [String]) -> JSONValue? {
    place.reduce(snapshot) { value, name in value?[name] }
  }

  /// - Parameter isOptional: whether a missing member means that the setting was not asked for.
  private func difference(
    _ place: [String], _ title: String, _ earlier: RunIdentity, isOptional: Bool = false
  ) -> [String] {
    let (wanted, begun) = (self[place], earlier[place])
    guard wanted != begun, isOptional || (wanted != nil && begun != nil) else { return [] }
    return ["\(title) is `\(Self.words(wanted))`, the run began with `\(Self.words(begun))`"]
  }

  private static func words(_ value: JSONValue?) -> String {
    guard let value else { return "none" }
    if let list = value.array { return list.map { words($0) }.joined(separator: ",") }
    return value.string ?? value.text
  }

  private func prompts(_ earlier: RunIdentity) -> [String] {
    (self[["prompts"]]?.members ?? []).compactMap { prompt in
      guard let begun = earlier[["prompts", prompt.name]], begun != prompt.value else { return nil }
      let hashes = [prompt.value, begun].map { ($0.string ?? "").prefix(12) }
      return "the \(prompt.name) prompt has SHA-256 `\(hashes[0])`, the run's `\(hashes[1])`"
    }
  }

  private func terms(_ earlier: RunIdentity) -> [String] {
    let lists = [self, earlier].map { $0[["parameters", "terms"]]?.array?.compactMap(\.string) }
    guard let wanted = lists[0], let begun = lists[1], Set(wanted) != Set(begun) else { return [] }
    let parts = [
      ("more", wanted.filter { !begun.contains($0) }), ("less", begun.filter { !wanted.contains($0) }),
    ]
    let words = parts.filter { !$0.1.isEmpty }.map { "\($0.0): `\($0.1.joined(separator: ","))`" }
    return ["the terms are \(wanted.count), the run began with \(begun.count) (\(words.joined(separator: "; ")))"]
  }
}

extension SnapshotFile {
  /// Whether a run's records are invented, by its latest snapshot.
  public static func isSimulated(run folder: String) -> Bool {
    (try? latest(in: folder)).map { RunIdentity($0).isSimulated } ?? false
  }
}
