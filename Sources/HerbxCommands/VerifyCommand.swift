internal import ArgumentParser
internal import Extraction
internal import OpenRouter

/// `herbx verify`.
struct VerifyCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Prove a run after the fact; exit status 1 where something does not hold.",
    discussion: Examples.following(
      "Reads every record, and every image that has a success, to compare its SHA-256.",
      [
        "herbx verify runs/first": "each claim with ✓ or ✗",
        "herbx verify runs/first --input /mnt/new/sheets": "after the images were moved",
      ]))

  @Argument(help: "The run folder.", completion: .directory) var run: String
  @Option(
    help: ArgumentHelp("Where the images lie now, if they were moved.", valueName: "dir"), completion: .directory)
  var input: String?
  @Flag(help: "Print JSON.") var json = false

  func run(_ context: CommandContext) async throws {
    try RunPath.check(run)
    let moved = try input.map { path throws(CommandFailure) in try DashboardCommand.folder(path) }
    let verification: RunVerification
    do {
      let whole = ShardedRun(RunPath.plain(run))
      if ShardedRun.isSharded(whole.path) {
        verification = try ShardedVerifier(whole, input: moved).verify()
      } else {
        verification = try RunVerifier(folder: whole.path, input: moved).verify()
      }
    } catch {
      throw CommandFailure(.inputMissing, error)
    }
    context.printData(json ? verification.json.text : verification.text)
    if !verification.holds { throw SilentExit(status: .checkFailed) }
  }
}
