internal import Extraction
internal import Keys
internal import Logging
internal import OpenRouter

/// What a start is going to cost, said and held against what there is, before the first request.
struct CostEstimate {
  let plan: RunPlan
  let model: ModelChoice
  let earlier: RecordIndex
  let bounds: BoundOptions
  let asking: AskingOptions
  /// Models that the service may ask in place of `model`.
  let fallbacks: [String]
  let checkpoint: Int
  let tier: RoutingOptions.ServiceTier?

  /// What a specimen costs at most, as far as is known, and where the figure comes from; nil where nothing is.
  var perSpecimen: (cost: Money, source: String)? {
    if let highest = earlier.spread.highest { return (highest, "the highest in this run's records") }
    return estimate
  }

  /// What is kept back for a request of which nobody knows what it cost.
  var reserve: Money {
    earlier.spread.highest ?? model.highestPrices.flatMap(asking.worstCase) ?? perSpecimen?.cost ?? .zero
  }

  /// What a specimen is likely to cost: by the run's own records, else by the catalogue's prices.
  private var expected: (cost: Money, source: String)? {
    if let mean = earlier.spread.mean { return (mean, earlier.spread.words) }
    return estimate
  }

  private var estimate: (cost: Money, source: String)? {
    let known = SpecimenEstimate(model.entry)
    return known.cost.map { ($0, known.source) }
  }

  /// - Throws: status 6 where `--max-cost` does not cover the first specimens, 64 where nothing is known of their cost.
  func check() throws(CommandFailure) {
    guard let bound = bounds.maxCost.flatMap(Money.init(digits:)), !plan.todo.isEmpty else { return }
    guard let perSpecimen else {
      throw unknown(
        bound, "the service names no price of `\(model.id)`, and no record of this run tells what an answer costs")
    }
    if !fallbacks.isEmpty, model.entry != nil, model.highestPrices.flatMap(asking.worstCase) == nil {
      throw unknown(bound, "the service names no price of a fallback model (\(fallbacks.joined(separator: ", ")))")
    }
    let first = min(checkpoint, plan.todo.count)
    let needed = earlier.cost + perSpecimen.cost * first
    guard needed > bound else { return }
    throw CommandFailure(
      .outOfMoney, kind: "max_cost",
      "`--max-cost \(bound.digits)` does not cover the first \(Plural.of(first, "specimen")): with what is spent they come to "
        + "\(needed) (\(perSpecimen.cost) a specimen, \(perSpecimen.source))",
      hint:
        "give \(needed.roundedUp(to: 2)) or more, or a cheaper model: `herbx budget plan --specimens \(plan.todo.count)`"
    )
  }

  private func unknown(_ bound: Money, _ reason: String) -> CommandFailure {
    CommandFailure(
      .usage, kind: "max_cost_unknown", "`--max-cost \(bound.digits)` cannot hold: \(reason)",
      hint: "leave it out and let the key's own limit bound the cost, or run a few specimens first, with `--limit 5`")
  }

  /// Says the estimate, and warns where the key does not cover it, or where a free model needs more than a day.
  func tell(_ journal: RunJournal, key: KeyCheck) {
    guard !plan.todo.isEmpty else { return }
    let allowance = FreeAllowance(key)
    if model.isFree, case .alive(let status) = key, let left = status.freeRequestsLeft, left < plan.todo.count {
      journal.logger.info("\(left) free requests are left today; the run waits for the next day's")
    }
    if model.isFree, let days = allowance.days(for: plan.todo.count), days > 1 {
      journal.logger.warning(
        "⚠️ a free model: \(plan.todo.count) specimens take at least \(allowance.words(for: plan.todo.count))")
    }
    guard let expected, expected.cost > .zero else { return }
    let total = expected.cost * plan.todo.count
    let each = "\(expected.cost.rounded(to: 5)) USD (\(expected.source))"
    let flex = tier == .flex && earlier.spread.mean == nil ? ", about half of it where the flex tier serves" : ""
    journal.logger.info(
      "estimated cost: \(Plural.of(plan.todo.count, "specimen")) at \(each) = \(total.rounded(to: 2)) USD\(flex)")
    guard case .alive(let status) = key else { return }
    if let budget = status.effectiveBudget, budget.scope != "key", budget.remaining < total {
      let reset = budget.resetsAt.map { " until it is reset at \($0)" } ?? ""
      journal.logger.warning(
        "⚠️ the \(budget.scope)'s budget has \(budget.remaining.rounded(to: 4)) USD left\(reset), less than the estimate: it will end the run, and no new key helps"
      )
    }
    guard let remaining = status.remaining, remaining < total else { return }
    journal.logger.warning(
      "⚠️ the key has \(remaining.rounded(to: 4)) USD left, less than the estimate: it will be replaced on the way, up to \(Plural.of(bounds.maxRotations, "time"))"
    )
  }
}

extension CostSpread {
  /// Where a figure of a run's own comes from, in words.
  var words: String {
    let most = percentile95.map { ", 95 % at most \($0.rounded(to: 5)) USD" } ?? ""
    return "the mean of \(Plural.of(count, "billed answer")) on record\(most)"
  }
}
