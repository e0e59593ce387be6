public import OpenRouter

/// Asks the service for something that costs nothing until it answers: an outage that is met before the run has begun, and
/// waited for with the same pauses, patience and words as any other.
public struct ServiceWait {
  private let patience: Duration
  private let tell: (String) -> Void
  private let start = ContinuousClock.now

  /// - Parameters:
  ///   - patience: from the first failure; zero to ask once.
  ///   - tell: takes a line for people.
  public init(patience: Duration, tell: @escaping (String) -> Void) {
    self.patience = patience
    self.tell = tell
  }

  /// - Throws: what a person must mend, at once; what passes by itself, after the patience.
  public func answer<Value>(
    of question: () async throws(ServiceFailure) -> Value
  ) async throws(ServiceFailure) -> Value {
    var outage: Outage?
    var backoff = Backoff(base: SchedulerSettings().backoffBase, seed: UInt64.random(in: .min ... .max))
    var failures = 0
    while true {
      do throws(ServiceFailure) {
        let value = try await question()
        say(outage?.ending(at: elapsed))
        return value
      } catch {
        let now = elapsed
        failures += 1
        let pause = backoff.wait(after: failures)
        var present = outage ?? Outage(at: now, reason: error.message, pause: pause)
        present.continues(because: error.message, at: now, pause: pause)
        let left = present.since + patience - now
        guard error.passes, left > .zero else { throw error }
        say(present.report(at: now))
        outage = present
        try? await Task.sleep(for: min(pause, left))
      }
    }
  }

  private var elapsed: Duration { ContinuousClock.now - start }

  private func say(_ report: Outage.Report?) { if let report { tell(report.line(of: .service)) } }
}
