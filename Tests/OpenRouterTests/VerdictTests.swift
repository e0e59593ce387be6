import OpenRouter
import Testing
import Transfer

/// One row of the service's reference, as captured.
struct Captured: Sendable, CustomTestStringConvertible {
  let name: String
  let status: Int
  var headers: [HeaderField] = []
  let body: String
  let fault: Verdict.Fault
  let kind: Verdict.Kind

  var testDescription: String { name }

  static func error(
    _ name: String, _ status: Int, _ message: String, metadata: String = "{}", headers: [HeaderField] = [],
    _ fault: Verdict.Fault, _ kind: Verdict.Kind
  ) -> Captured {
    let body = #"{"error":{"code":\#(status),"message":"\#(message)","metadata":\#(metadata)},"user_id":"user_1"}"#
    return Captured(name: name, status: status, headers: headers, body: body, fault: fault, kind: kind)
  }

  /// As gateways in front of others answer: the status again in `code`, in words or as a text.
  static func gateway(
    _ name: String, _ status: Int, _ message: String, type: String, code: String? = nil, _ fault: Verdict.Fault,
    _ kind: Verdict.Kind
  ) -> Captured {
    let code = code ?? String(status)
    let body = #"{"error":{"message":"\#(message)","type":"\#(type)","param":null,"code":"\#(code)"}}"#
    return Captured(name: name, status: status, body: body, fault: fault, kind: kind)
  }
}

@Suite("whose fault an answer is")
struct VerdictTests {
  private static let upstream = #"{"provider_name":"GMICloud"}"#
  private static let retryAfter = [HeaderField("retry-after", "120")]

  static let rows: [Captured] = [
    // Row 0: the upstream provider, whatever the status.
    .error("upstream 401", 401, "Provider returned error", metadata: upstream, .transient(.init()), .providerError),
    .error(
      "upstream 402", 402, "Provider returned error",
      metadata: #"{"provider_name":"Venice","raw":"API key USD spend limit exceeded"}"#, .transient(.init()),
      .providerError),
    .error("upstream 403", 403, "Forbidden", metadata: upstream, .transient(.init()), .providerError),
    .error("upstream by its words alone", 401, "Provider returned error", .transient(.init()), .providerError),
    .error(
      "upstream 429", 429, "Provider returned error", metadata: upstream, headers: [HeaderField("Retry-After", "3")],
      .transient(.init(seconds: 3, slowDown: true, isRefusal: true)), .providerError),
    .error("upstream 400", 400, "Provider returned error", metadata: upstream, .permanent, .providerError),
    .error(
      "own provider key", 401, "Provider returned error", metadata: #"{"provider_name":"X","is_byok":true}"#,
      .needsOperator,
      .ownProviderKey),
    // Row 1.
    .error("unknown key", 401, "User not found.", .key(.unauthorized), .keyRefused),
    .error("expired key", 401, "API key expired.", .key(.unauthorized), .keyRefused),
    .error("no header", 401, "Missing Authentication header", .key(.unauthorized), .keyRefused),
    .error("no credentials", 401, "No auth credentials found", .key(.unauthorized), .keyRefused),
    // Row 2.
    .error("spent key", 403, "Key limit exceeded (total limit). Manage it", .key(.spent), .keySpent),
    .error("spent key, daily", 403, "Key limit exceeded (daily limit)", .key(.spent), .keySpent),
    .error(
      "spent key by its mark", 403, "Forbidden", metadata: #"{"limit_source":"openrouter_key_limit"}"#, .key(.spent),
      .keySpent),
    // Row 3.
    .error(
      "too little left, by its mark", 402, "Payment required",
      metadata: #"{"limit_source":"openrouter_key_limit"}"#, .key(.spent), .keySpent),
    .error(
      "too little left, by its words", 402,
      "This request requires more credits. To increase, visit settings and create a key with a higher total limit",
      .key(.spent), .keySpent),
    // Row 4.
    .error(
      "in-flight budget by its mark", 402, "Too much in flight",
      metadata: #"{"limit_source":"openrouter_in_flight_budget"}"#, .transient(.init(slowDown: true, isRefusal: true)),
      .inFlightBudget),
    .error(
      "in-flight budget by Retry-After", 402, "Too much in flight", headers: retryAfter,
      .transient(.init(seconds: 120, slowDown: true, isRefusal: true)), .inFlightBudget),
    // Row 5.
    .error("no credit", 402, "Insufficient credits. Add more", .money, .creditsExhausted),
    .error(
      "no credit by its mark", 402, "Payment required", metadata: #"{"limit_source":"openrouter_credits"}"#, .money,
      .creditsExhausted),
    // Row 6.
    .error(
      "guardrail", 403, "Budget", metadata: #"{"limit_source":"openrouter_guardrail_budget"}"#, .money, .accountBudget),
    .error(
      "workspace", 403, "Budget", metadata: #"{"limit_source":"openrouter_workspace_budget"}"#, .money,
      .accountBudget),
    .error("moderation", 403, "Flagged", metadata: #"{"reasons":["violence"]}"#, .permanent, .moderation),
    .error("moderation by patterns", 403, "Flagged", metadata: #"{"patterns":["x"]}"#, .permanent, .moderation),
    .error("permission", 403, "Only management keys can perform this operation", .needsOperator, .permission),
    // Other gateways.
    .gateway(
      "spent, as LiteLLM says it", 400, "Budget has been exceeded!", type: "budget_exceeded", .key(.spent), .keySpent),
    .gateway("spent, by 422", 422, "ExceededBudget", type: "budget_exceeded", .key(.spent), .keySpent),
    .gateway("spent, by 429", 429, "ExceededBudget", type: "budget_exceeded", .key(.spent), .keySpent),
    .gateway("no quota, by its type", 403, "quota", type: "insufficient_quota", .key(.spent), .keySpent),
    .gateway("no quota, by its code", 429, "quota", type: "x", code: "insufficient_quota", .key(.spent), .keySpent),
    .gateway("expired", 401, "Expired Key", type: "expired_key", .key(.unauthorized), .keyRefused),
    .gateway("expired, by 400", 400, "Expired Key", type: "expired_key", .key(.unauthorized), .keyRefused),
    .gateway("blocked", 401, "Key is blocked", type: "auth_error", .key(.unauthorized), .keyRefused),
    .gateway(
      "its provider's 401", 401,
      "litellm.AuthenticationError: AuthenticationError: OpenAIException - Incorrect API key",
      type: "invalid_request_error", .transient(.init()), .providerError),
    .gateway(
      "its provider's quota", 429, "litellm.RateLimitError: AnthropicException - quota", type: "insufficient_quota",
      .transient(.init(slowDown: true, isRefusal: true)), .providerError),
    // Row 7.
    .error(
      "daily free limit", 429, "Rate limit exceeded: free-models-per-day. Add 10 credits",
      headers: [HeaderField("X-RateLimit-Reset", "1795564800000")], .accountUntil(.init(at: 1_795_564_800_000)),
      .dailyLimit),
    .error(
      "daily free limit, reset in the body", 429, "Rate limit exceeded: free-models-per-day",
      metadata: #"{"headers":{"X-RateLimit-Reset":"1795564800000"}}"#, .accountUntil(.init(at: 1_795_564_800_000)),
      .dailyLimit),
    .error(
      "daily free limit by its mark", 429, "Slow", metadata: #"{"limit_source":"openrouter_free_tier_daily"}"#,
      .accountUntil(.init()), .dailyLimit),
    .error(
      "free models a minute", 429, "Rate limit exceeded: free-models-per-min.", headers: retryAfter,
      .transient(.init(seconds: 60, slowDown: true, isRefusal: true, everybody: true)), .rateLimited),
    .error(
      "free models a minute, by its reset", 429, "Rate limit exceeded: free-models-per-min.",
      headers: [HeaderField("X-RateLimit-Reset", "1795564800000")],
      .transient(.init(until: 1_795_564_800_000, slowDown: true, isRefusal: true, everybody: true)), .rateLimited),
    .error(
      "free models a minute, without a time", 429, "Rate limit exceeded: free-models-per-min.",
      .transient(.init(seconds: 60, slowDown: true, isRefusal: true, everybody: true)), .rateLimited),
    .error(
      "other 429, by its reset", 429, "Too many", headers: [HeaderField("X-RateLimit-Reset", "1795564800000")],
      .transient(.init(until: 1_795_564_800_000, slowDown: true, isRefusal: true)), .rateLimited),
    .error(
      "other 429, Retry-After goes before the reset", 429, "Too many",
      headers: [HeaderField("Retry-After", "1"), HeaderField("X-RateLimit-Reset", "1795564800000")],
      .transient(.init(seconds: 1, slowDown: true, isRefusal: true)), .rateLimited),
    .error(
      "503, a reset that stands in every answer", 503, "Busy",
      headers: [HeaderField("X-RateLimit-Reset", "1795564800000")], .transient(.init(slowDown: true)), .unavailable),
    .error(
      "other 429", 429, "Too many", headers: [HeaderField("Retry-After", "1")],
      .transient(.init(seconds: 1, slowDown: true, isRefusal: true)), .rateLimited),
    // Row 8.
    .error("no endpoints", 404, "No endpoints found for x/y.", .model, .modelGone),
    .error("no such model", 400, "x/y is not a valid model ID", .model, .modelGone),
    .error("no such path", 404, "Not Found", .needsOperator, .endpointMissing),
    // Row 9.
    .error("bad request", 400, "Invalid image", .permanent, .badRequest),
    .error("too large", 413, "Request too large", .permanent, .tooLarge),
    .error("unprocessable", 422, "image_url", .permanent, .badRequest),
    // Row 10.
    .error("408", 408, "Timeout", .transient(.init()), .timeout),
    .error("421", 421, "Misdirected", .transient(.init()), .unavailable),
    .error("425", 425, "Too Early", .transient(.init()), .unavailable),
    .error("499", 499, "Client closed", .transient(.init()), .unavailable),
    .error("500", 500, "Internal", .transient(.init()), .unavailable),
    .error("502", 502, "Bad gateway", .transient(.init()), .unavailable),
    .error(
      "503", 503, "Busy", headers: retryAfter, .transient(.init(seconds: 120, slowDown: true, isRefusal: true)),
      .unavailable),
    .error("504", 504, "Timeout", .transient(.init()), .timeout),
    .error("529", 529, "Overloaded", .transient(.init(slowDown: true)), .unavailable),
    Captured(
      name: "524 in HTML", status: 524, body: "<html>a timeout occurred</html>", fault: .transient(.init()),
      kind: .timeout),
    // An edge's page in place of the service's own words.
    Captured(
      name: "403 in HTML", status: 403, body: "\u{FEFF} <html>Attention Required!</html>", fault: .transient(.init()),
      kind: .unavailable),
    Captured(
      name: "302 in HTML", status: 302, body: "<html>Moved</html>", fault: .transient(.init()), kind: .unavailable),
    Captured(
      name: "404 in HTML", status: 404, body: "<!doctype html>", fault: .transient(.init()), kind: .unavailable),
    Captured(
      name: "401 in HTML", status: 401, body: "<html>log in</html>", fault: .transient(.init()), kind: .unavailable),
    Captured(name: "407", status: 407, body: "<html>proxy</html>", fault: .needsOperator, kind: .proxyRefused),
    // Times as dates, less the service's own clock; and in other units.
    Captured(
      name: "Retry-After as a date", status: 503,
      headers: [
        HeaderField("Retry-After", "Wed, 26 Nov 2025 08:49:37 GMT"),
        HeaderField("Date", "Wed, 26 Nov 2025 08:49:33 GMT"),
      ], body: "{}",
      fault: .transient(
        .init(until: 1_764_146_977_000, serviceTime: 1_764_146_973_000, slowDown: true, isRefusal: true)),
      kind: .unavailable),
    Captured(
      name: "Retry-After as a date of old form", status: 429,
      headers: [HeaderField("Retry-After", "Sunday, 06-Nov-94 08:49:37 GMT")], body: "{}",
      fault: .transient(.init(until: 784_111_777_000, slowDown: true, isRefusal: true)), kind: .rateLimited),
    Captured(
      name: "reset in seconds", status: 429, headers: [HeaderField("X-RateLimit-Reset", "1795564800")],
      body: #"{"error":{"message":"Rate limit exceeded: free-models-per-day"}}"#,
      fault: .accountUntil(.init(at: 1_795_564_800_000)), kind: .dailyLimit),
    Captured(
      name: "reset in microseconds", status: 429, headers: [HeaderField("X-RateLimit-Reset", "1795564800000000")],
      body: #"{"error":{"message":"Rate limit exceeded: free-models-per-day"}}"#,
      fault: .accountUntil(.init(at: 1_795_564_800_000)), kind: .dailyLimit),
    Captured(
      name: "absurd reset", status: 429, headers: [HeaderField("X-RateLimit-Reset", "-9223372036854775808")],
      body: "{}", fault: .transient(.init(slowDown: true, isRefusal: true)), kind: .rateLimited),
    Captured(
      name: "302 in HTML that names where to go", status: 302,
      headers: [HeaderField("Location", "http://portal.example/login")], body: "<html>302 Found</html>",
      fault: .needsOperator, kind: .redirected),
    Captured(name: "511", status: 511, body: "<html>sign in</html>", fault: .needsOperator, kind: .proxyRefused),
    Captured(name: "redirect", status: 302, body: "", fault: .needsOperator, kind: .redirected),
    // A 200 can hold an error.
    Captured(
      name: "error in a 200", status: 200, body: #"{"error":{"code":429,"message":"Too many"},"choices":[]}"#,
      fault: .transient(.init(slowDown: true, isRefusal: true)), kind: .rateLimited),
    Captured(
      name: "spent key in a 200", status: 200, body: #"{"error":{"code":"403","message":"Key limit exceeded"}}"#,
      fault: .key(.spent), kind: .keySpent),
    Captured(
      name: "error in a choice", status: 200,
      body: #"{"choices":[{"finish_reason":"error","error":{"code":502,"message":"Upstream died"}}]}"#,
      fault: .transient(.init()), kind: .unavailable),
    Captured(
      name: "finish_reason error", status: 200, body: #"{"choices":[{"finish_reason":"error","message":{}}]}"#,
      fault: .transient(.init()), kind: .answerError),
    Captured(name: "blanks only", status: 200, body: "   \n  ", fault: .transient(.init()), kind: .brokenTransfer),
    Captured(
      name: "an answer", status: 200, body: #"  {"error":null,"choices":[{"message":{"content":"{}"}}]}"#, fault: .none,
      kind: .answered),
  ]

  @Test("each captured answer gets the verdict of its row", arguments: rows)
  func verdict(row: Captured) {
    let body = try? JSONParser.parse(Array(row.body.utf8))
    let verdict = Verdict(
      status: row.status, headers: row.headers, body: body, isPage: body == nil && row.body.contains("<"))
    #expect(verdict.fault == row.fault)
    #expect(verdict.kind == row.kind)
    #expect(verdict.kind == .answered || !verdict.message.isEmpty)
  }

  @Test(
    "an exchange without an answer is nobody's fault for long, unless the image or the address is to blame",
    arguments: [
      (TransferError.Kind.timeout, Verdict.Kind.timeout, true), (.stalled, .timeout, true),
      (.resolve, .brokenTransfer, true), (.handshake, .brokenTransfer, true), (.connect, .brokenTransfer, true),
      (.broken, .brokenTransfer, true),
      (.tooLarge, .answerError, false), (.source, .imageUnreadable, false), (.certificate, .certificate, false),
      (.proxy, .proxyRefused, false), (.address, .endpointMissing, false), (.openFiles, .openFiles, false),
    ])
  func transferErrors(kind: TransferError.Kind, expected: Verdict.Kind, passes: Bool) {
    let verdict = Verdict(TransferError(kind, "why"))
    #expect(verdict.kind == expected)
    #expect((verdict.fault == .transient(.init())) == passes)
  }
}
