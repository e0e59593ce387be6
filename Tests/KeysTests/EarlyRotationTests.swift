import OpenRouter
import Synchronization
import Testing

@testable import Keys

@Suite("a key is replaced before it is used up")
struct EarlyRotationTests {
  private let world = FakeWorld(file: .sample(1))
  private let released = Released()

  private final class Released: Sendable {
    private let list = Mutex<[APIKey]>([])
    var keys: [APIKey] { list.withLock { $0 } }
    func add(_ key: APIKey) { list.withLock { $0.append(key) } }
  }

  /// Answers cost one dollar each.
  private func open(left: String) async throws -> KeyRing {
    world.set { $0.answers = [.sample(1): [.living(remaining: left)], .sample(2): [.living(remaining: "9")]] }
    world.scriptMakes(.sample(2))
    var environment = world.environment
    environment.release = { [released] in released.add($0) }
    var settings = KeyRingSettings()
    settings.expectedCost = Money(dollars: 1)
    return try await KeyRing.open(settings, in: environment)
  }

  private func finish(_ keys: KeyRing, _ lease: KeyLease, costs cost: Money? = Money(dollars: 1)) async {
    await keys.finished(lease, served: true, cost: cost)
    await keys.waitUntilIdle()
  }

  @Test("where what is left covers the requests in flight, the key stays")
  func covers() async throws {
    let keys = try await open(left: "2")
    #expect(try await keys.lease().generation == 1)
    #expect(try await keys.lease().generation == 1)
    #expect(world.orders.isEmpty)
  }

  @Test("the request that would not be covered gets the next key, made once")
  func replaces() async throws {
    let keys = try await open(left: "2")
    let first = [try await keys.lease(), try await keys.lease()]
    let next = try await withThrowingTaskGroup { group in
      for _ in 0..<5 { group.addTask { try await keys.lease() } }
      return try await group.reduce(into: [KeyLease]()) { $0.append($1) }
    }
    #expect(next.allSatisfy { $0.generation == 2 })
    #expect(world.orders.count == 1)
    // The old key goes with its last request.
    await finish(keys, first[0])
    #expect(released.keys.isEmpty)
    await finish(keys, first[1])
    #expect(released.keys == [.sample(1)])
  }

  @Test("what a request has cost is not left, also where /key has not been asked again")
  func spending() async throws {
    let keys = try await open(left: "9")
    _ = try await keys.lease()
    for _ in 0..<7 { await finish(keys, try await keys.lease()) }
    world.set { $0.answers[.sample(1)] = [.living(remaining: "2")] }
    // Two dollars are left: one is the first lease's, one more fits.
    #expect(try await keys.lease().generation == 1)
    #expect(try await keys.lease().generation == 2)
  }

  @Test("an old key is given back once, with its last request, however late that ends")
  func lateRequest() async throws {
    let keys = try await open(left: "1")
    let old = try await keys.lease()
    let fresh = try await keys.lease()
    #expect(fresh.generation == 2)
    await finish(keys, fresh, costs: nil)
    #expect(released.keys.isEmpty)
    await finish(keys, old, costs: nil)
    #expect(released.keys == [.sample(1)])
    #expect(try await keys.lease().generation == 2)
  }

  @Test("one dear answer makes no key: what is in flight is lowered until the costs are known better")
  func oneDearAnswer() async throws {
    let keys = try await open(left: "15")
    let cheap = Money(digits: "0.0036") ?? .zero
    for number in 0..<100 { await finish(keys, try await keys.lease(), costs: number == 0 ? Money(dollars: 2) : cheap) }
    var leases: [KeyLease] = []
    for _ in 0..<64 { leases.append(try await keys.lease()) }
    #expect(leases.allSatisfy { $0.generation == 1 })
    #expect(world.orders.isEmpty)
  }

  @Test("a key that would not cover the requests in flight either is never made: they are lowered")
  func newKeyWouldNotCover() async throws {
    let keys = try await open(left: "15")
    await finish(keys, try await keys.lease(), costs: Money(dollars: 4))
    // Eleven are left, at four each: two fit, a third does not, and fifteen would cover no fourth.
    var leases = [try await keys.lease(), try await keys.lease()]
    async let third = keys.lease()
    while keys.state.waiters.isEmpty {
      try Task.checkCancellation()
      await Task.yield()
    }
    await finish(keys, leases.removeFirst(), costs: Money(digits: "0.01"))
    #expect(try await third.generation == 1)
    #expect(world.orders.isEmpty)
  }

  @Test("where nothing is in flight and no new key would cover a request, it goes out all the same")
  func nothingWouldCover() async throws {
    let keys = try await open(left: "15")
    await finish(keys, try await keys.lease(), costs: Money(dollars: 20))
    #expect(try await keys.lease().generation == 1)
    #expect(world.orders.isEmpty)
  }
}
