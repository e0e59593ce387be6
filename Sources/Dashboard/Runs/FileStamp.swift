#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// By which a file is known to be as it was: its identity, size and time of change.
struct FileStamp: Sendable, Equatable {
  private let number: UInt64
  private let size: Int
  /// In nanoseconds since 1970.
  let modified: Int

  init(_ status: stat) {
    number = UInt64(truncatingIfNeeded: status.st_ino)
    size = Int(status.st_size)
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    modified = time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  /// Of the files in which a run grows; a missing one counts too.
  static func all(of folder: String) -> [FileStamp] {
    ["raw.jsonl", "events.jsonl", "environment.json"].map { name in
      var status = stat()
      _ = unsafe stat(folder + "/" + name, &status)
      return FileStamp(status)
    }
  }

  /// For the `ETag` of an answer.
  var tag: String { "\"\(String(size, radix: 16))-\(String(modified, radix: 16))\"" }
}
