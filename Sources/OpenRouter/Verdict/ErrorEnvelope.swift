/// The service's error object: `{"error":{"code":…,"message":"…","metadata":{…}}}`, at the top or in a choice.
struct ErrorEnvelope: Equatable {
  let code: Int?
  let message: String
  let metadata: JSONValue?

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
  }

  /// The error of a whole answer, in the order in which the service's answers must be read: top level first.
  static func find(in body: JSONValue?) -> ErrorEnvelope? {
    ErrorEnvelope(body?["error"]) ?? ErrorEnvelope(body?["choices"]?[0]?["error"])
  }

  /// The upstream provider failed, not the service: its status says nothing about our key or account.
  var isUpstream: Bool {
    message == "Provider returned error" || metadata?["provider_name"]?.string?.isEmpty == false
  }

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
