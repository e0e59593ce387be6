internal import ArgumentParser
internal import Extraction
internal import OpenRouter

/// `herbx verify`.
struct VerifyCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Prove a run after the fact; exit status 1 where something does not hold.",
    discussion: "Reads every record, and every image that has a success, to compare its SHA-256.")

  @Argument(help: "The run folder.") var run: String
  @Flag(help: "Print JSON.") var json = false

  func run(_ context: CommandContext) async throws {
    try RunPath.check(run)
    let verification: RunVerification
    do { verification = try RunVerifier(folder: RunPath.plain(run)).verify() } catch {
      throw CommandFailure(.inputMissing, error)
    }
    context.printData(json ? verification.json.text : verification.text)
    if !verification.holds { throw SilentExit(status: .checkFailed) }
  }
}

/// A run folder as it is named on the command line.
enum RunPath {
  /// Without slashes at the end.
  static func plain(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }

  /// - Throws: status 66 where the folder holds no run.
  static func check(_ path: String) throws(CommandFailure) {
    let names = (try? SnapshotFile.names(in: plain(path))) ?? []
    let hasRecords = WholeFile.exists(plain(path) + "/raw.jsonl")
    guard !names.isEmpty || hasRecords else {
      throw CommandFailure(
        .inputMissing, kind: "no_run", "`\(path)` is no run folder: it has neither environment.json nor raw.jsonl",
        hint: "give the folder that was named with `herbx extract --output`")
    }
  }
}
