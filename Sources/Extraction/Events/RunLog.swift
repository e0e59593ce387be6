public import Logging
public import OpenRouter
internal import Synchronization
public import SystemLayer

/// Where log lines go: `run.log`, and the terminal. Neither a full disk nor a closed terminal ends a run.
///
/// Each line reads like the procedure's: `2025-10-10 11:51:31 - WARNING - …`, in local time.
public final class RunLog: Sendable {
  private let mask = Mutex(SecretMask())
  private let writer: LineWriter?
  private let printsLine: (@Sendable (SafeText) -> Void)?

  /// - Parameters:
  ///   - path: of `run.log`; nil for none.
  ///   - echo: takes each line for the terminal; nil for silence there.
  public init(path: String?, echo: (@Sendable (SafeText) -> Void)?) throws(WriteFailure) {
    writer = try path.map { path throws(WriteFailure) in try LineWriter(path: path) }
    printsLine = echo
  }

  /// A logger that writes here.
  public var logger: Logger { Logger(label: "herbx") { _ in RunLogHandler(log: self) } }

  /// Adds keys to those that are masked, beside all of the service's own shape.
  public func mask(_ known: SecretMask) { mask.withLock { $0.formUnion(known) } }

  /// `text` without keys.
  public func redact(_ text: String) -> String { mask.withLock { $0.redact(text) } }

  /// A line of JSON as it may be written.
  public func json(_ line: [UInt8]) -> SafeText { mask.withLock { $0 }.json(line) }

  /// A line of `run.log` alone: the terminal learns of this failure as the command ends.
  public func keep(_ failure: any ExplainedError) {
    write("ERROR", failure.message, echoes: false)
  }

  func write(_ level: String, _ message: String, echoes: Bool = true) {
    // Under the lock, so that lines stand in the order of their times.
    let line = mask.withLock { mask in
      let line = mask.line("\(Timestamp.now().local) - \(level) - \(message)")
      writer?.append(line + .newline)
      return line
    }
    if echoes { printsLine?(line) }
  }

  /// Waits until all lines so far are in the file.
  func flush() { writer?.flush() }
}
