#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A file that only grows: each line is one `write` to an `O_APPEND` descriptor.
public struct AppendFile: ~Copyable, Sendable {
  private let file: OpenFile
  /// In bytes; what has been written whole.
  public private(set) var length: Int

  public var path: FilePath { file.path }

  /// Opens the file, or makes it with `permissions`.
  /// - Parameter options: beside `.append` and `.create`.
  public init(
    _ path: FilePath, permissions: UInt16 = 0o644, options: FileDescriptor.OpenOptions = []
  ) throws(SystemError) {
    let file = try OpenFile(path, .readWrite, [.append, .create, options], permissions: permissions)
    length = try file.status().size
    self.file = file
  }

  /// Locks the file itself, as long as it is open.
  /// - Returns: false where another holds it. Where the file system has no locks, nobody does.
  public func lock() -> Bool { file.lock() }

  /// Appends `text` with one `write`. Where only a part of it fits, the part is taken back, so that no line is left half
  /// written.
  public mutating func append(_ text: SafeText) throws(SystemError) { try append(bytes: text.bytes) }

  /// Appends what stands behind `offset` in a file of the same run, which has passed the mask when it was written.
  public mutating func copy(_ source: FilePath, from offset: Int) throws(SystemError) {
    let source = try OpenFile(reading: source)
    var position = offset
    while true {
      let piece = try source.read(at: position, count: 1 << 20)
      if piece.isEmpty { return }
      try append(bytes: piece)
      position += piece.count
    }
  }

  private mutating func append(bytes: [UInt8]) throws(SystemError) {
    let written = try file.write(once: bytes)
    guard written == bytes.count else {
      // Where even this fails, the next start finds a torn last line and moves it aside.
      if written > 0 { try? file.truncate(to: length) }
      throw SystemError("write", path, .noSpace)
    }
    length += written
  }

  /// Appends a line to a file that several processes write: `path` may have grown since it was opened, and its last line
  /// may have been torn by a crash, of which the new one must not become part.
  public mutating func append(line: SafeText) throws(SystemError) {
    length = try file.status().size
    let last = length > 0 ? try file.read(at: length - 1, count: 1) : []
    let isTorn = !last.isEmpty && last != [UInt8(ascii: "\n")]
    try append((isTorn ? .newline : .empty) + line + .newline)
  }

  /// Locks the file until it is closed, so that lines from several hosts never overwrite each other: over NFS, appending
  /// alone does not promise that. Waits for two seconds at most: a holder that hangs, or a file system without locks, is
  /// no reason to lose a line.
  public func lockForAppending() {
    for _ in 0..<200 {
      if flock(file.descriptor.rawValue, LOCK_EX | LOCK_NB) == 0 { return }
      guard errno == EWOULDBLOCK || errno == EINTR else { return }
      usleep(.random(in: 2_000...18_000))
    }
  }

  /// Returns when the bytes are on the disk.
  public func synchronize() throws(SystemError) { try file.synchronize() }

  /// Takes the rights of others away where they have any.
  public func makePrivate() throws(SystemError) {
    if try file.status().permissions & 0o077 != 0 { try file.setPermissions(0o600) }
  }

  /// Whether the path still leads to this file: somebody may have removed the folder under a run.
  public var isInPlace: Bool { file.isInPlace }

  /// Whether it went elsewhere with its folder. A file of a folder that is still there may be gone though it has a name:
  /// a file server's client keeps what is removed while it is open under another one (NFS, `.nfs…`).
  public var hasMoved: Bool { !path.folder.exists && (try? file.status().isNamed) == true }
}
