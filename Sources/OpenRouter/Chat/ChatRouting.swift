/// Who may serve a run's requests, and at what price: part of every request's body, and of the run's identity.
///
/// Source: the service's OpenAPI file, `ProviderPreferences`; `service_tier` and `models` of the chat request.
public struct ChatRouting: Sendable, Equatable {
  /// `flex`: about half the price where a provider offers it, slower.
  public var serviceTier: String?
  /// Only endpoints that keep nothing (zero data retention).
  public var zeroDataRetention = false
  /// Only providers that do not collect what is sent.
  public var deniesDataCollection = false
  /// Only these providers.
  public var providers: [String] = []
  /// USD per million tokens of prompt and of completion, at most.
  public var maxPrice: Money?
  /// Asked in turn where the model cannot answer; the answer names who did.
  public var fallbackModels: [String] = []

  public init() {}

  /// Members of the body: the tier, the models, the preferences.
  /// - Parameter requiresParameters: whether only providers may answer that take every parameter.
  func members(model: String, requiresParameters: Bool) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    if !fallbackModels.isEmpty {
      members.append(.init("models", .array(([model] + fallbackModels).map(JSONValue.string))))
    }
    if let serviceTier { members.append(.init("service_tier", .string(serviceTier))) }
    var provider: [JSONValue.Member] = requiresParameters ? [.init("require_parameters", true)] : []
    if zeroDataRetention { provider.append(.init("zdr", true)) }
    if deniesDataCollection { provider.append(.init("data_collection", "deny")) }
    if !providers.isEmpty { provider.append(.init("only", .array(providers.map(JSONValue.string)))) }
    if let maxPrice {
      let price = JSONValue.number(maxPrice.digits)
      provider.append(.init("max_price", ["prompt": price, "completion": price]))
    }
    if !provider.isEmpty { members.append(.init("provider", .object(provider))) }
    return members
  }

  /// What of it differs from an ordinary run, for `environment.json`.
  public var parameters: [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    if let serviceTier { members.append(.init("service_tier", .string(serviceTier))) }
    if zeroDataRetention { members.append(.init("zdr", true)) }
    if deniesDataCollection { members.append(.init("data_collection", "deny")) }
    if !providers.isEmpty { members.append(.init("providers", .array(providers.map(JSONValue.string)))) }
    if let maxPrice { members.append(.init("max_price", .number(maxPrice.digits))) }
    if !fallbackModels.isEmpty {
      members.append(.init("fallback_models", .array(fallbackModels.map(JSONValue.string))))
    }
    return members
  }
}
