internal import ArgumentParser
internal import Extraction
internal import OpenRouter
internal import SystemLayer

/// `herbx resume`.
struct ResumeCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Go on with a run by what its folder knows: nothing has to be typed again.",
    discussion: Examples.following(
      """
      Input, model, service, prompts with their text, terms, images, bounds and key settings are those of the run's latest \
      start (environment.json). Options that are given take their place; what a run may not change needs --allow-changed.
      """,
      [
        "herbx resume runs/first": "after a stop, a crash or a power cut",
        "herbx resume runs/first --concurrency 16 --max-cost 20": "faster, and with a higher bound",
        "herbx resume runs/first --input /mnt/new/sheets": "the images were moved; the new place is recorded",
        "herbx resume runs/first --all": "all sheets, after a start with --limit 10",
      ]))

  @Argument(help: "The run folder.", completion: .directory) var run: String

  @Option(
    help: ArgumentHelp("Where the run's images lie now, if they were moved.", valueName: "dir"), completion: .directory)
  var input: String?

  @Flag(help: "Take all images of the folder, not those alone that the latest start had selected.") var all = false

  @OptionGroup(title: "Model and prompts") var asking: AskingOptions
  @OptionGroup(title: "Which specimens") var selection: SelectionOptions
  @OptionGroup(title: "Part of a run on several machines") var sharding: ShardOptions
  @OptionGroup(title: "How images are sent") var images: ImageOptions
  @OptionGroup(title: "Pace, money and patience") var bounds: BoundOptions
  @OptionGroup(title: "Who may answer") var routing: RoutingOptions
  @OptionGroup(title: "When too much fails") var validation: ValidationOptions
  @OptionGroup(title: "Service and keys") var service: ServiceOptions

  @OptionGroup var start: StartOptions

  @OptionGroup(title: "The simulated service") var simulator: SimulatorFlags

  func run(_ context: CommandContext) async throws {
    try RunPath.check(run)
    guard let snapshot = try SnapshotFile.latest(in: RunPath.plain(run)) else {
      throw CommandFailure(
        .inputMissing, kind: "snapshot_missing", "`\(run)` holds no environment.json that tells how it was started",
        hint: "start `herbx extract` with `--output \(run)` and the options that it had")
    }
    let tokens = Array(context.arguments.drop { $0 != Self.configuration.commandName }.dropFirst())
    let remembered = RememberedStart(snapshot, besides: tokens, selectsAll: all)
    let whole: ResumeCommand
    do { whole = try ResumeCommand.parse(remembered.arguments + tokens) } catch {
      throw CommandFailure(
        .usage, kind: "snapshot_unusable",
        "the latest snapshot of `\(run)` cannot be gone on from: \(ResumeCommand.message(for: error))",
        hint: "start `herbx extract` with `--output \(run)` and the options that it had")
    }
    let extract = try whole.extract(snapshot)
    do { try extract.validate() } catch let error as ValidationError {
      throw CommandFailure(.usage, kind: "usage", error.message)
    }
    // Texts of other terms than the run's are no longer the run's.
    let kept = tokens.contains { $0.hasPrefix("--terms") } ? nil : snapshot["prompt_texts"]
    let prompts = try PromptFiles(extract.asking, kept: kept).load()
    try await extract.begin(StartBasis(prompts: prompts, followsInput: input != nil), context)
  }

  private func extract(_ snapshot: JSONValue) throws(CommandFailure) -> Extract {
    guard let folder = input ?? snapshot["input"]?["path"]?.string else {
      throw CommandFailure(
        .usage, kind: "input_unknown", "no snapshot of `\(run)` names the input folder", hint: "give it with `--input`")
    }
    var extract = Extract()
    extract.input = folder
    (extract.asking, extract.selection, extract.images) = (asking, selection, images)
    (extract.output, extract.sharding) = (run, sharding)
    if let (whole, shard) = ShardedRun.whole(of: RunPath.plain(run)) {
      (extract.output, extract.sharding.shard) = (whole.path, shard.words)
    }
    (extract.bounds, extract.routing, extract.validation, extract.service) = (bounds, routing, validation, service)
    extract.start = start
    (extract.simulate, extract.simulator) = (RunIdentity(snapshot).isSimulated, simulator)
    return extract
  }
}
