import OpenRouter
import Synchronization
import TestSupport
import Testing

@testable import Keys

@Suite("a key is replaced before it is used up", .endsHanging)
struct ForesightedKeysTests {
  private let world = FakeWorld(file: .sample(1))
  private let retired = Retired()

  private final class Retired: Sendable {
    private let list = Mutex<[APIKey]>([])
    var keys: [APIKey] { list.withLock { $0 } }
    func add(_ key: APIKey) { list.withLock { $0.append(key) } }
  }

  /// Answers cost one dollar each.
  private func open(left: String) async throws -> ForesightedKeys {
    world.set { $0.answers = [.sample(1): [.living(remaining: left)], .sample(2): [.living(remaining: "9")]] }
    world.scriptMakes(.sample(2))
    let environment = world.environment
    return ForesightedKeys(
      try await KeyRing.open(KeyRingSettings(), in: environment), expected: Money(dollars: 1),
      checkKey: environment.checkKey, retire: { [retired] in retired.add($0) })
  }

  @Test("where what is left covers the requests in flight, the key stays")
  func covers() async throws {
    let keys = try await open(left: "2")
    #expect(try await keys.lease().turn == 1)
    #expect(try await keys.lease().turn == 1)
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
    #expect(next.allSatisfy { $0.turn == 2 })
    #expect(world.orders.count == 1)
    // The old key goes with its last request.
    await keys.finished(first[0], cost: Money(dollars: 1))
    #expect(retired.keys.isEmpty)
    await keys.finished(first[1], cost: Money(dollars: 1))
    #expect(retired.keys == [.sample(1)])
  }

  @Test("a retry with a fresh key counts on it: in flight, and in what it costs")
  func retries() async throws {
    let keys = try await open(left: "9")
    let fresh = try await keys.lease()
    for _ in 0..<7 { await keys.began(fresh) }
    for _ in 0..<7 { await keys.finished(fresh, cost: Money(dollars: 1)) }
    world.set { $0.answers[.sample(1)] = [.living(remaining: "2")] }
    // Two dollars are left: one is the first lease's, one more fits.
    #expect(try await keys.lease().turn == 1)
    #expect(try await keys.lease().turn == 2)
  }

  @Test("a retry with a key that was rotated out meanwhile changes nothing")
  func lateRetry() async throws {
    let keys = try await open(left: "1")
    let old = try await keys.lease()
    let fresh = try await keys.lease()
    #expect(fresh.turn == 2)
    await keys.began(old)
    await keys.finished(fresh, cost: nil)
    #expect(retired.keys.isEmpty)
    for _ in 0..<2 { await keys.finished(old, cost: nil) }
    #expect(retired.keys == [.sample(1)])
    #expect(try await keys.lease().turn == 2)
  }
}
