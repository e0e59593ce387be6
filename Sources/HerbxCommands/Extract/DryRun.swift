internal import Extraction
internal import Imaging
internal import OpenRouter
internal import SystemLayer

/// `extract --dry-run`: what a start would do. Reads the input and the run folder, and nothing else: no lock, no file,
/// no network, so that it also works beside a run in progress.
struct DryRun {
  let options: Extract
  let context: CommandContext

  /// - Throws: what the start itself would be refused for, as far as it can be known without the service.
  func run() async throws {
    let prompts = try PromptFiles(options.asking).load()
    try InputFolder.check(options.input)
    let folder = RunPath.plain(options.output)
    let earlier = try PreviousRun(folder: folder)
    let model = chooseModel(earlier)
    let conflict = earlier.conflict(model: model, prompts: prompts.hashes, images: options.images.identity)
    if let conflict, !options.asking.allowChanged { throw conflict }
    let selection = try options.selection.plan(input: options.input)
    let plan = RunPlan(
      input: options.input, runFolder: folder, selection: selection, records: earlier.records)
    try InputFolder.checkIsNotEmpty(plan, options.input)
    let survey = ImageSurvey(
      plan, in: options.input, settings: options.images.settings, records: earlier.records, depth: .whole)
    let refusals = survey.refusals
    let cost = Cost(model: model, records: earlier.records)
    let terms = options.asking.askedTerms
    let asked =
      Self.padded("terms")
      + "\(terms.count), for an answer of about \(AskedTerms.expectedAnswerTokens(of: terms)) tokens"
    for line in Self.counts(plan, refusals) + [asked]
      + cost.lines(specimens: plan.todo.count - refusals.count, model: model)
    {
      context.printData(line)
    }
    for line in imageLines(survey, model: model) { context.printData(line) }
    let tools = survey.needsPrograms ? await ConverterTools.find(path: context.value("PATH")) : ConverterTools()
    let checks = ImageChecks(survey: survey, tools: tools, total: plan.todo.count)
    for warning in checks.warnings { context.printNote("warning: \(warning)") }
    for obstacle in survey.obstacles(tools) {
      context.printNote("warning: \(obstacle.count) images: \(obstacle.failure.message)")
      context.printNote("hint: \(obstacle.failure.hint)")
    }
    for remark in plan.remarks { context.printNote("warning: \(remark)") }
  }

  /// How images would go out, and what each long side would cost.
  private func imageLines(_ survey: ImageSurvey, model: String?) -> [String] {
    var lines = survey.words.isEmpty ? [] : [Self.padded("images") + survey.words]
    if let model, let family = VisionModel(id: model) {
      lines.append(Self.padded("tokens") + "as \(family.family) counts pixels (\(family.source)):")
      lines += survey.tokenLines(family, chosen: options.images.settings.longSide)
    }
    return lines
  }

  /// The model as far as command line and run folder name it; nil where the catalogue would be asked.
  private func chooseModel(_ earlier: PreviousRun) -> String? {
    guard let named = options.asking.model.map(ModelAlias.resolve) else { return earlier.model }
    // A service without a catalogue is sent the alias itself.
    return earlier.model.map(ModelAlias.resolve) == named ? earlier.model : named
  }

  private static func counts(_ plan: RunPlan, _ refusals: [(image: SpecimenName, refusal: ImageRefusal)]) -> [String] {
    let rows = [
      ("specimens", plan.specimens.count), ("new", plan.new), ("done", plan.done), ("to retry", plan.toRetry),
      ("left failed", plan.leftFailed), ("left paid", plan.leftBilled), ("changed", plan.changed.count),
      ("to send", plan.todo.count - refusals.count),
      ("refused", refusals.count),
    ]
    let kinds = Dictionary(grouping: refusals, by: \.refusal.kind).sorted { $0.key.rawValue < $1.key.rawValue }
    let reasons = kinds.flatMap { kind, refused in
      ["  \(kind.rawValue)  \(refused.count)"] + shown(refused)
    }
    return rows.map { padded($0.0) + String($0.1) } + reasons
      + (plan.passedOver.description.map { [padded("passed over") + $0] } ?? [])
  }

  /// Refused files shown by name for each reason.
  private static let mostShown = 5

  private static func shown(_ refused: [(image: SpecimenName, refusal: ImageRefusal)]) -> [String] {
    let lines = refused.prefix(mostShown).map {
      "    `\(SecretMask().line($0.image.text).string)`: \($0.refusal.message)"
    }
    return lines + (refused.count > mostShown ? ["    … and \(refused.count - mostShown) more"] : [])
  }

  fileprivate static func padded(_ name: String) -> String {
    name + String(repeating: " ", count: max(1, 13 - name.count))
  }
}

extension DryRun {
  /// What a specimen is likely to cost, and how that is known.
  private struct Cost {
    let each: Money?
    let source: String

    /// By the run's own records, else by the procedure's recorded figures.
    init(model: String?, records: RecordIndex) {
      if let mean = records.spread.mean {
        (each, source) = (mean, records.spread.words)
      } else if let model, let recorded = CostPlan.recordedCost(of: model) {
        (each, source) = (recorded, "the procedure's figure of October 2025")
      } else if model?.hasSuffix(":free") == true {
        (each, source) = (.zero, "a free model")
      } else {
        (each, source) = (nil, "")
      }
    }

    func lines(specimens: Int, model: String?) -> [String] {
      let name = model.map { "`\($0)`" } ?? "chosen at the start, from the service's catalogue"
      guard let each else {
        return [
          padded("model") + name, padded("cost") + "unknown",
          "hint: `herbx budget plan --specimens \(max(1, specimens))` shows it with today's prices",
        ]
      }
      let total = "about \((each * specimens).rounded(to: 4)) USD"
      return [
        padded("model") + name,
        padded("cost") + "\(total): \(specimens) specimens at \(each.rounded(to: 4)) USD each, \(source)",
      ]
    }
  }
}
