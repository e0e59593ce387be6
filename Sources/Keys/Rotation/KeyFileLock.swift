import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// `flock` on `<key file>.lock`: who holds it may change the key file.
///
/// The system gives it back when its holder dies, however that happens. The lock file stays; its content is nothing.
struct KeyFileLock: Sendable {
  let path: String

  init(of file: KeyFile) { path = file.companion(".lock") }

  /// Takes the lock; nil where another holder has it. Never waits.
  func attempt() throws -> KeyLockHold? {
    try FilePlaces.makeFolder(FilePlaces.folder(of: path))
    let file = try OpenFile(path, O_RDWR | O_CREAT)
    guard flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 else {
      if errno == EWOULDBLOCK || errno == EINTR { return nil }
      throw SystemFault("lock", path)
    }
    let held = HeldFile(file)
    return KeyLockHold(release: { held.close() })
  }
}

/// Keeps a file open until it is told to close it. Closing gives the lock back.
private final class HeldFile: Sendable {
  private let file: Mutex<OpenFile?>

  init(_ file: consuming sending OpenFile) { self.file = Mutex(file) }

  func close() { file.withLock { $0 = nil } }
}
