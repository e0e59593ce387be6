import OpenRouter

/// Whether what is left on a key covers the requests in flight. Pure: it is told what `/key` says and what answers cost.
struct KeyForecast: Equatable {
  /// What the highest answer so far has cost, or is expected to cost; nil where nothing is known.
  private(set) var highest: Money?
  private var remaining: [Int: Money] = [:]
  private var inFlight: [Int: Int] = [:]
  private var settled: Set<Int> = []
  /// What answers have cost since `/key` was asked, as long as it has not answered: what it says may not hold them yet.
  private var sinceAsked: [Int: Money] = [:]

  init(expected: Money?) { highest = expected }

  /// Whether `/key` has been asked about the key of `turn`.
  func knows(_ turn: Int) -> Bool { settled.contains(turn) }

  /// `/key` is about to be asked about the key of `turn`.
  mutating func ask(_ turn: Int) { sinceAsked[turn] = .zero }

  /// Takes what `/key` says is left; nil for a key without a limit, or a service that cannot tell.
  mutating func learn(_ turn: Int, remaining left: Money?) {
    settled.insert(turn)
    let unseen = sinceAsked.removeValue(forKey: turn) ?? .zero
    remaining[turn] = left.map { max(.zero, $0 - unseen) }
  }

  /// The key of `turn` is used as it is, come what may.
  mutating func giveUp(_ turn: Int) { learn(turn, remaining: nil) }

  /// Whether one more request fits on the key of `turn`.
  func covers(_ turn: Int) -> Bool {
    guard let left = remaining[turn], let highest else { return true }
    return highest * (inFlight[turn, default: 0] + 1) <= left
  }

  mutating func begin(_ turn: Int) { inFlight[turn, default: 0] += 1 }

  /// - Returns: whether this was the last request on the key of `turn`.
  mutating func finish(_ turn: Int, cost: Money?) -> Bool {
    if let cost {
      highest = max(highest ?? .zero, cost)
      if let since = sinceAsked[turn] { sinceAsked[turn] = since + cost }
      if let left = remaining[turn] { remaining[turn] = max(.zero, left - cost) }
    }
    inFlight[turn] = max(0, inFlight[turn, default: 0] - 1)
    return inFlight[turn] == 0
  }

  func isIdle(_ turn: Int) -> Bool { inFlight[turn, default: 0] == 0 }
}
