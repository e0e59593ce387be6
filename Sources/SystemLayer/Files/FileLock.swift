#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// `flock` on a file of its own. The system gives it back when its holder dies, however that happens.
///
/// The lock file stays: removing it would let two holders have a lock each.
public struct FileLock: ~Copyable, Sendable {
  private let file: OpenFile

  public enum Failure: Error, Equatable, CustomStringConvertible {
    /// Another holder has it.
    /// - Parameter content: what the holder wrote into the file, as far as it is UTF-8.
    case contended(content: String)
    /// This file system has no locks: nobody holds it, and nobody can.
    /// - Parameter fileSystem: its type, for example `lustre`.
    case unsupported(fileSystem: String, SystemError)
    case failed(SystemError)

    public var description: String {
      switch self {
      case .contended(let content): "locked by \(LockHolder(content).words)"
      case .unsupported(let fileSystem, let error):
        "cannot lock `\(error.path)`: its file system (`\(fileSystem)`) has no locks: \(error.reason.lowercased())"
      case .failed(let error): error.description
      }
    }
  }

  public enum Kind: Sendable { case exclusive, shared }

  /// Takes the lock or says why not; never waits for its holder.
  /// - Parameters:
  ///   - creating: makes the file where it is missing; else a missing file is a failure.
  ///   - permissions: of a file that is made.
  ///   - retries: each 5 ms after the one before. Whoever looks who holds a lock has it for some microseconds.
  public init(
    _ path: FilePath, _ kind: Kind = .exclusive, creating: Bool = true, permissions: UInt16 = 0o644, retries: Int = 0
  ) throws(Failure) {
    let file = try Self.open(path, kind, creating ? [.create] : [], permissions)
    try Self.lock(file, kind, retries: retries)
    self.file = file
  }

  /// What stands in the file.
  public var content: String { Self.content(file) }

  /// Writes who holds the lock, for those who look.
  public func write(_ text: String) throws(SystemError) {
    try file.truncate(to: 0)
    try file.write(all: Array(text.utf8))
  }

  /// Tries a lock on a file without a name in this folder.
  /// - Returns: why none can be had; nil where it can.
  public static func trial(in folder: FilePath) -> Failure? {
    do throws(SystemError) {
      let file = try OpenFile.temporary(in: folder)
      do throws(Failure) { try lock(file, .exclusive, retries: 0) } catch { return error }
      return nil
    } catch { return .failed(error) }
  }

  /// Whether the path still leads to the locked file. Where not, somebody has removed it, and the next process takes a
  /// lock of its own on a new one.
  public var isInPlace: Bool { file.isInPlace }

  private static func open(
    _ path: FilePath, _ kind: Kind, _ options: FileDescriptor.OpenOptions, _ permissions: UInt16
  ) throws(Failure) -> OpenFile {
    do throws(SystemError) {
      // Over NFS an exclusive lock needs a file that is open for writing.
      return try OpenFile(path, kind == .shared ? .readOnly : .readWrite, options, permissions: permissions)
    } catch { throw .failed(error) }
  }

  private static func lock(_ file: borrowing OpenFile, _ kind: Kind, retries: Int) throws(Failure) {
    let operation = (kind == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB
    do throws(Errno) { _ = try retryingInterrupted { flock(file.descriptor.rawValue, operation) } } catch {
      guard error == .wouldBlock, retries > 0 else { throw failure(SystemError("lock", file.path, error), file) }
      usleep(5000)
      try lock(file, kind, retries: retries - 1)
    }
  }

  private static func failure(_ error: SystemError, _ file: borrowing OpenFile) -> Failure {
    switch error.code {
    case .wouldBlock: .contended(content: content(file))
    case .noLocks, .noFunction, .notSupported, .notSupportedOnSocket:
      .unsupported(fileSystem: FileSystem(at: error.path)?.type ?? "unknown", error)
    default: .failed(error)
    }
  }

  private static func content(_ file: borrowing OpenFile) -> String {
    String(decoding: (try? file.read(count: 4096)) ?? [], as: UTF8.self)
  }
}
