internal import SystemLayer

/// Where a line stands: in which shard's file, and where it begins there. One number carries both, so that whoever keeps
/// the places of 200,000 records need not know of shards.
public struct RecordPlace: Sendable, Equatable {
  /// 0 in a run without shards.
  public let shard: Int
  /// In bytes.
  public let offset: Int

  private static let shift = 48

  public init(shard: Int, offset: Int) { (self.shard, self.offset) = (shard, offset) }

  public init(position: Int) {
    self.init(shard: position >> Self.shift, offset: position & (1 << Self.shift - 1))
  }

  public var position: Int { shard << Self.shift | offset }

  /// The shards' files that `raw.jsonl` of a run's folder stands for; none where it has no shards.
  public static func files(of path: String) -> [(number: Int, path: String)] {
    let file = FilePath(path)
    let run = file.folder.string
    guard let name = file.lastComponent?.string, name == "raw.jsonl", ShardedRun.isSharded(run) else { return [] }
    return ShardedRun(run).files(name)
  }
}
