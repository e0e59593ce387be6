public import Transfer

extension Verdict {
  /// Decides whose fault an answer is, from its status, headers and body alone.
  ///
  /// The order of the rules matters: an upstream provider's 401 looks like our key's, an in-flight 402 like an empty
  /// account. Source: the captured answers in the service's reference, rows 0 to 10.
  /// - Parameter isPage: whether the body is a page for people (HTML) and no JSON.
  public init(status: Int, headers: [HeaderField], body: JSONValue?, isPage: Bool = false) {
    let answer = Answer(status: status, headers: headers, body: body)
    self =
      answer.withoutError ?? (isPage ? answer.page : nil) ?? answer.upstream ?? answer.gateway
      ?? answer.ownService
  }

  /// The verdict on an exchange that gave no answer.
  public init(_ error: TransferError) {
    switch error.kind {
    case .timeout, .stalled: self.init(.transient(Wait()), .timeout, error.message)
    case .resolve, .connect, .handshake, .broken, .cancelled:
      self.init(.transient(Wait()), .brokenTransfer, error.message)
    case .tooLarge: self.init(.permanent, .answerError, error.message)
    case .source: self.init(.permanent, .imageUnreadable, error.message)
    case .certificate: self.init(.needsOperator, .certificate, error.message)
    case .proxy: self.init(.needsOperator, .proxyRefused, error.message)
    case .address: self.init(.needsOperator, .endpointMissing, error.message)
    case .openFiles: self.init(.tooManyOpenFiles, .openFiles, error.message)
    }
  }
}

/// One answer under judgement.
private struct Answer {
  let status: Int
  let reply: TransferReply
  let body: JSONValue?
  let error: ErrorEnvelope?
  /// The status that the rules go by: an error inside a 200 brings its own code.
  let code: Int

  init(status: Int, headers: [HeaderField], body: JSONValue?) {
    self.status = status
    self.body = body
    reply = TransferReply(status: status, headers: headers)
    error = ErrorEnvelope.find(in: body) ?? ErrorEnvelope.flat(body)
    code = (200..<300).contains(status) ? error?.code ?? status : status
  }

  var sentence: String {
    let words = error?.sentence ?? ""
    return words.isEmpty ? "the service answered with status \(code)" : "the service answered \(code): \(words)"
  }

  /// A page of an edge, a gateway or a proxy in place of the service's own words: it says that the service could not be
  /// reached, whatever the status. A proxy's wish for a password, a portal's for a sign-in, and a redirect need a person.
  var page: Verdict? {
    if status == 407 || status == 511 || ((300..<400).contains(status) && reply.header("Location") != nil) {
      return nil
    }
    let words = "a page came in place of the service's answer, with status \(status)"
    return (200..<300).contains(status)
      ? nil : Verdict(.transient(wait(slowDown: status == 429)), status == 524 ? .timeout : .unavailable, words)
  }

  /// A 2xx without an error object: a completion, or a transfer that broke behind its keep-alive blanks.
  var withoutError: Verdict? {
    guard (200..<300).contains(status), error == nil else { return nil }
    if body?["choices"]?[0]?["finish_reason"]?.string == "error" {
      return Verdict(.transient(.init()), .answerError, "the answer ended with finish_reason `error`")
    }
    guard body?["choices"]?[0] != nil else {
      return Verdict(.transient(.init()), .brokenTransfer, "the answer holds no choices: it broke on the way")
    }
    return Verdict(.none, .answered, "")
  }

  /// Row 0: never our key's fault, whatever the status.
  var upstream: Verdict? {
    if let blocked = regionBlocked { return blocked }
    guard let error, error.isUpstream || error.isOwnProviderKey else { return nil }
    if error.isOwnProviderKey { return Verdict(.needsOperator, .ownProviderKey, sentence) }
    switch code {
    case _ where error.isModeration: return Verdict(.permanent, .moderation, sentence)
    case 400, 413, 422: return Verdict(.permanent, .providerError, sentence)
    case 429, 503, 529: return Verdict(.transient(wait(slowDown: true)), .providerError, sentence)
    default: return Verdict(.transient(wait()), .providerError, sentence)
    }
  }

  /// Another gateway says by `type` or `code` what this service says by its status; its status may be 400, 401, 422 or 429.
  var gateway: Verdict? {
    guard let error, (400..<500).contains(code) else { return nil }
    if error.names("budget_exceeded") || error.names("insufficient_quota") {
      return Verdict(.key(.spent), .keySpent, sentence)
    }
    return error.names("expired_key") ? Verdict(.key(.unauthorized), .keyRefused, sentence) : nil
  }

  var ownService: Verdict {
    switch code {
    case 401: Verdict(.key(.unauthorized), .keyRefused, sentence)
    case 402: paymentRequired
    case 403: forbidden
    case 404: notFound
    case 413: Verdict(.permanent, .tooLarge, sentence)
    case 400, 422: badRequest
    case 429: tooMany
    case 503, 529: Verdict(.transient(wait(slowDown: true)), .unavailable, sentence)
    case 407: Verdict(.needsOperator, .proxyRefused, "the proxy on the way wants to know who asks (407)")
    case 511:
      Verdict(
        .needsOperator, .proxyRefused, "the network wants somebody to sign in before it lets requests through (511)")
    case 408, 504, 524: Verdict(.transient(wait()), .timeout, sentence)
    // Of the way and its state, none of the request (RFC 9110, 15.5.10 and 15.5.20; RFC 8470, 5.2; RFC 4918, 11.3).
    case 409, 421, 423, 425, 499: Verdict(.transient(wait()), .unavailable, sentence)
    case 500...599: Verdict(.transient(wait()), .unavailable, sentence)
    case 300..<400:
      Verdict(.needsOperator, .redirected, "\(sentence); herbx follows no redirects, so that a key goes nowhere else")
    case 200..<300: Verdict(.transient(wait()), .answerError, sentence)
    default: Verdict(.permanent, .unexpectedStatus, sentence)
    }
  }

  /// Rows 3 to 5.
  private var paymentRequired: Verdict {
    let source = error?.limitSource ?? ""
    if source == "openrouter_key_limit" || isKeyTooSmall { return Verdict(.key(.spent), .keySpent, sentence) }
    if source == "openrouter_in_flight_budget" || retryAfter != nil {
      return Verdict(.transient(wait(slowDown: true)), .inFlightBudget, sentence)
    }
    return budgetOfAccount ?? Verdict(.money, .creditsExhausted, sentence)
  }

  /// "… create a key with a higher total limit": what is left on the key is too little for this request.
  private var isKeyTooSmall: Bool {
    guard let words = error?.message else { return false }
    guard let start = words.firstRange(of: "create a key with a higher") else { return false }
    return words[start.upperBound...].contains("limit")
  }

  /// Rows 2 and 6.
  private var forbidden: Verdict {
    if error?.message.hasPrefix("Key limit exceeded") == true || error?.limitSource == "openrouter_key_limit" {
      return Verdict(.key(.spent), .keySpent, sentence)
    }
    if error?.isModeration == true { return Verdict(.permanent, .moderation, sentence) }
    return budgetOfAccount ?? Verdict(.needsOperator, .permission, sentence)
  }

  private var budgetOfAccount: Verdict? {
    let budgets = ["openrouter_guardrail_budget", "openrouter_workspace_budget"]
    return budgets.contains(error?.limitSource ?? "") ? Verdict(.money, .accountBudget, sentence) : nil
  }

  private var modelWords: ModelWords { ModelWords(error?.sentence ?? "") }

  /// Row 8, in this and in other services' words.
  private var notFound: Verdict {
    modelWords.isGone ? modelRefused(.modelGone) : Verdict(.needsOperator, .endpointMissing, sentence)
  }

  private var badRequest: Verdict {
    modelWords.isGone ? modelRefused(.modelGone) : Verdict(.permanent, .badRequest, sentence)
  }

  /// Whatever the status, and whoever says it: a country does not change with another attempt.
  private var regionBlocked: Verdict? {
    error != nil && modelWords.isRegional ? modelRefused(.regionBlocked) : nil
  }

  private func modelRefused(_ kind: Verdict.Kind) -> Verdict {
    var verdict = Verdict(.model, kind, sentence)
    verdict.hint = modelWords.hint
    return verdict
  }

  /// Row 7.
  private var tooMany: Verdict {
    let words = error?.message ?? ""
    if words.contains("free-models-per-day") || error?.limitSource == "openrouter_free_tier_daily" {
      return Verdict(.accountUntil(.init(at: reset, serviceTime: serviceTime)), .dailyLimit, sentence)
    }
    if words.contains("free-models-per-min") {
      var wait = wait(slowDown: true)
      wait.everybody = true
      if wait.seconds == nil, wait.until == nil { wait.seconds = 60 }
      wait.seconds = wait.seconds.map { min(60, $0) }
      return Verdict(.transient(wait), .rateLimited, sentence)
    }
    return Verdict(.transient(wait(slowDown: true)), .rateLimited, sentence)
  }

  /// Some gateways send `X-RateLimit-Reset` with every answer; only in a 429 is it something to wait for.
  private func wait(slowDown: Bool = false) -> Verdict.Wait {
    let asked = retryAfter
    var wait = Verdict.Wait(slowDown: slowDown)
    switch asked {
    case .seconds(let seconds): wait.seconds = seconds
    case .date(let date): (wait.until, wait.serviceTime) = (date, serviceTime)
    case nil: if code == 429, let reset { (wait.until, wait.serviceTime) = (reset, serviceTime) }
    }
    wait.isRefusal = code == 429 || (code == 402 && slowDown) || (asked != nil && (code == 503 || code == 529))
    return wait
  }

  private enum RetryAfter {
    case seconds(Double)
    /// In milliseconds since 1970.
    case date(Int)
  }

  private var retryAfter: RetryAfter? {
    guard let value = reply.header("Retry-After") ?? error?.metadataHeader("Retry-After") else { return nil }
    if let seconds = Double(value) { return seconds.isFinite && seconds >= 0 ? .seconds(seconds) : nil }
    return HTTPDate.milliseconds(value).map { .date($0) }
  }

  /// The service's own clock.
  private var serviceTime: Int? { reply.header("Date").flatMap(HTTPDate.milliseconds) }

  /// In milliseconds since 1970. Services that mean the same send seconds or microseconds.
  private var reset: Int? {
    let value = reply.header("X-RateLimit-Reset") ?? error?.metadataHeader("X-RateLimit-Reset")
    guard let number = value.flatMap(Double.init), number.isFinite, number > 0 else { return nil }
    let milliseconds = number < 1e11 ? number * 1000 : number >= 1e14 ? number / 1000 : number
    return Int(exactly: milliseconds.rounded())
  }
}

extension [UInt8] {
  /// Whether it begins as a page does: the first byte that is no whitespace is `<`.
  var looksLikeHTML: Bool {
    let start = starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    return self[start...].first { $0 > 0x20 } == UInt8(ascii: "<")
  }
}
