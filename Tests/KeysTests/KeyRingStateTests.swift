import OpenRouter
import TestSupport
import Testing

@testable import Keys

struct KeyRingStateTests {
  private let failure = KeyFailure.rotationLimit(3)

  private func state() -> KeyRingState { KeyRingState(first: .sample(1), replacesEarly: false) }

  private func lease(_ generation: Int) -> KeyLease { KeyLease(key: .sample(generation), generation: generation) }

  private func reason(_ step: KeyRingState.Step) -> RotationReason? {
    if case .rotate(let reason) = step.job?.kind { reason } else { nil }
  }

  private let replaced = RotationResult(outcome: .replaced(.sample(2), check: .living()), made: 1)

  @Test func theFirstReportBeginsTheRotationAndOthersJoinIt() {
    var state = state()
    let begun = state.report(.unauthorized, of: lease(1), by: 1)
    let job = KeyJob(lease: lease(1), kind: .rotate(.unauthorized), served: false, isRefused: false, made: 0)
    #expect(begun == KeyRingState.Step(job: job))
    #expect(state.report(.spent, of: lease(1), by: 2) == KeyRingState.Step())
    #expect(state.askLease(by: 3) == KeyRingState.Step())
    let step = state.rotated(replaced)
    let answer = KeyRingState.Answer.replacement(.replaced)
    #expect(step.answers == [1: answer, 2: answer, 3: .lease(lease(2))])
    #expect(step.job == nil)
    #expect(step.released == [.sample(1)])
    #expect(state.made == 1)
    #expect(state.askLease(by: 4).answers == [4: .lease(lease(2))])
  }

  @Test func aLateReportIsFree() {
    var state = state()
    _ = state.report(.spent, of: lease(1), by: 1)
    _ = state.rotated(replaced)
    #expect(state.report(.unauthorized, of: lease(1), by: 2).answers == [2: .replacement(.replaced)])
    #expect(reason(state.report(.spent, of: lease(2), by: 3)) == .spent)
    // Not even a rotation of the next key keeps it waiting.
    #expect(state.report(.unauthorized, of: lease(1), by: 4).answers == [4: .replacement(.replaced)])
  }

  @Test func aFailureIsToldToAllAndStays() {
    var state = state()
    _ = state.report(.spent, of: lease(1), by: 1)
    _ = state.askLease(by: 2)
    let step = state.rotated(RotationResult(outcome: .failed(failure), made: 1))
    #expect(step.answers == [1: .failure(failure), 2: .failure(failure)])
    #expect(state.askLease(by: 3) == KeyRingState.Step(answers: [3: .failure(failure)]))
    #expect(state.report(.spent, of: lease(1), by: 4) == KeyRingState.Step(answers: [4: .failure(failure)]))
    #expect(state.made == 1)
  }

  @Test func thatA401WasTransientIsNoAnswerToASpentKey() {
    var state = state()
    _ = state.report(.unauthorized, of: lease(1), by: 1)
    _ = state.report(.spent, of: lease(1), by: 2)
    _ = state.askLease(by: 3)
    let first = state.rotated(RotationResult(outcome: .stillValid))
    #expect(first.answers == [1: .replacement(.stillValid)])
    #expect(reason(first) == .spent)
    let last = state.rotated(RotationResult(outcome: .unverified(reason: "x")))
    #expect(last.answers == [2: .replacement(.unverified(reason: "x")), 3: .lease(lease(1))])
    #expect(last.job == nil)
  }

  /// A ring that has asked `/key`: one dollar is left, and an answer costs one.
  private func nearlySpent() -> KeyRingState {
    var state = KeyRingState(first: .sample(1), expected: Money(dollars: 1), newLimit: Money(dollars: 15))
    #expect(state.askLease(by: 1).job?.kind == .check)
    #expect(state.checked(.living(remaining: "1")).answers == [1: .lease(lease(1))])
    #expect(state.askLease(by: 2).job?.kind == .check)
    #expect(reason(state.checked(.living(remaining: "1"))) == .early)
    return state
  }

  @Test func anEarlyRotationThatFailsIsNotRepeatedAndHurtsNobody() {
    for outcome in [RotationResult.Outcome.failed(failure), .stillValid, .unverified(reason: "x")] {
      var state = nearlySpent()
      let step = state.rotated(RotationResult(outcome: outcome))
      #expect(step == KeyRingState.Step(answers: [2: .lease(lease(1))]))
      #expect(state.askLease(by: 3).answers == [3: .lease(lease(1))])
      #expect(reason(state.report(.spent, of: lease(1), by: 4)) == .spent)
    }
  }

  @Test func aReportThatComesDuringAnEarlyRotationIsLookedIntoAfterwards() {
    var state = nearlySpent()
    #expect(state.report(.spent, of: lease(1), by: 3) == KeyRingState.Step())
    #expect(reason(state.rotated(RotationResult(outcome: .failed(failure)))) == .spent)
  }

  @Test func aRefusalAtTheCheckIsRemembered() {
    var state = KeyRingState(first: .sample(1), expected: Money(dollars: 1))
    state.checkBegins()
    state.learn(1, .dead)
    #expect(state.askLease(by: 1).answers == [1: .lease(lease(1))])
    #expect(state.report(.unauthorized, of: lease(1), by: 2).job?.isRefused == true)
  }

  @Test func aCancelledWaiterIsForgottenAndTheRotationGoesOn() {
    var state = state()
    _ = state.report(.spent, of: lease(1), by: 1)
    _ = state.report(.spent, of: lease(1), by: 2)
    let gone = [state.cancel(1), state.cancel(1)]
    #expect(gone == [true, false])
    #expect(Array(state.rotated(replaced).answers.keys) == [2])
  }

  @Test func onlyTheFirstSuccessOfAKeyIsNoted() {
    var state = state()
    for id in 1...3 { _ = state.askLease(by: id) }
    #expect(state.finished(lease(1), served: false, cost: nil).firstServed == nil)
    #expect(state.finished(lease(1), served: true, cost: nil).firstServed == .sample(1))
    #expect(state.finished(lease(1), served: true, cost: nil).firstServed == nil)
    #expect(state.report(.spent, of: lease(1), by: 4).job?.served == true)
    _ = state.rotated(replaced)
    #expect(!state.served)
    // Late success of a key that is out of force.
    #expect(state.finished(lease(1), served: true, cost: nil).firstServed == nil)
  }

  @Test("no schedule makes two rotations for one key or leaves a waiter behind", arguments: 1...4)
  func randomSchedules(_ part: Int) throws {
    for seed in 0..<1500 {
      var schedule = RandomSchedule(seed: UInt64(part * 1_000_000 + seed))
      try schedule.run(steps: 80)
    }
  }
}

/// Drives a `KeyRingState` at random and knows the rules that it must keep.
private struct RandomSchedule {
  struct Broken: Error { let rule: String, seed: UInt64 }

  private let seed: UInt64
  private var random: SplitMix
  private var state: KeyRingState
  private var running: KeyJob?
  private var replaced: Set<Int> = []
  private var released: [APIKey] = []
  private var waiting: [Int: KeyRingState.Request] = [:]
  private var out: [KeyLease] = []
  private var lastID = 0
  private var keys = 1
  private var made = 0

  init(seed: UInt64) {
    self.seed = seed
    random = SplitMix(seed: seed)
    let bounded = Bool.random(using: &random)
    state = KeyRingState(
      first: .sample(1), expected: Money(dollars: 1), newLimit: bounded ? Money(dollars: 5) : nil,
      replacesEarly: bounded)
  }

  mutating func run(steps: Int) throws {
    for _ in 0..<steps {
      switch Int.random(in: 0..<12, using: &random) {
      case 0, 1, 2: try askLease()
      case 3, 4: try report()
      case 5: try cancel()
      case 6, 7, 8: try finish()
      default: try endJob()
      }
    }
    while running != nil || !out.isEmpty {
      try endJob()
      try finish()
    }
    try demand(waiting.isEmpty && state.waiters.isEmpty, "everybody is answered in the end")
    try demand(state.made == made, "every key made is counted")
    try demand(released.count == keys - 1 || state.failure != nil, "every key out of force is given back")
    try demand(Set(released).count == released.count, "a key is given back once")
  }

  private mutating func askLease() throws {
    lastID += 1
    waiting[lastID] = .lease
    try follow(state.askLease(by: lastID))
  }

  private mutating func report() throws {
    let about = out.randomElement(using: &random) ?? state.lease
    let reason = Bool.random(using: &random) ? RotationReason.unauthorized : .spent
    lastID += 1
    waiting[lastID] = .report(reason)
    let step = state.report(reason, of: about, by: lastID)
    if about.generation < state.lease.generation, state.failure == nil {
      try demand(step == KeyRingState.Step(answers: [lastID: .replacement(.replaced)]), "a late report is free")
    }
    try follow(step)
  }

  private mutating func cancel() throws {
    guard let id = waiting.keys.sorted().randomElement(using: &random) else { return }
    try demand(state.cancel(id), "a waiter can leave")
    waiting[id] = nil
  }

  private mutating func finish() throws {
    guard let place = out.indices.randomElement(using: &random) else { return }
    let lease = out.remove(at: place)
    let cost = [nil, Money.zero, Money(dollars: 1), Money(dollars: 3)].randomElement(using: &random) ?? nil
    try follow(state.finished(lease, served: Bool.random(using: &random), cost: cost))
  }

  private mutating func endJob() throws {
    guard let job = running else { return }
    running = nil
    if job.kind == .check {
      let left = ["0", "1", "4", "5"].randomElement(using: &random)
      return try follow(state.checked([.living(remaining: left), .unsupported].randomElement(using: &random) ?? .dead))
    }
    try follow(state.rotated(randomResult()))
    guard state.lease.generation != job.lease.generation else { return }
    try demand(replaced.insert(job.lease.generation).inserted, "one rotation for one key")
    try demand(state.lease.generation == job.lease.generation + 1, "generations follow each other")
  }

  private mutating func follow(_ step: KeyRingState.Step) throws {
    released += step.released
    for key in step.released { try demand(!out.contains { $0.key == key }, "a key that carries requests is kept") }
    for (id, answer) in step.answers {
      guard let request = waiting.removeValue(forKey: id) else {
        return try demand(false, "only who waits is answered, and once")
      }
      switch answer {
      case .lease(let lease):
        try demand(request == .lease && lease == state.lease, "the key in force to who asked for one")
        try demand(running == nil, "admission stops while a job runs")
        out.append(lease)
      case .replacement: try demand(request != .lease, "a replacement to who reported")
      case .failure: try demand(state.failure != nil, "a failure ends the ring")
      }
    }
    if let job = step.job {
      try demand(running == nil, "one job at a time")
      try demand(!replaced.contains(job.lease.generation), "one rotation for one key")
      try demand(job.lease == state.lease && job.made == made, "a job is about the key in force")
      running = job
    }
    try demand(running != nil || !out.isEmpty || waiting.isEmpty, "nobody waits for nothing")
    try demand(Set(waiting.keys) == Set(state.waiters.map(\.id)), "the ring knows who waits")
  }

  private mutating func randomResult() -> RotationResult {
    switch Int.random(in: 0..<12, using: &random) {
    case 0, 1: return RotationResult(outcome: .stillValid)
    case 2: return RotationResult(outcome: .unverified(reason: "x"))
    case 3:
      made += 1
      return RotationResult(outcome: .failed(.freshKeyFailed(.official)), made: 1)
    default:
      let count = Bool.random(using: &random) ? 1 : 0
      made += count
      keys += 1
      let check = [KeyCheck.living(remaining: "5"), nil].randomElement(using: &random) ?? nil
      return RotationResult(outcome: .replaced(.sample(keys), check: check), made: count)
    }
  }

  private func demand(_ holds: Bool, _ rule: String) throws {
    guard holds else { throw Broken(rule: rule, seed: seed) }
  }
}
