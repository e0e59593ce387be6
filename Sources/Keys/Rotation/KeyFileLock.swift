internal import Synchronization
internal import SystemLayer

/// `flock` on `<key file>.lock`: who holds it may change the key file.
///
/// The system gives it back when its holder dies, however that happens. The lock file stays; its content is nothing.
struct KeyFileLock: Sendable {
  let path: String

  init(of file: KeyFile) { path = file.companion(".lock") }

  /// Takes the lock; nil where another holder has it. Never waits.
  func attempt() throws -> KeyLockHold? {
    try Folder(FilePath(path).folder).make(permissions: 0o700)
    do throws(FileLock.Failure) {
      let held = HeldLock(try FileLock(FilePath(path), permissions: 0o600))
      return KeyLockHold(release: { held.release() })
    } catch {
      switch error {
      case .contended: return nil
      case .unsupported(_, let error), .failed(let error): throw error
      }
    }
  }
}

/// Keeps a lock until it is told to let go.
private final class HeldLock: Sendable {
  private let lock: Mutex<FileLock?>

  init(_ lock: consuming sending FileLock) { self.lock = Mutex(lock) }

  func release() { lock.withLock { $0 = nil } }
}
