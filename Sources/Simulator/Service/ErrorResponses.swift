internal import OpenRouter

extension SimulatedResponse {
  /// A JSON answer.
  static func json(_ status: Int, _ value: JSONValue, headers: [Header] = []) -> SimulatedResponse {
    let type = Header(name: "Content-Type", value: "application/json")
    return SimulatedResponse(status: status, headers: [type] + headers, body: value.utf8)
  }

  /// The service's error envelope.
  static func error(
    _ status: Int, _ message: String, code: JSONValue? = nil, metadata: [JSONValue.Member] = [], headers: [Header] = []
  ) -> SimulatedResponse {
    json(status, errorEnvelope(status, message, code: code, metadata: metadata), headers: headers)
  }

  static func errorEnvelope(
    _ status: Int, _ message: String, code: JSONValue? = nil, metadata: [JSONValue.Member] = []
  ) -> JSONValue {
    var error: [JSONValue.Member] = [
      .init("message", .string(message)), .init("code", code ?? .number(String(status))),
    ]
    if !metadata.isEmpty { error.append(.init("metadata", .object(metadata))) }
    return ["error": .object(error), "user_id": "user_simulated"]
  }

  /// A page of the edge in front of the service.
  static func page(_ status: Int, _ title: String) -> SimulatedResponse {
    let text = """
      <!DOCTYPE html><html><head><title>\(status): \(title)</title></head>
      <body><h1>Error \(status)</h1><p>\(title)</p><p>simulated</p></body></html>

      """
    let type = Header(name: "Content-Type", value: "text/html; charset=UTF-8")
    return SimulatedResponse(status: status, headers: [type], body: Array(text.utf8))
  }

  static let userNotFound = error(401, "User not found.")
  static let keyExpired = error(401, "API key expired.")
  static let missingAuthentication = error(401, "Missing Authentication header")
  static let managementOnly = error(403, "Only management keys can perform this operation")
  static let notForManagement = error(403, "Management keys cannot be used to make completion requests")
  static let notThere = error(404, "Resource not found")
  static let keyLimitExceeded = error(
    403, "Key limit exceeded (total limit). Manage it using https://openrouter.ai/settings/keys",
    metadata: [.init("limit_source", "openrouter_key_limit")])
  static let insufficientCredits = error(
    402, "Insufficient credits. Add more using https://openrouter.ai/settings/credits",
    metadata: [.init("limit_source", "openrouter_credits")])

  /// More than the service works on at a time.
  static let tooMany = error(
    429, "Too many requests in flight", headers: [Header(name: "Retry-After", value: "1")])

  /// An upstream provider's failure, which the service passes on under the provider's own status.
  static func provider(
    _ status: Int, _ name: String, _ raw: String, metadata: [JSONValue.Member] = []
  ) -> SimulatedResponse {
    let members: [JSONValue.Member] = [.init("raw", .string(raw)), .init("provider_name", .string(name))]
    return error(status, "Provider returned error", metadata: members + metadata)
  }

  /// 429 of the free tier, which ends at `reset` (epoch milliseconds).
  static func freeTier(_ window: FreeTier.Window, reset: Int) -> SimulatedResponse {
    let limit = String(window.usualLimit)
    let headers = [
      Header(name: "X-RateLimit-Limit", value: limit), Header(name: "X-RateLimit-Remaining", value: "0"),
      Header(name: "X-RateLimit-Reset", value: String(reset)),
    ]
    let shown = JSONValue.object(headers.map { .init($0.name, .string($0.value)) })
    return error(
      429, "Rate limit exceeded: \(window.rawValue). \(window.advice)",
      metadata: [.init("headers", shown), .init("limit_source", .string(window.source))], headers: headers)
  }
}
