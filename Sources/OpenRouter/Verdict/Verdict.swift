/// Whose fault an answer is, and so what follows from it.
public struct Verdict: Sendable, Equatable {
  public let fault: Fault
  /// A fixed short word; stands in records as `error_kind`.
  public let kind: Kind
  /// A sentence; keys in it are masked by whoever shows it, since a server may echo one.
  public let message: String
  /// What to do about it, where the words of the answer tell; nil where the fault alone does.
  public var hint: String?

  public init(_ fault: Fault, _ kind: Kind, _ message: String) {
    self.fault = fault
    self.kind = kind
    self.message = message
  }

  public enum Fault: Sendable, Equatable {
    /// Nobody's: the service answered with a completion. What is in it is judged elsewhere.
    case none
    /// The key's. Rotate, unless `/key` vouches for it.
    case key(KeyRefusal)
    /// Nobody's for long: the same request may do better later.
    case passing(Wait)
    /// This specimen's: the same request would fail again. The run goes on.
    case specimen
    /// The whole account's, until a known time; other keys do not help.
    case accountUntil(milliseconds: Int?)
    /// The account has no money left; a new key cannot help.
    case money
    /// The model's: it is gone, or does not do what is asked.
    case model
    /// Something that only a person can mend: a permission, a provider key of the user's own.
    case person
  }

  /// How long to wait, and whether the service asked for less at once.
  public struct Wait: Sendable, Equatable {
    /// What the service asked for (`Retry-After`), in seconds; nil where it did not say.
    public var seconds: Double?
    /// Until when, in milliseconds since 1970 (`X-RateLimit-Reset`), where `seconds` does not say.
    public var until: Int?
    /// Too many at once: lower the number in flight.
    public var slowDown: Bool
    /// The whole account is asked to wait, not only this request: a minute at most, and where nothing is said.
    public var everybody: Bool

    public init(
      seconds: Double? = nil, until: Int? = nil, slowDown: Bool = false, everybody: Bool = false
    ) {
      self.seconds = seconds
      self.until = until
      self.slowDown = slowDown
      self.everybody = everybody
    }
  }

  /// The fixed short words for what can go wrong with a request.
  public enum Kind: String, Sendable, CaseIterable {
    case answered
    case keyRefused = "key_refused"
    case keySpent = "key_spent"
    case ownProviderKey = "own_provider_key"
    case providerError = "provider_error"
    case inFlightBudget = "in_flight_budget"
    case creditsExhausted = "credits_exhausted"
    case accountBudget = "account_budget"
    case moderation
    case permission
    case dailyLimit = "daily_limit"
    case rateLimited = "rate_limited"
    case modelGone = "model_gone"
    case regionBlocked = "region_blocked"
    case endpointMissing = "endpoint_missing"
    case badRequest = "bad_request"
    case tooLarge = "too_large"
    case unavailable
    case timeout
    case brokenTransfer = "broken_transfer"
    case answerError = "answer_error"
    case unreadableAnswer = "unreadable_answer"
    case unexpectedStatus = "unexpected_status"
    case redirected
    case imageUnreadable = "image_unreadable"
  }
}
