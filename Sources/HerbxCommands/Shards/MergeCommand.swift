internal import ArgumentParser
internal import Extraction
internal import OpenRouter
internal import SystemLayer

/// `herbx merge`.
struct MergeCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Make one ordinary run folder of a run with shards.",
    discussion: Examples.following(
      """
      The records come sorted by their images' names, so that any number of shards gives the same; annotations come \
      along. The run with shards is only read, and stays as it is.
      """,
      ["herbx merge runs/whole --output runs/merged": "to publish or to keep"]))

  @Argument(help: "The folder of the run with shards.", completion: .directory) var run: String
  @Option(help: ArgumentHelp("The new run folder.", valueName: "dir"), completion: .directory) var output: String

  func run(_ context: CommandContext) async throws {
    try RunPath.check(run)
    let whole = ShardedRun(RunPath.plain(run))
    guard let definition = try RunDefinition.read(whole) else {
      throw CommandFailure(
        .inputMissing, kind: "no_shards", "`\(whole.path)` is no run with shards: it has no run.json",
        hint: "give the folder that was given to `herbx extract --shard` with `--output`")
    }
    let target = RunPath.plain(output)
    guard !RunStatusReader.isRunFolder(target) else {
      throw CommandFailure(
        .outputNotWritable, kind: "output_exists", "`\(target)` holds a run already", hint: "give a new folder")
    }
    if let running = whole.shards.first(where: { RunFolder.holder(of: whole.folder(of: $0)) != nil }) {
      throw CommandFailure(
        .outputNotWritable, kind: "still_running", "shard \(running.words) is still running",
        hint: "wait for its end: `herbx status \(whole.path.shellWord)`")
    }
    try await write(whole, definition, target, context)
  }

  private func write(
    _ whole: ShardedRun, _ definition: RunDefinition, _ target: String, _ context: CommandContext
  ) async throws {
    do {
      var merge = try ShardMerge(whole, definition)
      let outcome = try await merge.write(
        to: RunFolder(target), command: context.secrets.current.commandLine(context.arguments))
      let open = outcome.summary.open
      context.printData(target)
      context.printNote(
        "\(outcome.records) records of \(outcome.summary.done + outcome.summary.failed) specimens"
          + (open > 0 ? "; \(open) have none yet" : ""))
      if open > 0 { throw SilentExit(status: .someSpecimensFailed) }
    } catch let failure as RunFolderError {
      throw CommandFailure(.outputNotWritable, failure)
    } catch let failure as WriteFailure {
      throw CommandFailure(.writeFailed, failure)
    } catch let failure as ReadFailure {
      throw CommandFailure(.inputMissing, failure)
    }
  }
}
