import Foundation
import OpenRouter
import Synchronization
import TestSupport
import Testing

/// A service that bills each answer, and says of it what a test wants.
private final class BillingService: Sendable {
  private struct State {
    var billed = Decimal(0)
    var answers = 0
  }

  private let state = Mutex(State())
  private let usage: JSONValue
  private let price: Decimal
  private let pricing: JSONValue
  /// Answers are held from this one on, and billed all the same.
  private let holdsFrom: Int

  init(price: String, usage: JSONValue, pricing: JSONValue, holdsFrom: Int = .max) {
    self.price = Decimal(string: price) ?? 0
    (self.usage, self.pricing, self.holdsFrom) = (usage, pricing, holdsFrom)
  }

  static let prices: JSONValue = ["prompt": "0.0000008", "completion": "0.0000008"]

  var billed: Decimal { state.withLock { $0.billed } }
  var answers: Int { state.withLock { $0.answers } }

  func serve() throws -> RawServer {
    try RawServer { connection in
      while let request = connection.readRequest() {
        let path = request.head.split(separator: " ").dropFirst().first ?? ""
        switch path {
        case "/api/v1/models":
          guard
            self.answer(
              connection,
              ["data": [["id": "m", "architecture": ["input_modalities": ["image"]], "pricing": self.pricing]]])
          else { return }
        case "/api/v1/key":
          guard self.answer(connection, ["data": ["limit": nil, "usage": .number("\(self.billed)")]]) else { return }
        case "/api/v1/chat/completions":
          let number = self.state.withLock { state in
            state.billed += self.price
            state.answers += 1
            return state.answers
          }
          if number >= self.holdsFrom {
            connection.waitForClose()
            return
          }
          guard self.answer(connection, self.completion) else { return }
        default: guard connection.answer(404) else { return }
        }
      }
    }
  }

  private var completion: JSONValue {
    [
      "id": "gen-1",
      "choices": [
        ["message": ["content": #"{"catalogNumber":{"value":"019121","confidence":0.9}}"#], "finish_reason": "stop"]
      ], "usage": usage,
    ]
  }

  private func answer(_ connection: RawConnection, _ body: JSONValue) -> Bool {
    connection.answer(200, body: body.utf8)
  }
}

@Suite("the bound on money, as the service counts it", .serialized)
struct MoneyOverStartsTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.path("keys"), withIntermediateDirectories: true)
    for number in 0..<60 { try folder.write("input/\(100 + number).jpg", TinyImage.jpeg(number, size: 400)) }
    try folder.write("keys/k", "OPENROUTER_API_KEY=sk-or-v1-0123456789abcdef\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path("keys/k"))
  }

  private func start(_ more: [String], at server: RawServer) throws -> HerbxProcess {
    try HerbxProcess(
      [
        "extract", "--input", folder.path("input"), "--output", folder.path("run"), "--model", "m", "--base-url",
        server.address + "/api/v1", "--keys-file", folder.path("keys/k"), "--no-early-validation",
      ] + more, home: folder)
  }

  @Test(
    "answers that do not say what they cost, say what cannot be, or are billed by one's own provider count all the same",
    arguments: [
      #"{"prompt_tokens":3600,"completion_tokens":900}"#,
      #"{"prompt_tokens":3600,"completion_tokens":900,"cost":-0.03}"#,
      #"{"prompt_tokens":3600,"completion_tokens":900,"cost":{}}"#, #"{"cost":null}"#, "{}",
      #"{"prompt_tokens":3600,"completion_tokens":900,"cost":0,"is_byok":true,"#
        + #""cost_details":{"upstream_inference_cost":0.0036}}"#,
    ])
  func costs(_ text: String) async throws {
    let usage = try JSONParser.parse(Array(text.utf8))
    let service = BillingService(price: "0.0036", usage: usage, pricing: BillingService.prices)
    let server = try service.serve()
    defer { server.stop() }
    let outcome = try await start(["--max-cost", "0.10", "--concurrency", "8"], at: server).wait()
    #expect(outcome.status == 6, "\(outcome.errors)")
    #expect(service.billed <= Decimal(string: "0.10") ?? 0)
    // Where nothing tells the cost, the worst case counts for each.
    let isKnown = usage["prompt_tokens"] != nil
    if isKnown { #expect(service.billed >= Decimal(string: "0.08") ?? 1) }
  }

  @Test("a bound that cannot hold is refused before anything is sent")
  func unknowable() async throws {
    let service = BillingService(price: "0.0036", usage: [:], pricing: nil)
    let server = try service.serve()
    defer { server.stop() }
    let outcome = try await start(["--max-cost", "0.10"], at: server).wait()
    #expect(outcome.status == 64, "\(outcome.errors)")
    #expect(outcome.errors.contains("cannot hold"))
    #expect(service.answers == 0)
  }

  @Test("what a killed start had in flight counts at the next, over all kills")
  func kills() async throws {
    let service = BillingService(
      price: "0.0036",
      usage: ["prompt_tokens": 3600, "completion_tokens": 900, "cost": .number("0.0036")],
      pricing: BillingService.prices, holdsFrom: 9)
    let server = try service.serve()
    defer { server.stop() }
    // Eight answers; all others are billed and never come, at each of three starts. The bound covers 27.
    for round in 1...3 {
      let before = service.answers
      let process = try start(["--max-cost", "0.10", "--concurrency", "8"], at: server)
      let expected = round == 1 ? 12 : before + 1
      // Requests of the start before may still be on their way to the service: only the log tells how far this one is.
      while service.answers < expected || startsThatCounted < round - 1, !process.hasEnded {
        try await Task.sleep(for: .milliseconds(10))
      }
      if !process.hasEnded { process.signal(9) }
      _ = await process.wait()
    }
    #expect(service.billed <= Decimal(string: "0.10") ?? 0)
    #expect(service.answers >= 14)
    #expect(startsThatCounted >= 2)
  }

  /// Starts that reckoned with what those before had left in flight, by their log.
  private var startsThatCounted: Int {
    let words = ["earlier start have cost", "whose answers never came have cost"]
    return ((try? folder.text("run/run.log")) ?? "").split(separator: "\n").count { line in
      words.contains { line.contains($0) }
    }
  }
}
