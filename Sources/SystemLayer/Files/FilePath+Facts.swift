#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

// Questions about paths that need no open file. A path is a row of bytes; `description` shows it as text.
extension FilePath {
  /// From the bytes of a name, which need not be UTF-8. Everything behind a zero is cut off.
  public init(bytes: some Sequence<UInt8>) {
    let text = bytes.prefix { $0 != 0 }.map { CChar(bitPattern: $0) } + [0]
    self.init(platformString: text)
  }

  public var bytes: [UInt8] {
    unsafe withPlatformString { start in
      unsafe Array(UnsafeRawBufferPointer(start: start, count: strlen(start)))
    }
  }

  /// The path of something in this folder.
  public func appending(bytes name: [UInt8]) -> FilePath {
    name.isEmpty ? self : FilePath(bytes: self.bytes + [UInt8(ascii: "/")] + name)
  }

  /// The folder that holds this: `.` where the path names none.
  public var folder: FilePath {
    let parent = removingLastComponent()
    return parent.isEmpty ? "." : parent
  }

  /// Whether something is there; a link counts by its target.
  public var exists: Bool { isAccessible(F_OK) }
  public var isReadable: Bool { isAccessible(R_OK) }
  public var isExecutable: Bool { isAccessible(X_OK) }
  public var isRegularFile: Bool { (try? FileStatus(of: self).kind) == .file }
  /// Whether files can be made in this folder.
  public var isWritableFolder: Bool { isAccessible(W_OK | X_OK) }
  /// Whether this folder's entries can be listed and opened.
  public var isReadableFolder: Bool { isAccessible(R_OK | X_OK) }

  /// What this link says; nil for all that is no link.
  public var linkTarget: FilePath? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = unsafe withPlatformString { path in unsafe readlink(path, &buffer, buffer.count - 1) }
    return count > 0 ? FilePath(platformString: buffer) : nil
  }

  /// Follows the path while it is a link itself, also to a target that does not exist yet.
  ///
  /// All who share a file must agree on the name of its lock, by whatever link they come.
  public var followingLinks: FilePath {
    var current = self
    for _ in 0..<40 {
      guard let target = current.linkTarget else { break }
      current = current.folder.pushing(target)
    }
    return current
  }

  /// The absolute path without links; as it stands where nothing is there.
  public var resolved: FilePath {
    unsafe withPlatformString { path in
      guard let resolved = unsafe realpath(path, nil) else { return self }
      defer { unsafe free(resolved) }
      return unsafe FilePath(platformString: resolved)
    }
  }

  /// This, or the nearest of the folders above it that is there: where a missing folder would be made.
  public var nearestExisting: FilePath {
    var path = self
    while !path.exists, path.folder != path { path = path.folder }
    return path
  }

  /// Sets the time of the last change to now, as a mark of use; where that may not be done, it stays.
  public func touch() { _ = unsafe withPlatformString { path in unsafe utimes(path, nil) } }

  public static var currentFolder: FilePath {
    guard let path = unsafe getcwd(nil, 0) else { return "." }
    defer { unsafe free(path) }
    return unsafe FilePath(platformString: path)
  }

  private func isAccessible(_ mode: CInt) -> Bool {
    unsafe withPlatformString { path in unsafe access(path, mode) } == 0
  }
}
