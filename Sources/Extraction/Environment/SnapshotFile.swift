public import OpenRouter

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The snapshots of a run folder: `environment.json`, and `environment-<UTC time>.json` of each later start.
public enum SnapshotFile {
  /// Writes a snapshot beside the earlier ones, never over one.
  /// - Returns: the path.
  public static func write(_ snapshot: EnvironmentSnapshot, in folder: String) throws(WriteFailure) -> String {
    var path = folder + "/environment.json"
    var number = 0
    while unsafe access(path, F_OK) == 0 {
      // Two starts within one second get a number each.
      path = folder + "/environment-\(snapshot.timestamp.compact)\(number == 0 ? "" : "-\(number)").json"
      number += 1
    }
    try FileReading.replace(path, with: snapshot.json.indented())
    return path
  }

  /// Writes text to a file of any name, whole or not at all.
  public static func write(_ text: [UInt8], to path: String) throws(WriteFailure) {
    try FileReading.replace(path, with: text)
  }

  /// The latest snapshot of a run; nil where there is none.
  public static func latest(in folder: String) throws(ReadFailure) -> JSONValue? {
    for name in try names(in: folder).reversed() {
      if let value = try read(folder + "/" + name) { return value }
    }
    return nil
  }

  /// The snapshots' file names in the order in which they were written.
  public static func names(in folder: String) throws(ReadFailure) -> [String] {
    let entries = FolderEntries.read(FilePath.cString(root: Array(folder.utf8), [])) ?? []
    let names = entries.map { String(decoding: $0.name, as: UTF8.self) }
    let later = names.filter { $0.hasPrefix("environment-") && $0.hasSuffix(".json") }.sorted { order($0) < order($1) }
    return names.filter { $0 == "environment.json" } + later
  }

  /// `environment-20251010T223336Z-2.json` comes after `…Z-1.json` and before `…Z-10.json`.
  private static func order(_ name: String) -> (String, Int) {
    let parts = name.dropFirst("environment-".count).dropLast(".json".count).split(separator: "-")
    return (String(parts.first ?? ""), parts.dropFirst().first.flatMap { Int($0) } ?? 0)
  }

  /// A snapshot from any file; nil where it is missing or is no JSON object.
  public static func read(_ path: String) throws(ReadFailure) -> JSONValue? {
    let bytes: [UInt8]?
    do { bytes = try FileReading.bytes(of: path) } catch { throw ReadFailure(path: path, reason: error) }
    guard let bytes, let value = try? JSONParser.parse(bytes), value.members != nil else { return nil }
    return value
  }
}
