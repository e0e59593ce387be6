public import OpenRouter
public import SystemLayer

/// The snapshots of a run folder: `environment.json`, and `environment-<UTC time>.json` of each later start.
public enum SnapshotFile {
  /// In bytes; a snapshot holds some thousands, of which the prompts are the most.
  private static let largest = 16 << 20

  /// Writes a snapshot beside the earlier ones, never over one.
  /// - Parameter secrets: what must not stand in it: a prompt may hold anything.
  /// - Returns: the path.
  public static func write(
    _ snapshot: EnvironmentSnapshot, in folder: String, secrets: SharedMask = SharedMask()
  ) throws(WriteFailure) -> String {
    var path = folder + "/environment.json"
    var number = 0
    while FilePath(path).exists {
      // Two starts within one second get a number each.
      path = folder + "/environment-\(snapshot.timestamp.compact)\(number == 0 ? "" : "-\(number)").json"
      number += 1
    }
    var snapshot = snapshot
    let earlier = all(in: folder)
    snapshot.start = max(earlier.count, earlier.compactMap(\.start).max() ?? 0) &+ 1
    try write(secrets.json(snapshot.json.indented()), to: path)
    return path
  }

  /// Writes text to a file of any name, whole or not at all.
  public static func write(_ text: SafeText, to path: String) throws(WriteFailure) {
    try WriteFailure.naming(bytes: text.bytes.count) { () throws(SystemError) in
      try replaceFile(FilePath(path), with: text)
    }
  }

  /// The latest snapshot of a run; nil where there is none.
  public static func latest(in folder: String) throws(ReadFailure) -> JSONValue? {
    for name in try names(in: folder).reversed() {
      if let value = try read(folder + "/" + name) { return value }
    }
    // All shards were begun alike: the latest start of one tells of the whole, but for how many images it took.
    var latest: JSONValue?
    for shard in ShardedRun(folder).shards {
      let found = try Self.latest(in: ShardedRun(folder).folder(of: shard))
      if found?["timestamp"]?.string ?? "" > latest?["timestamp"]?.string ?? "" { latest = found }
    }
    return latest
  }

  /// The snapshots' file names in the order in which they were written.
  public static func names(in folder: String) throws(ReadFailure) -> [String] { all(in: folder).map(\.name) }

  /// By their own numbers; those of earlier versions, which have none, come first, by the times in their names.
  private static func all(in folder: String) -> [(name: String, start: Int?)] {
    let entries = (try? Folder(FilePath(folder)).entries()) ?? []
    let names = entries.map { String(decoding: $0.name, as: UTF8.self) }
    let later = names.filter { $0.hasPrefix("environment-") && $0.hasSuffix(".json") }.sorted { order($0) < order($1) }
    let all = names.filter { $0 == "environment.json" } + later
    guard all.count > 1 else { return all.map { ($0, nil) } }
    let numbered = all.map { name in (name: name, start: (try? read(folder + "/" + name))?["start"]?.count) }
    return numbered.enumerated().sorted {
      ($0.element.start ?? 0, $0.offset) < ($1.element.start ?? 0, $1.offset)
    }.map(\.element)
  }

  /// `environment-20251010T223336Z-2.json` comes after `…Z-1.json` and before `…Z-10.json`.
  private static func order(_ name: String) -> (String, Int) {
    let parts = name.dropFirst("environment-".count).dropLast(".json".count).split(separator: "-")
    return (String(parts.first ?? ""), parts.dropFirst().first.flatMap { Int($0) } ?? 0)
  }

  /// The bytes of a snapshot; nil where there is none.
  public static func bytes(_ path: String) throws(ReadFailure) -> [UInt8]? {
    try ReadFailure.naming { () throws(SystemError) in try readFile(FilePath(path), limit: largest) }
  }

  /// A snapshot from any file; nil where it is missing or is no JSON object.
  public static func read(_ path: String) throws(ReadFailure) -> JSONValue? {
    let bytes = try ReadFailure.naming { () throws(SystemError) in try readFile(FilePath(path), limit: largest) }
    guard let bytes, let value = try? JSONParser.parse(bytes), value.members != nil else { return nil }
    return value
  }
}
