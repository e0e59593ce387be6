import Testing
import Transfer

@testable import OpenRouter

@Suite("answers of other services, and of what stands before them")
struct ForeignVerdictTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let status: Int
    var body: String
    let fault: Verdict.Fault
    let kind: Verdict.Kind
    /// Stands in the sentence.
    let words: String
    /// Stands in the hint; empty where the fault alone says what to do.
    var hint = ""
    var headers: [HeaderField] = []

    var testDescription: String { name }
  }

  static let rows = [
    // FastAPI: a text, a list of what is wrong, an object.
    Row(
      name: "a detail", status: 400, body: #"{"detail":"image too small"}"#, fault: .permanent, kind: .badRequest,
      words: "image too small"),
    Row(
      name: "a list of details", status: 422,
      body: #"{"detail":[{"loc":["body","messages"],"msg":"field required","type":"value_error.missing"}]}"#,
      fault: .permanent, kind: .badRequest, words: "field required"),
    Row(
      name: "a detail that is an object", status: 401, body: #"{"detail":{"error":"bad token","message":"log in"}}"#,
      fault: .key(.unauthorized), kind: .keyRefused, words: "log in"),
    // Flat, as vLLM, llama.cpp and gateways write.
    Row(
      name: "flat, no such model", status: 404,
      body: #"{"object":"error","message":"The model `x` does not exist.","type":"NotFoundError","code":404}"#,
      fault: .model, kind: .modelGone, words: "does not exist"),
    Row(
      name: "flat 500", status: 500, body: #"{"message":"CUDA out of memory"}"#, fault: .transient(.init()),
      kind: .unavailable, words: "CUDA out of memory"),
    Row(
      name: "error as a text", status: 404, body: #"{"error":"model 'llava' not found, try pulling it first"}"#,
      fault: .model, kind: .modelGone, words: "try pulling it"),
    Row(
      name: "a list of errors", status: 400, body: #"{"errors":[{"message":"AiError: too many tokens","code":5021}]}"#,
      fault: .permanent, kind: .badRequest, words: "too many tokens"),
    Row(
      name: "a model that may not be used", status: 404,
      body: #"{"error":{"message":"The model `gpt-x` does not exist or you do not have access to it.","#
        + #""code":"model_not_found"}}"#,
      fault: .model, kind: .modelGone, words: "do not have access"),
    // Plain text.
    Row(
      name: "plain 503", status: 503, body: "no healthy upstream", fault: .transient(.init(slowDown: true)),
      kind: .unavailable, words: "no healthy upstream"),
    Row(
      name: "plain 404", status: 404, body: "404 page not found\n", fault: .needsOperator, kind: .endpointMissing,
      words: "404 page not found"),
    Row(
      name: "plain 400", status: 400, body: "\n  model x is not supported\nsecond line", fault: .model,
      kind: .modelGone,
      words: "not supported"),
    Row(
      name: "a text that is cut within a letter", status: 400,
      body: String(repeating: "a", count: 299) + "é is no image", fault: .permanent, kind: .badRequest, words: "aaaa"),
    Row(
      name: "JSON that says nothing", status: 418, body: #"{"ok":false}"#, fault: .permanent, kind: .unexpectedStatus,
      words: "418"),
    // Where somebody is not served.
    Row(
      name: "region, from upstream", status: 403,
      body:
        #"{"error":{"code":403,"message":"Provider returned error","#
        + #""metadata":{"provider_name":"OpenAI","raw":"{\"error\":{\"code\":\"unsupported_country_region_territory\"}}"}}}"#,
      fault: .model, kind: .regionBlocked, words: "unsupported_country_region_territory", hint: "country"),
    Row(
      name: "region, in words", status: 403,
      body: #"{"error":{"code":403,"message":"This model is not available in your region."}}"#, fault: .model,
      kind: .regionBlocked, words: "not available in your region", hint: "country"),
    Row(
      name: "region, as a 400", status: 400,
      body: #"{"error":{"message":"User location is not supported for the API use."}}"#,
      fault: .model, kind: .regionBlocked, words: "location is not supported", hint: "country"),
    // 404s that are no missing model.
    Row(
      name: "data policy", status: 404,
      body:
        #"{"error":{"code":404,"message":"No endpoints found matching your data policy "#
        + #"(Free model publication). Configure: https://openrouter.ai/settings/privacy"}}"#,
      fault: .model, kind: .modelGone, words: "data policy", hint: "settings/privacy"),
    Row(
      name: "a missing parameter", status: 404,
      body: #"{"error":{"code":404,"message":"No endpoints found that can handle the requested parameters."}}"#,
      fault: .model, kind: .modelGone, words: "requested parameters", hint: "`--answer-format"),
    Row(
      name: "no images", status: 404,
      body: #"{"error":{"code":404,"message":"No endpoints found that support image input"}}"#, fault: .model,
      kind: .modelGone, words: "image input", hint: "takes no images"),
    // What stands before a service.
    Row(
      name: "a proxy", status: 407, body: "<html>who are you</html>", fault: .needsOperator, kind: .proxyRefused,
      words: "407"),
    Row(
      name: "a portal by its status", status: 511, body: "<html>sign in</html>", fault: .needsOperator,
      kind: .proxyRefused, words: "sign in"),
    Row(
      name: "a portal that redirects", status: 302, body: "<html>302 Found</html>", fault: .needsOperator,
      kind: .redirected, words: "302", headers: [HeaderField("Location", "http://portal.example/")]),
    Row(
      name: "a portal in place of an answer", status: 200, body: "<html>Sign in</html>", fault: .permanent,
      kind: .unreadableAnswer, words: "a page (HTML)"),
    Row(
      name: "brotli", status: 200, body: "\u{1}\u{0}abc", fault: .permanent, kind: .unreadableAnswer,
      words: "packed as `br`, which was not asked for", headers: [HeaderField("Content-Encoding", "br")]),
    Row(
      name: "JSON that says that it is packed", status: 200,
      body: #"{"choices":[{"message":{"content":"{}"},"finish_reason":"stop"}]}"#, fault: .none, kind: .answered,
      words: "", headers: [HeaderField("Content-Encoding", "utf-8")]),
  ]

  @Test("each has its verdict, its own sentence, and what to do about it", arguments: rows)
  func verdict(row: Row) {
    let reply = TransferReply(status: row.status, headers: row.headers, body: Array(row.body.utf8))
    let verdict = Verdict(reply, ChatAnswer(reply))
    #expect(verdict.fault == row.fault)
    #expect(verdict.kind == row.kind)
    #expect(verdict.message.contains(row.words), "\(verdict.message)")
    #expect((verdict.hint ?? "").contains(row.hint), "\(verdict.hint ?? "none")")
    #expect(row.hint.isEmpty == (verdict.hint == nil))
  }
}
