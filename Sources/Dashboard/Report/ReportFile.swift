internal import Extraction

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A large file written piece by piece that takes its place only once it is whole.
final class ReportFile {
  private let path: String
  private let temporary: String
  private let descriptor: Int32
  private var waiting: [UInt8] = []
  private static let pieceLength = 1 << 20

  /// Opens a temporary file beside `path`.
  init(replacing path: String) throws(WriteFailure) {
    self.path = path
    temporary = "\(path).\(getpid()).new"
    descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.failure(path, bytes: 0) }
  }

  deinit { close(descriptor) }

  func write(_ bytes: [UInt8]) throws(WriteFailure) {
    waiting += bytes
    if waiting.count >= Self.pieceLength { try flush() }
  }

  /// Brings everything to the disk, then the file into its place.
  func finish() throws(WriteFailure) {
    try flush()
    guard fsync(descriptor) == 0, unsafe rename(temporary, path) == 0 else { throw Self.failure(path, bytes: 0) }
  }

  func abandon() { _ = unsafe unlink(temporary) }

  private func flush() throws(WriteFailure) {
    var sent = 0
    while sent < waiting.count {
      let count = unsafe waiting[sent...].withUnsafeBytes { rest in
        unsafe Self.write(descriptor, rest)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.failure(path, bytes: waiting.count - sent) }
      sent += count
    }
    waiting.removeAll(keepingCapacity: true)
  }

  private static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Darwin)
      unsafe Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #else
      unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }

  private static func failure(_ path: String, bytes: Int) -> WriteFailure {
    WriteFailure(path: path, bytes: bytes, reason: unsafe String(cString: strerror(errno)))
  }
}
