internal import ArgumentParser
internal import Extraction
internal import OpenRouter
internal import SystemLayer

/// `herbx env`: snapshots of what a run is made with.
struct EnvironmentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "env", abstract: "Take a snapshot of the environment, or compare two.",
    subcommands: [EnvironmentSnapshotCommand.self, EnvironmentDiffCommand.self])
}

/// `herbx env snapshot`.
struct EnvironmentSnapshotCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "snapshot", abstract: "Write what a run started here and now would record of its surroundings.",
    discussion: Examples.following("", ["herbx env snapshot --output before.json": "before an update"]))

  @Option(
    help: ArgumentHelp("Write to this file instead of standard output.", valueName: "path"),
    completion: .file())
  var output: String?

  func run(_ context: CommandContext) async throws {
    let snapshot = EnvironmentSnapshot(
      runID: "snapshot", timestamp: .now(), git: await GitState.current(), dependencies: Dependencies.all(),
      command: context.secrets.current.commandLine(context.arguments), platform: .current(), model: "",
      prompts: PromptSet().hashes, parameters: [], input: .init(path: "", images: 0))
    let text = String(decoding: snapshot.json.indented().dropLast(), as: UTF8.self)
    guard let output else { return context.printData(text) }
    do { try SnapshotFile.write(context.secrets.json(snapshot.json.indented()), to: output) } catch {
      throw CommandFailure.output(output, error)
    }
  }
}

/// `herbx env diff`.
struct EnvironmentDiffCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show in what two snapshots differ; exit status 1 where they do.",
    discussion: Examples.following(
      "A and B are snapshot files, or run folders, whose environment.json is taken.",
      ["herbx env diff runs/october runs/november": "why do their records differ?"]))

  @Argument(help: "The first snapshot.", completion: .file()) var a: String
  @Argument(help: "The second snapshot.", completion: .file()) var b: String

  func run(_ context: CommandContext) async throws {
    let differences = SnapshotDifference.between(try read(a), try read(b))
    for difference in differences { context.printData(difference.description) }
    if !differences.isEmpty { throw SilentExit(status: .checkFailed) }
  }

  private func read(_ path: String) throws(CommandFailure) -> JSONValue {
    for candidate in [path + "/environment.json", path] {
      if let value = try? SnapshotFile.read(candidate) { return value }
    }
    throw CommandFailure(
      .inputMissing, kind: "snapshot_missing", "`\(path)` is no snapshot and holds none",
      hint: "give a file made by `herbx env snapshot`, or a run folder")
  }
}
