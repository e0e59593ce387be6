public import Logging
internal import Synchronization
public import SystemLayer

/// Where log lines go: `run.log`, and the terminal. Neither a full disk nor a closed terminal ends a run.
///
/// Each line reads like the procedure's: `2025-10-10 11:51:31 - WARNING - …`, in local time.
public final class RunLog: Sendable {
  private struct State: ~Copyable {
    var file: AppendFile?
    var mask = SecretMask()
  }

  private let state: Mutex<State>
  private let printsLine: (@Sendable (SafeText) -> Void)?

  /// - Parameters:
  ///   - path: of `run.log`; nil for none.
  ///   - echo: takes each line for the terminal; nil for silence there.
  public init(path: String?, echo: (@Sendable (SafeText) -> Void)?) throws(WriteFailure) {
    var file: AppendFile?
    if let path { file = try WriteFailure.naming { () throws(SystemError) in try AppendFile(FilePath(path)) } }
    state = Mutex(State(file: file))
    printsLine = echo
  }

  /// A logger that writes here.
  public var logger: Logger { Logger(label: "herbx") { _ in RunLogHandler(log: self) } }

  /// Adds keys to those that are masked, beside all of the service's own shape.
  public func mask(_ known: SecretMask) { state.withLock { $0.mask.formUnion(known) } }

  /// `text` without keys.
  public func redact(_ text: String) -> String { state.withLock { $0.mask.redact(text) } }

  /// A line of JSON as it may be written.
  func json(_ line: [UInt8]) -> SafeText { state.withLock { $0.mask }.json(line) }

  func write(_ level: String, _ message: String) {
    let line = state.withLock { state in
      let line = state.mask.line("\(Timestamp.now().local) - \(level) - \(message)")
      try? state.file?.append(line + .newline)
      return line
    }
    printsLine?(line)
  }
}
