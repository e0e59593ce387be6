#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// What a simulated service is like. The defaults are a service without faults and without waiting.
public struct SimulatorOptions: Sendable {
  /// 0 for any free one.
  public var port: UInt16 = 0
  /// Equal seeds give equal keys and equal faults.
  public var seed: UInt64 = 1
  /// From the request's last byte to the answer, on requests that a provider works on.
  public var latency: Duration = .zero
  /// Where set, answers of a provider wait for it; for tests.
  public var gate: AnswerGate?
  /// Keys that exist from the start.
  public var keys: [Key] = [Key()]
  /// Nil for one made from the seed.
  public var managementKey: String?
  /// Bought credit of the account in USD.
  public var credit: Decimal = 1000
  /// What every billed answer of a paid model costs in USD; nil for its tokens at the catalogue's prices.
  public var costPerAnswer: Decimal?
  /// How far beyond its limit a key may go before it counts as spent, in USD.
  public var overshoot: Decimal = 0
  public var faults: [FaultRule] = []
  /// Whether the account keeps contents, so that answers can be had again (`GET /generation/content`).
  public var keepsContents = true
  /// Endpoints that answer 404, as other OpenAI-compatible services do. Without `models` any model's name is taken.
  public var missing: Set<SimulatedEndpoint> = []
  public var models: [SimulatedModel] = SimulatedModel.catalogue
  /// After so long, and each time it passes again, a waiting client gets a blank. Nil for none.
  public var blanksEvery: Duration? = .seconds(5)

  /// A key that exists from the start.
  public struct Key: Sendable, Hashable {
    public var name: String
    /// USD; nil for no limit.
    public var limit: Decimal?
    /// Nil for one made from the seed.
    public var secret: String?
    public var expires: Date?

    public init(name: String = "first", limit: Decimal? = nil, secret: String? = nil, expires: Date? = nil) {
      self.name = name
      self.limit = limit
      self.secret = secret
      self.expires = expires
    }
  }

  public init() {}

  public init(faults: [FaultRule], latency: Duration = .zero) {
    self.faults = faults
    self.latency = latency
  }
}
