internal import OpenRouter

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// `GET /generation` and `GET /generation/content`: an answer, afterwards.
extension ServiceModel {
  func answerGeneration(_ request: SimulatedRequest) -> SimulatedResponse {
    guard request.method == "GET" else { return .notThere }
    guard let secret = request.secret else { return .missingAuthentication }
    guard secret == managementKey || keyStore.position(ofSecret: secret) != nil else { return .userNotFound }
    let id = request.query["id"] ?? ""
    guard let generation = ledger.generations[id] else { return .error(404, "Generation \(id) not found") }
    guard request.path.hasSuffix("/content") else {
      return .json(
        200, ["data": .object(generation.members.map { $0.name == "id" ? JSONValue.Member("id", .string(id)) : $0 })])
    }
    guard options.keepsContents, let text = ledger.contents[id] else { return .notThere }
    return .json(
      200,
      ["data": ["error": nil, "input": ["messages": []], "output": ["completion": .string(text), "reasoning": nil]]])
  }
}

extension RequestLedger.Generation {
  /// As the service's OpenAPI file has them.
  fileprivate var members: [JSONValue.Member] {
    func count(_ number: Int) -> JSONValue { .number(String(number)) }
    let isBYOK = output.bill == .byProvider
    let cost = JSONValue.number(cost.description)
    let unknown = [
      "upstream_id", "cache_discount", "app_id", "moderation_latency", "native_tokens_completion_images",
      "num_input_audio_prompt", "num_media_completion", "num_search_results", "num_fetches", "web_search_engine",
      "external_user", "preset_id", "router", "provider_responses", "user_agent", "http_referer", "workspace_id",
    ]
    let known: [JSONValue.Member] = [
      .init("id", ""), .init("model", .string(model)), .init("total_cost", isBYOK ? 0 : cost),
      .init("usage", isBYOK ? 0 : cost), .init("is_byok", .bool(isBYOK)),
      .init("upstream_inference_cost", isBYOK ? cost : nil), .init("provider_name", "Simulator"),
      .init("cancelled", false), .init("streamed", false), .init("created_at", .string(created.formatted(.iso8601))),
      .init("finish_reason", .string(output.finishReason)),
      .init("native_finish_reason", .string(output.finishReason)),
      .init("service_tier", tier.map(JSONValue.string) ?? .null), .init("api_type", "completions"),
      .init("tokens_prompt", count(output.promptTokens)), .init("tokens_completion", count(output.completionTokens)),
      .init("native_tokens_prompt", count(output.promptTokens)),
      .init("native_tokens_completion", count(output.completionTokens)), .init("native_tokens_reasoning", 0),
      .init("native_tokens_cached", 0), .init("num_media_prompt", 1), .init("latency", 0), .init("generation_time", 0),
      .init("origin", ""), .init("data_region", "global"),
    ]
    return known + unknown.map { JSONValue.Member($0, nil) }
  }
}
