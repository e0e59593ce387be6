internal import ArgumentParser
internal import Extraction
internal import Keys
internal import OpenRouter
internal import SystemLayer

/// `herbx slurm`.
struct SlurmCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "slurm", abstract: "Prepare a run on a Slurm cluster, and print its batch script.",
    discussion: Examples.following(
      """
      Looks at what the locks of the shared folders are worth, writes RUN/run.json, which holds for all tasks, and \
      prints the script; it submits nothing. All options of `herbx extract` that follow go into the script. The bounds \
      are those of the whole run.
      """,
      [
        "herbx slurm --input sheets --output runs/whole --at-most 8 > run.sh":
          "then `bash run.sh`, which submits it and a merge behind it"
      ]))

  @Option(help: ArgumentHelp("Tasks at a time at most.", valueName: "n")) var atMost: Int
  @Option(help: ArgumentHelp("Shards in all (default: four for each task at a time).", valueName: "n"))
  var shards: Int?
  @Option(help: ArgumentHelp("The time limit of a task, as Slurm writes it.", valueName: "time")) var time = "4:00:00"

  @Option(help: ArgumentHelp("The folder of images, which all nodes see.", valueName: "dir"), completion: .directory)
  var input: String
  @Option(help: ArgumentHelp("The folder of the run, which all nodes see.", valueName: "run"), completion: .directory)
  var output: String
  @OptionGroup(title: "Model and prompts") var asking: AskingOptions
  @OptionGroup(title: "Which specimens") var selection: SelectionOptions
  @OptionGroup(title: "How images are sent") var images: ImageOptions
  @OptionGroup(title: "Pace, money and patience") var bounds: BoundOptions
  @OptionGroup(title: "Who may answer") var routing: RoutingOptions
  @OptionGroup(title: "When too much fails") var validation: ValidationOptions
  @OptionGroup(title: "Service and keys") var service: ServiceOptions

  private static let own: Set = ["--at-most", "--shards", "--time", "--input", "--output"]

  func validate() throws {
    guard atMost >= 1 else { throw ValidationError("`--at-most \(atMost)`: give 1 or more") }
    guard Shard(number: 1, of: count) != nil else {
      throw ValidationError("`--shards \(count)`: give 1 to \(Shard.most)")
    }
    guard let seconds = SlurmScript.seconds(time), seconds > notice else {
      throw ValidationError(
        "`--time \(time)`: give a time that Slurm takes, such as 4:00:00, of more than \(notice) s: a request may take "
          + "\(timeout) s, and is not begun where it could not end")
    }
    if asking.secondModel != nil {
      throw ValidationError("`--second-model` does not go with shards: give the second model a run of its own")
    }
    if let pace = bounds.requestsPerMinute, pace < atMost {
      throw ValidationError(
        "`--requests-per-minute \(pace)` cannot be divided by `--at-most \(atMost)`: give fewer tasks")
    }
  }

  private var count: Int { shards ?? 4 * atMost }
  private var timeout: Int { bounds.timeout(routing.serviceTier) }
  private var notice: Int { timeout + 30 }

  func run(_ context: CommandContext) async throws {
    try InputFolder.check(input)
    _ = try selection.plan(input: input)
    let prompts = try PromptFiles(asking).load()
    let run = FilePath(RunPath.plain(output))
    try checkLocks(of: run.string, "the run folder", context)
    let keys = KeyFileLocation(variables: context.environment).find(flag: service.keysFile)
    try checkLocks(of: FilePath(keys.path).folder.string, "the key file's folder", context)
    if FilePath(run.string + "/raw.jsonl").exists {
      throw CommandFailure(
        .usage, kind: "changed", "`\(run.string)` holds a run without shards",
        hint: "give another folder with `--output`")
    }
    let whole = ShardedRun(run.string)
    let known = try RunDefinition.read(whole)
    let model = try await model(known, context)
    let mine = definition(model, prompts, whole)
    let settled = try mine.settle(in: whole)
    let differences = settled.differences(from: mine)
    guard differences.isEmpty else {
      throw CommandFailure(
        .usage, kind: "changed", differences.joined(separator: "; "),
        hint: "run.json holds for all shards: give the same, or another `--output`")
    }
    for line in remarks(settled, mine, SharedFiles(whole)) { context.printNote(line) }
    context.printData(script(settled, run.resolved.string, context).text)
  }

  /// What a person should know before the script is submitted.
  private func remarks(_ settled: RunDefinition, _ mine: RunDefinition, _ shared: SharedFiles) -> [String] {
    var lines = settled.ignored(of: mine).map { "warning: \($0)" }
    if settled.concurrency < settled.atATime {
      lines.append(
        "warning: \(settled.atATime) tasks at a time have as many requests in flight, more than `--concurrency "
          + "\(settled.concurrency)`")
    }
    if let asked = bounds.maxCost.flatMap(Money.init(digits:)), let before = shared.bound(of: settled), asked != before
    {
      lines.append(Extract.boundRemark("--max-cost", from: before, to: asked))
    }
    if let stop = shared.stop() {
      lines.append("warning: the run was stopped: \(stop.message)")
      lines.append("hint: put it right, then remove `\(shared.stoppedPath)`, which stops every shard")
    }
    return lines
  }

  private func checkLocks(of folder: String, _ name: String, _ context: CommandContext) throws(CommandFailure) {
    let facts = LockFacts(of: folder)
    try facts.checkSharing(name)
    if facts.reach?.scope != .all {
      context.printNote("warning: what locks are worth in \(name) `\(facts.folder)` is not known to herbx")
    }
  }

  private func model(_ known: RunDefinition?, _ context: CommandContext) async throws -> String {
    if let named = asking.model.map(ModelAlias.resolve) { return named }
    if let known { return known.model }
    let catalogue = try await fetchCatalogue(service, context)
    do { return try ModelChoice(.init(named: nil, recorded: nil, catalogue: catalogue)).id } catch {
      throw CommandFailure(.modelGone, error)
    }
  }

  private func definition(_ model: String, _ prompts: PromptSet, _ whole: ShardedRun) -> RunDefinition {
    var definition = RunDefinition(
      shards: count, atATime: min(atMost, count), input: FilePath(input).resolved.string, images: 0,
      model: model, prompts: prompts.hashes, maxCost: bounds.maxCost, maxRotations: bounds.maxRotations,
      concurrency: bounds.concurrency, requestsPerMinute: bounds.requestsPerMinute, patterns: selection.shared,
      created: Timestamp.now().iso8601)
    definition.images = definition.specimens(input, of: whole).count
    return definition
  }

  private func script(_ settled: RunDefinition, _ run: String, _ context: CommandContext) -> SlurmScript {
    let typed = context.arguments.drop { $0 != Self.configuration.commandName }.dropFirst()
    var words = ["--input", FilePath(input).resolved.string, "--output", run]
    words += SlurmScript.extractWords(Array(typed), own: Self.own)
    if asking.model == nil { words += ["--model", settled.model] }
    return SlurmScript(
      shards: settled.shards, atMost: settled.atATime, time: time, notice: notice, run: run,
      program: context.executable,
      folder: FilePath(".").resolved.string, extract: words)
  }
}
