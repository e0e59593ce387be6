internal import OpenRouter

extension Fault {
  /// Every fault, in the order of the help text.
  public static let all: [Fault] = accessRefusals + requestRefusals + transient + transfers + oddBodies + outputs + keys

  /// Whose key, whose money, whose limit.
  private static let accessRefusals: [Fault] = [
    .init(
      "401", "401 \"User not found.\" though the key is good and /key vouches for it", .none,
      .response { _ in .userNotFound }),
    .init("401-expired", "401 \"API key expired.\" though the key is good", .none, .response { _ in .keyExpired }),
    .init(
      "401-missing", "401 \"No auth credentials found\"", .none,
      .response { _ in .error(401, "No auth credentials found") }),
    .init(
      "401-provider", "401 of an upstream provider (\"Provider returned error\")", .none,
      .response { _ in .provider(401, "GMICloud", "Unauthorized: invalid upstream credentials") }),
    .init(
      "401-byok", "401 of an upstream provider for the user's own provider key (is_byok)", .none,
      .response { _ in
        .provider(401, "OpenAI", "Incorrect API key provided", metadata: [.init("is_byok", true)])
      }),
    .init("402", "402 \"Insufficient credits\": the account is empty", .none, .response { _ in .insufficientCredits }),
    .init(
      "402-key", "402: what is left on the key is too little for this request", .none,
      .response { _ in
        .error(
          402,
          """
          This request requires more credits, or fewer max_tokens. You requested up to 4096 tokens, but can only \
          afford 312. To increase, visit https://openrouter.ai/settings/keys and create a key with a higher total limit
          """, metadata: limit("openrouter_key_limit"))
      }),
    .init(
      "402-in-flight", "402 with Retry-After (=seconds, 120): too much in flight for the budget",
      .seconds(isRequired: false),
      .response {
        .error(
          402, "Requests in flight exceed the remaining budget. Try again later",
          metadata: limit("openrouter_in_flight_budget"), headers: [$0.retryAfter(.seconds(120))])
      }),
    .init(
      "402-provider", "402 of an upstream provider", .none,
      .response { _ in .provider(402, "Venice", "API key USD spend limit exceeded") }),
    .init(
      "403", "403: the key lacks a permission", .none,
      .response { _ in .error(403, "You do not have permission to access this resource") }),
    .init(
      "403-key", "403 \"Key limit exceeded\" once; see key-spent for a key that stays spent", .none,
      .response { _ in .keyLimitExceeded }),
    .init(
      "403-provider", "403 of an upstream provider", .none,
      .response { _ in .provider(403, "SiliconFlow", "Forbidden: account balance is insufficient") }),
    .init(
      "403-guardrail", "403: the budget of a guardrail is used up", .none,
      .response { _ in
        .error(403, "Guardrail budget exceeded (daily)", metadata: limit("openrouter_guardrail_budget"))
      }),
    .init(
      "403-workspace", "403: the budget of the workspace is used up", .none,
      .response { _ in
        .error(403, "Workspace budget exceeded (monthly)", metadata: limit("openrouter_workspace_budget"))
      }),
    .init(
      "403-moderation", "403: moderation flagged this input (reasons)", .none,
      .response { _ in
        .error(
          403, "The input was flagged by moderation",
          metadata: [.init("reasons", ["violence"]), .init("flagged_input", "simulated")])
      }),
    .init(
      "403-pattern", "403: a guardrail blocked this input (patterns)", .none,
      .response { _ in
        .error(
          403, "Request blocked: prompt injection patterns detected",
          metadata: [.init("patterns", ["ignore all previous instructions"])])
      }),
  ]

  private static func limit(_ source: JSONValue) -> [JSONValue.Member] { [.init("limit_source", source)] }

  /// The request or the model.
  private static let requestRefusals: [Fault] = [
    .init("400", "400: malformed request", .none, .response { _ in .error(400, "Invalid request parameters") }),
    .init(
      "400-model", "400 \"X is not a valid model ID\"", .none,
      .response { .error(400, "\($0.model) is not a valid model ID") }),
    .init(
      "400-image", "400 with the code image_parse_error", .none,
      .response { _ in .error(400, "The image could not be read", code: "image_parse_error") }),
    .init("404", "404: nothing there", .none, .response { _ in .notThere }),
    .init(
      "404-model", "404 \"No endpoints found for X.\"", .none,
      .response { .error(404, "No endpoints found for \($0.model).") }),
    .init("413", "413: payload too large", .none, .response { _ in .error(413, "Request payload too large") }),
    .init("422", "422: understood and refused", .none, .response { _ in .error(422, "Invalid argument") }),
  ]

  /// Too fast, or a bad moment.
  private static let transient: [Fault] = [
    .init(
      "429", "429 with Retry-After (=seconds, 1)", .seconds(isRequired: false),
      .response { .error(429, "Rate limit exceeded", headers: [$0.retryAfter(.seconds(1))]) }),
    .init(
      "429-minute", "429 free-models-per-min, X-RateLimit-Reset in epoch ms (=seconds ahead, 60)",
      .seconds(isRequired: false), .response { .freeTier(.minute, reset: $0.reset(.minute)) }),
    .init(
      "429-day", "429 free-models-per-day, X-RateLimit-Reset in epoch ms (=seconds ahead, to midnight UTC)",
      .seconds(isRequired: false), .response { .freeTier(.day, reset: $0.reset(.day)) }),
    .init(
      "429-provider", "429 of an upstream provider", .none,
      .response { .provider(429, "Chutes", "\($0.model) is temporarily rate-limited upstream") }),
    .init(
      "408", "408: the operation timed out", .none,
      .response { _ in .error(408, "Operation timed out. Please try again later.") }),
    .init("500", "500", .none, .response { _ in .error(500, "Internal Server Error") }),
    .init("502", "502", .none, .response { _ in .error(502, "Bad Gateway") }),
    .init("502-html", "502 from the edge, with an HTML page", .none, .response { _ in .page(502, "Bad gateway") }),
    .init(
      "502-provider", "502 \"Provider returned error\"", .none,
      .response { _ in .provider(502, "DeepInfra", "upstream connect error") }),
    .init(
      "503", "503 (=seconds adds Retry-After)", .seconds(isRequired: false),
      .response { .error(503, "Service temporarily unavailable", headers: $0.retryAfterIfAsked) }),
    .init("504", "504", .none, .response { _ in .error(504, "Gateway Timeout") }),
    .init("524", "524 from the edge, with an HTML page", .none, .response { _ in .page(524, "A timeout occurred") }),
    .init(
      "529", "529 (=seconds adds Retry-After)", .seconds(isRequired: false),
      .response { .error(529, "Provider overloaded", headers: $0.retryAfterIfAsked) }),
  ]

  /// The transfer.
  private static let transfers: [Fault] = [
    .init("slow", "=seconds later than usual; adds to the request's other faults", .seconds(isRequired: true), .delay),
    .init(
      "cut", "the connection ends after =bytes of the body (half of it); billed all the same",
      .count(isRequired: false),
      .delivery(isBilled: true) { response, context in
        let half = response.body.count / 2
        response.delivery.ending = .cut(afterBytes: min(context.rule.count ?? half, max(0, response.body.count - 1)))
      }),
    .init(
      "reset", "the connection ends before any byte; not billed", .none,
      .delivery(isBilled: false) { response, _ in response.delivery.ending = .closed }),
    .init(
      "blank", "200 with a body of blanks only; billed all the same", .none,
      .delivery(isBilled: true) { response, _ in
        response.body = Array("\n         \n         \n".utf8)
        response.entry.isAnswer = false
      }),
    .init(
      "hang", "no answer until the client gives up; not billed", .none,
      .delivery(isBilled: false) { response, _ in response.delivery.ending = .silence }),
    .init(
      "hang-blanks", "200 and blanks without end, until the client gives up; not billed", .none,
      .delivery(isBilled: false) { response, _ in
        response.delivery.ending = .silence
        response.delivery.blanksEvery = .milliseconds(250)
      }),
  ]

  /// A 200 that is none.
  private static let oddBodies: [Fault] = [
    .init(
      "200-error", "200 with a top-level error in place of choices; not billed", .none,
      .response { _ in .json(200, SimulatedResponse.errorEnvelope(502, "Upstream error from Simulator: no response")) }),
    .init(
      "200-choice-error", "200 with choices[0].error; billed", .none,
      .output(isUsable: false) { output, _ in
        output.content = ""
        output.error = ["code": 502, "message": "Upstream connection lost"]
        output.finishReason = "error"
      }),
    .init(
      "200-finish-error", "200 with finish_reason error; billed", .none,
      .output(isUsable: false) { output, _ in
        output.content = .string(String(output.text.prefix(output.text.count / 3)))
        output.finishReason = "error"
      }),
    .init(
      "garbage", "200 with a body that is no JSON; not billed", .none,
      .response { _ in .page(200, "Welcome to the captive portal") }),
    .init(
      "no-choices", "200 with an empty list of choices; billed", .none,
      .output(isUsable: false) { output, _ in output.hasChoices = false }),
    .init(
      "deep-body", "200 with a body nested =levels deep (200000); not billed", .count(isRequired: false),
      .response {
        SimulatedResponse(
          status: 200, headers: [.init(name: "Content-Type", value: "application/json")],
          body: Array(FaultyText.nested($0.rule.count).utf8))
      }),
  ]

  /// What models write.
  private static let outputs: [Fault] = [
    text("fences", "the JSON in a ```json fence", isUsable: true) { text, _ in "```json\n\(text)\n```" },
    text("prose", "text before and after the JSON", isUsable: true) { text, _ in
      "Here is what I read on the label:\n\n\(text)\n\nLet me know if you need {more}."
    },
    text("text", "text in place of JSON") { _, _ in "I am sorry, the label cannot be read." },
    text("empty", "empty content") { _, _ in "" },
    .init("null", "null in place of content", .none, .output(isUsable: false) { output, _ in output.content = .null }),
    .init(
      "length", "JSON cut in the middle, finish_reason length", .none,
      .output(isUsable: false) { output, _ in
        output.content = .string(String(output.text.prefix(output.text.count / 2)))
        output.finishReason = "length"
      }),
    .init(
      "length-empty", "empty content, finish_reason length", .none,
      .output(isUsable: false) { output, _ in
        output.content = ""
        output.finishReason = "length"
      }),
    .init(
      "filter", "a refusal, finish_reason content_filter; billed", .none,
      .output(isUsable: false) { output, _ in
        output.content = ""
        output.finishReason = "content_filter"
        output.refusal = "I cannot help with this image."
      }),
    text("array", "the object within an array") { text, _ in "[\(text)]" },
    text("object", "{}") { _, _ in "{}" },
    text("nan", "NaN as a confidence") { _, context in
      #"{"catalogNumber":{"value":"\#(context.reading?.value(of: "catalogNumber") ?? "")","confidence":NaN}}"#
    },
    text("deep", "JSON nested =levels deep (200000)", .count(isRequired: false)) { _, context in
      #"{"catalogNumber":{"value":\#(FaultyText.nested(context.rule.count)),"confidence":0.5}}"#
    },
    text("huge", "=bytes in one field (5000000)", .count(isRequired: false), isUsable: true) { _, context in
      let value = String(repeating: "x", count: context.rule.count ?? 5_000_000)
      return #"{"catalogNumber":{"value":"\#(value)","confidence":0.5}}"#
    },
    text(
      "escapes", "escapes, control characters, terminal sequences and lone surrogates in the values", isUsable: true
    ) { _, _ in FaultyText.escapes },
    text("no-values", "every term there, every value empty") { text, _ in FaultyText.withoutValues(text) },
    .init(
      "no-cost", "an answer that counts its tokens, and does not say what they cost", .none,
      .output(isUsable: true) { output, _ in output.bill = .untold }),
    .init(
      "byok", "the user's own key at a provider: cost 0, and what the provider bills beside it", .none,
      .output(isUsable: true) { output, _ in output.bill = .byProvider }),
    .init(
      "fallback", "the model does not answer, the first of the request's other `models` does", .none,
      .output(isUsable: true) { output, _ in output.isFallback = true }),
    .init(
      "misread",
      ":rate=F[,terms=A+B]: so many of the terms (0 to 1, 0.1) are misread: gone, invented, wrong, less precise, respelled or retold",
      .none,
      .output(isUsable: true) { output, context in
        let selector = context.rule.selector
        output.content = .string(
          Misreading.apply(
            to: output.text, image: context.reading?.hash ?? "", rate: selector.rate ?? 0.1, terms: selector.terms))
      }),
    .init(
      "echo-key", "an error (=status, 400) whose text repeats the Authorization header", .count(isRequired: false),
      .response {
        .error(
          $0.rule.count ?? 400,
          "Request failed for \($0.request.headers["authorization"] ?? "nobody"); key \($0.request.secret ?? "none")")
      }),
  ]

  /// A row about the text that the model writes.
  private static func text(
    _ name: String, _ explanation: String, _ argument: Argument = .none, isUsable: Bool = false,
    _ written: @escaping @Sendable (_ text: String, _ context: FaultContext) -> String
  ) -> Fault {
    Fault(
      name, explanation, argument,
      .output(isUsable: isUsable) { output, context in output.content = .string(written(output.text, context)) })
  }

  /// The life of a key, and what the service bears.
  private static let keys: [Fault] = [
    .init(
      "key-dies", "@N: after N requests the key answers 401 \"User not found.\", also at /key", .none,
      .keyEnds { .userNotFound }),
    .init(
      "key-expires", "@N: after N requests the key answers 401 \"API key expired.\", also at /key", .none,
      .keyEnds { .keyExpired }),
    .init("key-spent", "@N: after N requests the key answers 403 \"Key limit exceeded\"", .none, .keyIsSpent),
    .init(
      "key-fresh", "a new key answers 401 for its first =N requests or its first =Nms, also at /key", .countOrTime,
      .keyIsFresh),
    .init(
      "in-flight", "at most =N at once; beyond that 429 with Retry-After: 1", .count(isRequired: true),
      .capacity(.inFlight)),
    .init(
      "free-minute", "at most =N requests a minute to free models; beyond that 429", .count(isRequired: true),
      .capacity(.freePerMinute)),
    .init(
      "free-day", "at most =N requests a UTC day to free models; beyond that 429", .count(isRequired: true),
      .capacity(.freePerDay)),
  ]
}
