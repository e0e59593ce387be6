internal import Logging
internal import OpenRouter

/// What a run in progress holds; lives on the run's own task.
struct RunState {
  private let run: ExtractionRun
  private var scheduler: Scheduler
  private(set) var summary = RunSummary()
  private(set) var isFinished = false
  private var tasks: [Int: Task<Void, Never>] = [:]
  /// Outcomes that the scheduler has heard of and whose record is not on the disk yet.
  private var outcomes: [Int: Record] = [:]
  /// Records of what is being taken up, which go to the disk together.
  private var group: [Line] = []
  private var sequence: Int
  private var timer: (due: Duration, task: Task<Void, Never>)?
  private var drainTimer: Task<Void, Never>?
  private var keysSeen: Set<String> = []
  /// Answers that were paid for and could not be written.
  private var unsaved: [String] = []

  private struct Line {
    let text: SafeText
    let specimen: Int
    let isInterim: Bool
  }

  init(run: ExtractionRun, scheduler: Scheduler, earlier: RecordIndex) {
    self.run = run
    self.scheduler = scheduler
    sequence = earlier.highestSequence
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
    progress.keyTurn = max(1, keysSeen.count)
    progress.elapsed = run.surroundings.now().elapsed
    return progress
  }

  /// Takes what has happened, one after the other, up to the end of the run; then has what follows from it written.
  mutating func take(_ inputs: [ExtractionRun.Input]) {
    for input in inputs where !isFinished { take(input) }
    run.journal.commit()
    writeGroup()
  }

  private mutating func take(_ input: ExtractionRun.Input) {
    switch input {
    case .replied(let specimen, let result):
      tasks[specimen] = nil
      outcomes[specimen] = result.record
      if let key = result.record.keySHA256 { keysSeen.insert(key) }
      if let cost = result.reply.cost { summary.pay(cost, for: result.record) }
      handle(.replied(specimen: specimen, result.reply))
    case .written(let specimen, .success): settle(specimen)
    case .written(let specimen, .failure(let failure)): lose(specimen, failure)
    case .interimWritten(_, .success): break
    case .interimWritten(_, .failure(let failure)): handle(.stopRequested(StopReason(.writeFailed, failure)))
    case .stopRequested(let reason): handle(.stopRequested(reason))
    case .timer:
      timer = nil
      handle(.ticked)
    case .drainLimitReached: for task in tasks.values { task.cancel() }
    }
  }

  mutating func handle(_ event: Scheduler.Event) {
    for action in scheduler.handle(event, at: run.surroundings.now()) { perform(action) }
  }

  private mutating func perform(_ action: SchedulerAction) {
    switch action {
    case .send(let specimen, _): send(specimen)
    case .record(let specimen, let attempts): write(specimen, attempts: attempts, isInterim: false)
    case .recordInterim(let specimen, let attempts): write(specimen, attempts: attempts, isInterim: true)
    case .wake(let due): wake(at: due)
    case .announce(let announcement): announce(announcement)
    case .finish(let reason): finish(reason)
    }
  }

  private mutating func send(_ specimen: Int) {
    outcomes[specimen] = nil
    let (extractor, inbox, image) = (run.extractor, run.inbox, run.plan.specimens[specimen])
    tasks[specimen] = Task(executorPreference: run.surroundings.executor) {
      inbox.post(.replied(specimen, await extractor.extract(image)))
    }
  }

  private mutating func write(_ specimen: Int, attempts: Int, isInterim: Bool) {
    guard var record = outcomes[specimen] else { return }
    sequence += 1
    record.sequence = sequence
    record.attempts = attempts
    record.replaces = run.plan.changed[specimen]
    outcomes[specimen] = record
    group.append(Line(text: run.journal.line(of: record), specimen: specimen, isInterim: isInterim))
  }

  private mutating func writeGroup() {
    guard !group.isEmpty else { return }
    defer { group = [] }
    run.journal.append(group.map(\.text)) { [group, inbox = run.inbox] results in
      inbox.post(
        zip(group, results).map { line, result in
          line.isInterim ? .interimWritten(line.specimen, result) : .written(line.specimen, result)
        })
    }
  }

  /// The record is on the disk: only now does the specimen count as done anywhere.
  private mutating func settle(_ specimen: Int) {
    guard let record = outcomes.removeValue(forKey: specimen) else { return }
    summary.count(record)
    run.journal.note(record)
    handle(.recorded(specimen: specimen, isSuccess: record.isSuccess))
  }

  private mutating func lose(_ specimen: Int, _ failure: WriteFailure) {
    if let record = outcomes.removeValue(forKey: specimen), let usage = record.usage {
      if let cost = usage["cost"]?.money { summary.lose(cost, for: record) }
      let id = record.generationID.map { " (generation `\($0)`)" } ?? ""
      unsaved.append("`\(record.image)`\(id)")
    }
    handle(.notRecorded(specimen: specimen, StopReason(.writeFailed, failure)))
  }

  private mutating func wake(at due: Duration) {
    if let timer, timer.due <= due { return }
    timer?.task.cancel()
    let (sleep, inbox, now) = (run.surroundings.sleep, run.inbox, run.surroundings.now().elapsed)
    let task = Task {
      await sleep(max(.zero, due - now))
      if !Task.isCancelled { inbox.post(.timer) }
    }
    timer = (due, task)
  }

  private mutating func announce(_ announcement: Announcement) {
    run.journal.note(announcement, name: { run.plan.specimens[$0].name })
    guard case .draining = announcement, drainTimer == nil else { return }
    let (sleep, inbox, limit) = (run.surroundings.sleep, run.inbox, run.surroundings.drainLimit)
    drainTimer = Task {
      await sleep(limit)
      if !Task.isCancelled { inbox.post(.drainLimitReached) }
    }
  }

  private mutating func finish(_ reason: StopReason?) {
    timer?.task.cancel()
    drainTimer?.cancel()
    summary.stop = reason
    isFinished = true
    if !unsaved.isEmpty {
      run.journal.logger.error(
        "answered, and perhaps billed, but not written: \(unsaved.joined(separator: ", ")); they will be asked again")
    }
  }
}

extension RunSummary {
  fileprivate mutating func pay(_ cost: Money, for record: Record) {
    costs.add(cost, isSuccess: record.isSuccess, key: record.keySHA256)
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
