public import OpenRouter

/// What a run's answers cost, summed exactly: in all, on those that became no success, and by the key that paid.
public struct CostAccount: Sendable, Equatable {
  public private(set) var total = Money.zero
  /// On answers that became no success.
  public private(set) var wasted = Money.zero
  /// Successes of which the service did not say what they cost.
  public private(set) var unpriced = 0
  /// The key that paid last, and the total before it began to: most answers are paid by the key of the one before.
  private var key: String?
  private var keyBegan = Money.zero
  private var earlierKeys: [String: Money] = [:]

  public init() {}

  mutating func add(_ cost: Money, isSuccess: Bool, key: String?) {
    turn(to: key)
    total += cost
    if !isSuccess { wasted += cost }
  }

  mutating func addUnpriced() { unpriced += 1 }

  /// That the service named no cost at all is not that nothing was paid.
  public var isUnknown: Bool { unpriced > 0 && total == .zero }

  /// By the SHA-256 of the key; answers whose record names none are left out.
  public var byKey: [String: Money] {
    var all = earlierKeys
    if let key { all[key, default: .zero] += total - keyBegan }
    return all
  }

  private mutating func turn(to key: String?) {
    guard key != self.key else { return }
    earlierKeys = byKey
    (self.key, keyBegan) = (key, total)
  }

  /// Takes back what was added for an answer that could not be written: the sums are those of the records.
  mutating func remove(_ cost: Money, isSuccess: Bool, key: String?) {
    turn(to: key)
    total = total - cost
    if !isSuccess { wasted = wasted - cost }
  }

  /// Nil where there is no success.
  public func perSuccess(_ successes: Int) -> Money? { successes > 0 ? total.divided(by: successes) : nil }
}
