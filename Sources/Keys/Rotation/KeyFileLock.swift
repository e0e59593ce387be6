internal import Synchronization
internal import SystemLayer

/// `flock` on `<key file>.lock`: who holds it may change the key file.
///
/// The system gives it back when its holder dies, however that happens. The lock file stays, with the
/// name of its last holder.
struct KeyFileLock: Sendable {
  let path: String

  init(of file: KeyFile) { path = file.companion(".lock") }

  /// Who holds it, or held it last, in words; nil where nobody is known.
  var holder: String? {
    guard let content = try? readFile(FilePath(path), limit: 4096) else { return nil }
    let holder = LockHolder(String(decoding: content, as: UTF8.self))
    return holder.pid == nil ? nil : holder.words
  }

  /// Takes the lock; nil where another holder has it. Never waits.
  func attempt() throws -> KeyLockHold? {
    try Folder(FilePath(path).folder).make(permissions: 0o700)
    do throws(FileLock.Failure) {
      let lock = try FileLock(FilePath(path), permissions: 0o600)
      // For those who wait; without it they are only told less.
      try? lock.write(LockHolder.current().text)
      let held = HeldLock(lock)
      return KeyLockHold(release: { held.release() })
    } catch {
      if case .contended = error { return nil }
      throw error
    }
  }
}

/// Keeps a lock until it is told to let go.
private final class HeldLock: Sendable {
  private let lock: Mutex<FileLock?>

  init(_ lock: consuming sending FileLock) { self.lock = Mutex(lock) }

  func release() { lock.withLock { $0 = nil } }
}
