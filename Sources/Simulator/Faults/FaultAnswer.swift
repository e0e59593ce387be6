internal import OpenRouter

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Carries out one fault on one request.
struct FaultAnswer {
  let rule: FaultRule
  let request: SimulatedRequest
  let now: Date

  init(_ rule: FaultRule, _ request: SimulatedRequest, at now: Date) {
    self.rule = rule
    self.request = request
    self.now = now
  }

  private var model: String { request.body.json?["model"]?.string ?? "the model" }

  /// The answer that stands in place of the work; nil for a fault that lets the work be done.
  var replacement: SimulatedAnswer? { refusalOfAccess ?? refusalOfRequest ?? passingFailure ?? oddBody }

  /// As `replacement`. On chat a request that is never answered costs nothing, so its work is not done either.
  var chatReplacement: SimulatedAnswer? {
    switch rule.fault {
    case .hang, .hangWithBlanks, .reset: spoil(SimulatedAnswer(status: 200, body: []))
    default: replacement
    }
  }

  /// The same answer on a bad way.
  func spoil(_ answer: SimulatedAnswer) -> SimulatedAnswer {
    var answer = answer
    switch rule.fault {
    case .cut:
      let half = answer.body.count / 2
      answer.delivery.ending = .cut(afterBytes: min(rule.count ?? half, max(0, answer.body.count - 1)))
    case .reset: answer.delivery.ending = .closed
    case .hang: answer.delivery.ending = .silence
    case .hangWithBlanks:
      answer.delivery.ending = .silence
      answer.delivery.blanksEvery = .milliseconds(250)
    case .blank:
      answer.body = Array("\n         \n         \n".utf8)
      answer.entry.isAnswer = false
    default: break
    }
    return answer
  }

  private var refusalOfAccess: SimulatedAnswer? {
    func limit(_ source: JSONValue) -> [JSONValue.Member] { [.init("limit_source", source)] }
    return switch rule.fault {
    case .unauthorized: .userNotFound
    case .unauthorizedExpired: .keyExpired
    case .unauthorizedMissing: .error(401, "No auth credentials found")
    case .providerUnauthorized: .provider(401, "GMICloud", "Unauthorized: invalid upstream credentials")
    case .byokUnauthorized:
      .provider(401, "OpenAI", "Incorrect API key provided", metadata: [.init("is_byok", true)])
    case .noCredits: .insufficientCredits
    case .keyTooLow:
      .error(
        402,
        """
        This request requires more credits, or fewer max_tokens. You requested up to 4096 tokens, but can only afford \
        312. To increase, visit https://openrouter.ai/settings/keys and create a key with a higher total limit
        """, metadata: limit("openrouter_key_limit"))
    case .inFlightBudget:
      .error(
        402, "Requests in flight exceed the remaining budget. Try again later",
        metadata: limit("openrouter_in_flight_budget"), headers: [retryAfter(.seconds(120))])
    case .providerPayment: .provider(402, "Venice", "API key USD spend limit exceeded")
    case .forbidden: .error(403, "You do not have permission to access this resource")
    case .keyLimit: .keyLimitExceeded
    case .providerForbidden: .provider(403, "SiliconFlow", "Forbidden: account balance is insufficient")
    case .guardrailBudget:
      .error(403, "Guardrail budget exceeded (daily)", metadata: limit("openrouter_guardrail_budget"))
    case .workspaceBudget:
      .error(403, "Workspace budget exceeded (monthly)", metadata: limit("openrouter_workspace_budget"))
    case .moderation:
      .error(
        403, "The input was flagged by moderation",
        metadata: [.init("reasons", ["violence"]), .init("flagged_input", "simulated")])
    case .blockedPattern:
      .error(
        403, "Request blocked: prompt injection patterns detected",
        metadata: [.init("patterns", ["ignore all previous instructions"])])
    default: nil
    }
  }

  private var refusalOfRequest: SimulatedAnswer? {
    switch rule.fault {
    case .badRequest: .error(400, "Invalid request parameters")
    case .unknownModel: .error(400, "\(model) is not a valid model ID")
    case .badImage: .error(400, "The image could not be read", code: "image_parse_error")
    case .notFound: .notThere
    case .modelGone: .error(404, "No endpoints found for \(model).")
    case .tooLarge: .error(413, "Request payload too large")
    case .unprocessable: .error(422, "Invalid argument")
    case .echoKey:
      .error(
        rule.count ?? 400,
        "Request failed for \(request.headers["authorization"] ?? "nobody"); key \(request.secret ?? "none")")
    default: nil
    }
  }

  private var passingFailure: SimulatedAnswer? {
    let wait = rule.time.map { [retryAfter($0)] } ?? []
    return switch rule.fault {
    case .rateLimited: .error(429, "Rate limit exceeded", headers: [retryAfter(.seconds(1))])
    case .freePerMinuteReached: .freeTier(.minute, reset: reset(.minute))
    case .freePerDayReached: .freeTier(.day, reset: reset(.day))
    case .providerRateLimited: .provider(429, "Chutes", "\(model) is temporarily rate-limited upstream")
    case .requestTimeout: .error(408, "Operation timed out. Please try again later.")
    case .internalError: .error(500, "Internal Server Error")
    case .badGateway: .error(502, "Bad Gateway")
    case .badGatewayPage: .page(502, "Bad gateway")
    case .providerFailed: .provider(502, "DeepInfra", "upstream connect error")
    case .unavailable: .error(503, "Service temporarily unavailable", headers: wait)
    case .gatewayTimeout: .error(504, "Gateway Timeout")
    case .edgeTimeout: .page(524, "A timeout occurred")
    case .overloaded: .error(529, "Provider overloaded", headers: wait)
    default: nil
    }
  }

  private var oddBody: SimulatedAnswer? {
    switch rule.fault {
    case .errorInside: .json(200, SimulatedAnswer.errorEnvelope(502, "Upstream error from Simulator: no response"))
    case .garbage: .page(200, "Welcome to the captive portal")
    case .deepBody:
      SimulatedAnswer(
        status: 200, headers: [.init(name: "Content-Type", value: "application/json")],
        body: Array(FaultyContent.nested(rule.count ?? FaultyContent.usualDepth).utf8))
    default: nil
    }
  }

  /// Whole seconds, rounded up, as the header wants them (RFC 9110, 10.2.3).
  private func retryAfter(_ usual: Duration) -> SimulatedAnswer.Header {
    let seconds = Int(((rule.time ?? usual) / .seconds(1)).rounded(.up))
    return .init(name: "Retry-After", value: String(seconds))
  }

  /// When the limit ends, in epoch milliseconds.
  private func reset(_ window: FreeTier.Window) -> Int {
    if window == .day, rule.time == nil { return window.reset(at: now) }
    return Int((now.timeIntervalSince1970 + (rule.time ?? .seconds(60)) / .seconds(1)) * 1000)
  }
}

extension SimulatedAnswer {
  /// Whether a provider had the request before it failed, and took its time.
  var isFromProvider: Bool { status >= 500 || status == 408 || (status == 200 && delivery.ending == .whole) }
}
