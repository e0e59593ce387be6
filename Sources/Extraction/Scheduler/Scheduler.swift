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

  struct Flight {
    let ticket: Pacer.Ticket
    /// Requests made before this one.
    let attempts: Int
    /// Passing faults before this one.
    let faults: Int
  }

  let settings: SchedulerSettings
  var queue: WorkQueue
  var flights: [Int: Flight] = [:]
  /// Specimens whose record is being written, and whether a request was made for them.
  var recording: [Int: Bool] = [:]
  var pacer: Pacer
  var budget: Budget
  var backoff: Backoff
  var outage: Outage
  var early: EarlyValidation
  var window = RollingWindow()
  var failuresInARow = 0
  var repeatedAnswer = RepeatedAnswer()
  /// Nothing is sent before this time.
  var holdUntil: Duration = .zero
  var stop: StopReason?
  private var isFinished = false
  var actions: [SchedulerAction] = []

  /// - Parameter specimens: the numbers of the specimens to be sent, in the order of sending.
  public init(specimens: [Int], settings: SchedulerSettings) {
    self.settings = settings
    queue = WorkQueue(specimens)
    pacer = Pacer(concurrency: settings.concurrency, requestsPerMinute: settings.requestsPerMinute)
    budget = Budget(
      bound: settings.maxCost, spent: settings.spent, unconfirmed: settings.unconfirmed,
      expected: settings.expectedCost, worstCase: settings.worstCaseCost)
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

  mutating func drain(because reason: StopReason) {
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
