internal import Extraction
internal import OpenRouter
internal import SystemLayer
internal import Transfer

/// Everything outside that a command touches, in one value that a test replaces.
struct CommandContext: Sendable {
  /// The environment variables.
  var environment: [String: String]
  /// Takes a line of data (standard output).
  var printData: @Sendable (String) -> Void
  /// Takes a line of data with keys that protect nothing: those of a simulated service.
  var printSimulatedKeys: @Sendable (String) -> Void = {
    StandardStream.output.write(.withInventedKeys($0) + .newline)
  }
  /// Takes a row of a table with its line end; its cells are clean, and tabs part them.
  var printRow: @Sendable (String) -> Void = { StandardStream.output.write(.rows(ofCleanCells: Array($0.utf8))) }
  /// Takes a line for people (standard error).
  var printNote: @Sendable (String) -> Void
  /// Whether standard error is a terminal.
  var isTerminal: Bool
  /// Where progress is drawn.
  var screen = Screen.standardError
  /// The command line as it was typed.
  var arguments: [String]
  /// The running program's own path, for what is installed beside it.
  var executable: String
  /// Makes the engine that carries requests; whoever makes it shuts it down.
  var makeTransfer: @Sendable () throws(TransferError) -> TransferEngine
  /// Masks all that is printed, also by whoever tells the error that the command ends with.
  var secrets = SharedMask()

  /// The process as it is.
  static func live() -> CommandContext {
    let environment = ProcessInformation.environment
    let secrets = SharedMask()
    return CommandContext(
      environment: environment,
      printData: { StandardStream.output.write(secrets.text($0) + .newline) },
      printNote: { StandardStream.error.write(secrets.text($0) + .newline) },
      isTerminal: StandardStream.error.isTerminal,
      arguments: ProcessInformation.arguments,
      executable: ProcessInformation.executable?.string ?? ProcessInformation.arguments.first ?? "herbx",
      makeTransfer: { () throws(TransferError) in try TransferEngine(TransferConfiguration(environment: environment)) },
      secrets: secrets)
  }

  /// - Throws: status 5 where the file of certificate authorities cannot be read.
  func transferEngine() throws -> TransferEngine {
    do { return try makeTransfer() } catch  where error.kind == .certificate {
      throw CommandFailure(
        .noUsableKey, kind: Verdict.Kind.certificate.rawValue, error.message,
        hint: "name a file that you may read in CURL_CA_BUNDLE or SSL_CERT_FILE, or unset them")
    }
  }

  func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
}
