internal import Extraction
internal import Keys
internal import Logging
internal import OpenRouter

/// What a start is going to cost, said and held against what there is, before the first request.
struct MoneyOutlook {
  let plan: RunPlan
  let model: ModelChoice
  let earlier: RecordIndex
  let bounds: BoundOptions
  let checkpoint: Int

  /// What a specimen costs, and where the figure comes from; nil where nothing is known.
  var perSpecimen: (cost: Money, source: String)? {
    if let dearest = earlier.dearest { return (dearest, "the highest in this run's records") }
    return model.entry.flatMap(SpecimenCost.estimate(for:)).map { ($0, "estimated from the catalogue's prices") }
  }

  /// - Throws: status 6 where `--max-cost` does not cover the first specimens.
  func check() throws(CommandFailure) {
    guard let bound = bounds.maxCost.flatMap(Money.init(digits:)), let perSpecimen, !plan.todo.isEmpty else { return }
    let first = min(checkpoint, plan.todo.count)
    let needed = earlier.cost + perSpecimen.cost * first
    guard needed > bound else { return }
    throw CommandFailure(
      .outOfMoney, kind: "max_cost",
      "`--max-cost \(bound.digits)` does not cover the first \(first) specimens: with what is spent they come to "
        + "\(needed) (\(perSpecimen.cost) a specimen, \(perSpecimen.source))",
      hint:
        "give \(needed.rounded(to: 2)) or more, or a cheaper model: `herbx budget plan --specimens \(plan.todo.count)`")
  }

  /// Says the estimate, and warns where the key does not cover it.
  func tell(_ journal: RunJournal, key: KeyCheck) {
    guard let perSpecimen, perSpecimen.cost > .zero, !plan.todo.isEmpty else { return }
    let total = perSpecimen.cost * plan.todo.count
    journal.logger.info(
      "estimated cost: \(plan.todo.count) specimens at \(perSpecimen.cost) (\(perSpecimen.source)) = \(total.rounded(to: 2)) USD"
    )
    guard case .alive(let status) = key, let remaining = status.remaining, remaining < total else { return }
    journal.logger.warning(
      "⚠️ the key has \(remaining.rounded(to: 4)) USD left, less than the estimate: it will be replaced on the way, up to \(bounds.maxRotations) times"
    )
  }
}
