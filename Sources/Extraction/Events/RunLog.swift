public import Logging
public import OpenRouter
internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Where log lines go: `run.log`, and the terminal. Neither a full disk nor a closed terminal ends a run.
///
/// Each line reads like the procedure's: `2025-10-10 11:51:31 - WARNING - …`, in local time, keys masked, control
/// characters out.
public final class RunLog: Sendable {
  private struct State: ~Copyable {
    var file: AppendFile?
    var redactor = Redactor()
  }

  private let state: Mutex<State>
  private let printsLine: (@Sendable (String) -> Void)?

  /// - Parameters:
  ///   - path: of `run.log`; nil for none.
  ///   - echo: takes each line for the terminal; nil for silence there.
  public init(path: String?, echo: (@Sendable (String) -> Void)?) throws(WriteFailure) {
    var file: AppendFile?
    if let path { file = try AppendFile(path: path) }
    state = Mutex(State(file: file))
    printsLine = echo
  }

  /// A logger that writes here.
  public var logger: Logger { Logger(label: "herbx") { _ in RunLogHandler(log: self) } }

  /// Adds keys to those that are masked by their letters, beside all of the service's own shape.
  public func mask(_ redactor: Redactor) { state.withLock { $0.redactor.formUnion(redactor) } }

  /// `text` without keys.
  public func redact(_ text: String) -> String { state.withLock { $0.redactor.redact(text) } }

  /// A line of UTF-8 without keys.
  func redact(_ line: [UInt8]) -> [UInt8] { state.withLock { $0.redactor.redact(line) } }

  fileprivate func write(_ level: Logger.Level, _ message: String) {
    let line = state.withLock { state in
      let text = Self.printable(state.redactor.redact(message))
      let line = "\(Timestamp.now().local) - \(level.procedureName) - \(text)"
      _ = try? state.file?.append(Array("\(line)\n".utf8))
      return line
    }
    printsLine?(line)
  }

  /// One line, and nothing that steers a terminal.
  public static func printable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
          let isTurning = (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
          return isControl || isTurning ? " " : scalar
        }))
  }
}

private struct RunLogHandler: LogHandler {
  let log: RunLog
  var logLevel = Logger.Level.info
  var metadata: Logger.Metadata = [:]

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let values = metadata.merging(event.metadata ?? [:]) { $1 }
    let suffix = values.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
    log.write(event.level, event.message.description + suffix)
  }
}

extension Logger.Level {
  /// As the procedure's log lines name it.
  fileprivate var procedureName: String {
    switch self {
    case .trace, .debug: "DEBUG"
    case .info, .notice: "INFO"
    case .warning: "WARNING"
    case .error: "ERROR"
    case .critical: "CRITICAL"
    }
  }
}

/// Standard error, for people. A closed or broken one is no reason to stop.
public enum Terminal {
  /// Fills standard descriptors that the parent had closed: otherwise the first file opened takes the number of
  /// standard error, and what is meant for people goes into the records.
  public static func keepStandardDescriptors() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
      // `open` gives the lowest free number, which is this one.
      _ = unsafe open("/dev/null", descriptor == STDIN_FILENO ? O_RDONLY : O_WRONLY)
    }
  }

  public static func printError(_ line: String) {
    write(Array("\(line)\n".utf8), to: STDERR_FILENO)
  }

  /// - Returns: false where the reader is gone.
  @discardableResult
  public static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = unsafe rest.withUnsafeBytes { buffer in
        #if canImport(Darwin)
          unsafe Darwin.write(descriptor, buffer.baseAddress, buffer.count)
        #else
          unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
        #endif
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return false }
      rest = rest.dropFirst(written)
    }
    return true
  }
}
