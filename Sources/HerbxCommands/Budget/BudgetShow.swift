internal import ArgumentParser
internal import Extraction
internal import Keys
internal import OpenRouter

/// `herbx budget`: the key and the account at this moment.
struct BudgetShow: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show the key's limit, what is used and left of it, and the account's credit.",
    discussion: Examples.following(
      "Costs nothing.", ["herbx budget --run runs/first": "how many specimens the key still buys"]))

  @Option(
    help: ArgumentHelp("Reckon how many specimens the rest buys with this model.", valueName: "alias|id"),
    completion: .modelAliases)
  var model: String?
  @Option(
    name: .customLong("run"),
    help: ArgumentHelp("Take the cost per specimen from this run's records.", valueName: "run"), completion: .directory)
  var runFolder: String?
  @Flag(help: "Print JSON.") var json = false
  @OptionGroup(title: "Service and keys") var service: ServiceOptions

  func run(_ context: CommandContext) async throws {
    try await ServiceSession.with(service, context) { session in
      let loaded = try session.keys.load()
      let check = await session.account.check(loaded.key)
      guard case .alive(let status) = check else {
        let report = KeyReport(loaded: loaded, check: check)
        context.printData(json ? report.json.text : report.text)
        if let failure = report.failure(at: session.address) { throw failure }
        return
      }
      let management = try? session.keys.management()
      let credits = try? await session.account.credits(management ?? loaded.key)
      let cost = try await specimenCost(session)
      let report = BudgetReport(key: loaded.key, status: status, credits: credits, cost: cost)
      context.printData(json ? report.json.text : report.text)
    }
  }

  /// What a specimen costs: by a run's records, else by the catalogue's prices.
  private func specimenCost(_ session: ServiceSession) async throws -> BudgetReport.Cost? {
    if let runFolder {
      try RunPath.check(runFolder)
      let spread = try RunCosts(folder: RunPath.plain(runFolder)).all
      let own = SpecimenEstimate(nil, measured: spread.measured)
      if let cost = own.cost { return .init(amount: cost, source: "\(own.source) in `\(runFolder)`") }
    }
    let id = ModelAlias.resolve(model ?? "qwen-vl-72b")
    let entry = try? await session.account.catalogue()?.model(id)
    let estimate = SpecimenEstimate(entry)
    return estimate.cost.map { .init(amount: $0, source: "\(estimate.source) for `\(id)`") }
  }
}
