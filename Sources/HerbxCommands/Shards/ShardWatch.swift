internal import Extraction
internal import Logging
internal import OpenRouter
internal import SystemLayer

// What a shard hears of the others while it runs, and tells them.
extension ShardPart {
  /// Waits while another shard does the early validation for all.
  /// - Returns: whether this start is the one to do it.
  /// - Throws: the run's reason where the validation has stopped it.
  func awaitValidation(_ journal: RunJournal) async throws -> Bool {
    var hasSaid = false
    while true {
      if let stop = files.stop() {
        journal.note(
          .extractionStopped, ["stopped": ["kind": .string(stop.kind), "message": .string(stop.message)]])
        throw Self.stopped(stop, files)
      }
      switch try files.validation(for: shard) {
      case .passed: return false
      case .own: return true
      case .otherRuns:
        if !hasSaid { journal.logger.info("waiting for the early validation, which another shard does for all") }
        hasSaid = true
        try await Task.sleep(for: .milliseconds(500))
      }
    }
  }

  /// Why this shard has to stop though nothing is wrong with it; nil where it goes on.
  func reasonToStop() -> StopReason? { files.stop() }

  /// Tells the others how this one ended.
  func tell(_ summary: RunSummary) {
    if let stop = summary.stop, stop.holdsForAllShards { files.tell(stop, shard: shard) }
    if summary.stop == nil, summary.newSuccesses > 0 { files.tellValidated(by: shard) }
  }

  /// The same of an end before the first request.
  func tell(_ failure: CommandFailure) {
    let cause: StopReason.Cause? =
      switch failure.status {
      case .noUsableKey: .noKey
      case .modelGone: .model
      case .outOfMoney where failure.kindName != "max_cost": .money
      default: nil
      }
    guard let cause else { return }
    files.tell(StopReason(cause, kind: failure.kindName, message: failure.message, hint: failure.hint), shard: shard)
  }
}

/// The end of the batch job that a run works in: no request is begun that could not end before it.
struct JobEnd {
  private let end: Timestamp
  private let timeout: Int

  /// Kept free between the last answer and the end, in seconds: for its record.
  private static let margin = 10

  /// Nil where no batch system tells of an end.
  init?(_ context: CommandContext, timeout: Int) {
    guard let seconds = context.value("SLURM_JOB_END_TIME").flatMap({ Int($0) }), (1..<1 << 40).contains(seconds)
    else { return nil }
    end = Timestamp(milliseconds: seconds * 1000)
    self.timeout = timeout
  }

  /// Nil while there is time for one more request.
  func reasonToStop(now: Timestamp) -> StopReason? {
    let left = end.milliseconds - now.milliseconds
    guard left < (timeout + Self.margin) * 1000 else { return nil }
    return StopReason(
      .unavailable, kind: "job_end",
      message: "the job ends at `\(end.iso8601)`, and a request may take \(timeout) s: none is begun any more",
      hint: "start the same command again: it goes on where it stopped; a shorter `--timeout` uses more of the job")
  }
}
