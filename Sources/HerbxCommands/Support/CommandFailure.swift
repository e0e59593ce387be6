internal import Extraction
internal import OpenRouter
internal import Simulator

/// A command's end with a status of its own.
struct CommandFailure: ExplainedError {
  let status: ExitStatus
  let kindName: String
  let message: String
  let hint: String?

  init(_ status: ExitStatus, kind: String, _ message: String, hint: String? = nil) {
    self.status = status
    kindName = kind
    self.message = message
    self.hint = hint
  }

  init(_ status: ExitStatus, _ error: any ExplainedError) {
    self.init(status, kind: error.kindName, error.message, hint: error.hint)
  }

  init(_ error: SimulatorError) {
    self.init(
      .serviceUnavailable, kind: error.kind, "cannot listen at `127.0.0.1:\(error.port)`: \(error.cause)",
      hint: error.hint)
  }

  /// The lines that a person reads.
  var lines: [String] { ["error: \(message)"] + (hint.map { ["hint: \($0)"] } ?? []) }
}

/// A command's end that has been told already.
struct SilentExit: Error {
  let status: ExitStatus
}
