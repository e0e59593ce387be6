public import SystemLayer

/// The folder of one run, locked for this process.
public final class RunFolder: Sendable {
  public let path: String
  /// What a person should know of the lock: that it does not bind the host where the run before this one was started.
  public let warning: String?
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
    warning = Self.warning(path, before: LockHolder(lock.content))
    do throws(SystemError) { try lock.write(LockHolder.current().text) } catch {
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
      case .contended(let content):
        let holder = LockHolder(content)
        throw holder.isGone ? .stale(path, holder) : .locked(path, holder)
      case .unsupported(let fileSystem, let error): throw .noLocks(path, fileSystem: fileSystem, error.reason)
      case .failed(let error): throw .unwritable(path, error.reason)
      }
    }
  }

  public static func runID(of path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    return last == "." || last == ".." ? FilePath(path).resolved.lastComponent?.string ?? last : last
  }

  /// A lock that other hosts do not see keeps none of them out.
  private static func warning(_ path: String, before: LockHolder) -> String? {
    guard let host = before.host, host != MachineInformation.current().host,
      let locks = FileSystem(at: FilePath(path))?.locks, locks.scope == .thisHost
    else { return nil }
    return
      "the lock of `\(path)` binds this host alone, since \(locks.reason): if \(before.words) still runs, both pay "
      + "for the same images"
  }

  /// The process that holds the folder's lock; nil where none does, or the one that is named there is gone.
  public static func holder(of path: String) -> LockHolder? {
    do throws(FileLock.Failure) {
      _ = try FileLock(FilePath(path + "/.lock"), .shared, creating: false)
      return isWriting(path) ? LockHolder() : nil
    } catch {
      if case .failed(let error) = error, error.code == .noSuchFileOrDirectory, isWriting(path) { return LockHolder() }
      guard case .contended(let content) = error else { return nil }
      let holder = LockHolder(content)
      return holder.isGone ? nil : holder
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
}
