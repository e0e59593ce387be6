/// A chat completion as the service answered it; members that it left out are nil.
public struct ChatReply: Sendable, Equatable {
  /// Why the model stopped.
  public enum Ending: Sendable, Equatable {
    case finished
    /// At the token maximum.
    case cut
    /// A filter, or the model itself, would not answer.
    case refused
    case unknown
  }

  /// Also in the header `X-Generation-Id`.
  public var generationID: String?
  /// The model that answered; may be dated, unlike the one asked for.
  public var model: String?
  /// The service tier that served it: `flex`, `default` and the like; nil where the service does not say.
  public var serviceTier: String?
  /// Who served it, for example `Parasail`: the answer's `provider`.
  public var upstream: String?
  /// What the model wrote as its answer.
  public var content: String?
  /// What it wrote as its reasoning, beside the answer.
  public var reasoning: String?
  /// What is kept of an answer without content: the message as it came, as JSON.
  public var message: String?
  public var finishReason: String?
  public var ending: Ending
  /// Tokens and cost, as answered.
  public var usage: JSONValue?

  public init(
    generationID: String? = nil, model: String? = nil, upstream: String? = nil, content: String? = nil,
    finishReason: String? = nil, usage: JSONValue? = nil
  ) {
    self.generationID = generationID
    self.model = model
    self.upstream = upstream
    self.content = content
    self.finishReason = finishReason
    self.usage = usage
    ending = Ending(finishReason: finishReason)
  }

  /// Reads what it can of an answer's body.
  init(body: JSONValue, generationHeader: String?) {
    let choice = Self.choice(in: body)
    self.init(
      generationID: body["id"]?.string ?? generationHeader, model: body["model"]?.string,
      upstream: body["provider"]?.string,
      finishReason: Self.finishReasons.lazy.compactMap { choice?[$0]?.string }.first,
      usage: body["usage"].flatMap { $0.members.map(JSONValue.object) })
    serviceTier = body["service_tier"]?.string
    let message = ChatMessage(choice)
    content = message.content
    reasoning = message.reasoning
    let native = Ending(finishReason: choice?["native_finish_reason"]?.string)
    if [.cut, .refused].contains(native) { ending = native }
    if message.isRefusal { ending = .refused }
    if content.isBlank { self.message = (choice ?? body).text }
  }

  /// From what was kept of an answer without content: the choice, or the whole body, as it came. Nil where it is neither.
  public init?(kept: String) {
    guard let value = AnswerBody.value(Array(kept.utf8)) else { return nil }
    let body: JSONValue = value["choices"] == nil && value["message"] != nil ? ["choices": [value]] : value
    guard Self.choice(in: body) != nil else { return nil }
    self.init(body: body, generationHeader: nil)
  }

  /// What is known of an answer of any kind.
  init(_ answer: ChatAnswer?, generationHeader: String?) {
    switch answer {
    case .completion(let reply), .error(_, let reply): self = reply
    case .unreadable(let answer):
      self.init(generationID: generationHeader)
      message = answer.kept
    case .nothing, nil: self.init(generationID: generationHeader)
    }
  }

  private static let finishReasons = [
    "finish_reason", "native_finish_reason", "stop_reason", "done_reason", "finishReason",
  ]

  /// The answer among the members of a body; services whose protocol is another one have it elsewhere.
  static func choice(in body: JSONValue) -> JSONValue? {
    if let choice = body["choices"]?[0] { return choice }
    if body["message"]?["content"] != nil { return body }
    if body["content"]?.array != nil { return .object([.init("message", body)] + (body.members ?? [])) }
    if let output = body["output"]?.array?.last(where: { $0["content"] != nil }) { return ["message": output] }
    guard let candidate = body["candidates"]?[0], let parts = candidate["content"]?["parts"] else { return nil }
    return .object([.init("message", ["content": parts])] + (candidate.members ?? []))
  }

  /// What is kept where the answer cannot be used.
  public var kept: String? { content.isBlank ? message ?? content : content }

  /// What the answer cost, where the service says so.
  public var cost: Money? { UsageCost.cost(of: usage) }

  /// Whether the service did its work for this answer, and so may have billed it.
  public var wasBilled: Bool {
    if let cost { return cost > .zero }
    return (completionTokens ?? 0) > 0
  }

  public var completionTokens: Int? { usage?["completion_tokens"]?.int }
  /// Of these, tokens that went into reasoning.
  public var reasoningTokens: Int? { usage?["completion_tokens_details"]?["reasoning_tokens"]?.int }
}

extension ChatReply.Ending {
  /// By the service's own word, or by one that a provider lets through.
  public init(finishReason: String?) {
    switch finishReason?.lowercased() {
    case "length", "max_tokens", "max_output_tokens", "max_completion_tokens", "model_length", "token_limit":
      self = .cut
    case "content_filter", "safety", "recitation", "prohibited_content", "blocklist", "refusal", "image_safety", "spii":
      self = .refused
    case "stop", "end_turn", "eos", "stop_sequence", "tool_calls", "function_call", "completed", "tool_use":
      self = .finished
    default: self = .unknown
    }
  }
}

extension String? {
  /// Nothing, or nothing but whitespace.
  var isBlank: Bool { self?.utf8.contains { $0 > 0x20 } != true }
}
