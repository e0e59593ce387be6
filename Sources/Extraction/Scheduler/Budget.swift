internal import OpenRouter

/// Keeps a run's cost under its bound: what is in flight is reserved at the highest cost seen, or estimated.
struct Budget: Equatable {
  /// Nil for no bound.
  let bound: Money?
  private(set) var spent: Money
  /// For answers that never came and may have been billed.
  private(set) var aside = Money.zero
  private var highest: Money?

  /// - Parameters:
  ///   - spent: by earlier starts of the run.
  ///   - expected: the highest cost seen by them, or the estimate for one specimen; nil where nothing is known.
  init(bound: Money?, spent: Money, expected: Money?) {
    self.bound = bound
    self.spent = spent
    highest = expected
  }

  mutating func pay(_ cost: Money) {
    guard bound != nil else { return }
    spent += cost
    highest = max(highest ?? .zero, cost)
  }

  /// Keeps back what an answer that never came may have cost.
  mutating func setAside() { aside += highest ?? .zero }

  /// Whether one more request fits. Where no cost is known, one at a time is sent, until one is.
  func mayBegin(inFlight: Int) -> Bool {
    guard let bound else { return true }
    guard let highest else { return inFlight == 0 && spent < bound }
    return spent + aside + highest * (inFlight + 1) <= bound
  }

  /// What has become of the bound, for people.
  var words: String {
    let unknown = aside > .zero ? ", and \(aside) may have been billed for answers that never came" : ""
    return "\(spent) of \(bound ?? .zero) are spent\(unknown)"
  }
}
