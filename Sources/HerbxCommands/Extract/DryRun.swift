internal import Extraction
internal import Imaging
internal import OpenRouter
internal import SystemLayer

/// `extract --dry-run`: what a start would do. Reads the input and the run folder, and asks the service what its models cost
/// where no answer on record tells it: no lock, no file, no image is sent, so that it also works beside a run in progress.
struct DryRun {
  let options: Extract
  let basis: StartBasis
  let context: CommandContext

  /// - Throws: what the start itself would be refused for, as far as it can be known without the service.
  func run() async throws {
    try InputFolder.check(options.input)
    let folder = RunPath.plain(options.output)
    let earlier = try PreviousRun(folder: folder)
    let model = chooseModel(earlier)
    if let mixture = earlier.mixture(isSimulated: options.simulate) { throw mixture }
    let wanted = options.identity(model: model, basis.prompts, address: nil)
    let conflict = earlier.conflict(wanted, followsInput: basis.followsInput)
    if let conflict, !options.asking.allowChanged { throw conflict }
    var selection = try options.selection.plan(input: options.input)
    selection.shard = basis.part?.shard
    let plan = RunPlan(
      input: options.input, runFolder: folder, selection: selection, records: earlier.records)
    try InputFolder.check(plan, of: options.input, records: earlier.records.entries.count)
    if basis.followsInput, !options.asking.allowChanged { try InputFolder.checkFollowed(plan, to: options.input) }
    let missing = plan.missing(
      from: options.input, earlier.records, earlier: options.selection.known(by: earlier.snapshot))
    if missing.count > 0 { context.printNote("warning: \(missing.sentence(input: options.input))") }
    let survey = ImageSurvey(
      plan, in: options.input, settings: options.images.settings, records: earlier.records, depth: .whole)
    let refusals = survey.refusals
    let cost = await cost(of: plan.todo.count - refusals.count, model: model, earlier.records.spread)
    let terms = options.asking.askedTerms
    let asked =
      Self.padded("terms")
      + "\(terms.count), for an answer of about \(AskedTerms.expectedAnswerTokens(of: terms)) tokens"
    for line in Self.counts(plan, refusals) + [asked] + cost {
      context.printData(line)
    }
    for line in imageLines(survey, model: model) { context.printData(line) }
    let tools = survey.needsPrograms ? await ConverterTools.find(path: context.value("PATH")) : ConverterTools()
    let checks = ImageChecks(survey: survey, tools: tools, total: plan.todo.count)
    for warning in checks.warnings { context.printNote("warning: \(warning)") }
    for obstacle in survey.obstacles(tools) {
      context.printNote("warning: \(Plural.of(obstacle.count, "image")): \(obstacle.failure.message)")
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
    guard let named = options.asking.model.map(ModelAlias.resolve) else {
      return earlier.model ?? basis.part?.model
    }
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
  /// What so many specimens are likely to take: money by the run's own answers, else by today's catalogue, and with a free
  /// model days.
  private func cost(of specimens: Int, model: String?, _ spread: CostSpread) async -> [String] {
    let (choice, allowance) = await today(model)
    let estimate = SpecimenEstimate(choice?.entry, measured: spread.measured)
    let id = choice?.id ?? model
    let name = id.map { "`\($0)`" } ?? "chosen at the start, from the service's catalogue"
    var lines = [Self.padded("model") + name]
    if let each = estimate.cost, !estimate.isFree {
      let total = "about \((each * specimens).rounded(to: 2)) USD"
      lines.append(
        Self.padded("cost") + "\(total): \(specimens) at \(each.rounded(to: 5)) USD each, \(estimate.source)")
    } else {
      lines.append(Self.padded("cost") + estimate.words)
    }
    if choice?.isFree == true { lines.append(Self.padded("time") + "at least \(allowance.words(for: specimens))") }
    return lines
  }

  /// The model that a start would ask, as the catalogue has it; nil where the service does not answer.
  private func today(_ model: String?) async -> (choice: ModelChoice?, allowance: FreeAllowance) {
    let answer = try? await ServiceSession.with(options.service, context) { session in
      let catalogue = try await session.account.catalogue()
      let choice = try ModelChoice(.init(named: model, recorded: nil, catalogue: catalogue))
      return (choice, choice.isFree ? await session.freeAllowance() : FreeAllowance(nil))
    }
    return answer ?? (nil, FreeAllowance(nil))
  }
}
