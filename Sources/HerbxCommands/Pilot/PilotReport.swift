internal import Evaluation
internal import Extraction
internal import OpenRouter

/// What a pilot has found, for each model and for the whole folder.
struct PilotReport {
  let evaluation: EvaluationReport
  let found: Int
  let error: Double
  let models: [Model]

  struct Model {
    let name: String
    let run: RunTally
    let folderCost: Money?
    let folderHours: Double?
    /// The share of answered fields that would have to be looked at; nil without a truth.
    let needsEyes: Double?
  }

  init(_ evaluation: EvaluationReport, found: Int, error: Double, concurrency: Int) {
    (self.evaluation, self.found, self.error) = (evaluation, found, error)
    models = evaluation.runs.map { run in
      let each = run.successes > 0 ? Double(run.milliseconds) / Double(run.successes) : nil
      return Model(
        name: run.model ?? run.run, run: run, folderCost: run.costPerSpecimen.map { $0 * found },
        folderHours: each.map { $0 * Double(found) / Double(concurrency) / 3_600_000 },
        needsEyes: evaluation.hasTruth ? Self.needsEyes(run.calibration, error) : nil)
    }
  }

  /// Of a confidence that nobody gives, all have to be looked at.
  private static func needsEyes(_ calibration: Calibration, _ error: Double) -> Double? {
    guard calibration.fields > 0 else { return nil }
    guard let percent = calibration.threshold(wrongAtMost: error) else { return 1 }
    return 1 - Double(calibration.accepted(from: percent).fields) / Double(calibration.fields)
  }

  static let simulated = "the pilot is simulated: its records are invented, nothing was paid"

  static let withoutTruth =
    "Without a truth, agreement tells where to look, not how good a model is: models make the same mistakes, too, and agree "
    + "on them. Where two disagree, at least one is not right."

  var lines: [String] {
    let rows = models.map(cells)
    let note =
      evaluation.hasTruth
      ? []
      : [
        "Without a truth, agreement tells where to look, not how good a model is:",
        "models make the same mistakes, too, and agree on them.", "",
      ]
    let warning = evaluation.isSimulated ? ["simulated: the records are invented, nothing was paid", ""] : []
    return warning + ["what all \(found) specimens of the folder would take:", ""] + TextTable.aligned(titles, rows) + [
      ""
    ] + note
      + EvaluationText(evaluation).lines
  }

  var titles: [String] { ["model", "read", "failed", "USD", "all: USD", "all: hours", "needs eyes"] }

  func cells(_ model: Model) -> [String] {
    [
      EvaluationText.shortened(model.name, to: 28), String(model.run.successes), String(model.run.failures),
      model.run.cost?.rounded(to: 4) ?? "unknown", model.folderCost?.rounded(to: 2) ?? "–",
      model.folderHours.map { JSONValue($0, places: 2).text } ?? "–",
      model.needsEyes.map(EvaluationText.percent) ?? "–",
    ]
  }

  var json: JSONValue {
    let rows = models.map { model -> JSONValue in
      [
        "model": .string(model.name), "run": .string(model.run.run), "read": JSONValue(model.run.successes),
        "failed": JSONValue(model.run.failures), "cost": JSONValue(model.run.cost),
        "folder_cost": JSONValue(model.folderCost), "folder_hours": JSONValue(model.folderHours, places: 3),
        "needs_eyes": JSONValue(model.needsEyes, places: 4),
      ]
    }
    return [
      "simulated": .bool(evaluation.isSimulated), "found": JSONValue(found), "error": JSONValue(error, places: 4),
      "note": evaluation.hasTruth ? .null : .string(Self.withoutTruth), "pilot": .array(rows),
      "evaluation": evaluation.json,
    ]
  }
}
