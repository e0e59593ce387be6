internal import Extraction

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Single lines of `raw.jsonl`, by where they stand.
final class RecordFile: Sendable {
  private let descriptor: Int32

  /// Nil where the file cannot be opened.
  init?(path: String) {
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { return nil }
  }

  deinit { close(descriptor) }

  /// The record at `offset`; nil where it is no longer there.
  func record(at offset: Int, length: Int) -> RecordView? {
    RecordView(line: FileBytes.read(descriptor, at: offset, count: length))
  }
}

/// Bytes at a place of an open file.
enum FileBytes {
  /// Up to `count` bytes from `offset`; fewer at the end of the file or where reading fails.
  static func read(_ descriptor: Int32, at offset: Int, count: Int) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let start = unsafe UnsafeMutableRawPointer(buffer.baseAddress).map { unsafe $0 + filled }
        let got = unsafe pread(descriptor, start, count - filled, off_t(offset + filled))
        if got < 0, errno == EINTR { continue }
        if got <= 0 { return }
        filled += got
      }
    }
  }
}
