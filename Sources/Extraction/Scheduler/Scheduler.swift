internal import OpenRouter

/// Decides what a run does next: event in, actions out. It has no clock, makes no call and reads no file.
///
/// A specimen goes from the queue into flight, from there back to the queue or to its record, and is decided once the
/// record is on the disk. What waits (for a retry, for the service) waits here and holds no place in flight.
public struct Scheduler: Sendable {
  public enum Event: Sendable, Equatable {
    case started
    case replied(specimen: Int, SchedulerReply)
    /// The record is on the disk.
    case recorded(specimen: Int, isSuccess: Bool)
    /// The record could not be written.
    case notRecorded(specimen: Int, StopReason)
    case ticked
    case stopRequested(StopReason)
  }

  private struct Flight {
    let ticket: Pacer.Ticket
    /// Requests made before this one.
    let attempts: Int
    /// Passing faults before this one.
    let faults: Int
  }

  private let settings: SchedulerSettings
  private var queue: WorkQueue
  private var flights: [Int: Flight] = [:]
  /// Specimens whose record is being written, and whether a request was made for them.
  private var recording: [Int: Bool] = [:]
  private var pacer: Pacer
  private var budget: Budget
  private var backoff: Backoff
  private var outage: Outage
  private var early: EarlyValidation
  private var window = RollingWindow()
  private var failuresInARow = 0
  /// Nothing is sent before this time.
  private var holdUntil: Duration = .zero
  private var stop: StopReason?
  private var isFinished = false
  private var actions: [SchedulerAction] = []

  /// - Parameter specimens: the numbers of the specimens to be sent, in the order of sending.
  public init(specimens: [Int], settings: SchedulerSettings) {
    self.settings = settings
    queue = WorkQueue(specimens)
    pacer = Pacer(concurrency: settings.concurrency, requestsPerMinute: settings.requestsPerMinute)
    budget = Budget(bound: settings.maxCost, spent: settings.spent, expected: settings.expectedCost)
    backoff = Backoff(base: settings.backoffBase, seed: settings.seed)
    outage = Outage(patience: settings.outagePatience, seed: settings.seed &+ 1)
    early = EarlyValidation(checkpoint: settings.earlyCheckpoint, threshold: settings.earlyThreshold)
  }

  /// Requests in flight.
  public var inFlight: Int { flights.count }

  /// Takes one event and says what follows from it.
  public mutating func handle(_ event: Event, at now: Moment) -> [SchedulerAction] {
    actions = []
    switch event {
    case .started, .ticked: break
    case .replied(let specimen, let reply): take(reply, for: specimen, at: now)
    case .recorded(let specimen, let isSuccess): decide(specimen, isSuccess: isSuccess)
    case .notRecorded(let specimen, let reason):
      recording[specimen] = nil
      drain(because: reason)
    case .stopRequested(let reason): drain(because: reason)
    }
    admit(at: now.elapsed)
    finishIfDone()
    return actions
  }

  private mutating func drain(because reason: StopReason) {
    guard stop == nil else { return }
    stop = reason
    if !flights.isEmpty { actions.append(.announce(.draining(inFlight: flights.count, reason: reason))) }
  }

  private mutating func finishIfDone() {
    guard !isFinished, flights.isEmpty, recording.isEmpty, stop != nil || queue.isEmpty else { return }
    isFinished = true
    actions.append(.finish(stop))
  }
}

// MARK: - Replies

extension Scheduler {
  private mutating func take(_ reply: SchedulerReply, for specimen: Int, at now: Moment) {
    guard let flight = flights.removeValue(forKey: specimen) else { return }
    if let cost = reply.cost { budget.pay(cost) } else if reply.mayBeBilled { budget.setAside() }
    if reply.sendings > 1 { pacer.countExtraSending() }
    let attempts = flight.attempts + reply.sendings
    let back = Return(specimen: specimen, attempts: attempts, faults: flight.faults)
    switch reply.outcome {
    case .success: answered(specimen, attempts: attempts)
    case .failure(wasRequested: true): answered(specimen, attempts: attempts)
    case .failure(wasRequested: false): refuseLocally(specimen)
    case .passing(let wait, let reason):
      pass(back, wait: wait, reason: reason, wasBilled: reply.cost.map { $0 > .zero } ?? false, flight, at: now)
    case .keyInDoubt(let reason): strike(back, reason: reason, at: now.elapsed)
    case .keyUsedUp: put(back, due: now.elapsed)
    case .accountUntil(let date): waitForAccount(back, until: date, at: now)
    case .stop(let reason): drain(because: reason)
    }
  }

  /// A specimen on its way back to the queue.
  private struct Return {
    let specimen: Int
    let attempts: Int
    let faults: Int
  }

  private mutating func put(_ back: Return, due: Duration) {
    queue.put(.init(specimen: back.specimen, attempts: back.attempts, faults: back.faults, due: due))
  }

  /// The service did its work, whatever is thought of the answer.
  private mutating func answered(_ specimen: Int, attempts: Int) {
    pacer.succeed()
    failuresInARow = 0
    if outage.isOn {
      outage.end()
      actions.append(.announce(.outageEnded))
    }
    record(specimen, attempts: attempts, wasRequested: true)
  }

  /// A file that is no image says nothing about model, prompt or service, so the checkpoint does not count it.
  private mutating func refuseLocally(_ specimen: Int) {
    early.takeBack()
    record(specimen, attempts: 0, wasRequested: false)
  }

  private mutating func record(_ specimen: Int, attempts: Int, wasRequested: Bool) {
    recording[specimen] = wasRequested
    actions.append(.record(specimen: specimen, attempts: attempts))
  }

  private mutating func pass(
    _ back: Return, wait: Verdict.Wait, reason: String, wasBilled: Bool, _ flight: Flight, at now: Moment
  ) {
    if wait.slowDown, let limit = pacer.slowDown(flight.ticket, inFlight: flights.count) {
      actions.append(.announce(.slowedDown(limit: limit, reason: reason)))
    }
    let asked = Self.pause(wait, now: now.wall)
    if wait.everybody { holdUntil = max(holdUntil, now.elapsed + asked) }
    let faults = back.faults + 1
    if stop != nil {
      // Undone, so that the next start asks again; but what was billed is kept.
      if wasBilled { record(back.specimen, attempts: back.attempts, wasRequested: true) }
    } else if faults < settings.attempts {
      if wasBilled { actions.append(.recordInterim(specimen: back.specimen, attempts: back.attempts)) }
      let pause = max(asked, backoff.wait(after: faults))
      put(Return(specimen: back.specimen, attempts: back.attempts, faults: faults), due: now.elapsed + pause)
      actions.append(
        .announce(.retrying(specimen: back.specimen, attempts: back.attempts, after: pause, reason: reason)))
    } else {
      giveUp(back, reason: reason)
    }
  }

  /// What the service asked for. A time that has passed by our clock says nothing; one of more than a day is a mistake.
  private static func pause(_ wait: Verdict.Wait, now: Timestamp) -> Duration {
    let ahead = wait.until.map { Double($0 - now.milliseconds) / 1000 }.flatMap { $0 > 0 ? $0 : nil }
    let asked = wait.seconds ?? ahead
    return .seconds(wait.everybody ? min(asked ?? 60, 60) : min(asked ?? 0, 86_400))
  }

  private mutating func giveUp(_ back: Return, reason: String) {
    record(back.specimen, attempts: back.attempts, wasRequested: true)
    failuresInARow += 1
    guard failuresInARow >= settings.breakerLimit else { return }
    drain(
      because: StopReason(
        .unavailable, kind: "circuit_breaker",
        message: "\(failuresInARow) specimens in a row failed for no fault of their own; the last: \(reason)",
        hint: "start the same command again when the service is well: https://status.openrouter.ai"))
  }

  private mutating func strike(_ back: Return, reason: String, at now: Duration) {
    switch outage.strike(at: now) {
    case .began: actions.append(.announce(.outageBegan(reason: reason)))
    case .goesOn: break
    case .tooLong:
      drain(
        because: StopReason(
          .unavailable, kind: "outage",
          message: "the service has refused a key that it does not call dead for \(outage.patience): \(reason)",
          hint: "no key was made; start the same command again later: https://status.openrouter.ai"))
    }
    put(back, due: now)
  }

  private mutating func waitForAccount(_ back: Return, until date: Timestamp?, at now: Moment) {
    put(back, due: now.elapsed)
    let end = date ?? now.wall.nextMidnight
    guard settings.waitsForDailyLimit else {
      drain(
        because: StopReason(
          .unavailable, kind: "daily_limit", message: "the account's daily limit of free requests is reached",
          hint: "start the same command again after \(end.local), or buy credits"))
      return
    }
    let pause = Duration.milliseconds(max(1000, end.milliseconds - now.wall.milliseconds))
    if now.elapsed + pause > holdUntil + .seconds(1) {
      actions.append(.announce(.waitingForAccount(until: end)))
    }
    holdUntil = max(holdUntil, now.elapsed + pause)
  }
}

// MARK: - Decisions and admission

extension Scheduler {
  private mutating func decide(_ specimen: Int, isSuccess: Bool) {
    guard let wasRequested = recording.removeValue(forKey: specimen), wasRequested else { return }
    switch early.decide(isSuccess: isSuccess) {
    case nil: break
    case .passed(let successes, let decided):
      actions.append(.announce(.checkpointPassed(successes: successes, decided: decided)))
    case .stopped(let successes, let decided):
      actions.append(.announce(.checkpointFailed(successes: successes, decided: decided)))
      drain(because: earlyStop(successes, of: decided))
    }
    if let successes = window.add(isSuccess: isSuccess) {
      actions.append(.announce(.lowSuccess(successes: successes, window: RollingWindow.length)))
    }
  }

  private func earlyStop(_ successes: Int, of decided: Int) -> StopReason {
    StopReason(
      .earlyValidation, kind: "early_validation",
      message: "early validation: \(successes) of the first \(decided) specimens succeeded, under the threshold of "
        + "\(settings.earlyThreshold)",
      hint: "look at the errors in raw.jsonl; check model and prompts, or use `--no-early-validation`")
  }

  private mutating func admit(at now: Duration) {
    while stop == nil {
      if let wake = blockedUntil(now) {
        if wake > now { actions.append(.wake(at: wake)) }
        return
      }
      // An answer keeps its place until the disk has it: what a crash can cost stays within the places.
      guard pacer.mayKeep(inFlight: flights.count + recording.count, at: now) else {
        if let opening = pacer.nextOpening, !queue.isEmpty { actions.append(.wake(at: opening)) }
        return
      }
      guard isAffordable else { return }
      guard let next = queue.take(at: now, allowsFresh: early.mayBegin) else {
        if let due = queue.nextDue { actions.append(.wake(at: due)) }
        return
      }
      if next.isFresh { early.begin() }
      let ticket = pacer.send(at: now)
      flights[next.specimen] = Flight(ticket: ticket, attempts: next.attempts, faults: next.faults)
      actions.append(.send(specimen: next.specimen, attempts: next.attempts))
    }
  }

  /// A time before which nothing may be sent; nil where something may be sent now.
  private func blockedUntil(_ now: Duration) -> Duration? {
    guard !queue.isEmpty else { return nil }
    if holdUntil > now { return holdUntil }
    if outage.isOn {
      if outage.nextProbe > now { return outage.nextProbe }
      if !flights.isEmpty { return now }
    }
    let earliest = pacer.earliestSending(now: now)
    return earliest > now ? earliest : nil
  }

  /// At the bound the run drains, and stops once nothing is in flight that could cost less than was reserved for it.
  private var isAffordable: Bool {
    mutating get {
      guard !queue.isEmpty, !budget.mayBegin(inFlight: flights.count) else { return true }
      guard flights.isEmpty else { return false }
      drain(
        because: StopReason(
          .money, kind: "max_cost",
          message: "the next specimen could exceed `--max-cost`: \(budget.words)",
          hint: "start the same command again with a higher `--max-cost`: it goes on where it stopped"))
      return false
    }
  }
}
