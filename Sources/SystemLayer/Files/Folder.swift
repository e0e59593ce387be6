#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The entries of one folder, and the making of folders.
public struct Folder: Sendable {
  public let path: FilePath

  public init(_ path: FilePath) { self.path = path }

  public struct Entry: Sendable, Equatable {
    /// As the system has it; need not be UTF-8.
    public let name: [UInt8]
    /// Nil where the file system does not tell, and for links, whose own kind says nothing of what they lead to.
    public let kind: FileStatus.Kind?
    /// The file's number in its file system, which its other names have as well; a link has one of its own.
    public let number: UInt64
  }

  /// Of a small folder, `.` and `..` left out.
  public func entries() throws(SystemError) -> [Entry] {
    var entries: [Entry] = []
    try forEach { entries.append($0) }
    return entries
  }

  /// Hands each entry to `body`, one at a time: a folder may hold 200,000. `.` and `..` are left out.
  /// - Throws: where the folder cannot be opened, and where it cannot be read to its end: what has come until then is
  ///   not the whole.
  public func forEach(_ body: (Entry) -> Void) throws(SystemError) {
    guard let stream = unsafe path.withPlatformString({ path in unsafe opendir(path) }) else {
      throw SystemError("read the folder", path, .last)
    }
    defer { unsafe closedir(stream) }
    while true {
      // The end and a failure both give no entry; only `errno` tells them apart.
      errno = 0
      guard let entry = unsafe readdir(stream) else {
        if errno != 0 { throw SystemError("read the folder", path, .last) }
        return
      }
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in unsafe Array(bytes.prefix { $0 != 0 }) }
      guard name != [UInt8(ascii: ".")], name != [UInt8(ascii: "."), UInt8(ascii: ".")] else { continue }
      body(
        Entry(
          name: name, kind: unsafe Self.kind(entry.pointee.d_type),
          number: unsafe UInt64(truncatingIfNeeded: entry.pointee.d_ino)))
    }
  }

  /// Makes the folder and those above it, and makes each new one last over a power loss.
  /// - Parameter permissions: of the folders that are made.
  public func make(permissions: UInt16 = 0o755) throws(SystemError) {
    if path.exists { return }
    let parent = path.folder
    if parent != path { try Folder(parent).make(permissions: permissions) }
    let code = unsafe path.withPlatformString { path in unsafe mkdir(path, mode_t(permissions)) == 0 ? nil : Errno.last
    }
    if let code, code != .fileExists { throw SystemError("make the folder", path, code) }
    parent.synchronizeEntries()
  }

  private static func kind(_ type: UInt8) -> FileStatus.Kind? {
    switch Int(type) {
    case Int(DT_REG): .file
    case Int(DT_DIR): .folder
    case Int(DT_LNK), Int(DT_UNKNOWN): nil
    default: .other
    }
  }
}
