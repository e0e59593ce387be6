internal import OpenRouter

/// What specimens cost in a run, by its own records.
public struct RunCosts: Sendable {
  /// Over all models; failed but billed answers count.
  public private(set) var all = CostSpread()
  public private(set) var byModel: [String: CostSpread] = [:]

  /// Reads a run folder's records.
  public init(folder: String) throws(ReadFailure) {
    var lines = RecordLines(path: folder + "/raw.jsonl")
    var (all, byModel) = (CostSpread(), [String: CostSpread]())
    _ = try lines.forEach { line in
      guard let record = RecordView(line: line.bytes), let cost = record.cost else { return }
      all.add(cost)
      byModel[record.model ?? "", default: CostSpread()].add(cost)
    }
    (self.all, self.byModel) = (all, byModel)
  }
}
