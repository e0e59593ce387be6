internal import Extraction
internal import Logging
internal import OpenRouter
internal import SystemLayer

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
    for line in cost + (summary.newSuccesses > 0 ? coverage : []) { logger.info("\(line)") }
    logger.info("records: `\(folder.recordsPath)`")
    if summary.failed > 0 {
      logger.info(
        "failed ones: `herbx records \(folder.path.shellWord) --only failed`")
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

  private var cost: [String] {
    let costs = summary.costs
    if costs.isUnknown { return ["cost: unknown: the service does not say what its answers cost"] }
    var parts = ["\(summary.newCost) in this start"]
    // Of this start alone: the cost of all starts was for other specimens too than those that were asked for now.
    if summary.newSuccesses > 0, summary.newCost > .zero, costs.unpriced == 0 {
      parts[0] += " (\(summary.newCost.divided(by: summary.newSuccesses).rounded(to: 5)) USD per success)"
    }
    parts.append("\(costs.total) in all")
    if costs.unpriced > 0 { parts.append("unknown for \(Plural.of(costs.unpriced, "answer"))") }
    return ["cost: " + parts.joined(separator: ", ")] + costDetails
  }

  private var costDetails: [String] {
    var lines: [String] = []
    if summary.lostCost > .zero { lines.append("beside it: \(summary.lostCost) for answers that never came") }
    if summary.costs.wasted > .zero { lines.append("of it: \(summary.costs.wasted) on failures") }
    if summary.costs.byKey.count > 1 {
      // By the first digits of the key's SHA-256, as `herbx status` and the records have it.
      let keys = summary.costs.byKey.sorted { $0.key < $1.key }.map { "\($0.key.prefix(12)) \($0.value)" }
      lines += Self.lines(of: keys, separator: " + ").map { "by key: " + $0.joined(separator: " + ") }
    }
    if summary.cachedTokens > 0 {
      lines.append("caches: \(summary.cachedTokens) of \(summary.promptTokens) prompt tokens came from there")
    }
    return lines
  }

  /// Columns of a list's words: with the time, the level and what stands around them some 100.
  private static let width = 50

  /// The words in their order, as many on each line as fit, and one at least.
  private static func lines(of words: [String], separator: String) -> [[String]] {
    words.reduce(into: []) { lines, word in
      let length = (lines.last ?? []).reduce(word.count) { $0 + $1.count + separator.count }
      if lines.isEmpty || length > width { lines.append([word]) } else { lines[lines.count - 1].append(word) }
    }
  }

  /// How many of the successes have a value for each term, the fullest first.
  private var coverage: [String] {
    let words = summary.coverage.sorted.map { "\($0.term) \(100 * $0.count / summary.newSuccesses)%" }
    let shown = Self.lines(of: words, separator: ", ").first ?? []
    let rest = words.count - shown.count
    return [
      "fields: " + shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : ""),
      "all fields: `herbx status \(folder.path.shellWord) --fields`",
    ]
  }
}
