/// One entry of the catalogue (`GET /models`), as far as herbx needs it.
public struct CatalogueModel: Sendable, Equatable {
  public let id: String
  public let inputModalities: [String]
  public let outputModalities: [String]
  public let supportedParameters: [String]
  /// In tokens.
  public let contextLength: Int
  public let prices: Prices
  /// The highest that may hold: for long prompts, or at some hours (`pricing.overrides`).
  public let highestPrices: Prices
  /// The day on which the model goes, as the catalogue writes it.
  public let expirationDate: String?

  /// In US dollars; nil where the catalogue names none.
  public struct Prices: Sendable, Equatable {
    public var promptToken: Money?
    public var completionToken: Money?
    public var request: Money?
    public var image: Money?
    /// Of prompt tokens that the provider's cache had, and of those that it takes in.
    public var cachedToken: Money?
    public var cacheWriteToken: Money?

    public init(
      promptToken: Money? = nil, completionToken: Money? = nil, request: Money? = nil, image: Money? = nil
    ) {
      self.promptToken = promptToken
      self.completionToken = completionToken
      self.request = request
      self.image = image
    }

    init(_ pricing: JSONValue?) {
      self.init(
        promptToken: pricing?["prompt"]?.money, completionToken: pricing?["completion"]?.money,
        request: pricing?["request"]?.money, image: pricing?["image"]?.money)
      cachedToken = pricing?["input_cache_read"]?.money
      cacheWriteToken = pricing?["input_cache_write"]?.money
    }

    /// With what it costs to fill the cache for a prompt token, where that is more.
    fileprivate var fillingCache: Prices {
      var prices = self
      prices.promptToken = promptToken.map { max($0, cacheWriteToken ?? .zero) }
      return prices
    }

    /// The higher price of each kind; a token price that one of them does not name is unknown.
    public func highest(_ other: Prices) -> Prices {
      func known(_ one: Money?, _ other: Money?) -> Money? { one.flatMap { one in other.map { max(one, $0) } } }
      func named(_ one: Money?, _ other: Money?) -> Money? { [one, other].compactMap(\.self).max() }
      return Prices(
        promptToken: known(promptToken, other.promptToken),
        completionToken: known(completionToken, other.completionToken), request: named(request, other.request),
        image: named(image, other.image))
    }

    /// What an override does not name is as it was.
    fileprivate func overridden(by override: Prices) -> Prices {
      Prices(
        promptToken: override.promptToken ?? promptToken, completionToken: override.completionToken ?? completionToken,
        request: override.request ?? request, image: override.image ?? image)
    }
  }

  init?(_ value: JSONValue) {
    guard let id = value["id"]?.string else { return nil }
    self.id = id
    let architecture = value["architecture"]
    inputModalities = architecture?["input_modalities"]?.array?.compactMap(\.string) ?? []
    outputModalities = architecture?["output_modalities"]?.array?.compactMap(\.string) ?? ["text"]
    supportedParameters = value["supported_parameters"]?.array?.compactMap(\.string) ?? []
    contextLength = value["context_length"]?.count ?? 0
    expirationDate = value["expiration_date"]?.string
    let base = Prices(value["pricing"])
    prices = base
    highestPrices = (value["pricing"]?["overrides"]?.array ?? []).reduce(base.fillingCache) { highest, override in
      highest.highest(base.overridden(by: Prices(override)))
    }
  }

  public var takesImages: Bool { inputModalities.contains("image") }
  /// Whether the model's thinking can be steered.
  public var takesReasoning: Bool { supportedParameters.contains("reasoning") }
  /// Whether a mark in the prompt has the provider keep what stands before it, and that is cheaper: prompt tokens that come
  /// again cost less, and those that are taken in have a price of their own. Caches without such a price fill by themselves.
  public var takesCacheMarks: Bool {
    guard let read = prices.cachedToken, prices.cacheWriteToken.map({ $0 > .zero }) == true else { return false }
    return prices.promptToken.map { read < $0 } == true
  }
  public var takesSchemas: Bool { supportedParameters.contains("structured_outputs") }

  /// A router picks another model each time; no run that uses one can be explained a year later.
  public var isRouter: Bool { id.hasPrefix("openrouter/") }

  /// Free where every price that the catalogue names is zero, tokens included.
  public var isFree: Bool {
    prices.promptToken == .zero && prices.completionToken == .zero
      && [prices.request, prices.image].allSatisfy { $0 == nil || $0 == .zero }
  }

  /// The strictest form of answer that the model takes. A model of which the catalogue does not say is asked in words.
  public var answerFormat: AnswerFormat {
    if takesSchemas { return .jsonSchema }
    return supportedParameters.contains("response_format") ? .jsonObject : .none
  }
}
