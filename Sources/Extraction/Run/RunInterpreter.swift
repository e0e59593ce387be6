internal import Logging
internal import OpenRouter

/// Carries out the scheduler's actions; lives on the run's own task.
struct RunInterpreter {
  private let run: ExtractionRun
  private var scheduler: Scheduler
  private(set) var summary = RunSummary()
  private(set) var isFinished = false
  private var tasks: [Int: Task<Void, Never>] = [:]
  private var probe: Task<Void, Never>?
  private var records: PendingRecords
  private var timer: (due: Duration, task: Task<Void, Never>)?
  private var drainTimer: Task<Void, Never>?
  private var keyTurn = 1
  /// Answers that could not be used, for the next request to tell the model; until their specimen is decided.
  private var unusable: [Int: UnusableAnswer] = [:]
  /// Specimens whose last record is a failure that was to be tried again.
  private var failedForNow: Set<Int> = []

  init(run: ExtractionRun, scheduler: Scheduler, earlier: RecordIndex) {
    self.run = run
    self.scheduler = scheduler
    records = PendingRecords(
      model: run.extractor.template.model, provider: run.extractor.client.address.provider,
      question: run.extractor.template.sha256, sequence: earlier.highestSequence)
    summary.total = run.plan.specimens.count
    summary.done = run.plan.done
    summary.failed = run.plan.leftFailed
    summary.costs = earlier.costs
    summary.earlierCost = earlier.cost
  }

  var progress: RunProgress {
    var progress = RunProgress()
    (progress.total, progress.done, progress.failed) = (summary.total, summary.done, summary.failed)
    progress.decided = summary.newSuccesses + summary.newFailures
    progress.inFlight = tasks.count
    progress.cost = summary.cost
    progress.isCostUnknown = summary.costs.isUnknown
    progress.keyTurn = keyTurn
    progress.elapsed = run.environment.now().elapsed
    progress.outage = scheduler.outage
    progress.dailyLimitEnd = scheduler.dailyLimitEnd(at: run.environment.now())
    return progress
  }

  /// Takes what has happened, one after the other, up to the end of the run; then has what follows from it written.
  mutating func take(_ inputs: [ExtractionRun.Input]) {
    for input in inputs where !isFinished { take(input) }
    run.journal.commitSoon()
    writeGroup()
  }

  private mutating func take(_ input: ExtractionRun.Input) {
    switch input {
    case .replied(let specimen, let result):
      tasks[specimen] = nil
      records.keep(result, of: specimen)
      if let answer = result.unusable { unusable[specimen] = answer }
      keyTurn = max(keyTurn, result.attempt?.lease?.generation ?? 1)
      // What the records will say: a cost reckoned from tokens counts for the bound alone.
      summary.pay(UsageCost.cost(of: result.attempt?.reply?.usage), for: result)
      if let usage = result.attempt?.reply?.usage { summary.countTokens(usage) }
      handle(.replied(specimen: specimen, result.reply))
    case .written(let specimen, .success): settle(specimen)
    case .written(let specimen, .failure(let failure)): lose(specimen, failure)
    case .interimWritten(let specimen, .success): failedForNow.insert(specimen)
    case .interimWritten(_, .failure(let failure)): handle(.stopRequested(StopReason(.writeFailed, failure)))
    case .serviceProbed(let result): handle(.serviceProbed(result))
    case .inputProbed(let result): handle(.inputProbed(result))
    case .settled(let requests, let cost): handle(.settled(requests: requests, cost: cost))
    case .stopRequested(let reason): handle(.stopRequested(reason))
    case .timer:
      timer = nil
      handle(.ticked)
    case .drainLimitReached: for task in tasks.values { task.cancel() }
    }
  }

  mutating func handle(_ event: Scheduler.Event) {
    for action in scheduler.handle(event, at: run.environment.now()) { perform(action) }
  }

  private mutating func perform(_ action: SchedulerAction) {
    switch action {
    case .send(let specimen): send(specimen)
    case .record(let specimen, let attempts): record(specimen, attempts: attempts, isInterim: false)
    case .recordInterim(let specimen, let attempts): record(specimen, attempts: attempts, isInterim: true)
    case .probeService:
      start { [extractor = run.extractor] in .serviceProbed(await extractor.client.probe()) }
    case .probeInput(let specimens, let other):
      let (files, another) = (specimens.map { run.plan.specimens[$0] }, other.map { run.plan.specimens[$0] })
      start { [input = run.extractor.input] in .inputProbed(await input.probe(files, other: another)) }
    case .settleMoney:
      start { [settle = run.environment.settle] in
        let (requests, cost) = await settle?() ?? (0, .zero)
        return .settled(requests: requests, cost: cost)
      }
    case .wake(let due): wake(at: due)
    case .announce(let announcement): announce(announcement)
    case .finish(let reason): finish(reason)
    }
  }
}

// Tasks.
extension RunInterpreter {
  private mutating func send(_ specimen: Int) {
    records.forget(specimen)
    let (extractor, inbox, earlier) = (run.extractor, run.inbox, unusable[specimen])
    let name = run.plan.specimens[specimen].name
    tasks[specimen] = Task(executorPreference: run.environment.executor) {
      inbox.post(.replied(specimen, await extractor.extract(specimen, named: name, after: earlier)))
    }
  }

  private mutating func start(probe body: @escaping @Sendable () async -> ExtractionRun.Input) {
    probe = Task { [inbox = run.inbox] in inbox.post(await body()) }
  }

  private mutating func wake(at due: Duration) {
    if let timer, timer.due <= due { return }
    timer?.task.cancel()
    let (sleep, inbox, now) = (run.environment.sleep, run.inbox, run.environment.now().elapsed)
    let task = Task {
      await sleep(max(.zero, due - now))
      if !Task.isCancelled { inbox.post(.timer) }
    }
    timer = (due, task)
  }

  private mutating func announce(_ announcement: Announcement) {
    let limit = run.environment.drainLimit
    run.journal.note(announcement, drainLimit: limit) { run.plan.specimens[$0].name }
    if let reason = announcement.waitReason { run.environment.beganToWait?(reason, summary) }
    guard case .draining = announcement, drainTimer == nil else { return }
    let (sleep, inbox) = (run.environment.sleep, run.inbox)
    drainTimer = Task {
      await sleep(limit)
      if !Task.isCancelled { inbox.post(.drainLimitReached) }
    }
  }

  private mutating func finish(_ reason: StopReason?) {
    timer?.task.cancel()
    drainTimer?.cancel()
    probe?.cancel()
    summary.stop = reason
    summary.failed += failedForNow.count
    isFinished = true
    if !records.unsaved.isEmpty {
      let names = records.unsaved.joined(separator: ", ")
      run.journal.logger.error(
        "answered, and perhaps billed, but not written: \(names); they will be asked again")
    }
    if !records.unconfirmed.isEmpty {
      let names = records.unconfirmed.joined(separator: ", ")
      run.journal.logger.error(
        "answered, and perhaps billed, but not confirmed by the disk: \(names); the next start asks for those that are not there"
      )
    }
  }
}

// Records.
extension RunInterpreter {
  private mutating func record(_ specimen: Int, attempts: Int, isInterim: Bool) {
    let (name, replaced) = (run.plan.specimens[specimen].name, run.plan.changed[specimen])
    records.add(specimen, named: name, replacing: replaced, attempts: attempts, isInterim: isInterim)
  }

  private mutating func writeGroup() {
    let group = records.takeGroup()
    guard !group.isEmpty else { return }
    run.journal.append(group.map { run.journal.line(of: $0.record) }) { [inbox = run.inbox] results in
      inbox.post(
        zip(group, results).map { line, result in
          line.isInterim ? .interimWritten(line.specimen, result) : .written(line.specimen, result)
        })
    }
  }

  /// The record is on the disk: only now does the specimen count as done anywhere.
  private mutating func settle(_ specimen: Int) {
    guard let record = records.settle(specimen) else { return }
    unusable[specimen] = nil
    failedForNow.remove(specimen)
    summary.count(record)
    run.journal.note(record)
    handle(.recorded(specimen: specimen, isSuccess: record.isSuccess))
  }

  private mutating func lose(_ specimen: Int, _ failure: WriteFailure) {
    if let record = records.lose(specimen, isWritten: failure.isUncertain), let cost = UsageCost.cost(of: record.usage)
    {
      summary.lose(cost, for: record)
    }
    handle(.notRecorded(specimen: specimen, StopReason(.writeFailed, failure)))
  }
}

extension RunSummary {
  fileprivate mutating func pay(_ cost: Money?, for result: SpecimenResult) {
    guard let cost else {
      if result.isSuccess { costs.addUnpriced() }
      return
    }
    costs.add(cost, isSuccess: result.isSuccess, key: result.attempt?.lease?.key.sha256)
    highestCost = max(highestCost, cost)
  }

  fileprivate mutating func countTokens(_ usage: JSONValue) {
    promptTokens += max(0, usage["prompt_tokens"]?.count ?? 0)
    cachedTokens += max(0, usage["prompt_tokens_details"]?["cached_tokens"]?.count ?? 0)
  }

  /// The sums are those of the records; what is lost is said in words.
  fileprivate mutating func lose(_ cost: Money, for record: Record) {
    costs.remove(cost, isSuccess: record.isSuccess, key: record.keySHA256)
  }

  fileprivate mutating func count(_ record: Record) {
    guard case .success(let dwc) = record.outcome else {
      failed += 1
      newFailures += 1
      return
    }
    done += 1
    newSuccesses += 1
    coverage.add(dwc)
  }
}

extension Record {
  var isSuccess: Bool { if case .success = outcome { true } else { false } }
}
