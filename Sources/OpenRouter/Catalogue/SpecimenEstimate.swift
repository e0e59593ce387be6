/// What a specimen is likely to cost with a model. Dry run, plan, catalogue, doctor and the start of a run all tell this one
/// figure.
public struct SpecimenEstimate: Sendable, Equatable {
  /// In US dollars; nil where nothing tells it.
  public let cost: Money?
  /// Where the figure comes from, in words.
  public let source: String
  /// Whether the model asks no money.
  public let isFree: Bool
  /// What it costs about where a provider serves it by the flex tier; nil where nothing is known, or nothing is paid, or
  /// the figure is of answers that came at whatever tier served them.
  public let flexCost: Money?

  /// The catalogue has no prices of the flex tier, and no member that tells who offers it.
  public static let flexSentence =
    "with flex: about half, by `--service-tier flex`, where a provider offers it; the catalogue does not say who does"

  /// What a run's own answers cost.
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
  ///   - model: as the catalogue has it; nil where there is none.
  ///   - measured: goes before the catalogue's prices.
  public init(_ model: CatalogueModel?, measured: Measured? = nil) {
    isFree = model?.isFree ?? false
    if let measured {
      (cost, source) = (measured.mean, measured.words)
    } else if let price = model.flatMap(SpecimenCost.estimate(for:)) {
      (cost, source) = (price, "estimated from today's prices")
    } else {
      (cost, source) = (nil, model == nil ? "no catalogue tells it" : "the catalogue names no price")
    }
    flexCost = isFree || measured != nil ? nil : cost?.divided(by: 2)
  }

  /// `0.00504 USD (estimated from today's prices)`, `free`, or that it is unknown.
  public var words: String {
    guard let cost else { return "unknown (\(source))" }
    return isFree && cost == .zero ? "free" : "\(cost.rounded(to: 5)) USD (\(source))"
  }
}

/// How many requests of free models an account may make in a day, which bounds a run as money bounds another.
/// See https://openrouter.ai/docs/api-reference/limits.
public struct FreeAllowance: Sendable, Equatable {
  /// Nil where the service does not say.
  public let perDay: Int?

  /// Of an account that has bought less than 10 US dollars of credit, and of one that has bought more.
  public static let small = 50
  public static let large = 1_000

  /// The limits in words, for who has no key yet.
  public static let sentence =
    "free models take 20 requests a minute, and \(small) a day (\(large) once 10 USD of credit were bought)"

  public init(perDay: Int?) { self.perDay = perDay }

  /// - Parameter key: what `/key` tells; nil where it was not asked.
  public init(_ key: KeyCheck?) {
    guard case .alive(let status) = key else {
      perDay = nil
      return
    }
    perDay = status.freeRequestsPerDay
  }

  /// Whole days that so many specimens take; nil where the limit is unknown.
  public func days(for specimens: Int) -> Int? { perDay.map { Self.days(specimens, $0) } }

  /// As `days`, and nil too where one day is enough.
  public func daysBeyondOne(for specimens: Int) -> Int? { days(for: specimens).flatMap { $0 > 1 ? $0 : nil } }

  /// `58 days at 50 free requests a day`.
  public func words(for specimens: Int) -> String {
    guard let perDay else {
      return
        "\(Self.text(specimens, Self.small)), or \(Self.text(specimens, Self.large)) once 10 USD of credit were bought"
    }
    return Self.text(specimens, perDay)
  }

  private static func text(_ specimens: Int, _ perDay: Int) -> String {
    return "\(Plural.of(days(specimens, perDay), "day")) at \(perDay) free requests a day"
  }

  private static func days(_ specimens: Int, _ perDay: Int) -> Int {
    perDay > 0 ? specimens / perDay + (specimens % perDay == 0 ? 0 : 1) : 0
  }
}
