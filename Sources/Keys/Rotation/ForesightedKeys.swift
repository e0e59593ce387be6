public import OpenRouter

/// A ring whose keys are replaced before they are used up: where `/key` shows that what is left does not cover the
/// requests in flight, the next key is made, once, before the refusals come.
public actor ForesightedKeys: KeySource {
  private let ring: KeyRing
  private let checkKey: @Sendable (APIKey) async -> KeyCheck
  private let retire: @Sendable (APIKey) async -> Void
  private var forecast: KeyForecast
  /// Keys that are out of force and still carry requests.
  private var outgoing: [Int: APIKey] = [:]
  private var current: KeyLease?
  /// The turn of the last key that was seen to work; the ring wants to hear of each once.
  private var lastServed = 0
  private var job: Task<Void, Never>?

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
    forecast = KeyForecast(expected: expected)
  }

  public func lease() async throws -> KeyLease {
    while true {
      while let job { await job.value }
      let lease = try await ring.lease()
      // Others may have begun to look while this one waited for the ring.
      if job != nil { continue }
      if forecast.knows(lease.turn), forecast.covers(lease.turn) {
        await enter(lease)
        forecast.begin(lease.turn)
        return lease
      }
      job = Task { await look(into: lease) }
    }
  }

  public func replace(_ lease: KeyLease, because refusal: KeyRefusal) async throws -> KeyReplacement {
    try await ring.replace(lease, because: refusal)
  }

  public func noteServed(_ lease: KeyLease) async {
    guard lease.turn > lastServed else { return }
    lastServed = lease.turn
    await ring.noteServed(lease)
  }

  public func began(_ lease: KeyLease) async {
    await enter(lease)
    forecast.begin(lease.turn)
  }

  public func finished(_ lease: KeyLease, cost: Money?) async {
    let isIdle = forecast.finish(lease.turn, cost: cost)
    guard isIdle, let old = outgoing.removeValue(forKey: lease.turn) else { return }
    await retire(old)
  }

  public func settle() async {
    while let job { await job.value }
    await ring.settle()
  }

  /// Asks `/key`, and has the key replaced where it does not cover one request more.
  private func look(into lease: KeyLease) async {
    defer { job = nil }
    forecast.ask(lease.turn)
    guard case .alive(let status) = await checkKey(lease.key) else { return forecast.giveUp(lease.turn) }
    forecast.learn(lease.turn, remaining: status.remaining)
    guard !forecast.covers(lease.turn) else { return }
    guard case .replaced = try? await ring.rotateEarly(lease) else {
      // A fresh key with too little from the beginning, or none to be had: the refusals will be dealt with.
      return forecast.giveUp(lease.turn)
    }
  }

  private func enter(_ lease: KeyLease) async {
    let old = current
    // A retry may come with a key that has been rotated out meanwhile.
    guard lease.turn > old?.turn ?? 0 else { return }
    current = lease
    guard let old else { return }
    if forecast.isIdle(old.turn) { await retire(old.key) } else { outgoing[old.turn] = old.key }
  }
}
