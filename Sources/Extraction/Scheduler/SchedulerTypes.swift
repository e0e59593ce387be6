public import OpenRouter

/// What bounds and steers a run.
public struct SchedulerSettings: Sendable, Equatable {
  /// Requests in flight at most.
  public var concurrency = 8
  public var requestsPerMinute: Int?
  /// For a specimen's own transient faults, the first included.
  public var attempts = 4
  /// How many specimens are decided before the rest may begin; nil for no checkpoint.
  public var earlyCheckpoint: Int? = 5
  /// The share of successes that the checkpoint asks for, 0 to 1.
  public var earlyThreshold = 0.5
  /// The share of the last 50 specimens that must succeed, 0 to 1; 0 for no such stop.
  public var stopBelow = 0.5
  /// How often a model is told what was wrong with its answer and asked once more, for one specimen.
  public var askAgain = 0
  /// Before the second attempt, and before an outage's first probe.
  public var backoffBase = Duration.seconds(1)
  /// How long an outage is waited out.
  public var outagePatience = Duration.seconds(43_200)
  /// Where a person sees whether the service is well.
  public var statusPage = ServiceAddress.official.statusPage
  /// Whether a daily limit is waited for; otherwise it stops the run.
  public var waitsForDailyLimit = true
  /// What the run may cost in all, earlier starts included.
  public var maxCost: Money?
  /// What earlier starts spent.
  public var spent = Money.zero
  /// What earlier starts sent and may have been billed for.
  public var unconfirmed = Money.zero
  /// How many requests these are.
  public var unconfirmedRequests = 0
  /// Whether the service can be asked what requests have cost whose answers never came.
  public var settlesMoney = false
  /// What one request may cost at most by the catalogue's prices.
  public var worstCaseCost: Money?
  /// What a specimen costs at most, as far as is known.
  public var expectedCost: Money?
  /// Of the jitter.
  public var seed: UInt64 = 1

  public init() {}
}

/// What the scheduler orders.
public enum SchedulerAction: Sendable, Equatable {
  /// Make a request for the specimen.
  case send(specimen: Int)
  /// Write the record of the outcome at hand; the specimen is decided once it is on the disk.
  case record(specimen: Int, attempts: Int)
  /// Write the record of an outcome that was billed, though the specimen will be tried again.
  case recordInterim(specimen: Int, attempts: Int)
  /// Ask the service something that costs nothing; `.serviceProbed` tells the answer.
  case probeService
  /// See whether one of these specimens' files can be read; `.inputProbed` tells the answer.
  /// See whether one of these files can be read again, and else whether another one can.
  case probeInput(specimens: [Int], other: Int?)
  /// Ask the service what requests have cost whose answers never came; `.settled` tells the answer.
  case settleMoney
  /// Come back with `.ticked` at this time.
  case wake(at: Duration)
  case announce(Announcement)
  /// Nothing is left to do, or to wait for.
  case finish(StopReason?)
}

/// What a person should hear of the scheduler's decisions.
public enum Announcement: Sendable, Equatable {
  case slowedDown(limit: Int, reason: String)
  /// The process may open no more files.
  case fewerFiles(limit: Int)
  case checkpointPassed(successes: Int, decided: Int)
  case checkpointFailed(successes: Int, decided: Int)
  case lowSuccess(successes: Int, window: Int)
  case waitingForAccount(until: Timestamp)
  case outageBegan(OutageSubject, reason: String)
  case outageContinues(OutageSubject, reason: String, lasted: Duration)
  case outageEnded(OutageSubject, lasted: Duration)
  case retrying(specimen: Int, attempts: Int, after: Duration, reason: String)
  /// The answer could not be used, and the model is told so.
  case askingAgain(specimen: Int)
  case draining(inFlight: Int, reason: StopReason)
}

extension Announcement {
  /// Why the run begins to wait; nil where it goes on.
  var waitReason: String? {
    switch self {
    case .outageBegan(let subject, let reason): "\(subject.rawValue): \(reason)"
    case .waitingForAccount(let until): "the account's daily limit of free requests, until \(until.iso8601)"
    default: nil
    }
  }
}

/// What is out of order.
public enum OutageSubject: String, Sendable, Equatable {
  case service
  case input
}

/// What became of one request, as far as the scheduler cares.
public enum SchedulerOutcome: Sendable, Equatable {
  case success
  /// The specimen's own fault, its answer's included; `wasRequested` is false where no request was made.
  case failure(wasRequested: Bool)
  case transient(TransientFault)
  /// The image could not be opened or read, which may be the folder's fault.
  case inputUnreadable(reason: String, isFolderGone: Bool)
  /// The process may open no more files.
  case tooManyOpenFiles
  /// Refused only because others had used up the fresh key.
  case keyUsedUp
  case accountUntil(DailyLimit)
  case stop(StopReason)
}

/// When the account's daily limit ends, as the service says.
public struct DailyLimit: Sendable, Equatable {
  /// Nil where it does not say: at midnight UTC.
  public var end: Timestamp?
  /// The service's own clock; nil where it sent none.
  public var serviceTime: Timestamp?

  public init(end: Timestamp?, serviceTime: Timestamp? = nil) {
    self.end = end
    self.serviceTime = serviceTime
  }
}

/// A request's outcome with what it took.
public struct SchedulerReply: Sendable, Equatable {
  public var outcome: SchedulerOutcome
  /// Requests that went out: 0, 1, or 2 after a rotation.
  public var requestsSent: Int
  public var cost: Money?
  /// Whether an answer that never came may have been billed all the same.
  public var mayBeBilled: Bool
  /// Of an answer that held no completion: by this two such answers count as the same.
  public var likeness: String?

  /// Of what may become the specimen's failure.
  public var failure: FailureWords?
  /// Whether the model could be told what was wrong with its answer.
  public var mayAskAgain = false

  public init(_ outcome: SchedulerOutcome, requestsSent: Int = 1, cost: Money? = nil, mayBeBilled: Bool = false) {
    self.outcome = outcome
    self.requestsSent = requestsSent
    self.cost = cost
    self.mayBeBilled = mayBeBilled
  }
}
