public import OpenRouter

/// How the costs of single answers spread: their mean, the highest, and what 95 of 100 stay under.
public struct CostSpread: Sendable, Equatable {
  public private(set) var count = 0
  public private(set) var highest: Money?
  private var sum = Money.zero
  /// Evenly picked, so that 200,000 answers take no more room than 8,000.
  private var samples: [Money] = []
  private var stride = 1

  private static let mostSamples = 8192

  public init() {}

  public mutating func add(_ cost: Money) {
    count += 1
    sum += cost
    highest = max(highest ?? .zero, cost)
    guard count % stride == 0 else { return }
    samples.append(cost)
    guard samples.count == Self.mostSamples else { return }
    // The last of each pair stays: the number of every sample is a multiple of the new stride.
    samples = Swift.stride(from: 1, to: samples.count, by: 2).map { samples[$0] }
    stride *= 2
  }

  /// Nil where nothing was billed; likewise the percentile.
  public var mean: Money? { count == 0 ? nil : sum.divided(by: count) }

  /// The cost under which 95 of 100 answers stay.
  public var percentile95: Money? {
    let sorted = samples.sorted()
    guard !sorted.isEmpty else { return nil }
    return sorted[(sorted.count * 95 + 99) / 100 - 1]
  }
}
