internal import Extraction
internal import Logging
internal import OpenRouter

/// The end of a run, told in the log, in the events, and by the exit status.
struct SummaryReport {
  let summary: RunSummary
  let folder: RunFolder
  let journal: RunJournal

  /// - Throws: `SilentExit` with the run's status where it is not 0.
  func conclude() throws {
    journal.note(summary.stop == nil ? .extractionCompleted : .extractionStopped, closing)
    let logger = journal.logger
    if let stop = summary.stop {
      logger.error("\(stop.message)")
      if let hint = stop.hint { logger.error("hint: \(hint)") }
    }
    logger.info("\(headline)")
    logger.info("cost: \(cost)")
    if summary.newSuccesses > 0 { logger.info("fields: \(coverage)") }
    logger.info("records: `\(folder.recordsPath)`")
    if summary.failed > 0 {
      logger.info("failed ones: `jq -r 'select(.error) | [.image, .error_kind] | @tsv' \(folder.recordsPath)`")
    }
    if summary.exitStatus != .everySpecimenHasARecord { throw SilentExit(status: summary.exitStatus) }
  }

  /// With the last value of the records' chain: lines that go at the end are missed.
  private var closing: JSONValue {
    let chain = journal.chain.flatMap { $0.isEmpty ? nil : JSONValue.Member("chain", .string($0)) }
    return .object((summary.json.members ?? []) + (chain.map { [$0] } ?? []))
  }

  private var headline: String {
    let mark = summary.exitStatus == .everySpecimenHasARecord ? "✅ " : ""
    let open = summary.open > 0 ? ", \(summary.open) open" : ""
    return
      "\(mark)\(summary.done) of \(Plural.of(summary.total, "specimen")) done, \(summary.failed) failed\(open)"
  }

  private var cost: String {
    let costs = summary.costs
    if costs.isUnknown {
      return "unknown: the service does not say what its answers cost"
    }
    var parts = ["\(summary.newCost) in this start"]
    // Of this start alone: the cost of all starts was for other specimens too than those that were asked for now.
    if summary.newSuccesses > 0, summary.newCost > .zero, costs.unpriced == 0 {
      parts[0] += " (\(summary.newCost.divided(by: summary.newSuccesses).rounded(to: 5)) USD per success)"
    }
    parts.append("\(costs.total) in all")
    if costs.unpriced > 0 { parts.append("unknown for \(Plural.of(costs.unpriced, "answer"))") }
    if summary.lostCost > .zero { parts.append("and \(summary.lostCost) for answers that never came") }
    if summary.cachedTokens > 0 {
      parts.append("\(summary.cachedTokens) of \(summary.promptTokens) prompt tokens came from caches")
    }
    if costs.wasted > .zero { parts.append("\(costs.wasted) on failures") }
    if costs.byKey.count > 1 {
      // By the first digits of the key's SHA-256, as `herbx status` and the records have it.
      let keys = costs.byKey.sorted { $0.key < $1.key }.map { "\($0.key.prefix(12)) \($0.value)" }
      parts.append("by key: \(keys.joined(separator: " + "))")
    }
    return parts.joined(separator: ", ")
  }

  /// Terms shown here; `herbx status` shows all.
  private static let mostTerms = 8

  /// How many of the successes have a value for each term, the fullest first.
  private var coverage: String {
    let sorted = summary.coverage.sorted
    let shown = sorted.prefix(Self.mostTerms).map { "\($0.term) \(100 * $0.count / summary.newSuccesses)%" }
    let rest = sorted.count - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more: `herbx status \(folder.path) --fields`" : "")
  }
}
