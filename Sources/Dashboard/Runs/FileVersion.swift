internal import SystemLayer

/// Tells whether a file is still as it was.
struct FileVersion: Sendable, Equatable {
  private let status: FileStatus?

  /// - Parameter status: nil for a file that is missing.
  init(_ status: FileStatus?) { self.status = status }

  /// Of the files in which a run grows; a missing one counts too.
  static func all(of folder: String) -> [FileVersion] {
    ["raw.jsonl", "events.jsonl", "environment.json"].map { name in
      FileVersion(try? FileStatus(of: FilePath(folder).appending(name)))
    }
  }

  /// For the `ETag` of a response.
  var tag: String { "\"\(status?.fingerprint ?? "")\"" }
}
