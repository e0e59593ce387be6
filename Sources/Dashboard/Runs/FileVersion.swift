internal import Extraction
internal import SystemLayer

/// Tells whether a file is still as it was.
struct FileVersion: Sendable, Equatable {
  private let status: FileStatus?

  /// - Parameter status: nil for a file that is missing.
  init(_ status: FileStatus?) { self.status = status }

  /// A missing file counts too.
  init(of path: String) { self.init(try? FileStatus(of: FilePath(path))) }

  /// Of the files in which a run grows.
  static func all(of folder: String) -> [FileVersion] {
    let folders = [folder] + ShardedRun(folder).shards.map(ShardedRun(folder).folder)
    return folders.flatMap { folder in
      ["raw.jsonl", "events.jsonl", "environment.json"].map { FileVersion(of: folder + "/" + $0) }
    }
  }

  /// For the `ETag` of a response.
  var tag: String { "\"\(status?.fingerprint ?? "")\"" }
}
