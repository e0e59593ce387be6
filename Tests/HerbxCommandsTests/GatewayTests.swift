import Foundation
import OpenRouter
import Synchronization
import TestSupport
import Testing

/// A stand-in for a LiteLLM proxy: its way of making keys, its error bodies, and no `/key`.
private final class Gateway: Sendable {
  private struct State {
    var dead: [String] = []
    var made = 0
    var answered = 0
  }

  private let state = Mutex(State())
  let refusal: (status: Int, type: String, message: String)

  init(_ refusal: (status: Int, type: String, message: String)) { self.refusal = refusal }

  var made: Int { state.withLock { $0.made } }

  func answer(_ request: RawRequest) -> (Int, JSONValue) {
    let path = request.head.split(separator: " ").dropFirst().first ?? ""
    switch path {
    case "/key/generate": return generate(request)
    case "/v1/models": return (200, ["data": [["id": "qwen-vl"]]])
    case "/v1/chat/completions": return complete(request)
    default: return (404, ["detail": "Not Found"])
    }
  }

  private func generate(_ request: RawRequest) -> (Int, JSONValue) {
    guard request.header("Authorization") == "Bearer sk-master-key" else { return (401, ["error": ["message": "no"]]) }
    let number = state.withLock { state in
      state.made += 1
      return state.made
    }
    return (200, ["key": .string("sk-virtual-key-number-\(number)"), "token_id": .string("hash-\(number)")])
  }

  /// The first key dies after five answers.
  private func complete(_ request: RawRequest) -> (Int, JSONValue) {
    let isDead = state.withLock { state in
      state.answered += 1
      return request.header("Authorization") == "Bearer sk-first-virtual-key" && state.answered > 5
    }
    if isDead {
      return (
        refusal.status,
        [
          "error": [
            "message": .string(refusal.message), "type": .string(refusal.type), "param": nil,
            "code": .string(String(refusal.status)),
          ]
        ]
      )
    }
    return (
      200,
      [
        "choices": [
          [
            "message": ["content": #"{"catalogNumber":{"value":"019121","confidence":0.9}}"#],
            "finish_reason": "stop",
          ]
        ], "usage": ["prompt_tokens": 1500, "completion_tokens": 200],
      ]
    )
  }
}

@Suite("keys of other gateways", .serialized)
struct GatewayTests {
  @Test(
    "a virtual key that is spent, expired or blocked costs one new key by the documents' own script",
    arguments: [
      // As LiteLLM's proxy 1.108.7 says it, and the status of earlier versions.
      (
        422, "budget_exceeded",
        "Budget has been exceeded! Key=b-6760 (sk-...t8fg) Current cost: 0.00048300000000000285, Max budget: 0.0001"
      ),
      (400, "budget_exceeded", "Budget has been exceeded! Current cost: 0.2, Max budget: 0.1"),
      (429, "budget_exceeded", "ExceededBudget"),
      (
        401, "expired_key",
        "Authentication Error - Expired Key. Key Expiry time 2026-11-26 20:48:05.242000+00:00 and current time "
          + "2026-11-26 20:48:06.901975+00:00"
      ),
      (401, "auth_error", "Authentication Error, Key is blocked. Update via `/key/unblock` if you're an admin."),
    ])
  func oneKey(_ status: Int, _ type: String, _ message: String) async throws {
    let gateway = Gateway((status, type, message))
    let server = try RawServer { connection in
      while let request = connection.readRequest() {
        let (status, body) = gateway.answer(request)
        guard connection.answer(status, body: body.utf8) else { return }
      }
    }
    defer { server.stop() }
    let folder = try TemporaryFolder()
    for number in 0..<20 { try folder.write("input/\(100 + number).jpg", TinyImage.jpeg(number, size: 400)) }
    for (name, text) in [
      ("keys/k", "A=1\nOPENROUTER_API_KEY=sk-first-virtual-key\nB=2\n"), ("keys/management-key", "sk-master-key\n"),
    ] {
      try folder.write(name, text)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path(name))
    }
    let outcome = try await HerbxProcess.run(
      [
        "extract", "--input", folder.path("input"), "--output", folder.path("run"), "--model", "qwen-vl", "--base-url",
        server.address + "/v1", "--keys-file", folder.path("keys/k"), "--provision-script",
        HerbxProcess.package + "/docs/provision-litellm-key.sh", "--concurrency", "4",
      ], home: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(gateway.made == 1)
    #expect(try folder.text("keys/k") == "A=1\nexport OPENROUTER_API_KEY=\"sk-virtual-key-number-1\"\nB=2\n")
    #expect(try folder.text("run/raw.jsonl").split(separator: "\n").count { $0.contains("\"dwc\"") } == 20)
    #expect(try folder.text("keys/k.ledger.jsonl").contains(#""hash":"hash-1""#))
  }
}
