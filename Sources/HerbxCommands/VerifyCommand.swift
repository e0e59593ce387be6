internal import ArgumentParser
internal import Extraction
internal import OpenRouter

/// `herbx verify`.
struct VerifyCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Prove a run after the fact; exit status 1 where something does not hold.",
    discussion: Examples.following(
      """
      Reads every record, and every image that has a success, to compare its SHA-256. The run of a second model in \
      RUN/second is proved, too.
      """,
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
    let verification = try verification(of: RunPath.plain(run), input: moved)
    let second = try SecondRun.existing(in: run).map { try self.verification(of: $0, input: moved) }
    if json {
      let members = (verification.json.members ?? []) + (second.map { [.init("second", $0.json)] } ?? [])
      context.printData(JSONValue.object(members).text)
    } else {
      context.printData(verification.text)
      if let second { context.printData("\nthe second model's run:\n\(second.text)") }
    }
    if !verification.holds || second?.holds == false { throw SilentExit(status: .checkFailed) }
  }

  private func verification(of run: String, input: String?) throws(CommandFailure) -> RunVerification {
    let whole = ShardedRun(run)
    do {
      if ShardedRun.isSharded(run) { return try ShardedVerifier(whole, input: input).verify() }
      return try RunVerifier(folder: run, input: input).verify()
    } catch { throw CommandFailure(.inputMissing, error) }
  }
}
