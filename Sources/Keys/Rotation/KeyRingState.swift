import OpenRouter

/// One piece of work for the whole ring.
struct KeyJob: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    /// Ask `/key` what is left on the key.
    case check
    /// Find out about a refusal, and replace the key where that is called for.
    case rotate(RotationReason)
  }

  var lease: KeyLease
  var kind: Kind
  /// Whether the key has worked for this process.
  var served: Bool
  /// Whether `/key` has refused the key already.
  var isRefused: Bool
  /// Keys that this run has had made so far.
  var made: Int
}

/// What became of a rotation.
struct RotationResult: Sendable, Equatable {
  enum Outcome: Sendable, Equatable {
    /// - Parameter check: what `/key` says of the new key; nil where it was not asked.
    case replaced(APIKey, check: KeyCheck?)
    case stillValid
    case unverified(reason: String)
    case failed(KeyFailure)
  }

  var outcome: Outcome
  /// Keys that the rotation has had made, whether or not they work.
  var made = 0
}

/// The state of a run's keys, and all decisions about them: who gets a key, who waits, when a key is asked after,
/// rotated and given back. Pure: no clock, no files, no tasks; each event returns what is to be done.
///
/// At most one job runs at a time, and at most one for each generation ends in a new key. A report on a generation that
/// is over costs nothing. The first rotation that fails ends the ring: all that is asked later has the same answer.
struct KeyRingState: Sendable {
  typealias WaiterID = Int

  enum Request: Sendable, Equatable {
    case lease
    case report(RotationReason)
  }

  struct Waiter: Sendable, Equatable {
    let id: WaiterID
    let request: Request
  }

  /// What a waiter is told.
  enum Answer: Sendable, Equatable {
    case lease(KeyLease)
    case replacement(KeyReplacement)
    case failure(KeyFailure)
  }

  /// What follows from an event.
  struct Step: Sendable, Equatable {
    var answers: [WaiterID: Answer] = [:]
    /// To be started, and its end told.
    var job: KeyJob?
    /// Keys that are out of force and carry nothing any more.
    var released: [APIKey] = []
    /// A key that has worked for the first time.
    var firstServed: APIKey?
  }

  private(set) var lease: KeyLease
  private(set) var job: KeyJob?
  /// In the order in which they came.
  private(set) var waiters: [Waiter] = []
  /// Keys that this run has had made.
  private(set) var made = 0
  private(set) var failure: KeyFailure?
  private(set) var served = false

  private let replacesEarly: Bool
  /// The limit of a new key; nil where it is not known.
  private let newLimit: Money?
  private var costs: RecentCosts
  /// The key in force, and those that are out of force and still carry requests, by generation.
  private var budgets: [Int: KeyBudget]

  /// - Parameters:
  ///   - expected: what a specimen costs at most, as far as is known.
  ///   - newLimit: the spending limit of the keys that are made.
  ///   - replacesEarly: whether a key is replaced before it is used up.
  init(first key: APIKey, expected: Money? = nil, newLimit: Money? = nil, replacesEarly: Bool = true) {
    lease = KeyLease(key: key, generation: 1)
    self.replacesEarly = replacesEarly
    self.newLimit = newLimit
    costs = RecentCosts(expected: expected)
    budgets = [1: KeyBudget(key: key)]
  }

  // MARK: - Events

  mutating func askLease(by id: WaiterID) -> Step { wait(Waiter(id: id, request: .lease)) }

  mutating func report(_ reason: RotationReason, of reported: KeyLease, by id: WaiterID) -> Step {
    guard failure != nil || reported.generation == lease.generation else {
      return Step(answers: [id: .replacement(.replaced)])
    }
    return wait(Waiter(id: id, request: .report(reason)))
  }

  /// The request that had `done` is over.
  mutating func finished(_ done: KeyLease, served isServed: Bool, cost: Money?) -> Step {
    var step = Step()
    if let cost { costs.add(cost) }
    budgets[done.generation]?.finish(cost: cost)
    if isServed, done.generation == lease.generation, !served {
      served = true
      step.firstServed = done.key
    }
    release(done.generation, &step)
    advance(&step)
    return step
  }

  /// Forgets a waiter. The job goes on: it is everybody's.
  /// - Returns: whether the waiter was still waiting.
  mutating func cancel(_ id: WaiterID) -> Bool {
    guard let place = waiters.firstIndex(where: { $0.id == id }) else { return false }
    waiters.remove(at: place)
    return true
  }

  /// The check that was begun as a job has ended.
  mutating func checked(_ check: KeyCheck) -> Step {
    guard let done = job else { preconditionFailure("a result without a job") }
    job = nil
    budgets[done.lease.generation]?.learn(check)
    return advanced()
  }

  /// `/key` is about to be asked about the key in force before anybody needs it.
  mutating func checkBegins() { budgets[lease.generation]?.checkBegins() }

  /// Takes what it said of the key of `generation`.
  mutating func learn(_ generation: Int, _ check: KeyCheck) { budgets[generation]?.learn(check) }

  mutating func rotated(_ result: RotationResult) -> Step {
    guard case .rotate(let reason) = job?.kind else { preconditionFailure("a result without a rotation") }
    job = nil
    made += result.made
    var step = Step()
    switch result.outcome {
    case .replaced(let key, let check):
      enter(key, check, &step)
      answerReports(.replacement(.replaced), &step) { _ in true }
    case _ where reason == .early:
      // The key still works. It is used as it is, and a refusal will be dealt with in its time.
      budgets[lease.generation]?.giveUp()
    case .failed(let failure): self.failure = failure
    case .stillValid: answerReports(.replacement(.stillValid), &step) { $0 == reason || reason == .spent }
    case .unverified(let why):
      answerReports(.replacement(.unverified(reason: why)), &step) { $0 == reason || reason == .spent }
    }
    advance(&step)
    return step
  }

  // MARK: - Decisions

  private mutating func wait(_ waiter: Waiter) -> Step {
    waiters.append(waiter)
    return advanced()
  }

  private mutating func advanced() -> Step {
    var step = Step()
    advance(&step)
    return step
  }

  /// Answers whoever can be answered, and begins the job that the others wait for.
  private mutating func advance(_ step: inout Step) {
    if let failure {
      for waiter in waiters { step.answers[waiter.id] = .failure(failure) }
      waiters = []
    }
    guard job == nil else { return }
    if let reason = openReason { return begin(.rotate(reason), &step) }
    while let waiter = waiters.first {
      switch admission() {
      case .grant:
        waiters.removeFirst()
        budgets[lease.generation]?.begin()
        step.answers[waiter.id] = .lease(lease)
      case .hold: return
      case .first(let kind): return begin(kind, &step)
      }
    }
  }

  /// A spent key is replaced without asking, so that is the stronger reason.
  private var openReason: RotationReason? {
    let reasons = waiters.compactMap { if case .report(let reason) = $0.request { reason } else { nil } }
    return reasons.contains(.spent) ? .spent : reasons.first
  }

  private mutating func begin(_ kind: KeyJob.Kind, _ step: inout Step) {
    let isRefused = budgets[lease.generation]?.isRefused == true
    let begun = KeyJob(lease: lease, kind: kind, served: served, isRefused: isRefused, made: made)
    if kind == .check { budgets[lease.generation]?.checkBegins() }
    job = begun
    step.job = begun
  }

  private enum Admission {
    case grant
    /// Until a request is over.
    case hold
    /// Once this is done.
    case first(KeyJob.Kind)
  }

  /// Whether one more request may go out with the key in force.
  ///
  /// Where it does not fit beside those in flight, what is in flight is lowered first. The key is replaced early only
  /// where a new one would cover what this one does not, and where little is left that is not spoken for.
  private func admission() -> Admission {
    guard replacesEarly, let budget = budgets[lease.generation] else { return .grant }
    guard budget.isKnown else { return .first(.check) }
    let high = costs.ninetiethPercentile
    guard let remaining = budget.remaining, let high, !budget.covers(high) else { return .grant }
    let limit = newLimit ?? high * (budget.inFlight + 1)
    let leftOver = remaining - (costs.median ?? high) * budget.inFlight
    if high * (budget.inFlight + 1) <= limit, leftOver * 10 <= limit {
      return .first(budget.isFresh ? .rotate(.early) : .check)
    }
    return budget.inFlight > 0 ? .hold : .grant
  }

  private mutating func enter(_ key: APIKey, _ check: KeyCheck?, _ step: inout Step) {
    let old = lease.generation
    lease = KeyLease(key: key, generation: old + 1)
    served = false
    var budget = KeyBudget(key: key)
    if let check { budget.learn(check) }
    budgets[lease.generation] = budget
    release(old, &step)
  }

  private mutating func release(_ generation: Int, _ step: inout Step) {
    guard generation != lease.generation, let old = budgets[generation], old.inFlight == 0 else { return }
    budgets[generation] = nil
    step.released.append(old.key)
  }

  private mutating func answerReports(
    _ answer: Answer, _ step: inout Step, where isMeant: (RotationReason) -> Bool
  ) {
    waiters.removeAll { waiter in
      guard case .report(let reason) = waiter.request, isMeant(reason) else { return false }
      step.answers[waiter.id] = answer
      return true
    }
  }
}
