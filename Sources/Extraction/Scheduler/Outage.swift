/// A time in which the service refuses keys that it vouches for, or cannot say whether it does: one request at a time
/// asks whether it is over.
struct Outage: Equatable {
  private(set) var since: Duration?
  private(set) var nextProbe: Duration = .zero
  private var probes = 0
  private var backoff: Backoff
  let patience: Duration

  init(patience: Duration, seed: UInt64) {
    self.patience = patience
    backoff = Backoff(base: .seconds(2), seed: seed)
  }

  var isOn: Bool { since != nil }

  enum Step: Equatable {
    case began
    case goesOn
    /// It has lasted for longer than the run's patience.
    case tooLong
  }

  mutating func strike(at now: Duration) -> Step {
    let isNew = since == nil
    let start = since ?? now
    since = start
    if now - start >= patience { return .tooLong }
    // A burst of refusals is one strike, or the wait would grow with the number in flight.
    if now >= nextProbe {
      probes += 1
      nextProbe = now + backoff.wait(after: probes)
    }
    return isNew ? .began : .goesOn
  }

  mutating func end() {
    since = nil
    probes = 0
    nextProbe = .zero
  }
}
