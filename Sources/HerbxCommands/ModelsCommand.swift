internal import ArgumentParser
internal import Extraction
internal import Imaging
internal import OpenRouter

/// `herbx models`.
struct ModelsCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "models", abstract: "List the models that take images, with what a specimen costs.",
    discussion: Examples.following(
      """
      Prices are in US dollars per million tokens. The cost per specimen is reckoned with \
      \(SpecimenCost.promptTokens) prompt and \(SpecimenCost.completionTokens) answer tokens.
      """,
      ["herbx models qwen": "those with `qwen` in their id, the cheapest first"]))

  @Argument(help: "An alias, or what the models' ids contain.") var filter: String?
  @Flag(help: "Print JSON.") var json = false
  @OptionGroup(title: "Service and keys") var service: ServiceOptions

  func run(_ context: CommandContext) async throws {
    let catalogue = try await fetchCatalogue(service, context)
    let wanted = ModelAlias.resolve(filter?.lowercased() ?? "")
    let models = catalogue.models
      .filter { $0.takesImages && $0.id.lowercased().contains(wanted) }
      .sorted { ModelRow($0).order < ModelRow($1).order }
    if let filter, models.isEmpty { throw Self.unknown(filter, catalogue) }
    if json { return context.printData(Self.json(models, catalogue).text) }
    for line in TextTable.lines(ModelRow.titles, models.map { ModelRow($0).cells }) { context.printData(line) }
    if models.contains(where: { !$0.isFree }) { context.printNote("note: \(SpecimenEstimate.flexSentence)") }
    if models.contains(where: \.isFree) { context.printNote("note: \(FreeAllowance.sentence)") }
    guard filter == nil else { return }
    context.printData("")
    for line in TextTable.lines(["alias", "stands for", "today"], aliasRows(catalogue)) { context.printData(line) }
  }

  /// No model that takes images has this in its id.
  static func unknown(_ filter: String, _ catalogue: Catalogue) -> CommandFailure {
    let ids = catalogue.models.filter(\.takesImages).map(\.id)
    let near = EditDistance.nearest(
      to: filter, among: ids + ids.flatMap { $0.split { "/-:".contains($0) }.map(String.init) })
    return CommandFailure(
      .checkFailed, kind: "no_model", "no model that takes images has `\(filter)` in its id",
      hint: (near.map { "did you mean `\($0)`? " } ?? "") + "`herbx models` lists all")
  }

  private func aliasRows(_ catalogue: Catalogue) -> [[String]] {
    ModelAlias.all.map { alias in
      guard catalogue.model(alias.id) == nil else { return [alias.name, alias.id, "lives"] }
      let instead = catalogue.alternatives(to: alias.id, count: 2).map(\.id).joined(separator: ", ")
      return [alias.name, alias.id, "gone; near: \(instead)"]
    }
  }

  private static func json(_ models: [CatalogueModel], _ catalogue: Catalogue) -> JSONValue {
    let aliases = ModelAlias.all.map { alias -> JSONValue in
      [
        "alias": .string(alias.name), "id": .string(alias.id), "lives": .bool(catalogue.model(alias.id) != nil),
        "alternatives": .array(catalogue.alternatives(to: alias.id).map { .string($0.id) }),
      ]
    }
    return ["models": .array(models.map { ModelRow($0).json }), "aliases": .array(aliases)]
  }
}

/// One model as it is listed.
struct ModelRow {
  static let titles = [
    "model", "prompt/M", "answer/M", "specimen", "with flex", "answers as", "free", "until", "tokens at 3072",
  ]

  private let model: CatalogueModel
  private let cost: Money?
  private let flexCost: Money?

  init(_ model: CatalogueModel) {
    self.model = model
    let estimate = SpecimenEstimate(model)
    (cost, flexCost) = (estimate.cost, estimate.flexCost)
  }

  /// The cheapest first; what names no price last.
  var order: (Double, String) { (cost.flatMap { Double($0.digits) } ?? .infinity, model.id) }

  var cells: [String] {
    [
      model.id, perMillion(model.prices.promptToken), perMillion(model.prices.completionToken),
      cost.map { $0.rounded(to: 5) } ?? "?", flexCost.map { $0.rounded(to: 5) } ?? "", model.answerFormat.rawValue,
      model.isFree ? "free" : "", model.expirationDate ?? "", tokens.map { String($0) } ?? "?",
    ]
  }

  /// Of a sheet of 2 to 3 with the default long side; nil where nobody described how the family counts.
  private var tokens: Int? { VisionModel(id: model.id)?.tokens(PixelSize(width: 2048, height: 3072)) }

  private func perMillion(_ price: Money?) -> String { price.map { ($0 * 1_000_000).rounded(to: 2) } ?? "?" }

  var json: JSONValue {
    [
      "id": .string(model.id), "prompt_per_million": number(model.prices.promptToken.map { $0 * 1_000_000 }),
      "completion_per_million": number(model.prices.completionToken.map { $0 * 1_000_000 }),
      "cost_per_specimen": number(cost), "cost_per_specimen_with_flex": number(flexCost),
      "answer_format": .string(model.answerFormat.rawValue),
      "structured_output": .bool(model.takesSchemas), "free": .bool(model.isFree),
      "expiration_date": model.expirationDate.map(JSONValue.string) ?? .null,
      "image_tokens_at_3072": tokens.map { JSONValue($0) } ?? .null,
      "image_rule": VisionModel(id: model.id).map { .string("\($0.family): \($0.source)") } ?? .null,
    ]
  }

  private func number(_ money: Money?) -> JSONValue { money.map { .number($0.digits) } ?? .null }
}
