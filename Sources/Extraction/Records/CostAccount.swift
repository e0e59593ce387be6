public import OpenRouter

/// What a run's answers cost, summed exactly: in all, on those that became no success, and by the key that paid.
public struct CostAccount: Sendable, Equatable {
  public private(set) var total = Money.zero
  /// On answers that became no success.
  public private(set) var wasted = Money.zero
  /// By the SHA-256 of the key; answers whose record names none are left out.
  public private(set) var byKey: [String: Money] = [:]

  public init() {}

  mutating func add(_ cost: Money, isSuccess: Bool, key: String?) {
    total += cost
    if !isSuccess { wasted += cost }
    if let key { byKey[key, default: .zero] += cost }
  }

  /// Takes back what was added for an answer that could not be written: the sums are those of the records.
  mutating func remove(_ cost: Money, isSuccess: Bool, key: String?) {
    total = total - cost
    if !isSuccess { wasted = wasted - cost }
    if let key { byKey[key] = byKey[key].map { $0 - cost } }
  }

  /// Nil where there is no success.
  public func perSuccess(_ successes: Int) -> Money? { successes > 0 ? total.divided(by: successes) : nil }
}
