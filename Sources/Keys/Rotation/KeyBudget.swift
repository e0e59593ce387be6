import OpenRouter

/// What one key still covers. Pure: it is told what `/key` says and what answers cost.
struct KeyBudget: Equatable {
  let key: APIKey
  /// Requests that have this key and are not over.
  private(set) var inFlight = 0
  /// Whether `/key` was asked about this key, or need not be.
  private(set) var isKnown = false
  /// Whether `/key` refused the key.
  private(set) var isRefused = false
  /// Whether nothing was sent with this key since `/key` was asked.
  private(set) var isFresh = false
  /// Nil where there is no limit, or none that is known.
  private(set) var remaining: Money?
  /// What answers have cost since `/key` was asked, as long as it has not answered: what it says may not hold them yet.
  private var spentWhileAsked: Money?

  init(key: APIKey) { self.key = key }

  /// `/key` is about to be asked.
  mutating func checkBegins() { spentWhileAsked = .zero }

  /// Takes what `/key` says.
  mutating func learn(_ check: KeyCheck) {
    let unseen = spentWhileAsked ?? .zero
    (spentWhileAsked, isKnown, isFresh, remaining) = (nil, true, true, nil)
    if case .alive(let status) = check { remaining = status.remaining.map { max(.zero, $0 - unseen) } }
    if case .refused = check { isRefused = true }
  }

  /// The key is used as it is, come what may.
  mutating func giveUp() { (isKnown, remaining) = (true, nil) }

  /// Whether one more request of this cost fits on the key.
  func covers(_ cost: Money?) -> Bool {
    guard let remaining, let cost else { return true }
    return cost * (inFlight + 1) <= remaining
  }

  mutating func begin() {
    inFlight += 1
    isFresh = false
  }

  mutating func finish(cost: Money?) {
    inFlight = max(0, inFlight - 1)
    guard let cost else { return }
    if let spent = spentWhileAsked { spentWhileAsked = spent + cost }
    if let left = remaining { remaining = max(.zero, left - cost) }
  }
}

/// The costs of the last answers: what half of them and what nine in ten stay under.
///
/// Nine in ten, not all: one dear answer says little of the next, and reckoning with it would give up a key that is
/// nearly whole.
struct RecentCosts: Equatable {
  /// Answers that count; older ones are forgotten.
  private static let most = 200

  /// What an answer is expected to cost as long as none has come.
  private let expected: Money?
  private var inOrder: [Money] = []
  private var sorted: [Money] = []

  init(expected: Money?) { self.expected = expected }

  mutating func add(_ cost: Money) {
    if inOrder.count == Self.most { sorted.remove(at: place(of: inOrder.removeFirst())) }
    inOrder.append(cost)
    sorted.insert(cost, at: place(of: cost))
  }

  /// What half of the answers stay under; nil where nothing is known.
  var median: Money? { sorted.isEmpty ? expected : sorted[(sorted.count - 1) / 2] }

  /// What nine in ten answers stay under; nil where nothing is known.
  var ninetiethPercentile: Money? { sorted.isEmpty ? expected : sorted[(sorted.count * 9 + 9) / 10 - 1] }

  /// The first place whose cost is not below `cost`.
  private func place(of cost: Money) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < cost { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
