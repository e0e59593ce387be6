/// The models that the service offers at this moment.
public struct Catalogue: Sendable, Equatable {
  public let models: [CatalogueModel]

  public init(models: [CatalogueModel]) { self.models = models }

  /// From the answer of `GET /models`: `{"data":[…]}`. Entries without an id are left out.
  public init?(body: JSONValue) {
    guard let data = body["data"]?.array else { return nil }
    models = data.compactMap(CatalogueModel.init)
  }

  /// The entry for `id`; a routing suffix that the catalogue does not list (`:nitro`, `:floor`) is looked past.
  public func model(_ id: String) -> CatalogueModel? {
    if let exact = models.first(where: { $0.id == id }) { return exact }
    let parts = id.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, ["nitro", "floor", "online", "exacto"].contains(parts[1]) else { return nil }
    return models.first { $0.id == parts[0] }
  }

  /// The free model that a run takes when none is named: of those that take images and schemas the one without an
  /// announced end, with the longest context, first by id. The same catalogue gives the same answer.
  public var defaultModel: CatalogueModel? {
    models
      .filter { $0.isFree && $0.takesImages && $0.takesSchemas && !$0.isRouter && $0.outputModalities.contains("text") }
      .min { Self.order($0) < Self.order($1) }
  }

  private static func order(_ model: CatalogueModel) -> (Int, Int, String) {
    (model.expirationDate == nil ? 0 : 1, -model.contextLength, model.id)
  }

  /// Living models near to one that is gone: they take images; the same family first, then the same price class, then
  /// the cheaper.
  public func alternatives(to id: String, count: Int = 4) -> [CatalogueModel] {
    let wanted = NameParts(id)
    func rank(_ model: CatalogueModel) -> (Int, Int, Double, String) {
      let shared = wanted.words.intersection(NameParts(model.id).words).count
      let price = estimatePriority(model)
      return (-shared, model.isFree == wanted.isFree ? 0 : 1, price, model.id)
    }
    return Array(models.filter { $0.takesImages && !$0.isRouter }.sorted { rank($0) < rank($1) }.prefix(count))
  }

  private func estimatePriority(_ model: CatalogueModel) -> Double {
    SpecimenCost.estimate(for: model).flatMap { Double($0.digits) } ?? .infinity
  }
}

/// The words of a model's id: `qwen/qwen2.5-vl-72b-instruct:free` gives qwen, qwen2, 5, vl, 72b, instruct.
private struct NameParts {
  let words: Set<Substring>
  let isFree: Bool

  init(_ id: String) {
    isFree = id.hasSuffix(":free")
    words = Set(id.lowercased().split { "/-.:_ ".contains($0) }.filter { $0 != "free" && $0 != "instruct" })
  }
}

/// What one specimen costs with a model, reckoned from the catalogue's prices.
public enum SpecimenCost {
  /// Typical tokens of one sheet of about 1600 x 1068 pixels with herbx's prompts, schema and answer. Chosen so that
  /// the procedure's recorded 0.0036 USD for Qwen 2.5 VL 72B comes out near.
  public static let promptTokens = 4_500
  public static let completionTokens = 900

  /// Tokens of a prompt with a large image, at most, as far as models are known.
  static let mostPromptTokens = 12_000

  /// What a request may cost at most: a large image, and all tokens that the answer may have. In US dollars; nil where the
  /// catalogue names no token prices.
  /// - Parameter tellsAnswer: whether the prompt may hold an earlier answer.
  public static func worstCase(
    at prices: CatalogueModel.Prices, answerTokens: Int = ChatTemplate.largestAnswer, tellsAnswer: Bool = false
  ) -> Money? {
    guard let prompt = prices.promptToken, let completion = prices.completionToken else { return nil }
    let promptTokens = mostPromptTokens + (tellsAnswer ? answerTokens : 0)
    return prompt * promptTokens + completion * answerTokens + (prices.request ?? .zero) + (prices.image ?? .zero)
  }

  /// In US dollars; nil where the catalogue names no token prices.
  public static func estimate(for model: CatalogueModel) -> Money? {
    guard let prompt = model.prices.promptToken, let completion = model.prices.completionToken else { return nil }
    return prompt * promptTokens + completion * completionTokens + (model.prices.request ?? .zero)
      + (model.prices.image ?? .zero)
  }
}
