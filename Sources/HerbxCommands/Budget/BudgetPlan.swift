internal import ArgumentParser
internal import Extraction
internal import OpenRouter

/// `herbx budget plan`.
struct BudgetPlan: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Show what a number of specimens costs with today's models.",
    discussion: """
      The first three rows are the operating procedure's own, as recorded in October 2025. One key has the default \
      limit of \(CostPlan.defaultKeyLimit.rounded(to: 2)) USD.
      """)

  @Option(help: ArgumentHelp("How many specimens.", valueName: "n")) var specimens: Int
  @Option(help: ArgumentHelp("Show only models whose id contains this.", valueName: "text")) var model: String?
  @Option(name: .customLong("run"), help: ArgumentHelp("Use what a specimen cost in this run.", valueName: "run"))
  var runFolder: String?
  @Flag(help: "Print JSON.") var json = false
  @OptionGroup(title: "Service and keys") var service: ServiceOptions

  private static let most = 1_000_000_000_000

  func validate() throws {
    guard (1...Self.most).contains(specimens) else {
      throw ValidationError("`--specimens \(specimens)`: give 1 to \(Self.most)")
    }
  }

  func run(_ context: CommandContext) async throws {
    var measured: [String: CostPlan.Measured] = [:]
    if let runFolder {
      try RunPath.check(runFolder)
      measured = try RunCosts(folder: RunPath.plain(runFolder)).byModel.compactMapValues { spread in
        spread.mean.map { .init(mean: $0, words: spread.words) }
      }
    }
    let plan = CostPlan(specimens: specimens, models: await models(context), measured: measured)
    if json { return context.printData(Self.json(plan).text) }
    let titles = ["model", "a specimen", "\(specimens) specimens", "one key of 15.00", "keys", "figure"]
    for line in TextTable.lines(titles, plan.rows.map(Self.cells)) { context.printData(line) }
  }

  /// Today's models; a service that cannot be asked leaves the procedure's rows, and says so.
  private func models(_ context: CommandContext) async -> [CatalogueModel] {
    do {
      let wanted = model?.lowercased() ?? ""
      return try await fetchCatalogue(service, context).models
        .filter { $0.takesImages && !$0.isRouter && $0.id.lowercased().contains(wanted) }
        .sorted { ModelRow($0).order < ModelRow($1).order }
    } catch {
      context.printNote("warning: today's prices are missing: \(error)")
      return []
    }
  }

  private static func cells(_ row: CostPlan.Row) -> [String] {
    [
      row.model, row.perSpecimen.rounded(to: 4), row.total.rounded(to: 2),
      row.keys == 0 ? "not needed" : row.fitsOneKey ? "✅" : "❌", String(row.keys), row.source,
    ]
  }

  private static func json(_ plan: CostPlan) -> JSONValue {
    let rows = plan.rows.map { row -> JSONValue in
      [
        "model": .string(row.model), "cost_per_specimen": JSONValue(row.perSpecimen),
        "total": JSONValue(row.total), "total_rounded": .string(row.total.rounded(to: 2)),
        "fits_one_key": .bool(row.fitsOneKey), "keys": JSONValue(row.keys), "source": .string(row.source),
      ]
    }
    return ["specimens": JSONValue(plan.specimens), "rows": .array(rows)]
  }
}
