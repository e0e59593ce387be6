import OpenRouter

/// One piece of work for the whole ring: find out about a refusal, and replace the key where that is called for.
struct RotationJob: Sendable, Equatable {
  var lease: KeyLease
  var reason: RotationReason
  /// Whether the key has worked for this process.
  var served: Bool
  /// Keys that this run has had made so far.
  var made: Int
}

/// What became of a job.
struct RotationResult: Sendable, Equatable {
  enum Outcome: Sendable, Equatable {
    case replaced(APIKey, verified: Bool)
    case vouched
    case unverified(reason: String)
    /// - Parameter inForce: another key than the job's that stands in the file now, refused as it is.
    case failed(KeyFailure, inForce: APIKey?)
  }

  var outcome: Outcome
  /// Keys that the job has had made, whether or not they work.
  var made = 0
}

/// Decides who waits, who is answered, and when a job begins. Pure: no clock, no files, no tasks.
///
/// At most one job runs at a time, and at most one for each turn ends in a new key. A report on a turn that is over costs
/// nothing: its answer is the key in force. A failure is not sticky: the next report begins anew.
struct KeyRingState: Sendable {
  typealias WaiterID = Int

  enum Waiter: Sendable, Equatable {
    case lease
    case report(RotationReason)
  }

  /// What a waiter is told.
  enum Answer: Sendable, Equatable {
    case lease(KeyLease)
    case replacement(KeyReplacement)
    case failure(KeyFailure)
  }

  /// What to do with a call.
  enum Reply: Sendable, Equatable {
    case answer(Answer)
    /// Keep the caller until a settlement names it.
    case wait
    /// The same, and start this job.
    case begin(RotationJob)
  }

  /// What follows from the end of a job.
  struct Settlement: Sendable, Equatable {
    var answers: [WaiterID: Answer]
    /// For those whom the outcome does not help.
    var next: RotationJob?
  }

  private(set) var lease: KeyLease
  private(set) var job: RotationJob?
  private(set) var waiters: [WaiterID: Waiter] = [:]
  /// Keys that this run has had made.
  private(set) var made = 0
  private var served = false
  /// A key that still works is not worth a second try: an early rotation that failed is not repeated for its turn.
  private var earlyFailure: KeyFailure?

  init(first key: APIKey) { lease = KeyLease(key: key, turn: 1) }

  /// The key in force; nil while a job runs, whose outcome must be waited for.
  var leaseAtOnce: KeyLease? { job == nil ? lease : nil }

  /// While a job runs, admission stops: the caller waits for the key that comes of it.
  mutating func leaseAsked(by id: WaiterID) -> Reply {
    if let leaseAtOnce { return .answer(.lease(leaseAtOnce)) }
    waiters[id] = .lease
    return .wait
  }

  mutating func reported(_ turn: Int, because reason: RotationReason, by id: WaiterID) -> Reply {
    guard turn == lease.turn else { return .answer(.replacement(.replaced(lease))) }
    if reason == .early, let earlyFailure { return .answer(.failure(earlyFailure)) }
    waiters[id] = .report(reason)
    guard job == nil else { return .wait }
    return .begin(begin(reason))
  }

  /// Notes that a request made with the key of `turn` was answered.
  /// - Returns: the key, the first time that it has worked; the journal is to know.
  mutating func wasServed(_ turn: Int) -> APIKey? {
    guard turn == lease.turn, !served else { return nil }
    served = true
    return lease.key
  }

  func hasServed(_ turn: Int) -> Bool { turn == lease.turn && served }

  /// Forgets a waiter. The job goes on: it is everybody's.
  /// - Returns: whether the waiter was still waiting.
  mutating func cancelled(_ id: WaiterID) -> Bool { waiters.removeValue(forKey: id) != nil }

  mutating func settled(_ result: RotationResult) -> Settlement {
    guard let done = job else { preconditionFailure("a result without a job") }
    job = nil
    made += result.made
    switch result.outcome {
    case .replaced(let key, _):
      enter(key)
      return answerAll(reports: .replacement(.replaced(lease)), leases: .lease(lease))
    case .failed(let failure, let inForce):
      if let inForce { enter(inForce) } else if done.reason == .early { earlyFailure = failure }
      // After an early rotation that failed, the old key still works.
      let usable = done.reason == .early && inForce == nil
      return answerAll(reports: .failure(failure), leases: usable ? .lease(lease) : .failure(failure))
    case .vouched: return passing(.replacement(.vouched), after: done)
    case .unverified(let reason): return passing(.replacement(.unverified(reason: reason)), after: done)
    }
  }

  private mutating func begin(_ reason: RotationReason) -> RotationJob {
    let begun = RotationJob(lease: lease, reason: reason, served: served, made: made)
    job = begun
    return begun
  }

  private mutating func enter(_ key: APIKey) {
    lease = KeyLease(key: key, turn: lease.turn + 1)
    served = false
    earlyFailure = nil
  }

  private mutating func answerAll(reports: Answer, leases: Answer) -> Settlement {
    defer { waiters = [:] }
    return Settlement(answers: waiters.mapValues { $0 == .lease ? leases : reports }, next: nil)
  }

  /// The key stays in force. That a 401 was passing says nothing of a limit that is used up: those who reported one
  /// wait for a job of their own.
  private mutating func passing(_ answer: Answer, after done: RotationJob) -> Settlement {
    let open = waiters.values.compactMap { waiter -> RotationReason? in
      if case .report(let reason) = waiter, reason != .unauthorized { reason } else { nil }
    }
    guard done.reason == .unauthorized, !open.isEmpty else {
      return answerAll(reports: answer, leases: .lease(lease))
    }
    let answered = waiters.filter { $0.value == .report(.unauthorized) }
    for id in answered.keys { waiters[id] = nil }
    let next = begin(open.contains(.spent) ? .spent : .early)
    return Settlement(answers: answered.mapValues { _ in answer }, next: next)
  }
}
