import OpenRouter
import TestSupport
import Testing

@testable import Keys

struct KeyRingStateTests {
  private let failure = KeyFailure.rotationLimit(3)

  private func begun(_ reply: KeyRingState.Reply) throws -> RotationJob {
    guard case .begin(let job) = reply else { throw Unexpected(reply: "\(reply)") }
    return job
  }

  private struct Unexpected: Error { let reply: String }

  @Test func theFirstReportBeginsTheJobAndOthersJoinIt() throws {
    var state = KeyRingState(first: .sample(1))
    let job = try begun(state.reported(1, because: .unauthorized, by: 1))
    #expect(
      job == RotationJob(lease: KeyLease(key: .sample(1), turn: 1), reason: .unauthorized, served: false, made: 0))
    #expect(state.reported(1, because: .spent, by: 2) == .wait)
    #expect(state.leaseAsked(by: 3) == .wait)
    let settlement = state.settled(RotationResult(outcome: .replaced(.sample(2), verified: true), made: 1))
    let lease = KeyLease(key: .sample(2), turn: 2)
    let replaced = KeyRingState.Answer.replacement(.replaced(lease))
    #expect(settlement.answers == [1: replaced, 2: replaced, 3: .lease(lease)])
    #expect(settlement.next == nil)
    #expect(state.made == 1)
    #expect(state.leaseAsked(by: 4) == .answer(.lease(lease)))
  }

  @Test func aLateReportIsFree() throws {
    var state = KeyRingState(first: .sample(1))
    _ = try begun(state.reported(1, because: .spent, by: 1))
    _ = state.settled(RotationResult(outcome: .replaced(.sample(2), verified: true)))
    let answer = KeyRingState.Reply.answer(.replacement(.replaced(KeyLease(key: .sample(2), turn: 2))))
    #expect(state.reported(1, because: .unauthorized, by: 2) == answer)
    _ = try begun(state.reported(2, because: .spent, by: 3))
    // Not even a rotation of the next key keeps it waiting.
    #expect(state.reported(1, because: .unauthorized, by: 4) == answer)
  }

  @Test func aFailureIsToldToAllAndForgotten() throws {
    var state = KeyRingState(first: .sample(1))
    _ = try begun(state.reported(1, because: .spent, by: 1))
    _ = state.leaseAsked(by: 2)
    let settlement = state.settled(RotationResult(outcome: .failed(failure, inForce: nil)))
    #expect(settlement.answers == [1: .failure(failure), 2: .failure(failure)])
    #expect(state.leaseAsked(by: 3) == .answer(.lease(KeyLease(key: .sample(1), turn: 1))))
    _ = try begun(state.reported(1, because: .spent, by: 4))
  }

  @Test func aFailedFreshKeyBecomesTheNextTurn() throws {
    var state = KeyRingState(first: .sample(1))
    _ = try begun(state.reported(1, because: .spent, by: 1))
    let settlement = state.settled(RotationResult(outcome: .failed(failure, inForce: .sample(2)), made: 1))
    #expect(settlement.answers == [1: .failure(failure)])
    let lease = KeyLease(key: .sample(2), turn: 2)
    #expect(state.reported(1, because: .spent, by: 2) == .answer(.replacement(.replaced(lease))))
  }

  @Test func thatA401WasPassingIsNoAnswerToASpentKey() throws {
    var state = KeyRingState(first: .sample(1))
    _ = try begun(state.reported(1, because: .unauthorized, by: 1))
    _ = state.reported(1, because: .spent, by: 2)
    _ = state.reported(1, because: .early, by: 3)
    _ = state.leaseAsked(by: 4)
    let settlement = state.settled(RotationResult(outcome: .vouched))
    #expect(settlement.answers == [1: .replacement(.vouched)])
    #expect(settlement.next?.reason == .spent)
    #expect(Set(state.waiters.keys) == [2, 3, 4])
    let last = state.settled(RotationResult(outcome: .unverified(reason: "x")))
    #expect(Set(last.answers.keys) == [2, 3, 4])
    #expect(last.next == nil)
  }

  @Test func anEarlyRotationThatFailsIsNotRepeatedAndHurtsNobody() throws {
    var state = KeyRingState(first: .sample(1))
    _ = try begun(state.reported(1, because: .early, by: 1))
    _ = state.leaseAsked(by: 2)
    let settlement = state.settled(RotationResult(outcome: .failed(failure, inForce: nil)))
    #expect(settlement.answers == [1: .failure(failure), 2: .lease(KeyLease(key: .sample(1), turn: 1))])
    #expect(state.reported(1, because: .early, by: 3) == .answer(.failure(failure)))
    _ = try begun(state.reported(1, because: .spent, by: 4))
  }

  @Test func aCancelledWaiterIsForgottenAndTheJobGoesOn() throws {
    var state = KeyRingState(first: .sample(1))
    _ = try begun(state.reported(1, because: .spent, by: 1))
    _ = state.reported(1, because: .spent, by: 2)
    let gone = [state.cancelled(1), state.cancelled(1)]
    #expect(gone == [true, false])
    let settlement = state.settled(RotationResult(outcome: .replaced(.sample(2), verified: true)))
    #expect(Array(settlement.answers.keys) == [2])
  }

  @Test func onlyTheFirstSuccessOfATurnIsNoted() throws {
    var state = KeyRingState(first: .sample(1))
    let first = [state.wasServed(2), state.wasServed(1), state.wasServed(1)]
    #expect(first == [nil, .sample(1), nil])
    let job = try begun(state.reported(1, because: .spent, by: 1))
    #expect(job.served)
    _ = state.settled(RotationResult(outcome: .replaced(.sample(2), verified: true)))
    #expect(!state.hasServed(1))
    let second = [state.wasServed(1), state.wasServed(2)]
    #expect(second == [nil, .sample(2)])
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
  private var state = KeyRingState(first: .sample(1))
  private var running: RotationJob?
  private var replacedTurns: Set<Int> = []
  private var waiting: [Int: KeyRingState.Waiter] = [:]
  private var lastID = 0
  private var keys = 1
  private var made = 0

  init(seed: UInt64) {
    self.seed = seed
    random = SplitMix(seed: seed)
  }

  mutating func run(steps: Int) throws {
    for _ in 0..<steps {
      switch Int.random(in: 0..<10, using: &random) {
      case 0, 1: try askLease()
      case 2, 3, 4, 5: try report()
      case 6: try cancel()
      case 7: _ = state.wasServed(Int.random(in: 1...state.lease.turn + 1, using: &random))
      default: try settle()
      }
    }
    while running != nil { try settle() }
    try demand(waiting.isEmpty && state.waiters.isEmpty, "everybody is answered in the end")
    try demand(state.made == made, "every key made is counted")
  }

  private mutating func askLease() throws {
    lastID += 1
    switch state.leaseAsked(by: lastID) {
    case .answer(let answer):
      try demand(running == nil, "admission stops while a job runs")
      try demand(answer == .lease(state.lease), "the lease is the one in force")
    case .wait:
      try demand(running != nil, "nobody waits without a job")
      waiting[lastID] = .lease
    case .begin: try demand(false, "asking for a lease begins nothing")
    }
  }

  private mutating func report() throws {
    lastID += 1
    let turn = Int.random(in: max(1, state.lease.turn - 2)...state.lease.turn, using: &random)
    let reason = RotationReason.allCases.randomElement(using: &random) ?? .spent
    let reply = state.reported(turn, because: reason, by: lastID)
    if turn < state.lease.turn {
      return try demand(reply == .answer(.replacement(.replaced(state.lease))), "a late report is free")
    }
    switch reply {
    case .answer(let answer):
      guard case .failure = answer else { return try demand(false, "a report in force is not answered at once") }
      try demand(reason == .early, "a failure is not sticky")
    case .wait:
      try demand(running != nil, "nobody waits without a job")
      waiting[lastID] = .report(reason)
    case .begin(let job):
      try begin(job)
      waiting[lastID] = .report(reason)
    }
  }

  private mutating func begin(_ job: RotationJob) throws {
    try demand(running == nil, "one job at a time")
    try demand(!replacedTurns.contains(job.lease.turn), "one rotation for one key")
    try demand(job.lease == state.lease && job.made == made, "a job is about the key in force")
    running = job
  }

  private mutating func cancel() throws {
    guard let id = waiting.keys.sorted().randomElement(using: &random) else { return }
    try demand(state.cancelled(id), "a waiter can leave")
    waiting[id] = nil
  }

  private mutating func settle() throws {
    guard let job = running else { return }
    let settlement = state.settled(randomResult())
    running = nil
    if state.lease.turn != job.lease.turn {
      try demand(replacedTurns.insert(job.lease.turn).inserted, "one rotation for one key")
      try demand(state.lease.turn == job.lease.turn + 1, "turns follow each other")
    }
    for (id, answer) in settlement.answers {
      guard let waiter = waiting.removeValue(forKey: id) else {
        return try demand(false, "only who waits is answered, and once")
      }
      switch answer {
      case .lease(let lease): try demand(waiter == .lease && lease == state.lease, "a lease to who asked for one")
      case .replacement: try demand(waiter != .lease, "a replacement to who reported")
      case .failure: break
      }
    }
    if let next = settlement.next { try begin(next) }
    try demand(running != nil || waiting.isEmpty, "nobody is left waiting without a job")
    try demand(Set(waiting.keys) == Set(state.waiters.keys), "the ring knows who waits")
  }

  private mutating func randomResult() -> RotationResult {
    let failure = KeyFailure.freshKeyFailed()
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return RotationResult(outcome: .vouched)
    case 1: return RotationResult(outcome: .unverified(reason: "x"))
    case 2: return RotationResult(outcome: .failed(failure, inForce: nil))
    case 3:
      made += 1
      return RotationResult(outcome: .failed(failure, inForce: newKey()), made: 1)
    default:
      let count = Bool.random(using: &random) ? 1 : 0
      made += count
      return RotationResult(outcome: .replaced(newKey(), verified: true), made: count)
    }
  }

  private mutating func newKey() -> APIKey {
    keys += 1
    return .sample(keys)
  }

  private func demand(_ holds: Bool, _ rule: String) throws {
    guard holds else { throw Broken(rule: rule, seed: seed) }
  }
}
