/// What `GET /generation` tells of an answer: the same as its `usage`, in other words.
struct Generation {
  private let data: JSONValue
  /// With one's own key at a provider, the provider's part included.
  let cost: Money

  init?(_ data: JSONValue) {
    guard let cost = UsageCost.cost(of: Self.usage(data)) else { return nil }
    (self.data, self.cost) = (data, cost)
  }

  /// The answer as it would have come.
  /// - Parameter content: `data` of `GET /generation/content`.
  /// - Returns: nil where it holds no text.
  func reply(_ id: String, content: JSONValue) -> ChatReply? {
    guard let text = content["output"]?["completion"]?.string else { return nil }
    var reply = ChatReply(
      generationID: id, model: data["model"]?.string, upstream: data["provider_name"]?.string, content: text,
      finishReason: data["finish_reason"]?.string, usage: Self.usage(data))
    reply.reasoning = content["output"]?["reasoning"]?.string
    reply.serviceTier = data["service_tier"]?.string
    return reply
  }

  private static func usage(_ data: JSONValue) -> JSONValue {
    func tokens(_ kind: String) -> JSONValue {
      data["native_tokens_\(kind)"]?.int.map { JSONValue($0) } ?? data["tokens_\(kind)"] ?? .null
    }
    return [
      "prompt_tokens": tokens("prompt"), "completion_tokens": tokens("completion"),
      "cost": data["total_cost"] ?? .null, "is_byok": data["is_byok"] ?? .null,
      "cost_details": ["upstream_inference_cost": data["upstream_inference_cost"] ?? .null],
    ]
  }
}
