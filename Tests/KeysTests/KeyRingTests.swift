import OpenRouter
import Synchronization
import TestSupport
import Testing

@testable import Keys

@Suite(.endsHanging)
struct KeyRingTests {
  private let world = FakeWorld(file: .sample(1))
  private let alive = KeyCheck.living()

  private func open(_ given: KeyRingSettings = KeyRingSettings()) async throws -> KeyRing {
    var settings = given
    settings.replacesEarly = false
    return try await KeyRing.open(settings, in: world.environment)
  }

  /// Lets the script pass only when `gate` opens; then it makes key 2.
  private func holdScript(_ gate: Gate) {
    world.set {
      $0.answers = [.sample(1): [.dead], .sample(2): [self.alive]]
      $0.script = { _, world in
        await gate.pass()
        world.set { $0.file = .sample(2) }
        return .done(nil)
      }
    }
  }

  private func waiting(atLeast count: Int, on ring: KeyRing) async throws {
    while ring.state.waiters.count < count {
      try Task.checkCancellation()
      await Task.yield()
    }
  }

  @Test func aHundredReportsMakeOneKey() async throws {
    let (ring, gate) = (try await open(), Gate())
    holdScript(gate)
    let lease = try await ring.lease()
    let answers = try await withThrowingTaskGroup { group in
      for number in 0..<100 {
        group.addTask { try await ring.report(number % 2 == 0 ? .unauthorized : .spent, of: lease) }
      }
      try await waiting(atLeast: 100, on: ring)
      for _ in 0..<20 {
        group.addTask { try await ring.lease().generation == 2 ? .replaced : .stillValid }
      }
      try await waiting(atLeast: 120, on: ring)
      await gate.open()
      return try await group.reduce(into: [KeyReplacement]()) { $0.append($1) }
    }
    #expect(answers == Array(repeating: .replaced, count: 120))
    #expect(world.orders.count == 1)
    #expect(try await ring.report(.unauthorized, of: lease) == .replaced)
    #expect(world.orders.count == 1)
    #expect(ring.made == 1)
  }

  @Test func aLeaseWaitsForTheRotation() async throws {
    let (ring, gate) = (try await open(), Gate())
    holdScript(gate)
    let lease = try await ring.lease()
    async let report = ring.report(.spent, of: lease)
    try await waiting(atLeast: 1, on: ring)
    async let next = ring.lease()
    try await waiting(atLeast: 2, on: ring)
    await gate.open()
    #expect(try await next == KeyLease(key: .sample(2), generation: 2))
    _ = try await report
  }

  @Test func aCancelledWaiterLeavesTheOthersAlone() async throws {
    let (ring, gate) = (try await open(), Gate())
    holdScript(gate)
    let lease = try await ring.lease()
    // The one that is cancelled is the one that has begun the rotation.
    let first = Task { try await ring.report(.spent, of: lease) }
    try await waiting(atLeast: 1, on: ring)
    let second = Task { try await ring.report(.spent, of: lease) }
    try await waiting(atLeast: 2, on: ring)
    first.cancel()
    await #expect(throws: CancellationError.self) { try await first.value }
    #expect(ring.state.waiters.count == 1)
    await gate.open()
    #expect(try await second.value == .replaced)
    #expect(try await ring.lease() == KeyLease(key: .sample(2), generation: 2))
    #expect(world.orders.count == 1)
  }

  @Test func whoIsCancelledAlreadyDoesNotWait() async throws {
    let (ring, gate) = (try await open(), Gate())
    holdScript(gate)
    let lease = try await ring.lease()
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return try await ring.report(.spent, of: lease)
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    await gate.open()
    await ring.waitUntilIdle()
    #expect(ring.state.waiters.isEmpty)
    #expect(try await ring.lease().generation == 2)
  }

  @Test func theFirstFailureIsTheAnswerToAllThatFollows() async throws {
    let ring = try await open()
    let lease = try await ring.lease()
    world.set { $0.script = { _, _ in .failed(exit: 11, lastLine: "no management key") } }
    await #expect(throws: KeyFailure.self) { try await ring.report(.spent, of: lease) }
    await #expect(throws: KeyFailure.self) { try await ring.report(.spent, of: lease) }
    await #expect(throws: KeyFailure.self) { try await ring.lease() }
    #expect(world.orders.count == 1)
  }

  @Test func theFirstKeyIsLoadedAndWrittenDown() async throws {
    _ = try await open()
    #expect(try world.accessLog.entries().map(\.action) == ["load"])
    #expect(world.events == [.loaded(key: APIKey.sample(1).masked, origin: .file("/keys"))])
  }

  @Test func aKeyThatWorkedAndDiedIsReplacedAgain() async throws {
    let ring = try await open()
    var lease = try await ring.lease()
    for number in 2...4 {
      world.set { $0.answers[.sample(number)] = [self.alive] }
      world.scriptMakes(.sample(number))
      await ring.finished(lease, served: true, cost: nil)
      #expect(try await ring.report(.spent, of: lease) == .replaced)
      lease = try await ring.lease()
    }
    #expect(lease == KeyLease(key: .sample(4), generation: 4))
    #expect(ring.made == 3)
    await ring.finished(lease, served: true, cost: nil)
    do {
      _ = try await ring.report(.spent, of: lease)
      Issue.record("three is the limit")
    } catch let failure as KeyFailure {
      #expect(failure.kind == .rotationLimit)
    }
  }

  @Test func aKeyThatSomebodyElseHasBroughtIsTakenBeyondTheLimit() async throws {
    let ring = try await open(KeyRingSettings(maxRotations: 0))
    let lease = try await ring.lease()
    world.set {
      $0.file = .sample(9)
      $0.answers[.sample(9)] = [self.alive]
    }
    #expect(try await ring.report(.spent, of: lease) == .replaced)
    #expect(try await ring.lease() == KeyLease(key: .sample(9), generation: 2))
  }

  @Test func noEventShowsAKey() async throws {
    let ring = try await open()
    world.set { $0.answers = [.sample(1): [.dead], .sample(2): [self.alive]] }
    world.scriptMakes(.sample(2), report: ScriptReport(hash: "h", name: "n"))
    _ = try await ring.report(.unauthorized, of: ring.lease())
    let told =
      "\(world.events)"
      + world.state.withLock { $0.lines.values.map { String(decoding: $0, as: UTF8.self) } }
      .joined()
    #expect(told.contains("sk-or-v1-2xxxxxxxxxxx..."))
    #expect(!told.contains("2xxxxxxxxxxxx"))
    #expect(
      world.events.dropFirst().map { KeyMessages.logLine(for: $0).text } == [
        "🔑 API key expired/invalid - attempting auto-rotation...",
        "✅ New key provisioned successfully",
        "✅ Fresh key loaded: sk-or-v1-2xxxxxxxxxxx...",
      ])
  }
}
