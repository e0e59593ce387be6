internal import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Standard output and standard error. A closed or broken one is no reason to stop.
public enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  public var isTerminal: Bool { isatty(rawValue) == 1 }

  /// Columns, asked anew each time, since terminals are resized; nil where this is no terminal, 80 where it does not
  /// tell.
  public var columns: Int? { size.map { $0.columns } }

  /// Lines; 24 where the terminal does not tell.
  public var rows: Int? { size.map { $0.rows } }

  private var size: (columns: Int, rows: Int)? {
    guard isTerminal else { return nil }
    var size = winsize()
    let isKnown = unsafe ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0
    return (
      isKnown && size.ws_col > 0 ? Int(size.ws_col) : 80, isKnown && size.ws_row > 0 ? Int(size.ws_row) : 24
    )
  }

  /// Writes the whole text; nothing more once something could not be written.
  /// - Returns: false where the reader is gone, or the text could not be written.
  @discardableResult
  public func write(_ text: SafeText) -> Bool {
    if self == .output, Self.failureOfOutput != nil { return false }
    let bytes = text.bytes
    var sent = 0
    while sent < bytes.count {
      do {
        let count = try retryingInterrupted {
          unsafe bytes[sent...].withUnsafeBytes { unsafe systemWrite(rawValue, $0) }
        }
        guard count > 0 else { return false }
        sent += count
      } catch {
        note(error)
        return false
      }
    }
    return true
  }

  private static let failure = Mutex<Errno?>(nil)

  /// Why data could not be written to standard output, a full disk for example; nil where it could, and where nobody
  /// reads it.
  public static var failureOfOutput: Errno? { failure.withLock { $0 } }

  private func note(_ error: Errno) {
    if self == .output, ![.brokenPipe, .badFileDescriptor].contains(error) {
      Self.failure.withLock { $0 = $0 ?? error }
    }
  }
}
