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
    code = Self.codeNames.lazy.compactMap { value[$0] }.compactMap { $0.int ?? $0.string.flatMap { Int($0) } }.first
    message = Self.words(value) ?? ""
    metadata = value["metadata"]
    words = [value["type"]?.string, value["code"]?.string].compactMap { $0?.lowercased() }
  }

  private static let codeNames = ["code", "status", "status_code", "statusCode", "error_code"]
  private static let wordNames = [
    "message", "detail", "msg", "error_message", "error_description", "description", "reason", "title",
  ]

  /// The error of a whole answer, in the order in which the service's answers must be read: top level first.
  static func find(in body: JSONValue?) -> ErrorEnvelope? {
    [body?["error"], body?["choices"]?[0]?["error"]].lazy.compactMap { ErrorEnvelope($0) }.first { !$0.saysNothing }
  }

  /// An error whose members stand at the top, as other services write it: `{"message":…,"code":…}`, `{"detail":…}`, a
  /// list of `errors`. Nil where nothing like it stands there.
  static func flat(_ body: JSONValue?) -> ErrorEnvelope? {
    guard let body, body["choices"] == nil else { return nil }
    let candidates = [body["errors"]?[0], body]
    return candidates.lazy.compactMap { ErrorEnvelope($0) }.first { !$0.message.isEmpty }
  }

  /// Some services send an error with every answer, whose code and words say that there is none.
  private var saysNothing: Bool {
    let letters = message.lowercased().filter(\.isLetter)
    return Self.noError.contains(letters) && (metadata?.members ?? []).isEmpty
      && (code.map { $0 == 0 || (200..<300).contains($0) } ?? true)
  }

  private static let noError: Set = ["", "null", "nil", "none", "ok", "success", "noerror"]

  /// A sentence, or a list of them, such as FastAPI gives for a request that it does not take.
  private static func words(_ value: JSONValue) -> String? {
    for name in wordNames {
      switch value[name] {
      case .string(let text) where !text.isEmpty: return text
      case .array(let parts):
        let texts = parts.compactMap { $0.string ?? words($0) }
        if !texts.isEmpty { return texts.joined(separator: "; ") }
      case .object(let members):
        if let text = words(.object(members)) { return text }
      default: continue
      }
    }
    return nil
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
