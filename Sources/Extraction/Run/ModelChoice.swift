public import OpenRouter

/// Which model a run asks, and how.
public struct ModelChoice: Sendable, Equatable {
  public let id: String
  public let format: AnswerFormat
  /// The catalogue's entry; nil where there is no catalogue.
  public let entry: CatalogueModel?
  /// How it came to be chosen, in words.
  public let reason: String
  /// The highest prices at which an answer may be billed, that of a fallback model included; nil where the catalogue does
  /// not name all of them.
  public let highestPrices: CatalogueModel.Prices?
  /// Whether an answer may cost money.
  public let mayCost: Bool

  public var isFree: Bool { entry?.isFree ?? id.hasSuffix(":free") }

  /// What the command line, the run folder and the catalogue say.
  public struct Wishes: Sendable {
    /// `--model`: an alias or an id.
    public var named: String?
    /// The model that the run began with.
    public var recorded: String?
    /// Nil where the service has none.
    public var catalogue: Catalogue?
    /// `--fallback-model`: ids.
    public var fallbacks: [String]

    public init(named: String?, recorded: String?, catalogue: Catalogue?, fallbacks: [String] = []) {
      self.named = named
      self.recorded = recorded
      self.catalogue = catalogue
      self.fallbacks = fallbacks
    }
  }

  /// - Throws: `ModelRefusal` where the model is gone, takes no images, or none can be chosen.
  public init(_ wishes: Wishes) throws(ModelRefusal) {
    if let named = wishes.named {
      try self.init(id: wishes.catalogue == nil ? Self.sent(named) : ModelAlias.resolve(named), "named", wishes)
    } else if let recorded = wishes.recorded {
      try self.init(id: recorded, "the run began with it", wishes)
    } else if let catalogue = wishes.catalogue {
      guard let model = catalogue.defaultModel else { throw ModelRefusal.noFreeModel(catalogue) }
      try self.init(id: model.id, "the catalogue's free model for images and schemas with the longest context", wishes)
    } else {
      try self.init(id: ModelAlias.procedureDefault, "the procedure's default; the service has no catalogue", wishes)
    }
  }

  private init(id: String, _ reason: String, _ wishes: Wishes) throws(ModelRefusal) {
    self.id = id
    self.reason = reason
    guard let catalogue = wishes.catalogue else {
      (format, entry, highestPrices) = (.jsonSchema, nil, nil)
      mayCost = ([id] + wishes.fallbacks).contains { !$0.hasSuffix(":free") }
      return
    }
    guard let model = catalogue.model(id) else { throw ModelRefusal.gone(id, catalogue) }
    // A catalogue of another service may say nothing about what a model takes.
    let isDescribed = !model.inputModalities.isEmpty
    guard model.takesImages || !isDescribed else { throw ModelRefusal.takesNoImages(id, catalogue) }
    format = isDescribed ? model.answerFormat : .jsonSchema
    entry = model
    let fallbacks = wishes.fallbacks.map { catalogue.model($0) }
    mayCost = ([model] + fallbacks).contains { $0?.isFree != true }
    let none = CatalogueModel.Prices()
    highestPrices = fallbacks.reduce(model.highestPrices) { $0.highest($1?.highestPrices ?? none) }
  }

  /// The procedure's default goes as it is to a service without a catalogue: it may know the alias.
  private static func sent(_ named: String) -> String {
    named == ModelAlias.procedureDefault ? named : ModelAlias.resolve(named)
  }
}

/// Why a model cannot be asked (exit status 7).
public struct ModelRefusal: ExplainedError, Equatable {
  public let kindName: String
  public let message: String
  public let hint: String?

  static func gone(_ id: String, _ catalogue: Catalogue) -> ModelRefusal {
    ModelRefusal(
      kindName: "model_gone", message: "the model `\(id)` is not in the service's catalogue",
      hint: living(catalogue.alternatives(to: id)))
  }

  static func takesNoImages(_ id: String, _ catalogue: Catalogue) -> ModelRefusal {
    ModelRefusal(
      kindName: "model_without_images", message: "the model `\(id)` takes no images",
      hint: living(catalogue.alternatives(to: id)))
  }

  static func noFreeModel(_ catalogue: Catalogue) -> ModelRefusal {
    ModelRefusal(
      kindName: "no_free_model", message: "the catalogue holds no free model that takes images and schemas",
      hint: living(catalogue.alternatives(to: ModelAlias.resolve("qwen-vl-72b"))))
  }

  /// The alternatives with their price per specimen.
  public static func living(_ models: [CatalogueModel]) -> String {
    guard !models.isEmpty else { return "the catalogue holds no model that takes images" }
    let lines = models.map { model in
      let price = SpecimenCost.estimate(for: model).map { $0 == .zero ? "free" : "about \($0.rounded(to: 4)) USD" }
      return "`--model \(model.id)` (\(price ?? "price unknown") a specimen)"
    }
    return "living alternatives: " + lines.joined(separator: ", ")
  }
}
