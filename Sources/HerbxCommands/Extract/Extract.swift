internal import ArgumentParser
internal import Extraction
internal import OpenRouter
internal import SystemLayer

/// `herbx extract`: the main job.
struct Extract: ContextCommand {
  static let configuration = CommandConfiguration(
    abstract: "Extract Darwin Core records from a folder of specimen images.",
    discussion: Examples.following(
      """
      Sends each image below the input folder to a vision model and appends one record per specimen to \
      RUN/raw.jsonl. The same command on the same run folder goes on where it stopped: successes are never asked for \
      again, failures are (see --no-retry-failed).
      """,
      [
        "herbx extract --input sheets --output runs/first --dry-run": "what would be done, and what it would cost",
        "herbx extract --input sheets --output runs/first --limit 10": "ten sheets with a free model",
        "herbx extract --input sheets --output runs/b --model qwen-vl-72b --max-cost 9":
          "all sheets with a model that costs; also to go on after a stop",
        "herbx extract --input sheets --output runs/play --simulate --fault key-dies@5":
          "a rehearsal: no key, no cost, and a key that dies on the way",
      ]))

  @Option(help: ArgumentHelp("The folder of images; subfolders are walked.", valueName: "dir"), completion: .directory)
  var input: String

  @Option(help: ArgumentHelp("The run folder; made where it is missing.", valueName: "run"), completion: .directory)
  var output: String

  @OptionGroup(title: "Model and prompts") var asking: AskingOptions
  @OptionGroup(title: "Which specimens") var selection: SelectionOptions
  @OptionGroup(title: "Part of a run on several machines") var sharding: ShardOptions
  @OptionGroup(title: "How images are sent") var images: ImageOptions
  @OptionGroup(title: "Pace, money and patience") var bounds: BoundOptions
  @OptionGroup(title: "Who may answer") var routing: RoutingOptions
  @OptionGroup(title: "When too much fails") var validation: ValidationOptions
  @OptionGroup(title: "Service and keys") var service: ServiceOptions

  @OptionGroup var start: StartOptions

  @Flag(help: "Ask a simulated service in this process instead: no key, no network, no cost.")
  var simulate = false

  @OptionGroup(title: "The simulated service") var simulator: SimulatorFlags

  func validate() throws {
    if !simulate, let option = simulator.given {
      throw ValidationError("`\(option)` needs `--simulate`: without it this would be a real run")
    }
    if sharding.shard != nil, selection.offset != 0 {
      throw ValidationError("`--offset` does not go with `--shard`: a specimen's shard follows from its name")
    }
    try sharding.validate(with: asking)
    guard simulate, service.baseURL != nil || service.keysFile != nil else { return }
    throw ValidationError("`--simulate` brings its own service and keys: leave out `--base-url` and `--keys-file`")
  }

  /// Seconds from a request's start to its answer's last byte.
  var timeout: Int { bounds.timeout(routing.serviceTier) }

  func run(_ context: CommandContext) async throws {
    try await begin(StartBasis(prompts: try PromptFiles(asking).load()), context)
  }

  /// - Parameter basis: without the part of a run with shards, which the options say.
  func begin(_ basis: StartBasis, _ context: CommandContext) async throws {
    var (options, basis) = (self, basis)
    let part = try ShardPart(self, basis.prompts, context)
    if let part { (options.output, basis.part) = (part.folder, part) }
    do { try await options.all(basis, context) } catch {
      if let part, let failure = error as? CommandFailure, !start.dryRun { part.tell(failure) }
      throw error
    }
  }

  /// Of each model.
  private func all(_ basis: StartBasis, _ context: CommandContext) async throws {
    if start.dryRun {
      return try await served(context) { try await DryRun(options: self, basis: basis, context: $0).run() }
    }
    guard let second = asking.secondModel else { return try await once(basis, context) }
    var other = self
    other.output = SecondRun.folder(in: output)
    other.asking.model = second
    let snapshot = try SnapshotFile.latest(in: RunPath.plain(output))
    // Another model may take another form of answer; its own run knows which.
    if snapshot != nil, !asking.allowChanged {
      other.asking.answerFormat = SecondRun.answerFormat(in: try SnapshotFile.latest(in: other.output))
    }
    let bound = bounds.maxCost ?? SecondRun.bound(in: snapshot)
    var basis = basis
    basis.second = SecondRun(model: second, bound: bound)
    let series = RunSeries(starts: [self, other], bound: bound.flatMap(Money.init(digits:)))
    let status = try await series.run(basis, context) { run, failure in
      context.printNote("error: \(run): \(failure.message)")
      if let hint = failure.hint { context.printNote("hint: \(hint)") }
    }
    if status != .everySpecimenHasARecord { throw SilentExit(status: status) }
  }

  /// One start of one run.
  func once(_ basis: StartBasis, _ context: CommandContext) async throws {
    try await served(context) { try await ExtractJob.run(self, basis, $0) }
  }

  /// Gives `body` the service that is asked: with `--simulate` one of this process, for as long as `body` takes.
  private func served(_ context: CommandContext, _ body: (CommandContext) async throws -> Void) async throws {
    guard simulate else { return try await body(context) }
    let service = try await SimulatedService(simulator.options())
    let result: Result<Void, any Error>
    do { result = .success(try await body(service.context(context))) } catch { result = .failure(error) }
    await service.stop()
    try result.get()
  }
}
