internal import Extraction
internal import Transfer

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Everything outside that a command touches, in one value that a test replaces.
struct CommandContext: Sendable {
  /// The environment variables.
  var environment: [String: String]
  /// Takes a line of data (standard output).
  var printData: @Sendable (String) -> Void
  /// Takes a line of data with keys that protect nothing: those of a simulated service.
  var printSimulatedKeys: @Sendable (String) -> Void = { Terminal.write(Array("\($0)\n".utf8), to: STDOUT_FILENO) }
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
  /// Masks what is printed, also by whoever tells the error that the command ends with.
  var secrets = SecretMask()

  /// The process as it is.
  static func live() -> CommandContext {
    let environment = ProcessEnvironment.variables()
    let secrets = SecretMask()
    return CommandContext(
      environment: environment,
      printData: { Terminal.write(Array("\(secrets.redact($0))\n".utf8), to: STDOUT_FILENO) },
      printNote: { Terminal.printError(secrets.redact($0)) },
      isTerminal: isatty(STDERR_FILENO) == 1,
      arguments: CommandLine.arguments,
      executable: ProcessEnvironment.executable(),
      makeTransfer: { () throws(TransferError) in try TransferEngine(TransferConfiguration(environment: environment)) },
      secrets: secrets)
  }

  func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
}

enum ProcessEnvironment {
  static func variables() -> [String: String] { ProcessInfo.processInfo.environment }

  /// The path of the running program, links resolved.
  static func executable() -> String {
    #if os(Linux)
      let path = "/proc/self/exe"
    #else
      let path = CommandLine.arguments[0]
    #endif
    guard let resolved = unsafe realpath(path, nil) else { return CommandLine.arguments[0] }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }
}
