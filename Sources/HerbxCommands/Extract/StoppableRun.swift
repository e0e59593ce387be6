internal import Dispatch
internal import Extraction
internal import Logging
internal import OpenRouter
internal import Synchronization
internal import SystemLayer

/// A run that ends in good order when a signal asks it to.
struct StoppableRun {
  let run: ExtractionRun
  let journal: RunJournal
  let folder: RunFolder
  let display: ProgressDisplay
  /// How many requests of a free model the account may make in a day; nil where no such limit is known.
  let freePerDay: Int?
  /// Asked each second why the run should stop.
  var watches: [@Sendable () -> StopReason?] = []

  func go(_ plan: RunPlan, model: ModelChoice, earlier: PreviousRun) async -> RunSummary {
    announce(plan, model, earlier)
    let watch = SignalWatch(handler())
    let lockWatch = Task { await watchLock() }
    defer {
      watch.stop()
      lockWatch.cancel()
    }
    var summary = await run.run()
    // Moved in the last second.
    if summary.stop == nil, !FilePath(folder.path).exists { summary.stop = lockLost }
    return summary
  }

  /// Somebody may remove the lock file under a run, for it looks like one left behind; the next start would then take a
  /// lock of its own.
  private func watchLock() async {
    while (try? await Task.sleep(for: .seconds(1))) != nil {
      if let reason = watches.lazy.compactMap({ $0() }).first { return run.requestStop(reason) }
      guard !folder.isLockInPlace else { continue }
      return run.requestStop(lockLost)
    }
  }

  private var lockLost: StopReason {
    StopReason(
      .lockLost, kind: "lock_lost",
      message: "the lock `\(folder.path)/.lock` was removed or moved while the run went on",
      hint:
        "leave it and its folder where they are: a lock that nobody holds stops nobody; then start the same command again"
    )
  }

  private func handler() -> @Sendable (Int32) -> Void {
    let interrupts = Mutex(0)
    let (run, journal, display) = (run, journal, display)
    return { number in
      guard number == Signal.interrupt else {
        run.requestStop(Self.stop(.terminated, number == Signal.hangUp ? "SIGHUP" : "SIGTERM"))
        return
      }
      let count = interrupts.withLock { count in
        count += 1
        return count
      }
      if count > 1 { Self.endAtOnce(journal, display) }
      run.requestStop(Self.stop(.interrupted, "SIGINT"))
    }
  }

  /// Every record on the disk is whole; what is in flight is given up. Says so, but waits for no disk or terminal that
  /// hangs: that may be why somebody presses Ctrl-C again.
  private static func endAtOnce(_ journal: RunJournal, _ display: ProgressDisplay) {
    let said = DispatchSemaphore(value: 0)
    DispatchQueue.global().async {
      let message = "stopped at once by a second SIGINT: answers on their way are given up, and may have been paid for"
      journal.note(
        .extractionStopped, ["stopped": ["kind": "interrupted", "message": .string(message)]])
      journal.logger.error("🛑 \(message)")
      journal.finish()
      display.flush()
      said.signal()
    }
    _ = said.wait(timeout: .now() + 1)
    Signal.endProcess(ExitStatus.interrupted.rawValue)
  }

  private static func stop(_ cause: StopReason.Cause, _ name: String) -> StopReason {
    StopReason(
      cause, kind: cause.rawValue, message: "stopped by \(name)",
      hint: "start the same command again: it goes on where it stopped")
  }

  private func announce(_ plan: RunPlan, _ model: ModelChoice, _ earlier: PreviousRun) {
    journal.note(
      .extractionStarted,
      [
        "pid": JSONValue(ProcessInformation.pid), "model": .string(model.id),
        "total": .number(String(plan.specimens.count)),
        "todo": .number(String(plan.todo.count)), "done": .number(String(plan.done)),
        "failed": .number(String(plan.leftFailed)), "resumed": .bool(earlier.isResume),
        "free_per_day": freePerDay.map { .number(String($0)) } ?? .null,
      ])
    let price = model.isFree ? ", free" : ""
    journal.logger.info("🌿 herbx \(Version.herbx): model `\(model.id)` (\(model.reason)\(price))")
    journal.logger.info(
      "\(Plural.of(plan.specimens.count, "specimen")): \(plan.new) new, \(plan.done) done, \(plan.toRetry) to retry, \(plan.changed.count) changed"
    )
    if plan.leftBilled > 0 {
      journal.logger.info(
        "\(Plural.of(plan.leftBilled, "failure")), paid for, left alone: the same question would buy the same answer; `--retry-billed` asks again"
      )
    }
    if let passedOver = plan.passedOver.description { journal.logger.info("passed over: \(passedOver)") }
    for remark in plan.remarks { journal.logger.warning("⚠️ \(remark)") }
  }
}
