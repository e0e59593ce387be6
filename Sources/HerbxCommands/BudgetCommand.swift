internal import ArgumentParser
internal import Extraction
internal import Keys
internal import OpenRouter

/// `herbx budget`.
struct BudgetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "budget", abstract: "Show what is left on the key, or plan what a number of specimens costs.",
    subcommands: [BudgetShow.self, BudgetPlan.self], defaultSubcommand: BudgetShow.self)
}

/// `herbx budget`: the key and the account at this moment.
struct BudgetShow: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show the key's limit, what is used and left of it, and the account's credit.",
    discussion: "Costs nothing.")

  @Option(help: ArgumentHelp("Reckon how many specimens the rest buys with this model.", valueName: "alias|id"))
  var model: String?
  @Option(
    name: .customLong("run"),
    help: ArgumentHelp("Take the cost per specimen from this run's records.", valueName: "run"))
  var runFolder: String?
  @Flag(help: "Print JSON.") var json = false
  @OptionGroup(title: "Service and keys") var service: ServiceOptions

  func run(_ context: CommandContext) async throws {
    try await ServiceDesk.with(service, context) { desk in
      let loaded = try desk.keys.load()
      let check = await desk.account.check(loaded.key)
      guard case .alive(let status) = check else {
        context.printData(KeyReport(loaded: loaded, check: check).text)
        throw SilentExit(status: check == .unsupported ? .everySpecimenHasARecord : .noUsableKey)
      }
      let management = try? desk.keys.management()
      let credits = try? await desk.account.credits(management ?? loaded.key)
      let cost = try await specimenCost(desk)
      let report = BudgetReport(key: loaded.key, status: status, credits: credits, cost: cost)
      context.printData(json ? report.json.text : report.text)
    }
  }

  /// What a specimen costs: by a run's records, else by the catalogue's prices.
  private func specimenCost(_ desk: ServiceDesk) async throws -> BudgetReport.Cost? {
    if let runFolder {
      try RunPath.check(runFolder)
      let spread = try RunCosts(folder: RunPath.plain(runFolder)).all
      if let mean = spread.mean { return .init(amount: mean, source: "\(spread.words) in `\(runFolder)`") }
    }
    let id = ModelAlias.resolve(model ?? "qwen-vl-72b")
    let entry = try? await desk.account.catalogue()?.model(id)
    return entry.flatMap(SpecimenCost.estimate(for:)).map { .init(amount: $0, source: "estimated for `\(id)`") }
  }
}

/// The figures of a key and an account, as text and as JSON.
struct BudgetReport {
  struct Cost {
    let amount: Money
    let source: String
  }

  let key: APIKey
  let status: KeyStatus
  let credits: Credits?
  let cost: Cost?

  /// How many specimens the key's rest buys; nil where the key has no limit or a specimen costs nothing.
  private var specimens: Int? {
    guard let remaining = status.remaining, let cost, cost.amount > .zero else { return nil }
    return remaining.dividedDown(by: cost.amount)
  }

  private static let barWidth = 30

  private var bar: String? {
    guard let limit = status.limit, let used = status.used, limit > .zero else { return nil }
    let share = min(1, (Double(used.digits) ?? 0) / (Double(limit.digits) ?? 1))
    let filled = Int((share * Double(Self.barWidth)).rounded())
    return "[" + String(repeating: "█", count: filled) + String(repeating: "░", count: Self.barWidth - filled)
      + "] \(Int((share * 100).rounded())) % used"
  }

  var text: String {
    var lines = ["key        \(key.masked)" + (status.label.map { "  \($0)" } ?? "")]
    if let bar { lines.append(bar) }
    lines.append("limit      " + (status.limit.map { "\($0.rounded(to: 2)) USD" } ?? "none"))
    if let used = status.used { lines.append("used       \(used.rounded(to: 4)) USD") }
    if let remaining = status.remaining { lines.append("remaining  \(remaining.rounded(to: 4)) USD") }
    if let reset = status.reset { lines.append("resets     \(reset)") }
    if let expires = status.expiresAt { lines.append("expires    \(expires)") }
    if let cost { lines.append("specimen   \(cost.amount.rounded(to: 5)) USD, \(cost.source)") }
    if let specimens { lines.append("buys       \(specimens) specimens") }
    if let credits {
      let left = credits.bought - credits.used
      lines.append("credit     \(left.rounded(to: 2)) USD of \(credits.bought.rounded(to: 2)) USD are left")
    } else {
      lines.append("credit     not to be seen with this key")
    }
    return lines.joined(separator: "\n")
  }

  var json: JSONValue {
    func amount(_ money: Money?) -> JSONValue { money.map { .number($0.digits) } ?? .null }
    return [
      "key": .string(key.masked), "limit": amount(status.limit), "used": amount(status.used),
      "remaining": amount(status.remaining), "reset": status.reset.map(JSONValue.string) ?? .null,
      "expires_at": status.expiresAt.map(JSONValue.string) ?? .null, "cost_per_specimen": amount(cost?.amount),
      "cost_source": cost.map { .string($0.source) } ?? .null,
      "specimens": specimens.map { .number(String($0)) } ?? .null, "credits_bought": amount(credits?.bought),
      "credits_used": amount(credits?.used),
    ]
  }
}

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

  func validate() throws {
    guard specimens >= 1 else { throw ValidationError("`--specimens \(specimens)`: give 1 or more") }
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
      return try await CatalogueDesk(service: service, context: context).fetch().models
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
        "model": .string(row.model), "cost_per_specimen": .number(row.perSpecimen.digits),
        "total": .number(row.total.digits), "total_rounded": .string(row.total.rounded(to: 2)),
        "fits_one_key": .bool(row.fitsOneKey), "keys": .number(String(row.keys)), "source": .string(row.source),
      ]
    }
    return ["specimens": .number(String(plan.specimens)), "rows": .array(rows)]
  }
}
