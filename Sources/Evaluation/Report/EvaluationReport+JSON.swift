internal import Extraction
public import OpenRouter
internal import SystemLayer

extension EvaluationReport {
  public var json: JSONValue {
    [
      "truth": hasTruth ? ["specimens": JSONValue(specimensOfTruth)] : .null,
      "models": .array(runs.map { json($0) }), "agreement": agreementJSON,
    ]
  }

  private func json(_ run: RunTally) -> JSONValue {
    [
      "model": JSONValue(run.model), "run": .string(run.run), "path": .string(run.path),
      "simulated": .bool(run.isSimulated),
      "specimens": JSONValue(hasTruth ? run.specimens : run.successes), "read": JSONValue(run.successes),
      "failed": JSONValue(run.failures), "failed_of_truth": JSONValue(run.failedSpecimens),
      "terms": .array(run.terms.map(\.json)), "calibration": run.calibration.json,
      "cost": JSONValue(run.cost), "unpriced": JSONValue(run.unpriced),
      "cost_per_specimen": JSONValue(run.costPerSpecimen),
      "cost_per_right_field": JSONValue(run.costPerRightField), "fields": JSONValue(run.fields),
      "right": JSONValue(run.right), "worst": .array(run.worst.sheets.map { $0.json(run: run.path) }),
    ]
  }

  /// Of two runs, the figures of the one with fewer specimens stand beside the list, too.
  private var agreementJSON: JSONValue {
    let all = pairs.map { pair -> JSONValue in
      .object(
        [
          .init("model", JSONValue(runs[pair.one].model)), .init("run", .string(runs[pair.one].run)),
          .init("with_model", JSONValue(runs[pair.other].model)), .init("with_run", .string(runs[pair.other].run)),
        ] + agreements[pair.one][pair.other].members(hasTruth: hasTruth))
    }
    guard runs.count == 2, let first = all.first?.members else { return ["pairs": .array(all)] }
    return .object(first + [.init("pairs", .array(all))])
  }
}

extension Agreement {
  fileprivate func members(hasTruth: Bool) -> [JSONValue.Member] {
    let known = [
      ("specimens", JSONValue(specimens)), ("fields", JSONValue(fields)), ("agree", JSONValue(agree)),
      ("agree_share", Self.share(agree, fields)), ("same_fact", JSONValue(sameFact)),
      ("right_when_agreeing", hasTruth ? JSONValue(right) : .null),
      ("right_when_agreeing_share", hasTruth ? Self.share(right, agree) : .null),
      ("right_when_same_fact", hasTruth ? JSONValue(rightFacts) : .null),
    ]
    return known.map { JSONValue.Member($0.0, $0.1) }
  }

  fileprivate static func share(_ part: Int, _ whole: Int) -> JSONValue {
    JSONValue(whole > 0 ? Double(part) / Double(whole) : nil, places: 4)
  }
}

extension TermTally {
  fileprivate var json: JSONValue {
    .object(
      [.init("term", .string(term)), .init("truth", JSONValue(truth))]
        + FieldOutcome.allCases.map { .init($0.name, JSONValue(self[$0])) } + [
          .init("right", JSONValue(right)),
          .init("right_share", JSONValue(truth > 0 ? Double(right) / Double(truth) : nil, places: 4)),
          .init(
            "wilson_95",
            interval.map { [JSONValue($0.low, places: 4), JSONValue($0.high, places: 4)] } ?? .null),
          .init("median_character_error", JSONValue(medianCharacterError, places: 4)),
        ])
  }
}

extension Calibration {
  fileprivate var json: JSONValue {
    let deciles = deciles.enumerated().map { index, bin -> JSONValue in
      [
        "from": JSONValue(Double(index) / 10, places: 1), "to": JSONValue(Double(index + 1) / 10, places: 1),
        "fields": JSONValue(bin.fields), "wrong": JSONValue(bin.wrong),
      ]
    }
    let accept = EvaluationReport.thresholds.map { percent -> JSONValue in
      let bin = accepted(from: percent)
      return [
        "confidence": JSONValue(Double(percent) / 100, places: 2), "fields": JSONValue(bin.fields),
        "share": Agreement.share(bin.fields, fields), "wrong": JSONValue(bin.wrong),
        "wrong_share": Agreement.share(bin.wrong, bin.fields),
      ]
    }
    return [
      "fields": JSONValue(fields), "deciles": .array(deciles),
      "without_confidence": ["fields": JSONValue(unknown.fields), "wrong": JSONValue(unknown.wrong)],
      "accept": .array(accept),
    ]
  }
}

extension WorstSheets.Sheet {
  fileprivate func json(run: String) -> JSONValue {
    [
      "image": .string(image.text), "not_right": JSONValue(notRight), "fields": JSONValue(fields),
      "review": [
        "command": .string("herbx review \(run.shellWord) --sheet \(number)"), "sheet": .string("#sheet=\(number)"),
      ],
    ]
  }
}
