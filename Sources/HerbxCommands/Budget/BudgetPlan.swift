internal import ArgumentParser
internal import Extraction
internal import Keys
internal import OpenRouter

/// `herbx budget plan`.
struct BudgetPlan: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Show what a number of specimens costs with today's models.",
    discussion: Examples.following(
      """
      Figures come from today's catalogue, or with --run from what a run's own answers cost. Free models are bounded by \
      days: the account takes so many free requests in each. One key has the default limit of \
      \(CostPlan.defaultKeyLimit.rounded(to: 2)) USD.
      """,
      ["herbx budget plan --specimens 2885 --model qwen": "each model of that name, with money and days"]))

  @Option(help: ArgumentHelp("How many specimens.", valueName: "n")) var specimens: Int
  @Option(help: ArgumentHelp("An alias, or what the models' ids contain.", valueName: "text")) var model: String?
  @Option(
    name: .customLong("run"), help: ArgumentHelp("Use what a specimen cost in this run.", valueName: "run"),
    completion: .directory)
  var runFolder: String?
  @Flag(help: "Show the operating procedure's three rows of October 2025 as well.") var recorded = false
  @Flag(help: "Print JSON.") var json = false
  @OptionGroup(title: "Service and keys") var service: ServiceOptions

  private static let most = 1_000_000_000_000

  func validate() throws {
    guard (1...Self.most).contains(specimens) else {
      throw ValidationError("`--specimens \(specimens)`: give 1 to \(Self.most)")
    }
  }

  func run(_ context: CommandContext) async throws {
    var measured: [String: SpecimenEstimate.Measured] = [:]
    if let runFolder {
      try RunPath.check(runFolder)
      measured = try RunCosts(folder: RunPath.plain(runFolder)).measured
    }
    let (models, allowance) = try await today(context)
    let plan = CostPlan(
      specimens: specimens, models: models, measured: measured, allowance: allowance, showsRecorded: recorded)
    if json { return context.printData(Self.json(plan).text) }
    let titles = [
      "model", "a specimen", Plural.of(specimens, "specimen"), "with flex", "keys of 15.00", "days", "figure",
    ]
    for line in TextTable.lines(titles, plan.rows.map { Self.cells($0, allowance) }) { context.printData(line) }
    if plan.rows.contains(where: { $0.flexTotal != nil }) { context.printNote(SpecimenEstimate.flexSentence) }
    let pixels = PixelTokens(ids: plan.rows.map(\.model))
    if !pixels.families.isEmpty {
      context.printData("")
      for line in TextTable.lines(PixelTokens.titles, pixels.rows) { context.printData(line) }
    }
    context.printNote(
      "an answer to all \(AskedTerms.all.count) terms takes about \(Self.answerTokens) tokens; `extract --terms` asks for fewer"
    )
  }

  /// Of an answer to every term that may be asked for.
  private static var answerTokens: Int { AskedTerms.expectedAnswerTokens(of: AskedTerms.all) }

  /// Today's models, and how many free requests the key's account has in a day. Without a service there are no models.
  private func today(_ context: CommandContext) async throws -> ([CatalogueModel], FreeAllowance) {
    try await ServiceSession.with(service, context) { session in
      let catalogue: Catalogue?
      do throws(ServiceFailure) { catalogue = try await session.account.catalogue() } catch {
        guard recorded else { throw CommandFailure(.serviceUnavailable, error) }
        context.printNote("warning: today's prices are missing: \(error.message)")
        return ([], FreeAllowance(nil))
      }
      let wanted = ModelAlias.resolve(model?.lowercased() ?? "")
      let models = (catalogue?.models ?? [])
        .filter { $0.takesImages && !$0.isRouter && $0.id.lowercased().contains(wanted) }
        .sorted { ModelRow($0).order < ModelRow($1).order }
      if let model, let catalogue, models.isEmpty { throw ModelsCommand.unknown(model, catalogue) }
      return (models, await session.freeAllowance())
    }
  }

  private static func cells(_ row: CostPlan.Row, _ allowance: FreeAllowance) -> [String] {
    let days = row.days.map { "\($0)" } ?? (row.estimate.isFree ? "?" : "")
    return [
      row.model, row.estimate.cost?.rounded(to: 5) ?? "unknown", row.total?.rounded(to: 2) ?? "unknown",
      row.flexTotal?.rounded(to: 2) ?? "", row.keys.map { $0 == 0 ? "none" : String($0) } ?? "unknown",
      days + (allowance.perDay.map { row.estimate.isFree ? " (\($0) a day)" : "" } ?? ""), row.estimate.source,
    ]
  }

  private static func json(_ plan: CostPlan) -> JSONValue {
    let rows = plan.rows.map { row -> JSONValue in
      [
        "model": .string(row.model), "cost_per_specimen": JSONValue(row.estimate.cost), "total": JSONValue(row.total),
        "total_rounded": JSONValue(row.total?.rounded(to: 2)), "total_with_flex": JSONValue(row.flexTotal),
        "fits_one_key": row.keys.map { .bool($0 <= 1) } ?? .null,
        "keys": JSONValue(row.keys), "days": JSONValue(row.days), "free": .bool(row.estimate.isFree),
        "source": .string(row.estimate.source),
      ]
    }
    return [
      "specimens": JSONValue(plan.specimens), "terms": JSONValue(AskedTerms.all.count),
      "answer_tokens": JSONValue(answerTokens), "rows": .array(rows),
      "image_tokens": PixelTokens(ids: plan.rows.map(\.model)).json,
    ]
  }
}

extension CostSpread {
  /// As an estimate takes it; nil where nothing was billed.
  var measured: SpecimenEstimate.Measured? { mean.map { .init(mean: $0, words: words) } }
}

extension RunCosts {
  /// As an estimate takes it, of each model of which anything was billed.
  var measured: [String: SpecimenEstimate.Measured] {
    var measured: [String: SpecimenEstimate.Measured] = [:]
    for (model, spread) in byModel {
      let flex = flexAnswers[model].map { ", \($0) of them by the flex tier" } ?? ""
      measured[model] = spread.mean.map { .init(mean: $0, words: spread.words + flex) }
    }
    return measured
  }
}

extension ServiceSession {
  /// What the account of the key in force may ask of free models in a day; unknown where there is no key.
  func freeAllowance() async -> FreeAllowance {
    guard let loaded = try? keys.load() else { return FreeAllowance(nil) }
    return FreeAllowance(await account.check(loaded.key))
  }
}
