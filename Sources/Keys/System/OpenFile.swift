#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// One open descriptor, closed when the value ends. Never inherited by a child process.
struct OpenFile: ~Copyable {
  let descriptor: Int32
  let path: String

  init(_ path: String, _ flags: Int32, mode: mode_t = 0o600) throws(SystemFault) {
    self.path = path
    descriptor = unsafe open(path, flags | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw SystemFault("open", path) }
  }

  deinit { close(descriptor) }

  func status() throws(SystemFault) -> FileStatus {
    var raw = stat()
    guard unsafe fstat(descriptor, &raw) == 0 else { throw SystemFault("examine", path) }
    return FileStatus(
      isRegular: raw.st_mode & S_IFMT == S_IFREG, permissions: UInt16(raw.st_mode & 0o7777), owner: raw.st_uid,
      size: Int(raw.st_size))
  }

  /// All bytes from `offset`, at most `limit` of them.
  func read(from offset: Int = 0, limit: Int) throws(SystemFault) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: limit)
    var count = 0
    while count < limit {
      let got = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe pread(descriptor, buffer.baseAddress?.advanced(by: count), limit - count, off_t(offset + count))
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw SystemFault("read", path) }
      if got == 0 { break }
      count += got
    }
    return Array(bytes[..<count])
  }

  /// Hands all bytes to one `write`, so that lines of several processes never mix.
  func writeOnce(_ bytes: [UInt8]) throws(SystemFault) {
    var written = -1
    repeat {
      written = unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
    } while written < 0 && errno == EINTR
    if written >= 0, written < bytes.count { errno = ENOSPC }
    guard written == bytes.count else { throw SystemFault("write", path) }
  }

  func setPermissions(_ permissions: mode_t) throws(SystemFault) {
    guard fchmod(descriptor, permissions) == 0 else { throw SystemFault("change the permissions of", path) }
  }

  /// Returns when the bytes are on the disk, not only in a cache.
  func synchronize() throws(SystemFault) {
    #if canImport(Darwin)
      let result = fcntl(descriptor, F_FULLFSYNC)
    #else
      let result = fdatasync(descriptor)
    #endif
    guard result >= 0 else { throw SystemFault("synchronize", path) }
  }

  /// The same for a folder, whose entries `fdatasync` does not cover. File systems that cannot do it are passed over.
  func synchronizeFolder() throws(SystemFault) {
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw SystemFault("synchronize", path) }
  }
}

/// What `fstat` says of an open file, as far as it matters for keys.
struct FileStatus: Equatable {
  var isRegular: Bool
  /// The lower twelve bits of the mode.
  var permissions: UInt16
  var owner: uid_t
  /// Bytes.
  var size: Int
}
