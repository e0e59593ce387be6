public import OpenRouter

/// How a start of a run ended.
public struct RunSummary: Sendable {
  /// Specimens selected.
  public var total = 0
  /// With a success on record, earlier starts included.
  public var done = 0
  /// With a failure as their last record.
  public var failed = 0
  /// Successes and failures of this start.
  public var newSuccesses = 0
  public var newFailures = 0
  /// Over all records of the run.
  public var costs = CostAccount()
  /// What answers have cost that never came, by the service's word; over all starts, beside the records.
  public var lostCost = Money.zero
  /// Of a single answer of this start.
  public var highestCost = Money.zero
  /// Tokens of this start's prompts, and those of them that the providers' caches had.
  public var promptTokens = 0
  public var cachedTokens = 0
  /// What earlier starts had cost.
  public var earlierCost = Money.zero
  /// How many of this start's successes have a value for each term.
  public var coverage = TermCoverage()
  public var stop: StopReason?
  /// Images that the run has known and that are no longer there.
  public var missing = 0

  public var cost: Money { costs.total }
  /// Of this start.
  public var newCost: Money { costs.total - earlierCost }
  /// Specimens without any record.
  public var open: Int { max(0, total - done - failed) }

  public var exitStatus: ExitStatus {
    if let stop { return stop.exitStatus }
    return failed + missing == 0 ? .everySpecimenHasARecord : .someSpecimensFailed
  }

  public var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("total", .number(String(total))), .init("done", .number(String(done))),
      .init("failed", .number(String(failed))), .init("open", .number(String(open))),
      .init("cost", .number(cost.digits)), .init("cost_of_this_start", .number(newCost.digits)),
      .init("cost_of_lost_answers", .number(lostCost.digits)),
      .init("cost_wasted_on_failures", .number(costs.wasted.digits)),
      .init("exit_status", .number(String(exitStatus.rawValue))),
    ]
    if cachedTokens > 0 {
      members += [.init("prompt_tokens", JSONValue(promptTokens)), .init("cached_tokens", JSONValue(cachedTokens))]
    }
    if missing > 0 { members.append(.init("missing", JSONValue(missing))) }
    if let stop {
      members.append(.init("stopped", ["kind": .string(stop.kind), "message": .string(stop.message)]))
    }
    return .object(members)
  }
}
