import OpenRouter
import Synchronization
import TestSupport
import Testing

@testable import Keys

/// Rings that share one key file, journal and lock, as processes and hosts do.
@Suite("rotation among many processes", .endsHanging)
struct ManyProcessesTests {
  private let world = FakeWorld(file: .sample(1))
  private let alive = KeyCheck.living()

  private func rotate(
    _ environment: KeyRingEnvironment, _ reason: RotationReason = .unauthorized,
    settings: KeyRingSettings = KeyRingSettings(), madeBefore: Int = 0
  ) async -> RotationResult.Outcome {
    let job = KeyJob(
      lease: KeyLease(key: .sample(1), generation: 1), kind: .rotate(reason), served: true, isRefused: false, made: 0)
    let rotation = KeyRotation(
      KeyProvisioner(settings: settings, environment: environment), madeBefore: madeBefore)
    return await rotation.run(job, because: reason) { true }.outcome
  }

  /// Counts who waits.
  private final class Waiting: Sendable {
    private let names = Mutex<Set<Int>>([])
    var count: Int { names.withLock { $0.count } }
    func add(_ name: Int) { names.withLock { _ = $0.insert(name) } }
  }

  /// `/key` answers once all the other processes wait.
  private func outcomes(of count: Int, _ answer: KeyCheck) async -> [RotationResult.Outcome] {
    let waiting = Waiting()
    world.set { $0.answers = [.sample(1): [answer], .sample(2): [self.alive]] }
    world.scriptMakes(.sample(2))
    return await withTaskGroup { [self] group in
      for number in 0..<count {
        var environment = world.environment
        environment.sleep = { _ in
          waiting.add(number)
          await Task.yield()
        }
        let check = environment.checkKey
        environment.checkKey = { key in
          while key == .sample(1), waiting.count < count - 1, !Task.isCancelled { await Task.yield() }
          return await check(key)
        }
        group.addTask { [environment] in await rotate(environment) }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
  }

  @Test("of twenty processes one asks after the dead key, one has a key made, and all go over to it")
  func oneAsks() async throws {
    let outcomes = await outcomes(of: 20, .dead)
    for outcome in outcomes {
      guard case .replaced(.sample(2), _) = outcome else {
        Issue.record("\(outcome)")
        continue
      }
    }
    #expect(world.asked == [.sample(1), .sample(2)])
    #expect(world.orders.count == 1)
    #expect(try world.accessLog.entries().count { $0.action == "adopt" } == 19)
  }

  @Test("what one has found out counts for all: the key is valid, or nobody can tell")
  func oneFinding() async throws {
    #expect(await outcomes(of: 20, alive) == Array(repeating: .stillValid, count: 20))
    #expect(world.asked == [.sample(1)])
    let unknown = await outcomes(of: 20, .unavailable("503"))
    #expect(unknown.allSatisfy { if case .unverified = $0 { true } else { false } })
    #expect(world.asked.count == 2)
    #expect(world.orders.isEmpty)
  }

  @Test("a process that has died while it asked is not waited for longer than five seconds")
  func deadAsker() async throws {
    let history = try world.journal.history()
    #expect(try world.journal.claimCheck(of: .sample(1), after: history, at: world.wallClock()))
    world.set { $0.answers[.sample(1)] = [self.alive] }
    #expect(await rotate(world.environment) == .stillValid)
    #expect(world.clock >= .seconds(5) && world.clock < .seconds(7))
  }

  @Test("an earlier finding says nothing of a later refusal")
  func earlierFinding() async throws {
    world.set { $0.answers[.sample(1)] = [self.alive, .unavailable("503")] }
    #expect(await rotate(world.environment) == .stillValid)
    #expect(await rotate(world.environment) == .unverified(reason: "503"))
  }

  @Test("where the journal cannot be written each asks for itself, and a key that is valid stays")
  func withoutJournal() async throws {
    world.set {
      $0.unwritable = ["journal"]
      $0.answers[.sample(1)] = [self.alive]
    }
    #expect(await rotate(world.environment) == .stillValid)
  }

  @Test("a key that another process has put in force is taken without lock and question, with its limit")
  func adoption() async throws {
    try world.journal.noteValidated(.sample(2), .valid(KeyStatus(unusedLimit: .zero)), at: world.wallClock())
    try world.environment.ledger.record(
      KeyLedger.Entry(
        hash: nil, name: "n", limit: "7.50", made: "t", why: "spent", run: nil, key: "x",
        keySHA256: APIKey.sample(2).sha256))
    world.set {
      $0.file = .sample(2)
      $0.lockedFor = .max
    }
    let limit = try #require(Money(digits: "7.50"))
    #expect(
      await rotate(world.environment, .spent)
        == .replaced(.sample(2), check: .alive(KeyStatus(unusedLimit: limit))))
    #expect(world.asked.isEmpty)
  }

  @Test("a key that a person has written into the file is asked after once, without the lock")
  func foreignKey() async throws {
    world.set {
      $0.file = .sample(2)
      $0.lockedFor = .max
      $0.answers[.sample(2)] = [self.alive]
    }
    #expect(await rotate(world.environment, .spent) == .replaced(.sample(2), check: alive))
    #expect(world.asked == [.sample(2)])
  }

  @Test("a new key that its maker found refused ends all others at once, without a question of their own")
  func refusedFreshKey() async throws {
    let attempt = ProvisioningAttempt(id: "a", keyName: "n", rejected: "0", time: world.wallClock(), pid: 1)
    try world.journal.begin(attempt)
    try world.journal.end("a", .made(.sample(2), hash: nil), at: world.wallClock())
    try world.journal.noteValidated(.sample(2), .refused, at: world.wallClock())
    world.set {
      $0.file = .sample(2)
      $0.lockedFor = .max
    }
    #expect(await rotate(world.environment, .spent) == .failed(.freshKeyFailed(.official)))
  }

  @Test("the lock is waited for as long as something happens: patience counts time without progress")
  func progress() async throws {
    world.set {
      $0.lockedFor = 200
      $0.answers[.sample(2)] = [self.alive]
    }
    world.scriptMakes(.sample(2))
    let world = world
    var environment = world.environment
    environment.sleep = { duration in
      world.set { $0.clock += duration }
      try? world.journal.noteServed(.sample(Int(world.clock / .seconds(20)) + 100), at: world.wallClock())
    }
    guard case .replaced(.sample(2), _) = await rotate(environment, .spent) else {
      Issue.record("the lock comes free in the end")
      return
    }
    #expect(world.clock > .seconds(120))
  }

  @Test("that a key works is noted once, whoever notes it")
  func servedOnce() async throws {
    for _ in 0..<3 { try world.journal.noteServed(.sample(1), at: world.wallClock()) }
    try world.journal.noteServed(.sample(2), at: world.wallClock())
    #expect(try world.journal.history().lines == 2)
  }

  @Test("keys that other processes of the run have had made count against its limit")
  func limit() async throws {
    for number in 0..<3 {
      try world.environment.ledger.record(
        KeyLedger.Entry(
          hash: nil, name: "n", limit: "15", made: "t", why: "spent", run: number == 0 ? "other" : "run", key: "x",
          keySHA256: nil))
    }
    world.set { $0.answers[.sample(2)] = [self.alive] }
    world.scriptMakes(.sample(2))
    let settings = KeyRingSettings(maxRotations: 2, run: "run")
    #expect(await rotate(world.environment, .spent, settings: settings) == .failed(.rotationLimit(2)))
    guard case .replaced = await rotate(world.environment, .spent, settings: settings, madeBefore: 1) else {
      Issue.record("one of the two was made before this process joined")
      return
    }
  }
}
