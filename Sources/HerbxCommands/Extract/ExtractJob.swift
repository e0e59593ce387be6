internal import Extraction
internal import Imaging
internal import Keys
internal import Logging
internal import OpenRouter
internal import SystemLayer
internal import Transfer

/// One start of a run: all that it works with, opened and checked. Its last steps are the keys and the run itself.
struct ExtractJob {
  private(set) var options: Extract
  let context: CommandContext
  let display: ProgressDisplay
  let engine: TransferEngine
  let account: AccountClient
  let store: KeyStore
  let request: RunRequest
  let model: ModelChoice
  let template: ChatTemplate
  let journal: RunJournal
  private(set) var earlier: PreviousRun
  let plan: RunPlan
  /// How many images earlier starts have known; nil where they left no word.
  let known: Int?
  let missing: MissingSpecimens
  let images: CheckedImages
  let estimate: CostEstimate

  /// Opens what a start needs and runs it to its end.
  static func run(_ options: Extract, _ basis: StartBasis, _ context: CommandContext) async throws {
    let display = ProgressDisplay(options.start.progress, context)
    defer { display.flush() }
    let request = try await RunRequest(options, basis, context)
    let engine = try context.transferEngine()
    defer { engine.shutdown() }
    try await ExtractJob(request, options, context, display: display, engine: engine).run()
  }

  /// Each step ends the command with its own status where it cannot be taken.
  private init(
    _ request: RunRequest, _ options: Extract, _ context: CommandContext, display: ProgressDisplay,
    engine: TransferEngine
  ) async throws {
    (self.request, self.options, self.context, self.display, self.engine) = (
      request, options, context, display, engine
    )
    earlier = request.earlier
    account = AccountClient(address: request.address, transfer: engine)
    store = KeyStore(options.service, context, address: request.address, account: account)
    let chooser = ModelChooser(
      asking: options.asking, fallbacks: options.routing.fallbackModel,
      recorded: earlier.model ?? request.basis.part?.model, account: account, context: context,
      needsPrices: options.bounds.maxCost != nil && !earlier.isResume,
      patience: .seconds(options.bounds.outagePatience))
    model = try await chooser.choose(key: try? store.load().key)
    let conflict = try request.conflict(with: options, model: model)
    var selection = try options.selection.plan(input: options.input)
    journal = try Self.openJournal(request.folder, display)
    if let warning = request.folder.warning { journal.logger.warning("⚠️ \(warning)") }
    try earlier.mend(request.folder, journal)
    if earlier.isResume { journal.begin(try RecordChain(folder: request.folder.path)) }
    if options.simulate { journal.logger.info("\(Simulation.sentence)") }
    let part = request.basis.part
    selection.shard = part?.shard
    let remarks: [String]
    if let part {
      remarks = try await part.join(&self.options, model, request.prompts)
    } else {
      remarks = self.options.takeBounds(of: earlier.snapshot)
    }
    for remark in remarks { journal.logger.info("\(remark)") }
    try await earlier.reread(request.folder, journal)
    template = chooser.template(model, request.prompts, routing: options.routing.routing)
    if !options.simulate, let key = try? store.load().key {
      let search = LostAnswerSearch(
        folder: request.folder, template: template, address: request.address, account: account, journal: journal,
        key: key, management: try? store.management())
      try await search.run(&earlier.records)
    }
    selection.question = .init(model: model.id, sha256: template.sha256, hasChanged: conflict != nil)
    plan = RunPlan(
      input: options.input, runFolder: request.folder.path, selection: selection, records: earlier.records)
    known = options.selection.known(by: earlier.snapshot)
    missing = plan.missing(from: options.input, earlier.records, earlier: known)
    if request.basis.followsInput, conflict == nil { try InputFolder.checkFollowed(plan, to: options.input) }
    if missing.count > 0 { journal.logger.warning("⚠️ \(missing.sentence(input: options.input))") }
    images = try await CheckedImages(
      plan, of: self.options, records: earlier.records, journal: journal, path: context.value("PATH"))
    // One shard does the early validation for all.
    var hasValidated = part != nil
    if let part, !plan.todo.isEmpty,
      RunParameters(self.options, model).settings(earlier.records).earlyCheckpoint != nil
    {
      hasValidated = try await !part.awaitValidation(journal)
      self.options.validation.noEarlyValidation = hasValidated
    }
    estimate = CostEstimate(
      plan: plan, model: model, earlier: earlier.records, bounds: self.options.bounds,
      asking: self.options.asking, fallbacks: options.routing.fallbackModel,
      checkpoint: hasValidated ? 1 : options.validation.earlyCheckpoint, tier: options.routing.serviceTier)
    try estimate.check()
  }

  private func run() async throws {
    defer { journal.finish() }
    let folder = request.folder
    let snapshot = try await writeSnapshot()
    var chain = try RecordChain(folder: folder.path)
    chain.fold(try SnapshotFile.bytes(snapshot) ?? [])
    journal.begin(chain)
    let money = try openMoney()
    let (ring, freePerDay) = try await openKeys(money)
    let run = makeRun(ring, money, freePerDay: freePerDay)
    let stoppable = StoppableRun(
      run: run, journal: journal, folder: folder, display: display, freePerDay: freePerDay, watches: watches)
    var summary = await stoppable.go(plan, model: model, earlier: earlier)
    if let failure = images.cache?.failure {
      journal.logger.warning("⚠️ the image cache was not filled further: \(failure)")
    }
    summary.missing = options.asking.allowChanged ? 0 : missing.count
    request.basis.part?.tell(summary)
    await ring?.waitUntilIdle()
    display.end()
    await money?.conclude(ring?.key ?? (try? store.load().key), &summary, journal)
    let concluded = Result { try SummaryReport(summary: summary, folder: folder, journal: journal).conclude() }
    await notification?.send(summary)
    try concluded.get()
  }

  /// Nil where nobody wants to be told.
  var notification: Notification? {
    options.start.notify.map { command in
      Notification(
        command: command, run: request.folder.path, environment: context.environment, journal: journal)
    }
  }

  private static func openJournal(
    _ folder: RunFolder, _ display: ProgressDisplay
  ) throws(CommandFailure) -> RunJournal {
    do { return try RunJournal(folder: folder, echo: { display.print($0) }) } catch {
      throw CommandFailure(.writeFailed, error)
    }
  }

  private func writeSnapshot() async throws -> String {
    let snapshot = EnvironmentSnapshot(
      runID: request.folder.runID, timestamp: .now(), git: await GitState.current(),
      dependencies: Dependencies.all(images.tools), command: context.secrets.current.commandLine(context.arguments),
      platform: .current(), model: model.id, prompts: request.prompts.hashes,
      parameters: RunParameters(options, model, variables: context.environment, basis: request.basis)
        .members,
      input: .init(
        path: FilePath(options.input).resolved.string, images: plan.specimens.count,
        known: options.asking.allowChanged ? plan.found.count : max(known ?? 0, plan.found.count)),
      service: .init(address: request.address.base, isSimulated: options.simulate),
      promptTexts: request.prompts.texts)
    do { return try SnapshotFile.write(snapshot, in: request.folder.path, secrets: context.secrets) } catch {
      throw CommandFailure(.writeFailed, error)
    }
  }
}
