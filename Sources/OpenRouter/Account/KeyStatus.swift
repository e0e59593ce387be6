/// What `GET /key` tells of a key.
public struct KeyStatus: Sendable, Equatable {
  public let label: String?
  /// In US dollars; nil for a key without a limit.
  public let limit: Money?
  public let remaining: Money?
  public let used: Money?
  /// What providers billed for requests with the account's own keys at them; not part of `used`.
  public var usedAtProviders: Money?
  /// `daily`, `weekly`, `monthly`; nil for a limit that never resets.
  public let reset: String?
  public let isFreeTier: Bool?
  /// Requests of free models in a day; nil where nothing tells it.
  public let freeRequestsPerDay: Int?
  /// UTC, as the service writes it.
  public let expiresAt: String?
  /// Requests to free models that are left today; nil where the service does not say.
  public var freeRequestsLeft: Int?
  /// Which budget ends first: that of the key, the workspace, a guardrail; nil where the service does not say.
  public var effectiveBudget: EffectiveBudget?

  /// Newer than the service's OpenAPI file, from its official client.
  public struct EffectiveBudget: Sendable, Equatable {
    public let scope: String
    public let remaining: Money
    /// As the service writes it; nil for one that never resets.
    public let resetsAt: String?
  }

  /// All that requests with this key have cost; nil where the service does not say.
  public var spent: Money? { used.map { $0 + (usedAtProviders ?? .zero) } }

  /// A key of which only the limit is known: nothing of it counts as used.
  public init(unusedLimit: Money) {
    (limit, remaining) = (unusedLimit, unusedLimit)
    (label, used, reset, isFreeTier, freeRequestsPerDay, expiresAt) = (nil, nil, nil, nil, nil, nil)
  }

  init(_ data: JSONValue) {
    label = data["label"]?.string
    limit = data["limit"]?.money
    // What is left may be written below zero: limits are soft.
    let left = data["limit_remaining"]?.digits
    remaining = data["limit_remaining"]?.money ?? (left?.hasPrefix("-") == true ? .zero : nil)
    used = data["usage"]?.money
    usedAtProviders = data["byok_usage"]?.money
    reset = data["limit_reset"]?.string
    isFreeTier = data["is_free_tier"]?.bool
    freeRequestsPerDay =
      data["free_model_daily_requests"]?["limit"]?.int
      ?? isFreeTier.map { $0 ? FreeAllowance.small : FreeAllowance.large }
    expiresAt = data["expires_at"]?.string
    freeRequestsLeft = data["free_model_daily_requests"]?["remaining"]?.int.map { max(0, $0) }
    if let budget = data["effective_budget"], let scope = budget["scope"]?.string,
      let left = budget["remaining_usd"]?.money
    {
      effectiveBudget = EffectiveBudget(scope: scope, remaining: left, resetsAt: budget["resets_at"]?.string)
    }
  }
}

/// What can be learnt of a key at `/key`.
public enum KeyCheck: Sendable, Equatable {
  case alive(KeyStatus)
  /// 401: the service does not know the key, or no longer.
  case refused(String)
  /// 404: the service has no such endpoint, so nothing can be told.
  case unsupported
  /// 5xx, or no answer at all: nothing is known.
  case unavailable(String)

  public var isAlive: Bool { if case .alive = self { true } else { false } }
}

/// What `GET /credits` tells of an account.
public struct Credits: Sendable, Equatable {
  /// In US dollars.
  public let bought: Money
  public let used: Money

  init?(_ data: JSONValue) {
    guard let bought = data["total_credits"]?.money, let used = data["total_usage"]?.money else { return nil }
    self.bought = bought
    self.used = used
  }
}

/// A key as `GET /keys` lists it; the secret is shown only once, when it is made.
public struct ListedKey: Sendable, Equatable {
  public let hash: String
  public let name: String
  public let label: String?
  public let isDisabled: Bool
  public let limit: Money?
  public let remaining: Money?
  public let used: Money?
  /// `daily`, `weekly`, `monthly`; nil for a limit that never resets.
  public let reset: String?
  public let createdAt: String?
  public let expiresAt: String?

  init?(_ value: JSONValue) {
    guard let hash = value["hash"]?.string else { return nil }
    self.hash = hash
    name = value["name"]?.string ?? ""
    label = value["label"]?.string
    isDisabled = value["disabled"]?.bool ?? false
    let status = KeyStatus(value)
    (limit, remaining, used) = (status.limit, status.remaining, status.used)
    (reset, expiresAt) = (status.reset, status.expiresAt)
    createdAt = value["created_at"]?.string
  }
}
