public import OpenRouter
import Synchronization

/// The keys of a run that ends with its first failed rotation: requests that are refused later on hear the same failure
/// and start no rotation of their own.
public final class FinalFailureKeys: KeySource {
  private let keys: any KeySource
  private let failure = Mutex<(any Error)?>(nil)

  public init(_ keys: any KeySource) { self.keys = keys }

  public func lease() async throws -> KeyLease { try await attempt { try await self.keys.lease() } }

  public func replace(_ lease: KeyLease, because refusal: KeyRefusal) async throws -> KeyReplacement {
    try await attempt { try await self.keys.replace(lease, because: refusal) }
  }

  public func noteServed(_ lease: KeyLease) async { await keys.noteServed(lease) }

  public func began(_ lease: KeyLease) async { await keys.began(lease) }

  public func finished(_ lease: KeyLease, cost: Money?) async { await keys.finished(lease, cost: cost) }

  public func settle() async { await keys.settle() }

  private func attempt<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
    if let known = failure.withLock({ $0 }) { throw known }
    do { return try await body() } catch let error as KeyFailure {
      failure.withLock { $0 = error }
      throw error
    }
  }
}
