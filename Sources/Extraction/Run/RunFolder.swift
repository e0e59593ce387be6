public import OpenRouter
internal import SystemLayer

/// The folder of one run, locked for this process.
public final class RunFolder: Sendable {
  public let path: String
  private let lock: FileLock

  public var recordsPath: String { path + "/raw.jsonl" }
  public var eventsPath: String { path + "/events.jsonl" }
  public var logPath: String { path + "/run.log" }

  /// The folder's own name.
  public var runID: String { Self.runID(of: path) }

  /// Makes the folder where it is missing, and locks it (`flock` on `.lock`) until this value goes or the process ends.
  /// - Throws: `RunFolderError` where it cannot be made, or another process runs in it.
  public init(_ path: String) throws(RunFolderError) {
    self.path = path
    do throws(SystemError) { try Folder(FilePath(path)).make() } catch { throw .unwritable(path, error.reason) }
    guard FilePath(path).isWritableFolder else {
      let isFile = FilePath(path).isRegularFile
      throw .unwritable(path, isFile ? "it is a file and no folder" : Errno.permissionDenied.description)
    }
    lock = try Self.take(path)
    do throws(SystemError) { try lock.write("\(ProcessInformation.pid)\n") } catch {
      throw .unwritable(path, error.reason)
    }
  }

  /// Whether the lock still stands in the folder. Where somebody has removed it, another run may have begun here.
  public var isLockInPlace: Bool { lock.isInPlace }

  private static func take(_ path: String) throws(RunFolderError) -> FileLock {
    do throws(FileLock.Failure) {
      let lock = try FileLock(FilePath(path + "/.lock"), retries: 20)
      // A run whose lock file somebody has removed still holds its records.
      if isWriting(path) { throw FileLock.Failure.contended(content: "") }
      return lock
    } catch {
      switch error {
      case .contended(let content): throw .locked(path, pid: pid(content) ?? "unknown")
      case .unsupported(let fileSystem, let error): throw .noLocks(path, fileSystem: fileSystem, error.reason)
      case .failed(let error): throw .unwritable(path, error.reason)
      }
    }
  }

  public static func runID(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The pid of the process that holds the folder's lock; nil where none does.
  public static func holder(of path: String) -> String? {
    do throws(FileLock.Failure) {
      _ = try FileLock(FilePath(path + "/.lock"), .shared, creating: false)
      return isWriting(path) ? "unknown" : nil
    } catch {
      if case .failed(let error) = error, error.code == .noSuchFileOrDirectory, isWriting(path) { return "unknown" }
      guard case .contended(let content) = error else { return nil }
      return pid(content)
    }
  }

  /// Whether a run has the folder's records open.
  private static func isWriting(_ path: String) -> Bool {
    do throws(FileLock.Failure) {
      _ = try FileLock(FilePath(path + "/raw.jsonl"), .shared, creating: false)
      return false
    } catch {
      if case .contended = error { return true }
      return false
    }
  }

  private static func pid(_ content: String) -> String? { content.split(separator: "\n").first.map(String.init) }
}

/// Why a run folder cannot be used (exit status 73).
public enum RunFolderError: ExplainedError, Equatable {
  case unwritable(String, String)
  case locked(String, pid: String)
  case noLocks(String, fileSystem: String, String)

  public var kindName: String {
    switch self {
    case .unwritable: "output_not_writable"
    case .locked: "output_locked"
    case .noLocks: "locks_unsupported"
    }
  }

  public var message: String {
    switch self {
    case .unwritable(let path, let reason): "the run folder `\(path)` cannot be written: \(reason)"
    case .locked(let path, let pid): "another run works in `\(path)`: process \(pid)"
    case .noLocks(let path, let fileSystem, let reason):
      "the run folder `\(path)` cannot be locked: its file system (`\(fileSystem)`) has no locks: \(reason)"
    }
  }

  public var hint: String? {
    switch self {
    case .unwritable: "give a folder of your own with `--output`"
    case .noLocks:
      "without a lock two runs could pay for the same images: give a folder on another file system with `--output`, or "
        + "have this one mounted with locks (NFS: without `nolock`; Lustre: with `flock`)"
    case .locked(let path, _): "watch it with `herbx status \(path)`, or give another folder with `--output`"
    }
  }
}
