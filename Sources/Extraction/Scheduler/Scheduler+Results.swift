internal import OpenRouter

// What follows from a request's end.
extension Scheduler {
  mutating func take(_ reply: SchedulerReply, for specimen: Int, at now: ClockReading) {
    guard let flight = flights.removeValue(forKey: specimen) else { return }
    settling = nil
    if let cost = reply.cost { budget.pay(cost) } else if reply.mayBeBilled { budget.setAside() }
    if reply.requestsSent > 0, !reply.outcome.isUnread { lastRead = specimen }
    if reply.requestsSent > 1 { pacer.countExtraSending() }
    if let reason = repeatedAnswer.count(reply) { drain(because: reason) }
    failureWords[specimen] = reply.failure
    var tries = flight.tries
    tries.requests += reply.requestsSent
    if !reply.outcome.isUnread { recordOwnFailures(input.read(flight.ticket)) }
    switch reply.outcome {
    case .failure(wasRequested: true) where reply.mayAskAgain && tries.askedAgain < settings.askAgain && stop == nil:
      askAgain(specimen, tries, at: now.elapsed)
    case .success, .failure(wasRequested: true):
      record(specimen, tries, wasRequested: true)
      answered(specimen, at: now.elapsed)
    case .failure(wasRequested: false): refuseLocally(specimen)
    case .transient(let fault):
      fail(specimen, tries, fault, reply, flight.ticket, at: now)
    case .inputUnreadable(let reason, let isFolderGone):
      service.saysNothing(specimen)
      heldTries[specimen] = tries
      input.failed(
        specimen, reason: reason, isFolderGone: isFolderGone, lastTicket: pacer.lastTicket, at: now.elapsed)
    case .tooManyOpenFiles: useFewerFiles(specimen, tries, at: now)
    case .keyUsedUp:
      service.saysNothing(specimen)
      requeue(specimen, tries, due: now.elapsed)
    case .accountUntil(let limit):
      service.saysNothing(specimen)
      requeue(specimen, tries, due: now.elapsed)
      waitForAccount(limit, at: now)
    case .stop(let reason): drain(because: reason)
    }
  }

  private mutating func requeue(_ specimen: Int, _ tries: SpecimenTries, due: Duration) {
    queue.put(.init(specimen: specimen, tries: tries, due: due))
  }

  /// The service did its work, whatever is thought of the answer.
  private mutating func answered(_ specimen: Int, at now: Duration) {
    pacer.succeed()
    accountWaits = 0
    guard let (charge, ended) = service.answered(specimen, at: now) else { return }
    tell(ended, of: .service)
    for flight in flights.keys { flights[flight]?.tries.settle(charge: charge) }
    guard stop == nil else { return }
    for item in queue.settle(charge: charge, limit: limit) { record(item.specimen, item.tries, wasRequested: true) }
  }

  /// The answer is kept; the next request for the specimen tells the model what was wrong with it.
  private mutating func askAgain(_ specimen: Int, _ tries: SpecimenTries, at now: Duration) {
    var tries = tries
    tries.askedAgain += 1
    actions.append(.recordInterim(specimen: specimen, attempts: tries.requests))
    actions.append(.announce(.askingAgain(specimen: specimen)))
    requeue(specimen, tries, due: now)
    answered(specimen, at: now)
  }

  /// Faults that end a specimen, in quarters of an attempt.
  private var limit: Int { settings.attempts * SpecimenTries.fault }

  /// A file that is no image says nothing about model, prompt or service, so the checkpoint does not count it.
  private mutating func refuseLocally(_ specimen: Int) {
    service.saysNothing(specimen)
    early.takeBack()
    record(specimen, SpecimenTries(), wasRequested: false)
  }

  private mutating func record(_ specimen: Int, _ tries: SpecimenTries, wasRequested: Bool) {
    recording[specimen] = wasRequested
    actions.append(.record(specimen: specimen, attempts: tries.requests))
  }
}

// Faults that may pass.
extension Scheduler {
  private mutating func fail(
    _ specimen: Int, _ tries: SpecimenTries, _ fault: TransientFault, _ reply: SchedulerReply, _ ticket: Pacer.Ticket,
    at now: ClockReading
  ) {
    var tries = tries
    let wasBilled = reply.cost.map { $0 > .zero } ?? false
    let asked = Self.pause(fault.wait, now: now.wall)
    if service.outage == nil { slowDown(fault, ticket) }
    if fault.wait.everybody { service.pause(until: now.elapsed + asked) }
    let reading = service.failed(specimen, fault, others: flights.count, asked: asked, at: now.elapsed)
    count(fault, reading, costs: wasBilled || reply.mayBeBilled, in: &tries)
    guard stop == nil else {
      // Undone, so that the next start asks again; but what was billed is kept.
      if wasBilled { record(specimen, tries, wasRequested: true) }
      return
    }
    if isGivenUp(tries, reading, at: now.elapsed) { return record(specimen, tries, wasRequested: true) }
    if wasBilled { actions.append(.recordInterim(specimen: specimen, attempts: tries.requests)) }
    let pause = reading == .undecided ? max(asked, backoff.wait(after: tries.returns)) : .zero
    requeue(specimen, tries, due: now.elapsed + pause)
    guard reading == .undecided, !service.isUnsteady else { return }
    actions.append(
      .announce(.retrying(specimen: specimen, attempts: tries.requests, after: pause, reason: fault.reason)))
  }

  private mutating func slowDown(_ fault: TransientFault, _ ticket: Pacer.Ticket) {
    let before = pacer.limit
    guard fault.wait.slowDown, let limit = pacer.slowDown(ticket, inFlight: flights.count), limit < before else {
      return
    }
    actions.append(.announce(.slowedDown(limit: limit, reason: fault.reason)))
  }

  private func count(
    _ fault: TransientFault, _ reading: ServiceHealth.Reading, costs: Bool, in tries: inout SpecimenTries
  ) {
    tries.returns += 1
    if fault.isRefusal { return }
    if fault.isTimeoutAfterSending || (reading == .outageThoughVouchedFor && isLeftAlone(tries, costs: costs)) {
      tries.faults += SpecimenTries.fault
    } else {
      tries.undecided += 1
    }
  }

  /// Whether those that are left cannot speak for an outage: too few of them have never failed while others succeeded. Where
  /// each attempt may be billed, those that have failed at all do not speak either.
  private func isLeftAlone(_ tries: SpecimenTries, costs: Bool) -> Bool {
    let others = flights.values.count { $0.tries.isTrusted(whereItCosts: costs) }
    let trusted = queue.trusted(whereItCosts: costs) + others + (tries.isTrusted(whereItCosts: costs) ? 1 : 0)
    return trusted < ServiceHealth.faultsThatOpen
  }

  /// In an outage a specimen is given up only after some minutes, though it has been tried often enough.
  private func isGivenUp(_ tries: SpecimenTries, _ reading: ServiceHealth.Reading, at now: Duration) -> Bool {
    guard tries.faults >= limit else { return false }
    guard reading == .outageThoughVouchedFor, let outage = service.outage else { return true }
    return now - outage.since >= min(.seconds(180), settings.outagePatience / 4)
  }

  /// What the service asked for, an hour at most: more is a mistake. A time that has passed says nothing.
  private static func pause(_ wait: Verdict.Wait, now: Timestamp) -> Duration {
    let clock = Double(wait.serviceTime ?? now.milliseconds)
    let ahead = wait.until.map { (Double($0) - clock) / 1000 }.flatMap { $0 > 0 ? $0 : nil }
    let asked = wait.seconds ?? ahead
    return .seconds(wait.everybody ? min(asked ?? 60, 60) : min(asked ?? 0, 3600))
  }
}

// Faults of the machine and of the account.
extension Scheduler {
  /// The files cannot be read, and that is not the folder's fault.
  private mutating func recordOwnFailures(_ specimens: [Int]) {
    for specimen in specimens {
      heldTries[specimen] = nil
      refuseLocally(specimen)
    }
  }

  mutating func take(_ finding: InputHealth.Finding, at now: Duration) {
    switch finding {
    case .goesOn: break
    case .isBack(let specimens, let ended):
      tell(ended, of: .input)
      for specimen in specimens { requeue(specimen, heldTries.removeValue(forKey: specimen) ?? .init(), due: now) }
    case .ownFailure(let specimens, let ended):
      tell(ended, of: .input)
      if stop == nil { recordOwnFailures(specimens) }
    }
  }

  /// Each request holds an image and a connection: with fewer in flight there is room again.
  private mutating func useFewerFiles(_ specimen: Int, _ tries: SpecimenTries, at now: ClockReading) {
    var tries = tries
    tries.returns += 1
    if let limit = pacer.cap(at: max(1, flights.count)) { actions.append(.announce(.fewerFiles(limit: limit))) }
    if flights.isEmpty {
      let fault = TransientFault("the process may open no more files")
      _ = service.failed(specimen, fault, others: 0, asked: .zero, at: now.elapsed)
    } else {
      service.saysNothing(specimen)
    }
    requeue(specimen, tries, due: now.elapsed + backoff.wait(after: tries.returns))
  }

  /// A reset in the past is asked after again, less and less often; one of more than a day is a mistake.
  private mutating func waitForAccount(_ limit: DailyLimit, at now: ClockReading) {
    let clock = limit.serviceTime ?? now.wall
    let end = limit.end ?? clock.nextMidnight
    guard settings.waitsForDailyLimit else {
      drain(
        because: StopReason(
          .unavailable, kind: "daily_limit", message: "the account's daily limit of free requests is reached",
          hint: "start the same command again after \(end.local), or buy credits"))
      return
    }
    if now.elapsed >= accountHold { accountWaits += 1 }
    let least = accountWaits > 1 ? min(3600, Double(60 << min(accountWaits - 2, 6))) : 1
    let ahead = (Double(end.milliseconds) - Double(clock.milliseconds)) / 1000
    let pause = Duration.seconds(min(86_400, max(least, ahead)))
    guard now.elapsed + pause > accountHold else { return }
    if now.elapsed + pause > accountHold + .seconds(1) {
      actions.append(.announce(.waitingForAccount(until: now.wall.advanced(by: pause))))
    }
    accountHold = now.elapsed + pause
  }
}

extension SchedulerOutcome {
  /// Whether the specimen's file was not read.
  fileprivate var isUnread: Bool {
    switch self {
    case .inputUnreadable, .tooManyOpenFiles, .stop, .keyUsedUp: true
    case .success, .failure, .transient, .accountUntil: false
    }
  }
}
