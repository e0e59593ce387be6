public import OpenRouter
internal import Synchronization

/// A ring whose keys are replaced before they are used up: where `/key` shows that what is left does not cover the
/// requests in flight, the next key is made, once, before the refusals come.
public final class ForesightedKeys: KeySource {
  private let ring: KeyRing
  private let checkKey: @Sendable (APIKey) async -> KeyCheck
  private let retire: @Sendable (APIKey) async -> Void
  private let state: Mutex<State>

  private struct State {
    var use: KeyUse
    /// Looks into the key in force; nobody gets a key meanwhile.
    var job: Task<Void, Never>?
  }

  private enum Admission {
    case wait
    /// - Parameter retired: a key that is out of force since, and carries nothing any more.
    case enter(retired: APIKey?)
  }

  /// - Parameters:
  ///   - expected: what a specimen costs at most, as far as is known.
  ///   - retire: told of each key that is out of force, once its last request is done.
  public init(
    _ ring: KeyRing, expected: Money?, checkKey: @escaping @Sendable (APIKey) async -> KeyCheck,
    retire: @escaping @Sendable (APIKey) async -> Void = { _ in }
  ) {
    self.ring = ring
    self.checkKey = checkKey
    self.retire = retire
    state = Mutex(State(use: KeyUse(expected: expected)))
  }

  public func lease() async throws -> KeyLease {
    while true {
      while let job = state.withLock({ $0.job }) { await job.value }
      let lease = try await ring.lease()
      guard case .enter(let retired) = admit(lease) else { continue }
      if let retired { await retire(retired) }
      return lease
    }
  }

  public func replace(_ lease: KeyLease, because refusal: KeyRefusal) async throws -> KeyReplacement {
    try await ring.replace(lease, because: refusal)
  }

  public func noteServed(_ lease: KeyLease) async {
    if state.withLock({ $0.use.wasServed(lease.turn) }) { await ring.noteServed(lease) }
  }

  public func began(_ lease: KeyLease) async {
    if let retired = state.withLock({ $0.use.begin(lease) }) { await retire(retired) }
  }

  public func finished(_ lease: KeyLease, cost: Money?) async {
    if let retired = state.withLock({ $0.use.finish(lease, cost: cost) }) { await retire(retired) }
  }

  public func settle() async {
    while let job = state.withLock({ $0.job }) { await job.value }
    await ring.settle()
  }

  private func admit(_ lease: KeyLease) -> Admission {
    state.withLock { state in
      // Others may have begun to look while this one waited for the ring.
      if state.job != nil { return .wait }
      if state.use.covers(lease) { return .enter(retired: state.use.begin(lease)) }
      state.use.forecast.ask(lease.turn)
      state.job = Task { await self.look(into: lease) }
      return .wait
    }
  }

  /// Asks `/key`, and has the key replaced where it does not cover one request more.
  private func look(into lease: KeyLease) async {
    defer { state.withLock { $0.job = nil } }
    guard case .alive(let status) = await checkKey(lease.key) else { return giveUp(lease) }
    let isCovered = state.withLock { state in
      state.use.forecast.learn(lease.turn, remaining: status.remaining)
      return state.use.forecast.covers(lease.turn)
    }
    if isCovered { return }
    // A fresh key with too little from the beginning, or none to be had: the refusals will be dealt with.
    guard case .replaced = try? await ring.rotateEarly(lease) else { return giveUp(lease) }
  }

  private func giveUp(_ lease: KeyLease) { state.withLock { $0.use.forecast.giveUp(lease.turn) } }
}
