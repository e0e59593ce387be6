internal import OpenRouter

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// What a model wrote, before it is wrapped and billed.
struct ModelOutput: Sendable {
  /// A string, or null.
  var content: JSONValue
  var finishReason = "stop"
  var refusal: String?
  /// Stands in `choices[0].error` where set.
  var error: JSONValue?
  var hasChoices = true
  var promptTokens: Int
  var completionTokens: Int

  /// The content where it is a text.
  var text: String { content.string ?? "" }

  /// The answer's body, shaped like `ChatResult` of the service's OpenAPI file.
  func json(generation: String, model: String, created: Date, cost: Decimal, isCached: Bool, tier: String? = nil)
    -> JSONValue
  {
    var message: [JSONValue.Member] = [.init("role", "assistant"), .init("content", content)]
    message.append(.init("refusal", refusal.map(JSONValue.string) ?? .null))
    var choice: [JSONValue.Member] = [
      .init("index", 0), .init("message", .object(message)), .init("finish_reason", .string(finishReason)),
      .init("native_finish_reason", .string(finishReason)), .init("logprobs", nil),
    ]
    if let error { choice.append(.init("error", error)) }
    return [
      "id": .string(generation), "provider": "Simulator", "model": .string(model), "object": "chat.completion",
      "created": .number(String(Int(created.timeIntervalSince1970))),
      "choices": hasChoices ? [.object(choice)] : [], "system_fingerprint": nil,
      "service_tier": tier.map(JSONValue.string) ?? .null,
      "usage": usage(cost: cost, isCached: isCached),
    ]
  }

  /// A cached answer reports all that is billed as zero.
  private func usage(cost: Decimal, isCached: Bool) -> JSONValue {
    let (prompt, completion) = isCached ? (0, 0) : (promptTokens, completionTokens)
    return [
      "prompt_tokens": .number(String(prompt)), "completion_tokens": .number(String(completion)),
      "total_tokens": .number(String(prompt + completion)), "cost": .number(cost.description), "is_byok": false,
    ]
  }
}
