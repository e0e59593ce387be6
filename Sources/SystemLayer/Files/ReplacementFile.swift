#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A new content for a path, written beside it, that takes its place whole or not at all.
///
/// The temporary file has a name that nobody can know beforehand, is made and never opened (`O_EXCL`), and no link is
/// followed: in a folder where others may write, nobody can lead the bytes elsewhere. It goes with the value where
/// `commit` was not reached.
public struct ReplacementFile: ~Copyable {
  private let path: FilePath
  private let file: OpenFile
  private var waiting: [UInt8] = []
  private static let pieceLength = 1 << 20

  /// - Parameter permissions: of the new file.
  public init(replacing path: FilePath, permissions: UInt16 = 0o644) throws(SystemError) {
    self.path = path
    let random = String(UInt64.random(in: .min ... .max), radix: 36)
    let name = Array(".\(path.lastComponent?.string ?? "file").\(random).new".utf8)
    let temporary = path.folder.appending(bytes: name)
    do throws(SystemError) {
      file = try OpenFile(
        temporary, .writeOnly, [.create, .exclusiveCreate, .noFollow], permissions: permissions)
    } catch { throw error.named(path) }
  }

  deinit { file.path.remove() }

  /// Gathers text and writes it in large pieces.
  public mutating func write(_ text: SafeText) throws(SystemError) {
    waiting += text.bytes
    if waiting.count >= Self.pieceLength { try flush() }
  }

  /// For pictures that were made here, which are no text; text passes as `SafeText`.
  public mutating func write(binary bytes: [UInt8]) throws(SystemError) {
    waiting += bytes
    if waiting.count >= Self.pieceLength { try flush() }
  }

  /// Brings everything to the disk, then the file into its place, then the folder to the disk.
  public consuming func commit() throws(SystemError) {
    try flush()
    do throws(SystemError) { try file.synchronize() } catch { throw error.named(path) }
    let code = unsafe file.path.withPlatformString { from in
      unsafe path.withPlatformString { to in unsafe rename(from, to) == 0 ? nil : Errno.last }
    }
    if let code { throw SystemError("replace", path, code) }
    path.folder.synchronizeEntries()
  }

  private mutating func flush() throws(SystemError) {
    do throws(SystemError) { try file.write(all: waiting) } catch { throw error.named(path) }
    waiting.removeAll(keepingCapacity: true)
  }
}

/// Puts `text` in place of a file, whole or not at all, and returns when it is on the disk.
public func replaceFile(_ path: FilePath, with text: SafeText, permissions: UInt16 = 0o644) throws(SystemError) {
  try replaceFile(path, withBinary: text.bytes, permissions: permissions)
}

/// For this module, and for tests that make images: what is no text and comes from elsewhere has not passed.
func replaceFile(_ path: FilePath, withBinary bytes: [UInt8], permissions: UInt16 = 0o644) throws(SystemError) {
  var file = try ReplacementFile(replacing: path, permissions: permissions)
  try file.write(SafeText(passed: bytes))
  try file.commit()
}

extension SystemError {
  /// The same of the file that a person knows, not of the temporary one.
  fileprivate func named(_ path: FilePath) -> SystemError { SystemError(action, path, code) }
}

extension FilePath {
  /// Removes a file, where there is one.
  public func remove() { _ = unsafe withPlatformString { path in unsafe unlink(path) } }

  /// Removes a folder, where there is one and it is empty.
  public func removeFolder() { _ = unsafe withPlatformString { path in unsafe rmdir(path) } }

  /// Makes the entries of this folder last over a power loss, as far as the file system can.
  public func synchronizeEntries() {
    guard let folder = try? OpenFile(self, .readOnly) else { return }
    _ = try? retryingInterrupted { fsync(folder.descriptor.rawValue) }
  }
}

/// Makes a file that is not there yet: whole or not at all, and by one process alone, whichever host it runs on.
/// - Returns: false where it was there already; it is left as it is.
public func createFile(_ path: FilePath, with text: SafeText, permissions: UInt16 = 0o644) throws(SystemError) -> Bool {
  let random = String(UInt64.random(in: .min ... .max), radix: 36)
  let temporary = path.folder.appending(bytes: Array(".\(path.lastComponent?.string ?? "file").\(random).new".utf8))
  defer { temporary.remove() }
  let file = try OpenFile(temporary, .writeOnly, [.create, .exclusiveCreate, .noFollow], permissions: permissions)
  try file.write(all: text.bytes)
  try file.synchronize()
  // `link` gives a whole file its name, or says that the name is taken.
  let code = unsafe temporary.withPlatformString { from in
    unsafe path.withPlatformString { to in unsafe link(from, to) == 0 ? nil : Errno.last }
  }
  switch code {
  case nil:
    path.folder.synchronizeEntries()
    return true
  case .fileExists?: return false
  case .notPermitted?, .notSupported?, .noFunction?: return try createWithoutLinks(path, text, permissions)
  case let code?: throw SystemError("make", path, code)
  }
}

/// Where a file system has no links, the name is taken first.
private func createWithoutLinks(_ path: FilePath, _ text: SafeText, _ permissions: UInt16) throws(SystemError) -> Bool {
  do throws(SystemError) {
    let file = try OpenFile(path, .writeOnly, [.create, .exclusiveCreate, .noFollow], permissions: permissions)
    try file.write(all: text.bytes)
    try file.synchronize()
    return true
  } catch {
    if error.code == .fileExists { return false }
    throw error
  }
}
