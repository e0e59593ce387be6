internal import Extraction
internal import Imaging
internal import Keys
internal import Logging
internal import OpenRouter
internal import Synchronization
internal import SystemLayer
internal import Transfer

/// The last parts of a start: its keys, and the run over them.
extension ExtractJob {
  /// Nil where nothing costs money, or nothing is to be sent and nothing is open.
  func openMoney() throws(CommandFailure) -> RunMoney? {
    let folder = request.folder
    if !model.mayCost || (plan.todo.isEmpty && !RequestJournal.exists(in: folder.path)) { return nil }
    return try RunMoney(
      folder, earlier.records, account: account, journal: journal, reserve: estimate.reserve,
      secrets: context.secrets)
  }

  /// Nil for a start with nothing to send: it needs no key.
  func openKeys(_ money: RunMoney?) async throws -> (ring: KeyRing?, freePerDay: Int?) {
    if plan.todo.isEmpty { return (nil, nil) }
    var settings = KeyRingSettings(maxRotations: options.bounds.maxRotations, run: request.folder.runID)
    if let part = request.basis.part { (settings.run, settings.countsWholeRun) = (try part.ledgerName(), true) }
    settings.expectedCost = estimate.perSpecimen?.cost
    settings.replacesEarly = !options.bounds.noEarlyRotation
    let revocation = KeyRevocation(store: store, account: account, journal: journal)
    let keys = RunKeys(
      store: store, journal: journal, revocation: options.bounds.revokeOld ? revocation : nil,
      requests: money?.requests)
    let ring = try await keys.open(settings)
    let check = await ring.checkKey()
    estimate.tell(journal, key: check)
    await money?.settleEarlier(
      ring.key, check, bound: options.bounds.maxCost.flatMap(Money.init(digits:)), inFlight: options.bounds.concurrency)
    return (ring, model.isFree ? FreeAllowance(check).perDay : nil)
  }

  func makeRun(_ ring: KeyRing?, _ money: RunMoney?, freePerDay: Int?) -> ExtractionRun {
    var settings = RunParameters(options, model).settings(earlier.records)
    settings.statusPage = request.address.statusPage
    money?.apply(to: &settings)
    var environment = ExtractionRun.Environment.live(drainLimit: .seconds(min(300, options.timeout)))
    environment.executor = engine.executor
    if let money, let ring {
      environment.settle = { await money.settlement.settleOwn(ring.key, waits: true) }
    }
    if let notification {
      environment.beganToWait = { reason, summary in Task { await notification.send(summary, waitingFor: reason) } }
    }
    let hasTold = Mutex(false)
    environment.progress = { [display, part = request.basis.part, checkpoint = settings.earlyCheckpoint] progress in
      var shown = progress
      shown.freePerDay = freePerDay
      display.update(shown)
      // The answer that fails the checkpoint drains the run before this is told.
      guard let part, let checkpoint, progress.decided > checkpoint else { return }
      let isFirst = hasTold.withLock { told in
        defer { told = true }
        return !told
      }
      guard isFirst else { return }
      // The shards' own files may be on a share, for which the run's tasks do not wait.
      Task { part.files.tellValidated(by: part.shard) }
    }
    let most = max(1, ProcessLimits.mostInFlight(isPreparing: images.tools != ConverterTools()))
    if most < settings.concurrency {
      settings.concurrency = most
      journal.logger.warning(
        "🐢 the limit of open files allows \(settings.concurrency) in flight; raise it with `ulimit -n 2048`")
    }
    return ExtractionRun(
      plan: plan, earlier: earlier.records, settings: settings,
      extractor: makeExtractor(keys: ring ?? NoKeys(), requests: money?.requests), journal: journal,
      environment: environment)
  }

  private func makeExtractor(keys: any KeySource, requests: RequestJournal?) -> SpecimenExtractor {
    var asking = OpenRouterClient.Options(
      deadline: .seconds(options.timeout), cacheSeconds: options.bounds.responseCache ? 86_400 : nil)
    asking.prices = model.highestPrices
    asking.accounting = requests
    let client = OpenRouterClient(address: request.address, transfer: engine, keys: keys, options: asking)
    return SpecimenExtractor(input: makeInput(), template: template, client: client)
  }

  private func makeInput() -> InputReader {
    InputReader(
      root: options.input, plan: plan, readers: engine.readers,
      preparer: ImagePreparer(settings: options.images.settings, tools: images.tools, cache: images.cache),
      duplicates: images.duplicates, ahead: 2 * MachineInformation.current().processors,
      keeping: min(32, ProcessLimits.mostInFlight() / 8))
  }
}

extension ExtractJob {
  /// What may end the run from outside, beside signals.
  var watches: [@Sendable () -> StopReason?] {
    let job = JobEnd(context, timeout: options.timeout)
    return [{ [part = request.basis.part] in part?.reasonToStop() }, { job?.reasonToStop(now: .now()) }]
  }
}
