internal import OpenRouter

/// What specimens cost in a run, by its own records.
public struct RunCosts: Sendable {
  /// Over all models; failed but billed answers count.
  public private(set) var all = CostSpread()
  public private(set) var byModel: [String: CostSpread] = [:]
  /// How many of a model's billed answers the flex tier served; a model without any is missing.
  public private(set) var flexAnswers: [String: Int] = [:]

  /// Reads a run folder's records.
  public init(folder: String) throws(ReadFailure) {
    var lines = RecordLines(path: folder + "/raw.jsonl")
    var (all, byModel, flexAnswers) = (CostSpread(), [String: CostSpread](), [String: Int]())
    _ = try lines.forEach { line in
      guard let record = RecordView(line: line.bytes), let cost = record.cost else { return }
      all.add(cost)
      byModel[record.model ?? "", default: CostSpread()].add(cost)
      if record[.serviceTier]?.string == "flex" { flexAnswers[record.model ?? "", default: 0] += 1 }
    }
    (self.all, self.byModel, self.flexAnswers) = (all, byModel, flexAnswers)
  }
}
