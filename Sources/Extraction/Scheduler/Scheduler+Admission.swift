internal import OpenRouter

// What is decided, and who may go next.
extension Scheduler {
  mutating func decide(_ specimen: Int, isSuccess: Bool) {
    let words = failureWords.removeValue(forKey: specimen)
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
    let failure = isSuccess ? nil : words ?? .unknown
    // Where nothing is left to be sent there is nothing to stop.
    if let reason = rollingStop.decide(failure), !queue.isEmpty { drain(because: reason) }
  }

  private func earlyStop(_ successes: Int, of decided: Int) -> StopReason {
    StopReason(
      .earlyValidation, kind: "early_validation",
      message: "early validation: \(successes) of the first \(decided) specimens succeeded, under the threshold of "
        + "\(settings.earlyThreshold)",
      hint:
        "look at the errors in raw.jsonl, and mend model, prompts or images first: the same command pays for as many "
        + "again")
  }

  mutating func admit(at now: Duration) {
    stopIfExhausted(at: now)
    while stop == nil {
      if isOnlyHeldLeft { input.isOnlyHeldLeft(at: now) }
      guard passesInput(at: now), !queue.isEmpty else { return }
      switch service.gate(at: now) {
      case .closed(let time): return wake(at: time, now)
      case .probe: return actions.append(.probeService)
      case .trial:
        guard earliestSending(now) <= now else { return wake(at: earliestSending(now), now) }
        guard isAffordable, let item = queue.takeLeastTried(at: now, allowsFresh: early.mayBegin) else { return }
        service.tries(item.specimen)
        return send(item, at: now)
      case .open: guard admitNext(at: now) else { return }
      }
    }
  }

  /// Nothing is left, or nothing may be begun before those are decided whose files cannot be read.
  private var isOnlyHeldLeft: Bool {
    guard flights.isEmpty else { return false }
    return queue.isEmpty || (recording.isEmpty && queue.nextDue == nil && !early.mayBegin)
  }

  /// - Returns: whether one was sent, and the next may be looked at.
  private mutating func admitNext(at now: Duration) -> Bool {
    guard earliestSending(now) <= now else {
      wake(at: earliestSending(now), now)
      return false
    }
    // An answer keeps its place until the disk has it: what a crash can cost stays within the places.
    guard pacer.admits(inFlight: flights.count + recording.count, at: now) else {
      if let increase = pacer.nextIncrease { wake(at: increase, now) }
      return false
    }
    guard isAffordable else { return false }
    guard let next = queue.take(at: now, allowsFresh: early.mayBegin) else {
      if let due = queue.nextDue { wake(at: due, now) }
      return false
    }
    send(next, at: now)
    return true
  }

  private mutating func send(_ item: WorkQueue.Item, at now: Duration) {
    if item.isFresh { early.begin() }
    flights[item.specimen] = InFlight(ticket: pacer.send(at: now), tries: item.tries)
    actions.append(.send(specimen: item.specimen))
  }

  private mutating func passesInput(at now: Duration) -> Bool {
    switch input.gate(at: now, patience: settings.outagePatience) {
    case .open: return true
    case .closed(let time): wake(at: time, now)
    case .probe:
      actions.append(.probeInput(specimens: Array(input.held.prefix(3)), other: queue.nextUnsent ?? lastRead))
      wake(at: now + settings.outagePatience, now)
    }
    return false
  }

  private func earliestSending(_ now: Duration) -> Duration { max(accountHold, pacer.earliestSending(now: now)) }

  private mutating func wake(at time: Duration, _ now: Duration) {
    if time > now { actions.append(.wake(at: time)) }
  }

  private mutating func stopIfExhausted(at now: Duration) {
    guard stop == nil else { return }
    let patience = settings.outagePatience.components.seconds
    if service.isExhausted(at: now), let outage = service.outage {
      drain(
        because: StopReason(
          .unavailable, kind: "outage", message: "the service was not well for \(patience) s: \(outage.reason)",
          hint: "nothing is lost and no specimen was given up: start the same command again when the service is well "
            + "(\(settings.statusPage)), or wait longer with `--outage-patience`"))
    } else if input.isExhausted(at: now, patience: settings.outagePatience), let outage = input.outage {
      drain(
        because: StopReason(
          .unavailable, kind: "input_outage",
          message: "the input could not be read for \(patience) s: \(outage.reason)",
          hint: "see that the folder is mounted, then start the same command again: it goes on where it stopped"))
    }
  }

  /// At the bound the run drains. Once nothing is in flight that could cost less than was reserved for it, the service is
  /// asked what became of the money that is kept back; where that makes no room, the run stops.
  private var isAffordable: Bool {
    mutating get {
      guard !budget.mayBegin(inFlight: flights.count) else { return true }
      guard flights.isEmpty, settling != .asked else { return false }
      if settings.settlesMoney, budget.isWorthSettling, settling == nil {
        settling = .asked
        actions.append(.settleMoney)
        return false
      }
      drain(
        because: StopReason(
          .money, kind: "max_cost",
          message: "the next specimen could exceed `--max-cost`: \(budget.words)",
          hint: "start the same command again with a higher `--max-cost`: it goes on where it stopped"))
      return false
    }
  }
}
