/// The service's error object: `{"error":{"code":…,"message":"…","metadata":{…}}}`, at the top or in a choice.
struct ErrorEnvelope: Equatable {
  let code: Int?
  let message: String
  let metadata: JSONValue?
  /// What gateways say in `type` and `code` in words, for example `budget_exceeded`.
  private var words: [String] = []

  /// Nil where `value` is no error object. `error` may also be a bare string, with other services.
  init?(_ value: JSONValue?) {
    guard let value else { return nil }
    if let text = value.string {
      (code, message, metadata) = (nil, text, nil)
      return
    }
    guard value.members != nil else { return nil }
    code = value["code"]?.int ?? value["code"]?.string.flatMap { Int($0) }
    message = value["message"]?.string ?? ""
    metadata = value["metadata"]
    words = [value["type"]?.string, value["code"]?.string].compactMap { $0?.lowercased() }
  }

  /// The error of a whole answer, in the order in which the service's answers must be read: top level first.
  static func find(in body: JSONValue?) -> ErrorEnvelope? {
    ErrorEnvelope(body?["error"]) ?? ErrorEnvelope(body?["choices"]?[0]?["error"])
  }

  /// The upstream provider failed, not the service: its status says nothing about our key or account.
  var isUpstream: Bool {
    message == "Provider returned error" || metadata?["provider_name"]?.string?.isEmpty == false || isRelayedException
  }

  /// A gateway passes on its provider's failure with the provider's status: "litellm.AuthenticationError: … OpenAIException
  /// - Incorrect API key provided". The key that is meant is the gateway's own.
  private var isRelayedException: Bool { message.contains(#/[A-Za-z]Exception - /#) }

  func names(_ word: String) -> Bool { words.contains(word) }

  var limitSource: String { metadata?["limit_source"]?.string ?? "" }
  var isOwnProviderKey: Bool { metadata?["is_byok"]?.bool == true }
  var isModeration: Bool { metadata?["reasons"] != nil || metadata?["patterns"] != nil }

  /// The service's words with the provider's own where it relayed them: `metadata.raw`.
  var sentence: String {
    let provider = metadata?["provider_name"]?.string.map { " (\($0))" } ?? ""
    let raw = metadata?["raw"].map { ": " + ($0.string ?? $0.text) } ?? ""
    return String((message + provider + raw).prefix(600))
  }

  /// Seconds that the body asks to wait: some errors carry the headers in `metadata.headers`.
  func metadataHeader(_ name: String) -> String? {
    let member = metadata?["headers"]?.members?.last { $0.name.lowercased() == name.lowercased() }
    return member.flatMap { $0.value.string ?? $0.value.digits }
  }
}
