public import OpenRouter

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The folder of one run, locked for this process.
public final class RunFolder: Sendable {
  public let path: String
  private let lock: Int32

  public var recordsPath: String { path + "/raw.jsonl" }
  public var eventsPath: String { path + "/events.jsonl" }
  public var logPath: String { path + "/run.log" }

  /// The folder's own name.
  public var runID: String { Self.runID(of: path) }

  /// Makes the folder where it is missing, and locks it (`flock` on `.lock`) until this value goes or the process ends.
  /// - Throws: `RunFolderError` where it cannot be made, or another process runs in it.
  public init(_ path: String) throws(RunFolderError) {
    self.path = path
    try Self.make(path)
    lock = unsafe open(path + "/.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard lock >= 0 else { throw RunFolderError.unwritable(path, SystemError().description) }
    guard Self.take(lock) else {
      let holder = (try? FileReading.read(lock, at: 0, count: 32)).map { String(decoding: $0, as: UTF8.self) }
      close(lock)
      throw RunFolderError.locked(path, pid: holder?.split(separator: "\n").first.map(String.init) ?? "unknown")
    }
    _ = ftruncate(lock, 0)
    Terminal.write(Array("\(getpid())\n".utf8), to: lock)
  }

  deinit { close(lock) }

  /// Whoever looks who holds the lock (`holder`) has it for some microseconds: a start that meets a look tries again.
  private static func take(_ lock: Int32) -> Bool {
    for _ in 0..<20 {
      if flock(lock, LOCK_EX | LOCK_NB) == 0 { return true }
      usleep(5000)
    }
    return false
  }

  public static func runID(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The pid of the process that holds the folder's lock; nil where none does.
  public static func holder(of path: String) -> String? {
    let descriptor = unsafe open(path + "/.lock", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    if flock(descriptor, LOCK_SH | LOCK_NB) == 0 { return nil }
    let bytes = (try? FileReading.read(descriptor, at: 0, count: 32)) ?? []
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").first.map(String.init)
  }

  private static func make(_ path: String) throws(RunFolderError) {
    var soFar = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/") {
      soFar += "/\(part)"
      if unsafe mkdir(soFar, 0o755) != 0, errno != EEXIST {
        throw .unwritable(path, SystemError().description)
      }
    }
    guard unsafe access(path, W_OK | X_OK) == 0 else { throw .unwritable(path, SystemError().description) }
  }
}

/// Why a run folder cannot be used (exit status 73).
public enum RunFolderError: ExplainedError, Equatable {
  case unwritable(String, String)
  case locked(String, pid: String)

  public var kindName: String {
    switch self {
    case .unwritable: "output_not_writable"
    case .locked: "output_locked"
    }
  }

  public var message: String {
    switch self {
    case .unwritable(let path, let reason): "the run folder `\(path)` cannot be written: \(reason)"
    case .locked(let path, let pid): "another run works in `\(path)`: process \(pid)"
    }
  }

  public var hint: String? {
    switch self {
    case .unwritable: "give a folder of your own with `--output`"
    case .locked(let path, _): "watch it with `herbx status \(path)`, or give another folder with `--output`"
    }
  }
}
