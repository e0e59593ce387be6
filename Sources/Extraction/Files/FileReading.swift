#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Small readings of whole or partial files.
enum FileReading {
  /// The whole file; nil where there is none.
  static func bytes(of path: String) throws(SystemError) -> [UInt8]? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw SystemError()
    }
    defer { close(descriptor) }
    var result: [UInt8] = []
    while true {
      let piece = try read(descriptor, at: result.count, count: 1 << 18)
      if piece.isEmpty { return result }
      result += piece
    }
  }

  /// Up to `count` bytes from `offset`; fewer only at the end of the file.
  static func read(_ descriptor: Int32, at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
    var failure: SystemError?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let start = unsafe UnsafeMutableRawPointer(buffer.baseAddress).map { unsafe $0 + filled }
        let got = unsafe pread(descriptor, start, count - filled, off_t(offset + filled))
        if got < 0, errno == EINTR { continue }
        if got < 0 { failure = SystemError() }
        if got <= 0 { return }
        filled += got
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Writes a whole small file in place of another, whole or not at all, and waits until it is on the disk.
  static func replace(_ path: String, with bytes: [UInt8], mode: mode_t = 0o644) throws(WriteFailure) {
    let temporary = path + ".new"
    _ = unsafe unlink(temporary)
    do throws(WriteFailure) {
      var file = try AppendFile(path: temporary, mode: mode)
      try file.append(bytes)
      try file.synchronize()
      guard unsafe rename(temporary, path) == 0 else {
        throw WriteFailure(path: path, bytes: bytes.count, reason: SystemError())
      }
    } catch {
      _ = unsafe unlink(temporary)
      throw WriteFailure(path: path, bytes: bytes.count, reason: error.reason)
    }
    synchronizeFolder(of: path)
  }

  /// Makes the folder's entries last over a power loss.
  static func synchronizeFolder(of path: String) {
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let descriptor = unsafe open(folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    close(descriptor)
  }
}

/// A whole file for the commands above.
public enum WholeFile {
  public static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// The file's bytes; nil where it is missing.
  public static func read(_ path: String) throws(ReadFailure) -> [UInt8]? {
    do { return try FileReading.bytes(of: path) } catch { throw ReadFailure(path: path, reason: error) }
  }
}
