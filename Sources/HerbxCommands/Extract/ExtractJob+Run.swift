internal import Extraction
internal import Imaging
internal import Keys
internal import Logging
internal import OpenRouter
internal import SystemLayer
internal import Transfer

/// The last parts of a start: its keys, and the run over them.
extension ExtractJob {
  func openRequests() throws(CommandFailure) -> RequestJournal {
    do { return try RequestJournal(folder: request.folder.path, recorded: earlier.records.costs.byKey) } catch {
      throw CommandFailure(.writeFailed, WriteFailure(error))
    }
  }

  /// Nil for a start with nothing to send: it needs no key.
  func openKeys(_ requests: RequestJournal?) async throws -> KeyRing? {
    if plan.todo.isEmpty { return nil }
    var settings = KeyRingSettings(maxRotations: options.bounds.maxRotations, run: request.folder.runID)
    settings.expectedCost = estimate.perSpecimen?.cost
    settings.replacesEarly = !options.bounds.noEarlyRotation
    let revocation = KeyRevocation(store: store, account: account, journal: journal)
    let keys = RunKeys(
      store: store, journal: journal, revocation: options.bounds.revokeOld ? revocation : nil,
      requests: requests)
    let ring = try await keys.open(settings)
    let check = await ring.checkKey()
    estimate.tell(journal, key: check)
    if let requests, !requests.accounts.open.isEmpty { await settle(requests, ring, check) }
    return ring
  }

  private func settle(_ requests: RequestJournal, _ ring: KeyRing, _ check: KeyCheck) async {
    let bound = options.bounds.maxCost.flatMap(Money.init(digits:))
    let settlement = MoneySettlement(
      requests: requests, account: account, journal: journal, reserve: estimate.reserve)
    await settlement.settle(
      ring.key, check, left: bound.map { $0 - requests.accounts.total },
      wanted: estimate.reserve * options.bounds.concurrency)
  }

  func makeRun(keys: any KeySource, requests: RequestJournal?) -> ExtractionRun {
    var settings = RunParameters(options, model).settings(earlier.records)
    if let accounts = requests?.accounts {
      settings.spent = max(settings.spent, accounts.total)
      settings.unconfirmed = estimate.reserve * accounts.open.count
    }
    var environment = ExtractionRun.Environment.live(drainLimit: .seconds(min(300, options.bounds.timeout)))
    environment.progress = { [display] in display.update($0) }
    if ProcessLimits.mostInFlight < settings.concurrency {
      settings.concurrency = ProcessLimits.mostInFlight
      journal.logger.warning(
        "🐢 the limit of open files allows \(settings.concurrency) in flight; raise it with `ulimit -n 2048`")
    }
    return ExtractionRun(
      plan: plan, earlier: earlier.records, settings: settings,
      extractor: makeExtractor(keys: keys, requests: requests), journal: journal, environment: environment)
  }

  private func makeExtractor(keys: any KeySource, requests: RequestJournal?) -> SpecimenExtractor {
    var asking = OpenRouterClient.Options(
      deadline: .seconds(options.bounds.timeout), cacheSeconds: options.bounds.responseCache ? 86_400 : nil)
    asking.prices = model.entry?.prices
    asking.accounting = requests
    let client = OpenRouterClient(address: request.address, transfer: engine, keys: keys, options: asking)
    return SpecimenExtractor(input: makeInput(), template: template, client: client)
  }

  private func makeInput() -> InputReader {
    InputReader(
      root: options.input, plan: plan, readers: engine.readers,
      preparer: ImagePreparer(settings: options.images.settings, tools: images.tools),
      duplicates: images.duplicates, ahead: 2 * MachineInformation.current().processors)
  }
}

extension RequestJournal {
  /// Names what may still be billed for answers that never came.
  func tellUnsettled(reserve: Money, _ journal: RunJournal) {
    let open = accounts.open.count
    if open > 0 {
      journal.logger.warning(
        "⚠️ \(open) requests may have been billed without an answer, \(reserve * open) at most: the next start asks the service"
      )
    }
    if let failure { journal.logger.warning("⚠️ the journal of requests has gaps: \(failure)") }
  }
}
