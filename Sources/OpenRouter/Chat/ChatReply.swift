/// A chat completion as the service answered it; members that it left out are nil.
public struct ChatReply: Sendable, Equatable {
  /// Also in the header `X-Generation-Id`.
  public let generationID: String?
  /// The model that answered; may be dated, unlike the one asked for.
  public let model: String?
  /// Who served it, for example `Parasail`: the answer's `provider`.
  public let upstream: String?
  public let content: String?
  public let finishReason: String?
  /// Tokens and cost, as answered.
  public let usage: JSONValue?

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
  }

  /// Reads what it can of an answer's body and the generation header.
  init(body: JSONValue?, generationHeader: String?) {
    let choice = body?["choices"]?[0]
    generationID = body?["id"]?.string ?? generationHeader
    model = body?["model"]?.string
    upstream = body?["provider"]?.string
    content = Self.text(of: choice?["message"])
    finishReason = choice?["finish_reason"]?.string
    usage = body?["usage"]
  }

  /// `content` is a string, or with some services an array of parts with `text`; a refusal stands beside it.
  private static func text(of message: JSONValue?) -> String? {
    guard let content = message?["content"] else { return message?["refusal"]?.string }
    if let text = content.string { return text }
    return content.array.map { $0.compactMap { $0["text"]?.string }.joined() }
  }

  /// What the answer cost, where the service says so.
  public var cost: Money? { UsageCost.cost(of: usage) }
}
