public import OpenRouter
public import SystemLayer

/// Why a run folder cannot be used (exit status 73).
public enum RunFolderError: ExplainedError, Equatable {
  case unwritable(String, String)
  case locked(String, LockHolder)
  /// Held, though the process that it names is gone.
  case stale(String, LockHolder)
  case noLocks(String, fileSystem: String, String)

  /// Whether it may be over by itself.
  public var passes: Bool {
    switch self {
    case .locked, .stale: true
    case .unwritable, .noLocks: false
    }
  }

  public var kindName: String {
    switch self {
    case .unwritable: "output_not_writable"
    case .locked: "output_locked"
    case .stale: "lock_stale"
    case .noLocks: "locks_unsupported"
    }
  }

  public var message: String {
    switch self {
    case .unwritable(let path, let reason): "the run folder `\(path)` cannot be written: \(reason)"
    case .locked(let path, let holder): "another run works in `\(path)`: \(holder.words)"
    case .stale(let path, let holder):
      "the lock of `\(path)` is still held, though its holder is gone: \(holder.words)"
    case .noLocks(let path, let fileSystem, let reason):
      "the run folder `\(path)` cannot be locked: its file system (`\(fileSystem)`) has no locks: \(reason.lowercased())"
    }
  }

  public var hint: String? {
    switch self {
    case .unwritable: "give a folder of your own with `--output`"
    case .noLocks:
      "without a lock two runs could pay for the same images: give a folder on another file system with `--output`, or "
        + "have this one mounted with locks (NFS: without `nolock`; Lustre: with `flock`)"
    case .locked(let path, _):
      "watch it with `herbx status \(path.shellWord)`, wait for its end with `herbx extract --wait-for-lock 600`, or give another "
        + "folder with `--output`"
    case .stale(let path, _):
      "a file server gives such a lock back after a while: `herbx extract --wait-for-lock 300` waits for it; on this "
        + "host's own disk see who has it: `fuser -v \(path)/.lock`. Do not remove the file"
    }
  }
}
