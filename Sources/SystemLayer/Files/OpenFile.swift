#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// One open file, closed when the value ends. Never inherited by a child process.
public struct OpenFile: ~Copyable, Sendable {
  public let path: FilePath
  let descriptor: FileDescriptor

  /// Opens a file for reading. Without `.nonBlocking`, a named pipe would wait for its writer.
  public init(reading path: FilePath) throws(SystemError) {
    try self.init(path, .readOnly, [.nonBlocking])
  }

  /// - Parameters:
  ///   - options: `.closeOnExec` comes by itself.
  ///   - permissions: of a file that is made.
  public init(
    _ path: FilePath, _ mode: FileDescriptor.AccessMode, _ options: FileDescriptor.OpenOptions = [],
    permissions: UInt16 = 0o644
  ) throws(SystemError) {
    self.path = path
    descriptor = try naming("open", path) { () throws(Errno) in
      do {
        return try FileDescriptor.open(
          path, mode, options: options.union(.closeOnExec), permissions: FilePermissions(rawValue: mode_t(permissions)))
      } catch { throw error as? Errno ?? .ioError }
    }
  }

  /// Behind the end of every file.
  private static let farthest = 1 << 62

  deinit { try? descriptor.close() }

  public func status() throws(SystemError) -> FileStatus {
    FileStatus(try naming("examine", path) { () throws(Errno) in try Stat(descriptor) })
  }

  /// Fills `buffer` from `offset` on; less only at the end of the file.
  /// - Returns: how many bytes came.
  public func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
    var filled = 0
    while filled < buffer.count, (0..<Self.farthest).contains(offset) {
      let got = try naming("read", path) { () throws(Errno) in
        try retryingInterrupted {
          unsafe pread(
            descriptor.rawValue, buffer.baseAddress?.advanced(by: filled), buffer.count - filled,
            off_t(offset + filled))
        }
      }
      if got == 0 { break }
      filled += got
    }
    return filled
  }

  /// Up to `count` bytes from `offset`; fewer only at the end of the file.
  public func read(at offset: Int = 0, count: Int) throws(SystemError) -> [UInt8] {
    var failure: SystemError?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, filled in
      do throws(SystemError) {
        unsafe filled = try read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
      } catch { failure = error }
    }
    if let failure { throw failure }
    return bytes
  }

  /// All bytes from the start to the end, which may lie behind `status().size` where the file grows.
  /// - Throws: also where there are more than `limit` bytes.
  public func readAll(limit: Int = .max) throws(SystemError) -> [UInt8] {
    var result: [UInt8] = []
    while true {
      let piece = try read(at: result.count, count: min(1 << 18, limit - result.count + (limit == .max ? 0 : 1)))
      if piece.isEmpty { return result }
      result += piece
      if result.count > limit { throw SystemError("read", path, .fileTooLarge) }
    }
  }

  /// Hands all bytes to one `write`, so that lines of several processes never mix.
  /// - Returns: how many were taken.
  func write(once bytes: [UInt8]) throws(SystemError) -> Int {
    try naming("write", path) { () throws(Errno) in
      try retryingInterrupted {
        unsafe bytes.withUnsafeBytes { unsafe systemWrite(descriptor.rawValue, $0) }
      }
    }
  }

  /// Writes all bytes, in as many pieces as it takes.
  func write(all bytes: [UInt8]) throws(SystemError) {
    var sent = 0
    while sent < bytes.count {
      let count = try naming("write", path) { () throws(Errno) in
        try retryingInterrupted {
          unsafe bytes[sent...].withUnsafeBytes { unsafe systemWrite(descriptor.rawValue, $0) }
        }
      }
      guard count > 0 else { throw SystemError("write", path, .noSpace) }
      sent += count
    }
  }

  /// Returns when the bytes are on the disk, not only in a cache.
  public func synchronize() throws(SystemError) {
    _ = try naming("synchronize", path) { () throws(Errno) in
      try retryingInterrupted { synchronizeData(descriptor.rawValue) }
    }
  }

  public func truncate(to length: Int) throws(SystemError) {
    _ = try naming("shorten", path) { () throws(Errno) in
      try retryingInterrupted { ftruncate(descriptor.rawValue, off_t(length)) }
    }
  }

  public func setPermissions(_ permissions: UInt16) throws(SystemError) {
    _ = try naming("change the permissions of", path) { () throws(Errno) in
      try retryingInterrupted { fchmod(descriptor.rawValue, mode_t(permissions)) }
    }
  }

  /// Takes an exclusive `flock`; false where another holds one. Whoever looks whether one is held has it for some
  /// microseconds: that is waited for, 100 ms at most.
  func lock() -> Bool {
    for _ in 0..<20 {
      do throws(Errno) { _ = try retryingInterrupted { flock(descriptor.rawValue, LOCK_EX | LOCK_NB) } } catch {
        guard error == .wouldBlock else { return true }
        usleep(5000)
        continue
      }
      return true
    }
    return false
  }

  /// Whether the path still leads to this file: somebody may have removed or replaced it.
  public var isInPlace: Bool {
    guard let here = try? status(), let there = try? FileStatus(of: path) else { return false }
    return here.identity == there.identity
  }
}

/// The whole file; nil where there is none.
/// - Throws: also where it has more than `limit` bytes.
public func readFile(_ path: FilePath, limit: Int = .max) throws(SystemError) -> [UInt8]? {
  do throws(SystemError) {
    return try OpenFile(reading: path).readAll(limit: limit)
  } catch {
    if error.code == .noSuchFileOrDirectory { return nil }
    throw error
  }
}

/// `write`, which within a type with a method of this name must be called by its module.
func systemWrite(_ descriptor: CInt, _ bytes: UnsafeRawBufferPointer) -> Int {
  unsafe write(descriptor, bytes.baseAddress, bytes.count)
}
