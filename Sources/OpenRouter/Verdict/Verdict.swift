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
    case transient(Wait)
    /// This specimen's: the same request would fail again. The run goes on.
    case permanent
    /// The whole account's, until a known time; other keys do not help.
    case accountUntil(AccountReset)
    /// The account has no money left; a new key cannot help.
    case money
    /// The model's: it is gone, or does not do what is asked.
    case model
    /// Something that only a person can mend: a permission, a certificate, a provider key of the user's own.
    case needsOperator
    /// The machine's: the process may open no more files.
    case tooManyOpenFiles
  }

  /// How long to wait, and whether the service asked for less at once.
  public struct Wait: Sendable, Equatable {
    /// What the service asked for (`Retry-After`), in seconds; nil where it did not say.
    public var seconds: Double?
    /// Until when, in milliseconds since 1970 (`Retry-After` as a date, `X-RateLimit-Reset`), where `seconds` does not
    /// say.
    public var until: Int?
    /// The service's own clock, in milliseconds since 1970, where the answer has it beside `until`.
    public var serviceTime: Int?
    /// Too many at once: lower the number in flight.
    public var slowDown: Bool
    /// The service refused to take the work (429, 503 with `Retry-After`, 402 in flight): never the specimen's fault.
    public var isRefusal: Bool
    /// The whole account is asked to wait, not only this request: a minute at most, and where nothing is said.
    public var everybody: Bool

    public init(
      seconds: Double? = nil, until: Int? = nil, serviceTime: Int? = nil, slowDown: Bool = false,
      isRefusal: Bool = false, everybody: Bool = false
    ) {
      self.seconds = seconds
      self.until = until
      self.serviceTime = serviceTime
      self.slowDown = slowDown
      self.isRefusal = isRefusal
      self.everybody = everybody
    }
  }

  /// When a limit of the account ends, in milliseconds since 1970.
  public struct AccountReset: Sendable, Equatable {
    /// Nil where the service does not say.
    public var at: Int?
    /// The service's own clock, where the answer has it.
    public var serviceTime: Int?

    public init(at: Int? = nil, serviceTime: Int? = nil) {
      self.at = at
      self.serviceTime = serviceTime
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
    case certificate
    case proxyRefused = "proxy_refused"
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
    case openFiles = "open_files"
  }
}
