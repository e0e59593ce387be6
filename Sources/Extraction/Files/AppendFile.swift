#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A file that only grows: each line is one `write` to an `O_APPEND` descriptor.
///
/// Not `Sendable`: whoever owns one writes from one place.
struct AppendFile: ~Copyable {
  let path: String
  private let descriptor: Int32
  /// In bytes; what has been written whole.
  private(set) var length: Int

  /// Opens the file, or makes it with `mode`.
  init(path: String, mode: mode_t = 0o644) throws(WriteFailure) {
    let descriptor = unsafe open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw WriteFailure(path: path, bytes: 0, reason: SystemError()) }
    self.path = path
    self.descriptor = descriptor
    length = Int(lseek(descriptor, 0, SEEK_END))
  }

  deinit { close(descriptor) }

  /// Appends `bytes` with one `write`. Where only a part of them fits, the part is taken back, so that no line is left
  /// half written.
  mutating func append(_ bytes: [UInt8]) throws(WriteFailure) {
    let written = unsafe bytes.withUnsafeBytes { buffer in
      var count: Int
      repeat { unsafe count = write(descriptor, buffer.baseAddress, buffer.count) } while count < 0 && errno == EINTR
      return count
    }
    guard written == bytes.count else {
      let reason = written < 0 ? SystemError() : SystemError(code: ENOSPC)
      // Where even this fails, the next start finds a torn last line and moves it aside.
      if written > 0 { _ = ftruncate(descriptor, off_t(length)) }
      throw WriteFailure(path: path, bytes: bytes.count, reason: reason)
    }
    length += written
  }

  /// Waits until the bytes are on the disk.
  func synchronize() throws(WriteFailure) {
    #if canImport(Darwin)
      // fsync on macOS leaves the bytes in the drive's cache.
      let result = fcntl(descriptor, F_FULLFSYNC)
    #else
      let result = fdatasync(descriptor)
    #endif
    guard result == 0 else { throw WriteFailure(path: path, bytes: length, reason: SystemError()) }
  }

  /// Whether the path still leads to this file: somebody may have removed the folder under a run.
  var isInPlace: Bool {
    var here = stat()
    var there = stat()
    guard unsafe fstat(descriptor, &here) == 0, unsafe stat(path, &there) == 0 else { return false }
    return here.st_ino == there.st_ino && here.st_dev == there.st_dev
  }
}
