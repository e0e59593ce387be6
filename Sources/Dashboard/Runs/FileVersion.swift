#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Tells whether a file is still as it was: its identity, size and time of change.
struct FileVersion: Sendable, Equatable {
  private let number: UInt64
  private let size: Int
  /// Seconds since 1970, which may be any number, and nanoseconds. Never added up: a file's time is what a stranger set.
  private let seconds: Int
  private let nanoseconds: Int

  init(_ status: stat) {
    number = UInt64(truncatingIfNeeded: status.st_ino)
    size = Int(status.st_size)
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    seconds = Int(time.tv_sec)
    nanoseconds = Int(time.tv_nsec)
  }

  /// Of the files in which a run grows; a missing one counts too.
  static func all(of folder: String) -> [FileVersion] {
    ["raw.jsonl", "events.jsonl", "environment.json"].map { name in
      var status = stat()
      _ = unsafe stat(folder + "/" + name, &status)
      return FileVersion(status)
    }
  }

  /// For the `ETag` of an answer.
  var tag: String {
    "\"" + [size, seconds, nanoseconds].map { String($0, radix: 16) }.joined(separator: "-") + "\""
  }
}
