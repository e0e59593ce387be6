internal import Extraction
internal import OpenRouter
internal import Simulator
internal import SystemLayer

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
      .serviceUnavailable, kind: error.kind, "cannot listen on 127.0.0.1 port `\(error.port)`: \(error.cause)",
      hint: error.hint)
  }

  /// A file that was named with `--output` could not be written.
  static func output(_ path: String, _ failure: WriteFailure) -> CommandFailure {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    let folder = parts.isEmpty ? "." : parts == [""] ? "/" : parts.joined(separator: "/")
    guard FilePath(folder).exists else {
      return CommandFailure(
        .writeFailed, kind: failure.kindName, "`\(path)` could not be written: the folder `\(folder)` is not there",
        hint: "make it, or give another file with `--output`")
    }
    return CommandFailure(
      .writeFailed, kind: failure.kindName, failure.message, hint: "make room, or give another file with `--output`")
  }

  /// The lines that a person reads.
  var lines: [String] { ["error: \(message)"] + (hint.map { ["hint: \($0)"] } ?? []) }
}

/// A command's end that has been told already.
struct SilentExit: Error {
  let status: ExitStatus
}
