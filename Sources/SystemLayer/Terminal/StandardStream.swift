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

  /// Writes the whole text.
  /// - Returns: false where the reader is gone.
  @discardableResult
  public func write(_ text: SafeText) -> Bool {
    let bytes = text.bytes
    var sent = 0
    while sent < bytes.count {
      let count = try? retryingInterrupted {
        unsafe bytes[sent...].withUnsafeBytes { unsafe systemWrite(rawValue, $0) }
      }
      guard let count, count > 0 else { return false }
      sent += count
    }
    return true
  }
}
