import Testing
import Transfer

@testable import OpenRouter

/// Bodies as LiteLLM's proxy 1.108.7 (PyPI) sent them; names and hashes of keys are made shorter.
@Suite("answers of LiteLLM's proxy")
struct LiteLLMVerdictTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let status: Int
    let error: String
    let fault: Verdict.Fault
    let kind: Verdict.Kind
    var headers: [HeaderField] = []

    init(
      _ name: String, _ status: Int, _ error: String, _ fault: Verdict.Fault, _ kind: Verdict.Kind,
      headers: [HeaderField] = []
    ) {
      (testDescription, self.status, self.error, self.fault, self.kind) = (name, status, error, fault, kind)
      self.headers = headers
    }
  }

  private static let tooMany = Verdict.Fault.transient(.init(seconds: 60, slowDown: true, isRefusal: true))
  private static let minute = [HeaderField("retry-after", "60")]
  private static let afterwards = #"failed with the error above. No fallback was attempted."#

  static let rows = [
    // The key itself: one of its own.
    Row(
      "blocked", 401,
      #"{"message":"Authentication Error, Key is blocked. Update via `/key/unblock` if you're an admin.","#
        + #""type":"auth_error","param":"None","code":"401"}"#,
      .key(.unauthorized), .keyRefused),
    Row(
      "expired", 401,
      #"{"message":"Authentication Error - Expired Key. Key Expiry time 2026-11-26 20:48:05.242000+00:00 and current "#
        + #"time 2026-11-26 20:48:06.901975+00:00","type":"expired_key","param":"sk-...B9QA","code":"401"}"#,
      .key(.unauthorized), .keyRefused),
    Row(
      "spent", 422,
      #"{"message":"Budget has been exceeded! Key=b-6760 (sk-...t8fg) Current cost: 0.00048300000000000285, "#
        + #"Max budget: 0.0001","type":"budget_exceeded","param":null,"code":"422"}"#,
      .key(.spent), .keySpent),
    Row(
      "deleted, or never made", 401,
      #"{"message":"Authentication Error, Invalid API key provided.","type":"token_not_found_in_db","param":"key","#
        + #""code":"401"}"#,
      .key(.unauthorized), .keyRefused),
    // Limits that a new key would not lift.
    Row(
      "requests a minute", 429,
      #"{"message":"Rate limit exceeded for api_key: e525. Limit type: requests. Current limit: 1, Remaining: 0. "#
        + #"Limit resets at: 2026-11-26 20:51:52 UTC","type":"throttling_error","param":null,"code":"429"}"#,
      tooMany, .rateLimited, headers: minute),
    Row(
      "requests in parallel", 429,
      #"{"message":"Rate limit exceeded for api_key: 5030. Limit type: max_parallel_requests. Current limit: 1, "#
        + #"Remaining: 0. Limit resets at: 2026-11-26 20:51:53 UTC","type":"throttling_error","param":null,"#
        + #""code":"429"}"#,
      tooMany, .rateLimited, headers: minute),
    Row(
      "a model that the key may not use", 403,
      #"{"message":"The requested model 'qwen-vl' is not available for this API key, or the model name is invalid. "#
        + #"Check the models available to you and try again.","type":"key_model_access_denied","param":"model","#
        + #""code":"403"}"#,
      .needsOperator, .permission),
    Row(
      "no such model", 400,
      #"{"message":"/chat/completions: Invalid model name passed in model=nosuch. Call `/v1/models` to view available "#
        + #"models for your key.","type":"invalid_request_error","param":null,"code":"400"}"#,
      .model, .modelGone),
    // Its provider's failures, with the provider's status.
    Row(
      "its own key at the provider is refused", 401,
      #"{"message":"litellm.AuthenticationError: AuthenticationError: OpenAIException - User not found.\n\n"#
        + #"LiteLLM: model group 'a' \#(afterwards)","type":"authentication_error","param":null,"code":"401"}"#,
      .transient(.init()), .providerError),
    Row(
      "the provider cannot be reached", 500,
      #"{"message":"litellm.InternalServerError: InternalServerError: OpenAIException - Connection error.\n\n"#
        + #"LiteLLM: model group 'a' \#(afterwards)","type":"internal_server_error","param":null,"code":"500"}"#,
      .transient(.init()), .providerError),
    Row(
      "the provider does not know the model", 400,
      #"{"message":"litellm.BadRequestError: OpenAIException - no/such-model is not a valid model ID\n\n"#
        + #"LiteLLM: model group 'a' \#(afterwards)","type":"invalid_request_error","param":null,"code":"400"}"#,
      .permanent, .providerError),
  ]

  @Test("each says whether the key, the pace, the model or the provider is meant", arguments: rows)
  func verdict(row: Row) {
    let body = #"{"error":\#(row.error)}"#
    let reply = TransferReply(status: row.status, headers: row.headers, body: Array(body.utf8))
    let verdict = Verdict(reply, ChatAnswer(reply))
    #expect(verdict.fault == row.fault)
    #expect(verdict.kind == row.kind)
  }
}
