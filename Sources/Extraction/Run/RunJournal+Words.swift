internal import Logging
internal import OpenRouter

extension RunJournal {
  /// Tells of a specimen that has been decided, with the next `commit`.
  func note(_ record: Record) {
    var data: [JSONValue.Member] = [
      .init("image", .string(record.image.text)), .init("sequence", JSONValue(record.sequence)),
      .init("attempts", JSONValue(record.attempts)),
    ]
    if let cost = record.usage?["cost"] { data.append(.init("cost", cost)) }
    if let duration = record.durationMilliseconds { data.append(.init("duration_ms", JSONValue(duration))) }
    if case .failure(let failure) = record.outcome { data.append(.init("error_kind", .string(failure.kind))) }
    gather(record.isSuccess ? .specimenCompleted : .specimenFailed, .object(data))
    if case .failure(let failure) = record.outcome {
      logger.warning("❌ `\(record.image)` failed (\(failure.kind)): \(failure.error)")
    }
  }

  /// Tells of a decision of the scheduler.
  /// - Parameter drainLimit: how long a stop waits for what is in flight.
  func note(_ announcement: Announcement, drainLimit: Duration, name: (Int) -> SpecimenName) {
    switch announcement {
    case .slowedDown(let limit, let reason):
      note(.runThrottled, ["reason": .string(reason), "in_flight_limit": .number(String(limit))])
      logger.warning("🐢 slowing down to \(limit) in flight: \(reason)")
    case .checkpointPassed(let successes, let decided):
      note(.validationCheckpoint, Self.counts(successes, decided, passed: true))
      logger.info("✅ early validation passed: \(successes) of \(decided)")
    case .checkpointFailed(let successes, let decided):
      note(.validationCheckpoint, Self.counts(successes, decided, passed: false))
    case .lowSuccess(let successes, let window):
      note(.validationWarning, Self.counts(successes, window, passed: false))
      logger.warning("⚠️ only \(successes) of the last \(window) specimens succeeded")
    case .waitingForAccount(let until):
      note(.runThrottled, ["reason": "daily limit of free requests", "until": .string(until.iso8601)])
      logger.warning("⏳ the account's daily limit of free requests is reached - waiting until \(until.local)")
    case .askingAgain(let specimen):
      logger.info("🔁 `\(name(specimen))` is asked once more: the model is told what was wrong with its answer")
    case .fewerFiles(let limit):
      note(.runThrottled, ["reason": "the process may open no more files", "in_flight_limit": .number(String(limit))])
      logger.warning("🐢 the process may open no more files: \(limit) in flight from now on; raise `ulimit -n`")
    case .outageBegan(let subject, let reason):
      note(.outageBegan, ["subject": .string(subject.rawValue), "reason": .string(reason)])
      logger.warning("\(Outage.Report.began(reason: reason).line(of: subject))")
    case .outageContinues(let subject, let reason, let lasted):
      logger.warning("\(Outage.Report.continues(reason: reason, lasted: lasted).line(of: subject))")
    case .outageEnded(let subject, let lasted):
      let seconds = String(lasted.components.seconds)
      note(.outageEnded, ["subject": .string(subject.rawValue), "lasted_seconds": .number(seconds)])
      logger.info("\(Outage.Report.ended(lasted: lasted).line(of: subject))")
    case .retrying(let specimen, let attempts, let after, let reason):
      logger.info("🔄 `\(name(specimen))` again in \(after.inSeconds) s (attempt \(attempts) failed): \(reason)")
    case .draining(let inFlight, let reason):
      note(.runStopping, ["reason": .string(reason.kind), "in_flight": .number(String(inFlight))])
      let atOnce = reason.cause == .interrupted ? "; a second Ctrl-C stops at once" : ""
      logger.warning(
        "🛑 stopping (\(reason.kind)): waiting for \(inFlight) in flight, \(drainLimit.components.seconds) s at most\(atOnce)"
      )
    }
  }

  func note(_ change: OpeningWatch.Change, name: (Int) -> SpecimenName) {
    switch change {
    case .stuck(let specimen):
      logger.warning(
        "⏳ `\(name(specimen))` has been opening for a minute: the input's file system does not answer - waiting until it does"
      )
    case .freed: logger.info("✅ the input's file system answers again")
    }
  }

  private static func counts(_ successes: Int, _ decided: Int, passed: Bool) -> JSONValue {
    [
      "successes": .number(String(successes)), "decided": .number(String(decided)), "passed": .bool(passed),
    ]
  }
}

extension Outage.Report {
  /// The line of the log.
  func line(of subject: OutageSubject) -> String {
    switch self {
    case .began(let reason): "⏳ \(subject.words) - waiting, no specimen loses an attempt: \(reason)"
    case .continues(let reason, let lasted):
      "⏳ \(subject.words) for \(lasted.components.seconds / 60) min now - waiting: \(reason)"
    case .ended(let lasted): "✅ \(subject.name) is well again, after \(lasted.components.seconds) s"
    }
  }
}

extension OutageSubject {
  fileprivate var name: String {
    switch self {
    case .service: "the service"
    case .input: "the input folder"
    }
  }

  fileprivate var words: String {
    switch self {
    case .service: "the service is not well"
    case .input: "the input folder cannot be read"
    }
  }
}
