internal import OpenRouter

// What follows from an answer.
extension Scheduler {
  mutating func take(_ reply: SchedulerReply, for specimen: Int, at now: Moment) {
    guard let flight = flights.removeValue(forKey: specimen) else { return }
    if let cost = reply.cost { budget.pay(cost) } else if reply.mayBeBilled { budget.setAside() }
    if reply.sendings > 1 { pacer.countExtraSending() }
    if let reason = repeatedAnswer.count(reply) { drain(because: reason) }
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
          message: "the service has refused a key that it does not call dead for "
            + "\(outage.patience.components.seconds) s: \(reason)",
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
