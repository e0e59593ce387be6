internal import Extraction
internal import Imaging
internal import Keys
internal import Logging
internal import OpenRouter
internal import SystemLayer
internal import Transfer

/// One start of a run, step by step. Each step ends the command with its own status where it cannot be taken.
struct ExtractJob {
  private(set) var options: Extract
  let basis: StartBasis
  let context: CommandContext
  let display: ProgressDisplay

  init(options: Extract, basis: StartBasis, context: CommandContext) {
    self.options = options
    self.basis = basis
    self.context = context
    display = ProgressDisplay(options.progress, context)
  }

  mutating func run() async throws {
    defer { display.flush() }
    let prompts = basis.prompts
    try InputFolder.check(options.input)
    try ProcessLimits.check()
    try ProcessLimits.checkFiles()
    let address = try options.service.address(context)
    let folder = try await LockWait(options.bounds.waitForLock, context).open(options.output)
    var earlier = try PreviousRun(folder: folder.path)
    let engine = try context.makeTransfer()
    defer { engine.shutdown() }
    let account = AccountClient(address: address, transfer: engine)
    let store = KeyStore(options.service, context, address: address, account: account)
    let model = try await chooseModel(earlier, account, key: try? store.load().key)
    if let mixture = earlier.mixture(isSimulated: options.simulate) { throw mixture }
    let conflict = earlier.conflict(
      options.identity(model: model.id, prompts, address: address.base), followsInput: basis.followsInput)
    if let conflict, !options.asking.allowChanged { throw conflict }
    var selection = try options.selection.plan(input: options.input)
    let journal = try openJournal(folder)
    if let warning = folder.warning { journal.logger.warning("⚠️ \(warning)") }
    try earlier.mend(folder, journal)
    if earlier.isResume { journal.begin(try RecordChain(folder: folder.path)) }
    if options.simulate { journal.logger.info("\(Simulation.sentence)") }
    for remark in options.takeBounds(of: earlier.snapshot) { journal.logger.info("\(remark)") }
    try await reread(folder, journal, &earlier)
    let template = makeTemplate(model, prompts)
    selection.question = .init(model: model.id, sha256: template.sha256, hasChanged: conflict != nil)
    let plan = RunPlan(
      input: options.input, runFolder: folder.path, selection: selection, records: earlier.records)
    let known = options.selection.known(by: earlier.snapshot)
    let missing = plan.missing(from: options.input, earlier.records, earlier: known)
    if basis.followsInput, conflict == nil { try InputFolder.checkFollowed(plan, to: options.input) }
    if missing.count > 0 { journal.logger.warning("⚠️ \(missing.sentence(input: options.input))") }
    let (tools, duplicates) = try await checkImages(plan, earlier.records, journal)
    let estimate = CostEstimate(
      plan: plan, model: model, earlier: earlier.records, bounds: options.bounds,
      checkpoint: options.validation.earlyCheckpoint)
    try estimate.check()
    let snapshot = try await writeSnapshot(folder, model, prompts, plan, tools, address, known: known)
    var chain = try RecordChain(folder: folder.path)
    chain.fold(try SnapshotFile.bytes(snapshot) ?? [])
    journal.begin(chain)
    let requests = model.isFree || plan.todo.isEmpty ? nil : try openRequests(folder, earlier.records)
    let ring = try await openKeys(store, estimate, journal, folder, account, requests)
    let run = makeRun(
      plan, earlier.records, journal, model: model,
      extractor: makeExtractor(
        template, input: makeInput(plan, tools, duplicates, engine), address: address, engine: engine,
        keys: ring ?? NoKeys(), prices: model.entry?.prices, requests: requests),
      requests: requests, reserve: estimate.reserve)
    var summary = await StoppableRun(run: run, journal: journal, folder: folder).go(
      plan, model: model, earlier: earlier)
    summary.missing = options.asking.allowChanged ? 0 : missing.count
    await ring?.waitUntilIdle()
    display.end()
    tellUnsettled(requests, estimate.reserve, journal)
    let concluded = Result { try SummaryReport(summary: summary, folder: folder, journal: journal).conclude() }
    if let command = options.notify {
      await EndNotification(
        command: command, run: folder.path, environment: context.environment, journal: journal
      ).send(summary)
    }
    try concluded.get()
  }

  /// Nil for a start with nothing to send: it needs no key.
  private func openKeys(
    _ store: KeyStore, _ estimate: CostEstimate, _ journal: RunJournal, _ folder: RunFolder, _ account: AccountClient,
    _ requests: RequestJournal?
  ) async throws -> KeyRing? {
    if estimate.plan.todo.isEmpty { return nil }
    var settings = KeyRingSettings(maxRotations: options.bounds.maxRotations, run: folder.runID)
    settings.expectedCost = estimate.perSpecimen?.cost
    settings.replacesEarly = !options.bounds.noEarlyRotation
    let revocation = KeyRevocation(store: store, account: account, journal: journal)
    let keys = RunKeys(
      store: store, journal: journal, revocation: options.bounds.revokeOld ? revocation : nil,
      requests: requests)
    let ring = try await keys.open(settings)
    let check = await ring.checkKey()
    estimate.tell(journal, key: check)
    if let requests, !requests.accounts.open.isEmpty {
      let bound = options.bounds.maxCost.flatMap(Money.init(digits:))
      await MoneySettlement(requests: requests, account: account, journal: journal, reserve: estimate.reserve).settle(
        ring.key, check, left: bound.map { $0 - requests.accounts.total },
        wanted: estimate.reserve * options.bounds.concurrency)
    }
    return ring
  }

  private func openRequests(
    _ folder: RunFolder, _ records: RecordIndex
  ) throws(CommandFailure) -> RequestJournal {
    do { return try RequestJournal(folder: folder.path, recorded: records.costs.byKey) } catch {
      throw CommandFailure(.writeFailed, WriteFailure(error))
    }
  }

  /// Names what may still be billed for answers that never came.
  private func tellUnsettled(_ requests: RequestJournal?, _ reserve: Money, _ journal: RunJournal) {
    guard let requests else { return }
    let open = requests.accounts.open.count
    if open > 0 {
      journal.logger.warning(
        "⚠️ \(open) requests may have been billed without an answer, \(reserve * open) at most: the next start asks the service"
      )
    }
    if let failure = requests.failure { journal.logger.warning("⚠️ the journal of requests has gaps: \(failure)") }
  }

  private func openJournal(_ folder: RunFolder) throws(CommandFailure) -> RunJournal {
    do { return try RunJournal(folder: folder, echo: { [display] in display.print($0) }) } catch {
      throw CommandFailure(.writeFailed, error)
    }
  }

  /// The service's catalogue has the last word on a model; a service that cannot be asked is no reason to stop a run
  /// whose model is known.
  private func chooseModel(
    _ earlier: PreviousRun, _ account: AccountClient, key: APIKey?
  ) async throws -> ModelChoice {
    let named = options.asking.model
    let recorded = options.asking.allowChanged && named != nil ? nil : earlier.model
    // Without it there is no model to take, or no price to hold a bound by.
    let isNeeded = named == nil && recorded == nil || options.bounds.maxCost != nil && !earlier.isResume
    var catalogue: Catalogue?
    do {
      let wait = ServiceWait(
        patience: isNeeded ? .seconds(options.bounds.outagePatience) : .zero, tell: context.printNote)
      catalogue = try await wait.answer { () async throws(ServiceFailure) in try await account.catalogue(key: key) }
    } catch {
      guard named != nil || recorded != nil else {
        throw CommandFailure(error.passes ? .serviceUnavailable : .noUsableKey, error)
      }
      context.printNote("warning: \(error.message); going on without the catalogue")
    }
    do { return try ModelChoice(.init(named: named, recorded: recorded, catalogue: catalogue)) } catch {
      throw CommandFailure(.modelGone, error)
    }
  }

  private func writeSnapshot(
    _ folder: RunFolder, _ model: ModelChoice, _ prompts: PromptSet, _ plan: RunPlan, _ tools: ConverterTools,
    _ address: ServiceAddress, known: Int?
  ) async throws -> String {
    let snapshot = EnvironmentSnapshot(
      runID: folder.runID, timestamp: .now(), git: await GitState.current(), dependencies: Dependencies.all(tools),
      command: Redactor().commandLine(context.arguments), platform: .current(), model: model.id,
      prompts: prompts.hashes, parameters: RunParameters(options, model, variables: context.environment).members,
      input: .init(
        path: FilePath(options.input).resolved.string, images: plan.specimens.count,
        known: options.asking.allowChanged ? plan.found.count : max(known ?? 0, plan.found.count)),
      service: .init(address: address.base, isSimulated: options.simulate), promptTexts: prompts.texts)
    do { return try SnapshotFile.write(snapshot, in: folder.path) } catch { throw CommandFailure(.writeFailed, error) }
  }

  /// What was paid for is read again before anything is asked.
  private func reread(
    _ folder: RunFolder, _ journal: RunJournal, _ earlier: inout PreviousRun
  ) async throws {
    guard earlier.records.entries.contains(where: { !$0.value.isSuccess }) else { return }
    do {
      let rereading = try RunRereading(folder: folder.path, records: earlier.records)
      try await rereading.append(to: journal, records: &earlier.records)
    } catch let failure as WriteFailure { throw CommandFailure(.writeFailed, failure) }
  }

  private func makeTemplate(_ model: ModelChoice, _ prompts: PromptSet) -> ChatTemplate {
    ChatTemplate(
      model: model.id, systemPrompt: prompts.system, userPrompt: prompts.user, terms: options.asking.askedTerms,
      format: options.asking.answerFormat ?? model.format, routesStrictly: model.entry != nil,
      routing: options.routing.routing, largestAnswer: options.asking.maxTokens, reasoning: reasoning(model),
      imageDetail: VisionModel(id: model.id)?.detail)
  }

  /// What the catalogue does not say that the model takes is not sent: some services refuse what they do not know.
  private func reasoning(_ model: ModelChoice) -> ChatTemplate.Reasoning? {
    guard let wanted = options.asking.reasoning else { return nil }
    if model.entry?.takesReasoning == true { return wanted }
    context.printNote(
      "warning: `--reasoning \(wanted.rawValue)` is not sent: the catalogue does not say that `\(model.id)` takes it")
    return nil
  }

  /// Ends a start that has nothing to do or cannot prepare its images, and says what a person should know of them.
  /// - Returns: the programs that prepare them, where any are needed, and the images that are not sent since another has
  ///   their bytes.
  private func checkImages(
    _ plan: RunPlan, _ records: RecordIndex, _ journal: RunJournal
  ) async throws -> (ConverterTools, duplicates: [Int: SpecimenName]) {
    try InputFolder.check(plan, of: options.input, records: records.entries.count)
    let survey = ImageSurvey(
      plan, in: options.input, settings: options.images.settings, records: records, depth: .header,
      most: ImageChecks.most)
    let isPartial = survey.total < plan.todo.count
    let tools =
      survey.needsPrograms || isPartial ? await ConverterTools.find(path: context.value("PATH")) : ConverterTools()
    let checks = ImageChecks(survey: survey, tools: tools, total: plan.todo.count)
    try checks.check(skipsUnconvertible: options.images.skipUnconvertible)
    for warning in checks.warnings { journal.logger.warning("⚠️ \(warning)") }
    if !survey.words.isEmpty, survey.needsPrograms { journal.logger.info("images \(survey.words)") }
    return (tools, options.selection.skipDuplicates ? survey.duplicates : [:])
  }

  private func makeInput(
    _ plan: RunPlan, _ tools: ConverterTools, _ duplicates: [Int: SpecimenName], _ engine: TransferEngine
  ) -> InputReader {
    InputReader(
      root: options.input, plan: plan, readers: engine.readers,
      preparer: ImagePreparer(settings: options.images.settings, tools: tools), duplicates: duplicates,
      ahead: 2 * MachineInformation.current().processors)
  }

  private func makeExtractor(
    _ template: ChatTemplate, input: InputReader, address: ServiceAddress, engine: TransferEngine,
    keys: any KeySource, prices: CatalogueModel.Prices?, requests: RequestJournal?
  ) -> SpecimenExtractor {
    var asking = OpenRouterClient.Options(
      deadline: .seconds(options.bounds.timeout), cacheSeconds: options.bounds.responseCache ? 86_400 : nil)
    asking.prices = prices
    asking.accounting = requests
    let client = OpenRouterClient(address: address, transfer: engine, keys: keys, options: asking)
    return SpecimenExtractor(input: input, template: template, client: client)
  }

  private func makeRun(
    _ plan: RunPlan, _ records: RecordIndex, _ journal: RunJournal, model: ModelChoice, extractor: SpecimenExtractor,
    requests: RequestJournal?, reserve: Money
  ) -> ExtractionRun {
    var settings = RunParameters(options, model).settings(records)
    if let accounts = requests?.accounts {
      settings.spent = max(settings.spent, accounts.total)
      settings.unconfirmed = reserve * accounts.open.count
    }
    var environment = ExtractionRun.Environment.live(drainLimit: .seconds(min(300, options.bounds.timeout)))
    environment.progress = { [display] in display.update($0) }
    if ProcessLimits.mostInFlight < settings.concurrency {
      settings.concurrency = ProcessLimits.mostInFlight
      journal.logger.warning(
        "🐢 the limit of open files allows \(settings.concurrency) in flight; raise it with `ulimit -n 2048`")
    }
    return ExtractionRun(
      plan: plan, earlier: records, settings: settings, extractor: extractor, journal: journal,
      environment: environment)
  }
}
