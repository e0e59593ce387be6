/// What a number of specimens takes with each of some models: money, keys and days.
public struct CostPlan: Sendable, Equatable {
  public let specimens: Int
  public let rows: [Row]

  public struct Row: Sendable, Equatable {
    public let model: String
    public let estimate: SpecimenEstimate
    /// In US dollars; nil where no cost is known.
    public let total: Money?
    /// About, where a provider serves all of it by the flex tier.
    public let flexTotal: Money?
    /// Keys of the default limit that the total takes; 0 for what is free.
    public let keys: Int?
    /// With a free model, where its daily limit is known.
    public let days: Int?
  }

  /// The limit of a key that nobody set otherwise, in US dollars.
  public static let defaultKeyLimit = Money(dollars: 15)

  /// The operating procedure's own three rows, as recorded in October 2025. They stay, whatever became of the models.
  public static let recorded: [(model: String, perSpecimen: Money)] = [
    ("Qwen 2.5 VL 72B (FREE)", .zero), ("Qwen 2.5 VL 72B (Paid)", Money(digits: "0.0036") ?? .zero),
    ("Claude 3.5 Sonnet", Money(digits: "0.025") ?? .zero),
  ]

  /// - Parameters:
  ///   - models: of the catalogue.
  ///   - measured: what a run's own answers cost, by model.
  ///   - showsRecorded: whether the procedure's rows come first.
  public init(
    specimens: Int, models: [CatalogueModel], measured: [String: SpecimenEstimate.Measured] = [:],
    allowance: FreeAllowance, showsRecorded: Bool = false
  ) {
    self.specimens = specimens
    let recorded = Self.recorded.map { row in
      Row(row.model, SpecimenEstimate(recorded: row.perSpecimen), specimens, allowance)
    }
    let living = models.map { model in
      Row(model.id, SpecimenEstimate(model, measured: measured[model.id]), specimens, allowance)
    }
    rows = (showsRecorded ? recorded : []) + living
  }
}

extension CostPlan.Row {
  fileprivate init(_ model: String, _ estimate: SpecimenEstimate, _ specimens: Int, _ allowance: FreeAllowance) {
    self.model = model
    self.estimate = estimate
    total = estimate.cost.map { $0 * specimens }
    flexTotal = estimate.flexCost.map { $0 * specimens }
    keys = total.map { $0.dividedUp(by: CostPlan.defaultKeyLimit) }
    days = estimate.isFree ? allowance.days(for: specimens) : nil
  }
}

extension SpecimenEstimate {
  fileprivate init(recorded cost: Money) {
    (self.cost, source, isFree, flexCost) = (cost, "recorded in October 2025", cost == .zero, nil)
  }
}
