/// What a number of specimens costs with a model, and how many keys that takes.
public struct CostPlan: Sendable, Equatable {
  public let specimens: Int
  public let rows: [Row]

  public struct Row: Sendable, Equatable {
    public let model: String
    public let perSpecimen: Money
    public let total: Money
    /// Keys of the default limit that the total takes; 0 for what is free.
    public let keys: Int
    /// Where the figure comes from, in words.
    public let source: String

    public var fitsOneKey: Bool { keys <= 1 }
  }

  /// The limit of a key that nobody set otherwise, in US dollars.
  public static let defaultKeyLimit = Money(dollars: 15)

  /// The operating procedure's own three rows, as recorded in October 2025. They stay, whatever became of the models.
  public static let recorded: [(model: String, alias: String, perSpecimen: String)] = [
    ("Qwen 2.5 VL 72B (FREE)", "qwen-vl-72b-free", "0"), ("Qwen 2.5 VL 72B (Paid)", "qwen-vl-72b", "0.0036"),
    ("Claude 3.5 Sonnet", "claude-sonnet", "0.025"),
  ]

  /// The procedure's recorded figure for a model, by its alias or id; nil where it has none.
  public static func recordedCost(of model: String) -> Money? {
    recorded.first { ModelAlias.resolve($0.alias) == ModelAlias.resolve(model) }
      .flatMap { Money(digits: $0.perSpecimen) }
  }

  /// What a run's own records say that a specimen costs.
  public struct Measured: Sendable, Equatable {
    public let mean: Money
    /// Of how many answers it is the mean, and how they spread.
    public let words: String

    public init(mean: Money, words: String) {
      self.mean = mean
      self.words = words
    }
  }

  /// - Parameters:
  ///   - models: of the catalogue, with their estimates.
  ///   - measured: by model; goes before the estimate.
  public init(specimens: Int, models: [CatalogueModel], measured: [String: Measured] = [:]) {
    self.specimens = specimens
    let recorded = Self.recorded.map { row in
      Self.row(row.model, Money(digits: row.perSpecimen) ?? .zero, specimens, "recorded in October 2025")
    }
    let living = models.compactMap { model -> Row? in
      if let own = measured[model.id] { return Self.row(model.id, own.mean, specimens, own.words) }
      return SpecimenCost.estimate(for: model).map {
        Self.row(model.id, $0, specimens, "estimated from today's prices")
      }
    }
    rows = recorded + living
  }

  private static func row(_ model: String, _ cost: Money, _ specimens: Int, _ source: String) -> Row {
    let total = cost * specimens
    return Row(
      model: model, perSpecimen: cost, total: total, keys: total.dividedUp(by: defaultKeyLimit), source: source)
  }
}
