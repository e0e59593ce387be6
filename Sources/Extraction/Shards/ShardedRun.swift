internal import SystemLayer

/// A run that many processes share: `RUN/run.json`, and a run folder for each shard in `RUN/shards`.
public struct ShardedRun: Sendable {
  public let path: String

  public init(_ path: String) { self.path = path }

  public static func isSharded(_ path: String) -> Bool { FilePath(path + "/run.json").exists }

  /// The run that a shard's folder belongs to; nil of any other folder.
  public static func whole(of folder: String) -> (run: ShardedRun, shard: Shard)? {
    let path = FilePath(folder).resolved
    guard let shard = path.lastComponent.flatMap({ Shard(folderName: $0.string) }) else { return nil }
    let shards = path.folder
    let run = shards.folder.string
    return shards.lastComponent?.string == "shards" && isSharded(run) ? (ShardedRun(run), shard) : nil
  }

  public var definitionPath: String { path + "/run.json" }

  public func folder(of shard: Shard) -> String { "\(path)/shards/\(shard.folderName)" }

  /// Those whose folder is there, by number.
  public var shards: [Shard] {
    let entries = (try? Folder(FilePath(path + "/shards")).entries()) ?? []
    return entries.compactMap { Shard(folderName: String(decoding: $0.name, as: UTF8.self)) }
      .sorted { ($0.count, $0.number) < ($1.count, $1.number) }
  }

  /// The same file of each shard.
  func files(_ name: String) -> [(number: Int, path: String)] {
    shards.map { ($0.number, folder(of: $0) + "/" + name) }
  }
}
