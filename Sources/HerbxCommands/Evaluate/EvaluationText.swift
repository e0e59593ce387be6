internal import Evaluation
internal import Extraction
internal import OpenRouter
internal import SystemLayer

/// An evaluation for people, 80 columns wide.
struct EvaluationText {
  private let report: EvaluationReport

  init(_ report: EvaluationReport) { self.report = report }

  var lines: [String] { report.runs.flatMap(lines(of:)) + agreement }

  private func lines(of run: RunTally) -> [String] {
    var lines = ["\(run.model ?? "unknown model") (\(run.run))"]
    if report.hasTruth {
      let failed = run.failedSpecimens > 0 ? ", \(run.failedSpecimens) failed" : ""
      lines.append("  \(run.specimens) of the \(report.specimensOfTruth) specimens of the truth read\(failed)")
      lines += Self.counts(run) + Self.shares(run) + Self.calibration(run.calibration)
    }
    lines += Self.money(run) + Self.worst(run)
    return lines + [""]
  }

  private static func counts(_ run: RunTally) -> [String] {
    let titles = ["term", "truth", "exact", "norm", "fact", "less", "omit", "inv", "wrong"]
    let rows = run.terms.map { term in
      [name(term.term), String(term.truth)] + FieldOutcome.allCases.map { String(term[$0]) }
    }
    return ["", "  exact, the same when normalised, the same fact, less precise; omitted, invented, wrong:"]
      + indented(TextTable.aligned(titles, rows))
  }

  private static func shares(_ run: RunTally) -> [String] {
    let rows = run.terms.filter { $0.truth > 0 }.map { term in
      [
        name(term.term), "\(term.right)", percent(term.right, term.truth),
        term.interval.map { "\(percent($0.low))–\(percent($0.high))" } ?? "",
        term.medianCharacterError.map { percent($0) } ?? "",
      ]
    }
    return ["", "  right (exact, normalised or the same fact), and in which range the share lies:"]
      + indented(TextTable.aligned(["term", "right", "share", "95 % interval", "median character error"], rows))
  }

  private static func calibration(_ calibration: Calibration) -> [String] {
    guard calibration.fields > 0 else { return [] }
    let deciles = calibration.deciles.enumerated().filter { $1.fields > 0 }.map { index, bin in
      ["\(index * 10)–\(index * 10 + 10) %", String(bin.fields), percent(bin.wrong, bin.fields)]
    }
    let table = TextTable.aligned(["confidence", "fields", "wrong"], deciles)
    return ["", "  answered fields by the model's confidence:"] + indented(table) + accept(calibration)
  }

  private static func accept(_ calibration: Calibration) -> [String] {
    var last = -1
    return EvaluationReport.thresholds.compactMap { threshold in
      let bin = calibration.accepted(from: threshold)
      guard bin.fields > 0, bin.fields != last else { return nil }
      last = bin.fields
      return
        "  accept at confidence ≥ \(decimal(threshold)): \(percent(bin.fields, calibration.fields)) of the fields, "
        + "\(percent(bin.wrong, bin.fields)) of them wrong"
    }
  }

  private static func money(_ run: RunTally) -> [String] {
    if run.unpriced > 0 { return ["", "  cost: unknown for \(Plural.of(run.unpriced, "answer"))"] }
    guard let cost = run.cost, let each = run.costPerSpecimen else { return [] }
    let field = run.costPerRightField.map { ", \($0.rounded(to: 6)) USD a right field" } ?? ""
    return ["", "  cost: \(cost.rounded(to: 4)) USD, \(each.rounded(to: 5)) USD a specimen\(field)"]
  }

  private static func worst(_ run: RunTally) -> [String] {
    guard !run.worst.sheets.isEmpty else { return [] }
    let lines = run.worst.sheets.map { sheet in
      "    \(shortened(sheet.image.text, to: 46)): \(sheet.notRight) of \(sheet.fields), --sheet \(sheet.number)"
    }
    return ["", "  worst sheets (each opens by `herbx review \(run.path.shellWord) --sheet N`):"] + lines
  }

  private var agreement: [String] {
    report.pairs.flatMap { pair -> [String] in
      let (one, other) = (report.runs[pair.one], report.runs[pair.other])
      let found = report.agreements[pair.one][pair.other]
      guard found.fields > 0 else { return [] }
      let right = report.hasTruth && found.agree > 0 ? "; \(Self.percent(found.right, found.agree)) of these right" : ""
      return [
        "\(one.model ?? one.run), confirmed by \(other.model ?? other.run) on \(found.specimens) specimens:",
        "  \(found.agree) of \(found.fields) fields as written (\(Self.percent(found.agree, found.fields)))\(right)",
        "  \(found.sameFact) of \(found.fields) fields by the fact"
          + (report.hasTruth && found.sameFact > 0
            ? "; \(Self.percent(found.rightFacts, found.sameFact)) of these right" : ""),
      ]
    }
  }
}

extension EvaluationText {
  private static func name(_ term: String) -> String { shortened(term, to: 24) }

  static func shortened(_ text: String, to length: Int) -> String {
    text.count <= length ? text : "…" + text.suffix(length - 1)
  }

  private static func indented(_ lines: [String]) -> [String] { lines.map { "  " + $0 } }

  static func percent(_ part: Int, _ whole: Int) -> String {
    whole > 0 ? percent(Double(part) / Double(whole)) : "–"
  }

  static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

  private static func decimal(_ percent: Int) -> String { percent < 10 ? "0.0\(percent)" : "0.\(percent)" }
}
