/// A misbehaviour that can be asked for by name. `Fault+Explanation.swift` says what each does.
public enum Fault: String, Sendable, Hashable, CaseIterable {
  // Whose key, whose money, whose limit.
  case unauthorized = "401"
  case unauthorizedExpired = "401-expired"
  case unauthorizedMissing = "401-missing"
  case providerUnauthorized = "401-provider"
  case byokUnauthorized = "401-byok"
  case noCredits = "402"
  case keyTooLow = "402-key"
  case inFlightBudget = "402-in-flight"
  case providerPayment = "402-provider"
  case forbidden = "403"
  case keyLimit = "403-key"
  case providerForbidden = "403-provider"
  case guardrailBudget = "403-guardrail"
  case workspaceBudget = "403-workspace"
  case moderation = "403-moderation"
  case blockedPattern = "403-pattern"

  // The request or the model.
  case badRequest = "400"
  case unknownModel = "400-model"
  case badImage = "400-image"
  case notFound = "404"
  case modelGone = "404-model"
  case tooLarge = "413"
  case unprocessable = "422"

  // Too fast, or a bad moment.
  case rateLimited = "429"
  case freePerMinuteReached = "429-minute"
  case freePerDayReached = "429-day"
  case providerRateLimited = "429-provider"
  case requestTimeout = "408"
  case internalError = "500"
  case badGateway = "502"
  case badGatewayPage = "502-html"
  case providerFailed = "502-provider"
  case unavailable = "503"
  case gatewayTimeout = "504"
  case edgeTimeout = "524"
  case overloaded = "529"

  // The transfer.
  case slow
  case cut
  case reset
  case blank
  case hang
  case hangWithBlanks = "hang-blanks"

  // A 200 that is none.
  case errorInside = "200-error"
  case errorInChoice = "200-choice-error"
  case errorAsFinish = "200-finish-error"
  case garbage
  case noChoices = "no-choices"
  case deepBody = "deep-body"

  // What models write.
  case fences
  case prose
  case plainText = "text"
  case emptyContent = "empty"
  case nullContent = "null"
  case cutContent = "length"
  case cutToNothing = "length-empty"
  case filtered = "filter"
  case array
  case emptyObject = "object"
  case notANumber = "nan"
  case deep
  case huge
  case escapes
  case noValues = "no-values"

  // Secrets.
  case echoKey = "echo-key"

  // The life of a key.
  case keyDies = "key-dies"
  case keyExpires = "key-expires"
  case keySpent = "key-spent"
  case keyFresh = "key-fresh"

  // What the service bears.
  case inFlight = "in-flight"
  case freePerMinute = "free-minute"
  case freePerDay = "free-day"
}

extension Fault {
  /// When and where a fault acts, which decides what may be asked of it.
  enum Scope: Sendable, Hashable {
    /// In place of an answer, or around it, on any endpoint.
    case answer
    /// Only in what the chat endpoint answers.
    case chat
    /// From some request of a key on.
    case keyLife
    /// Always; the value says how much.
    case capacity
  }

  var scope: Scope {
    switch self {
    case .keyDies, .keyExpires, .keySpent, .keyFresh: .keyLife
    case .inFlight, .freePerMinute, .freePerDay: .capacity
    case .errorInChoice, .errorAsFinish, .noChoices, .fences, .prose, .plainText, .emptyContent, .nullContent,
      .cutContent, .cutToNothing, .filtered, .array, .emptyObject, .notANumber, .deep, .huge, .escapes, .noValues:
      .chat
    default: .answer
    }
  }

  /// What may stand after `=`.
  enum ValueKind: Sendable, Hashable {
    case none
    case seconds(isRequired: Bool)
    case count(isRequired: Bool)
    /// A bare number counts requests, one with `s` or `ms` is a time.
    case countOrTime
  }

  var valueKind: ValueKind {
    switch self {
    case .rateLimited, .freePerMinuteReached, .freePerDayReached, .inFlightBudget, .unavailable, .overloaded:
      .seconds(isRequired: false)
    case .slow: .seconds(isRequired: true)
    case .cut, .deep, .huge, .deepBody, .echoKey: .count(isRequired: false)
    case .inFlight, .freePerMinute, .freePerDay: .count(isRequired: true)
    case .keyFresh: .countOrTime
    default: .none
    }
  }
}
