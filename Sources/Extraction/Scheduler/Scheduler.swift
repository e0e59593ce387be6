public import OpenRouter

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
    case serviceProbed(ProbeResult)
    case inputProbed(InputProbeResult)
    /// The service has said what so many requests have cost together whose answers never came.
    case settled(requests: Int, cost: Money)
    case ticked
    case stopRequested(StopReason)
  }

  enum Settling { case asked, answered }

  struct InFlight {
    let ticket: Pacer.Ticket
    /// What was tried before this request.
    var tries: SpecimenTries
  }

  let settings: SchedulerSettings
  var queue: WorkQueue
  var flights: [Int: InFlight] = [:]
  /// Specimens whose record is being written, and whether a request was made for them.
  var recording: [Int: Bool] = [:]
  var pacer: Pacer
  var budget: Budget
  /// Where the service is asked about money that is kept back; nil where it was not since the last request.
  var settling: Settling?
  var backoff: Backoff
  var service: ServiceHealth
  var input: InputHealth
  /// A specimen whose file was read for a request.
  var lastRead: Int?
  /// What was tried for specimens that `input` holds back.
  var heldTries: [Int: SpecimenTries] = [:]
  var early: EarlyValidation
  var window = RollingWindow()
  var rollingStop: RollingStop
  /// What the last request for a specimen that is not decided had to say of its failure.
  var failureWords: [Int: FailureWords] = [:]
  var repeatedAnswer = RepeatedAnswer()
  /// Waits for the account's daily limit since the last answer.
  var accountWaits = 0
  var accountHold = Duration.zero
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
      unconfirmedRequests: settings.unconfirmedRequests, expected: settings.expectedCost,
      worstCase: settings.worstCaseCost)
    backoff = Backoff(base: settings.backoffBase, seed: settings.seed)
    service = ServiceHealth(
      patience: settings.outagePatience, backoffBase: settings.backoffBase, seed: settings.seed &+ 1)
    input = InputHealth(backoffBase: settings.backoffBase, seed: settings.seed &+ 2)
    rollingStop = RollingStop(threshold: settings.stopBelow)
    early = EarlyValidation(checkpoint: settings.earlyCheckpoint, threshold: settings.earlyThreshold)
  }

  /// Requests in flight.
  public var inFlight: Int { flights.count }

  /// Why nothing is sent at the moment; nil where the run goes on.
  public var outage: RunProgress.Outage? {
    if let outage = input.outage { return .init(subject: .input, reason: outage.reason, since: outage.since) }
    return service.outage.map { .init(subject: .service, reason: $0.reason, since: $0.since) }
  }

  /// Until when the account's daily limit keeps the run waiting; nil where it does not.
  public func dailyLimitEnd(at now: ClockReading) -> Timestamp? {
    accountHold > now.elapsed && stop == nil ? now.wall.advanced(by: accountHold - now.elapsed) : nil
  }

  /// Takes one event and says what follows from it.
  public mutating func handle(_ event: Event, at now: ClockReading) -> [SchedulerAction] {
    actions = []
    switch event {
    case .started, .ticked: break
    case .replied(let specimen, let reply): take(reply, for: specimen, at: now)
    case .recorded(let specimen, let isSuccess): decide(specimen, isSuccess: isSuccess)
    case .notRecorded(let specimen, let reason):
      recording[specimen] = nil
      drain(because: reason)
    case .serviceProbed(let result): service.probed(result, at: now.elapsed)
    case .inputProbed(let result): take(input.probed(result, at: now.elapsed), at: now.elapsed)
    case .settled(let requests, let cost):
      budget.settle(requests, cost: cost)
      settling = .answered
    case .stopRequested(let reason): drain(because: reason, waitingFor: flights.count + recording.count)
    }
    admit(at: now.elapsed)
    reportOutages(at: now.elapsed)
    finishIfDone()
    return actions
  }

  /// - Parameter places: those in flight; whoever asks from outside is told of answers that wait for the disk as well, which
  ///   may hang. Nil for the requests alone.
  mutating func drain(because reason: StopReason, waitingFor places: Int? = nil) {
    guard stop == nil else { return }
    stop = reason
    let places = places ?? flights.count
    if places > 0 { actions.append(.announce(.draining(inFlight: places, reason: reason))) }
  }

  private mutating func finishIfDone() {
    guard !isFinished, flights.isEmpty, recording.isEmpty else { return }
    guard stop != nil || (queue.isEmpty && input.held.isEmpty) else { return }
    isFinished = true
    actions.append(.finish(stop))
  }
}

// What people hear of outages.
extension Scheduler {
  private mutating func reportOutages(at now: Duration) {
    guard stop == nil else { return }
    if let report = service.report(at: now) { tell(report, of: .service) }
    if let report = input.report(at: now) { tell(report, of: .input) }
  }

  mutating func tell(_ report: Outage.Report?, of subject: OutageSubject) {
    let announcement: Announcement? =
      switch report {
      case nil: nil
      case .began(let reason): .outageBegan(subject, reason: reason)
      case .continues(let reason, let lasted): .outageContinues(subject, reason: reason, lasted: lasted)
      case .ended(let lasted): .outageEnded(subject, lasted: lasted)
      }
    if let announcement { actions.append(.announce(announcement)) }
  }
}
