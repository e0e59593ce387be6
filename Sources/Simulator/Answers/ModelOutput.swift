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
  var bill = Bill.told
  /// Whether the first of the request's fallback models wrote it.
  var isFallback = false
  var promptTokens: Int
  var completionTokens: Int

  /// Ends the answer at the most tokens that were asked for, as a model does: in the middle.
  mutating func cut(at mostTokens: Int?) {
    guard let mostTokens, completionTokens > mostTokens else { return }
    content = .string(String(decoding: text.utf8.prefix(mostTokens * Self.bytesPerToken), as: UTF8.self))
    (completionTokens, finishReason) = (mostTokens, "length")
  }

  /// Roughly, of a record in JSON.
  static let bytesPerToken = 3

  /// What the answer says of its cost.
  enum Bill: Sendable {
    case told
    /// Its tokens alone are counted.
    case untold
    /// The user's own key at a provider, who bills all of it.
    case byProvider
  }

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
    let tokens: [JSONValue.Member] = [
      .init("prompt_tokens", .number(String(prompt))), .init("completion_tokens", .number(String(completion))),
      .init("total_tokens", .number(String(prompt + completion))),
    ]
    let amount = JSONValue.number(cost.description)
    let bill: [JSONValue.Member] =
      switch bill {
      case .told: [.init("cost", amount), .init("is_byok", false)]
      case .untold: []
      case .byProvider:
        [
          .init("cost", 0), .init("is_byok", true),
          .init(
            "cost_details",
            [
              "upstream_inference_cost": amount, "upstream_inference_prompt_cost": 0,
              "upstream_inference_completions_cost": amount,
            ]),
        ]
      }
    return .object(tokens + bill)
  }
}
