internal import OpenRouter

// What is decided, and who may go next.
extension Scheduler {
  mutating func decide(_ specimen: Int, isSuccess: Bool) {
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

  mutating func admit(at now: Duration) {
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
