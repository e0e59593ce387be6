import OpenRouter

/// Which key carries requests, which ones still do though they are out of force, and what they are good for. Pure.
struct KeyUse {
  var forecast: KeyForecast
  private var current: KeyLease?
  /// Keys that are out of force and still carry requests.
  private var outgoing: [Int: APIKey] = [:]
  /// The turn of the last key that was seen to work.
  private var lastServed = 0

  init(expected: Money?) { forecast = KeyForecast(expected: expected) }

  /// Whether one more request fits on a key that `/key` was asked about.
  func covers(_ lease: KeyLease) -> Bool { forecast.knows(lease.turn) && forecast.covers(lease.turn) }

  /// - Returns: whether this is the first time; the ring wants to hear of each key once.
  mutating func wasServed(_ turn: Int) -> Bool {
    guard turn > lastServed else { return false }
    lastServed = turn
    return true
  }

  /// A request goes out.
  /// - Returns: a key that is out of force by this, and carries nothing any more.
  mutating func begin(_ lease: KeyLease) -> APIKey? {
    defer { forecast.begin(lease.turn) }
    let old = current
    // A retry may come with a key that has been rotated out meanwhile.
    guard lease.turn > old?.turn ?? 0 else { return nil }
    current = lease
    guard let old else { return nil }
    if forecast.isIdle(old.turn) { return old.key }
    outgoing[old.turn] = old.key
    return nil
  }

  /// A request is over.
  /// - Returns: its key, where it is out of force and this was its last request.
  mutating func finish(_ lease: KeyLease, cost: Money?) -> APIKey? {
    forecast.finish(lease.turn, cost: cost) ? outgoing.removeValue(forKey: lease.turn) : nil
  }
}
