public import OpenRouter

/// What specimens cost in a run, by its own records.
public struct RunCosts: Sendable {
  private var costs: [String: [Money]] = [:]

  /// Reads a run folder's records; failed but billed answers count.
  public init(folder: String) throws(ReadFailure) {
    var lines = RecordLines(path: folder + "/raw.jsonl")
    var costs: [String: [Money]] = [:]
    _ = try lines.forEach { line in
      guard let record = RecordSummary(line: line), let cost = record.cost else { return }
      costs[record.model ?? "", default: []].append(cost)
    }
    self.costs = costs
  }

  /// Nil where nothing was billed.
  public var mean: Money? { Self.mean(costs.values.flatMap { $0 }) }

  /// The mean of each model.
  public var meanByModel: [String: Money] { costs.compactMapValues(Self.mean) }

  /// The cost under which 95 of 100 specimens stay.
  public var percentile95: Money? {
    let sorted = costs.values.flatMap { $0 }.sorted()
    guard !sorted.isEmpty else { return nil }
    return sorted[min(sorted.count - 1, (sorted.count * 95 + 99) / 100 - 1)]
  }

  private static func mean(_ costs: [Money]) -> Money? {
    guard !costs.isEmpty else { return nil }
    return costs.reduce(.zero, +).divided(by: costs.count)
  }
}
