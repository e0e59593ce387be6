internal import Extraction
internal import OpenRouter
internal import SystemLayer

/// One process's part in a run with shards.
struct ShardPart: Sendable {
  let run: ShardedRun
  let shard: Shard
  let files: SharedFiles
  let submission: String
  /// That the run was begun with; nil before its first start.
  let model: String?

  var folder: String { run.folder(of: shard) }

  /// Nil for a run without shards.
  /// - Throws: status 64 where the options do not fit the folder, or the run's own reason where it has been stopped.
  init?(_ options: Extract, _ prompts: PromptSet, _ context: CommandContext) throws {
    run = ShardedRun(RunPath.plain(options.output))
    files = SharedFiles(run, secrets: context.secrets)
    submission = Self.submission(BatchJob.name(context.environment))
    let definition = try RunDefinition.read(run)
    guard let shard = try options.sharding.chosen(definition, context) else {
      if definition == nil { return nil }
      throw Self.misfit("the run `\(run.path)` has shards", "name one: `--shard K/\(definition?.shards ?? 1)`")
    }
    (self.shard, model) = (shard, definition?.model)
    if FilePath(run.path + "/raw.jsonl").exists {
      throw Self.misfit("`\(run.path)` holds a run without shards", "give another folder with `--output`")
    }
    if let definition { try Self.compare(definition, asked(options, model: nil, prompts, images: 0, definition)) }
    if let stop = files.stop() { throw Self.stopped(stop, files) }
    if !options.start.dryRun { try LockFacts(of: run.path).checkSharing("the run folder") }
  }

  private static func misfit(_ message: String, _ hint: String) -> CommandFailure {
    CommandFailure(.usage, kind: "changed", message, hint: hint)
  }

  /// Tasks of one array share its number. Empty without a batch system.
  static func submission(_ job: String?) -> String { String((job ?? "").prefix { $0 != "_" && $0 != "[" }) }

  static func stopped(_ stop: StopReason, _ files: SharedFiles) -> CommandFailure {
    CommandFailure(
      stop.exitStatus, kind: stop.kind, stop.message,
      hint: [stop.hint, "then remove `\(files.stoppedPath)`, which stops every shard"].compactMap { $0 }.joined(
        separator: "; "))
  }

  /// What this start would write down, were it the first.
  private func asked(
    _ options: Extract, model: String?, _ prompts: PromptSet, images: Int, _ known: RunDefinition?
  ) -> RunDefinition {
    let named = options.asking.model.map(ModelAlias.resolve)
    return RunDefinition(
      shards: shard.count, atATime: options.sharding.atMost ?? known?.atATime ?? shard.count,
      input: FilePath(options.input).resolved.string, images: images, model: model ?? named ?? known?.model ?? "",
      prompts: prompts.hashes, maxCost: options.bounds.maxCost, maxRotations: options.bounds.maxRotations,
      concurrency: options.bounds.concurrency, requestsPerMinute: options.bounds.requestsPerMinute,
      patterns: options.selection.shared, created: Timestamp.now().iso8601)
  }

  private static func compare(_ settled: RunDefinition, _ mine: RunDefinition) throws(CommandFailure) {
    let differences = settled.differences(from: mine)
    guard !differences.isEmpty else { return }
    throw misfit(
      differences.joined(separator: "; "), "run.json holds for all shards: give the same, or another `--output`")
  }

  /// Takes part: the run's definition is settled, and its bounds are brought down to this shard's share.
  /// - Returns: what a person should know of the bounds.
  func join(_ options: inout Extract, _ model: ModelChoice, _ prompts: PromptSet) async throws -> [String] {
    let definition = try settle(options, model: model.id, prompts)
    options.bounds.concurrency = max(1, definition.concurrency / definition.atATime)
    let pace = definition.requestsPerMinute ?? (model.isFree ? RunParameters.freeRequestsPerMinute : nil)
    options.bounds.requestsPerMinute = pace.map { max(1, $0 / definition.atATime) }
    options.bounds.maxRotations = definition.maxRotations
    let money = ShardMoney(
      part: self, definition: definition, input: options.input,
      worstCase: model.highestPrices.flatMap(options.asking.worstCase))
    let (share, remarks) = try await money.share(asked: options.bounds.maxCost.flatMap(Money.init(digits:)))
    options.bounds.maxCost = share?.digits
    return remarks
  }

  private func settle(_ options: Extract, model: String, _ prompts: PromptSet) throws -> RunDefinition {
    if let known = try RunDefinition.read(run) {
      try Self.compare(known, asked(options, model: model, prompts, images: 0, known))
      return known
    }
    var mine = asked(options, model: model, prompts, images: 0, nil)
    mine.images = mine.specimens(options.input, of: run).count
    let settled = try mine.settle(in: run)
    try Self.compare(settled, mine)
    return settled
  }

  /// By this the ledger of keys knows the run, whichever shard has a key made.
  func ledgerName() throws(ReadFailure) -> String {
    "\(RunFolder.runID(of: run.path))@\(try RunDefinition.read(run)?.created ?? "")"
  }
}
