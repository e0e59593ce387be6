import Foundation
import OpenRouter
import Simulator
import Testing

/// A fault and what shows whose fault it is.
struct FaultRow: Sendable, CustomTestStringConvertible {
  var fault: String
  var status: Int
  var message: String
  var header: String?
  var metadata: [String] = []

  init(_ fault: String, _ status: Int, _ message: String, header: String? = nil, metadata: [String] = []) {
    self.fault = fault
    self.status = status
    self.message = message
    self.header = header
    self.metadata = metadata
  }

  var testDescription: String { fault }
}

@Suite("What each fault answers")
struct FaultAnswerTests {
  static let rows = [
    FaultRow("401", 401, "User not found."),
    FaultRow("401-expired", 401, "API key expired."),
    FaultRow("401-missing", 401, "No auth credentials found"),
    FaultRow("401-provider", 401, "Provider returned error", metadata: ["provider_name", "raw"]),
    FaultRow("401-byok", 401, "Provider returned error", metadata: ["provider_name", "is_byok"]),
    FaultRow("402", 402, "Insufficient credits", metadata: ["limit_source"]),
    FaultRow("402-key", 402, "create a key with a higher total limit", metadata: ["limit_source"]),
    FaultRow("402-in-flight", 402, "in flight", header: "Retry-After: 120", metadata: ["limit_source"]),
    FaultRow("402-in-flight=1", 402, "in flight", header: "Retry-After: 1"),
    FaultRow("402-provider", 402, "Provider returned error", metadata: ["provider_name"]),
    FaultRow("403", 403, "permission"),
    FaultRow("403-key", 403, "Key limit exceeded (total limit). ", metadata: ["limit_source"]),
    FaultRow("403-provider", 403, "Provider returned error", metadata: ["provider_name"]),
    FaultRow("403-guardrail", 403, "budget", metadata: ["limit_source"]),
    FaultRow("403-workspace", 403, "budget", metadata: ["limit_source"]),
    FaultRow("403-moderation", 403, "flagged", metadata: ["reasons"]),
    FaultRow("403-pattern", 403, "blocked", metadata: ["patterns"]),
    FaultRow("400", 400, "Invalid request"),
    FaultRow("400-model", 400, "qwen/qwen2.5-vl-72b-instruct is not a valid model ID"),
    FaultRow("400-image", 400, "image"),
    FaultRow("404", 404, "not found"),
    FaultRow("404-model", 404, "No endpoints found for qwen/qwen2.5-vl-72b-instruct."),
    FaultRow("408", 408, "timed out"),
    FaultRow("413", 413, "too large"),
    FaultRow("422", 422, "Invalid argument"),
    FaultRow("429", 429, "Rate limit", header: "Retry-After: 1"),
    FaultRow("429=2500ms", 429, "Rate limit", header: "Retry-After: 3"),
    FaultRow("429-minute=2", 429, "free-models-per-min", header: "X-RateLimit-Reset: 1790000002000"),
    FaultRow(
      "429-day", 429, "free-models-per-day", header: "X-RateLimit-Reset: 1790035200000", metadata: ["limit_source"]),
    FaultRow("429-provider", 429, "Provider returned error", metadata: ["provider_name"]),
    FaultRow("500", 500, "Internal Server Error"),
    FaultRow("502", 502, "Bad Gateway"),
    FaultRow("502-provider", 502, "Provider returned error", metadata: ["provider_name"]),
    FaultRow("503", 503, "unavailable"),
    FaultRow("503=2", 503, "unavailable", header: "Retry-After: 2"),
    FaultRow("504", 504, "Timeout"),
    FaultRow("529=1", 529, "overloaded", header: "Retry-After: 1"),
    FaultRow("200-error", 200, "Upstream error"),
  ]

  @Test("an error befalls its request alone, in the service's envelope, and costs nothing", arguments: rows)
  func errors(row: FaultRow) throws {
    var service = try PureService(faults: row.fault + "@1")
    let answer = service.ask()
    #expect(answer.status == row.status)
    #expect(answer.message?.contains(row.message) == true)
    if let header = row.header { #expect(answer.headers.map { "\($0.name): \($0.value)" }.contains(header)) }
    for name in row.metadata { #expect(answer.json["error"]?["metadata"]?[name] != nil) }
    #expect(service.model.report.billed == 0)
    #expect(service.ask().content != nil)
  }

  @Test("the edge's own failures come as pages, not as JSON", arguments: [("524", 524), ("502-html", 502)])
  func pages(fault: String, status: Int) throws {
    var service = try PureService(faults: fault)
    let answer = service.ask()
    #expect(answer.status == status)
    #expect(answer.header("content-type")?.hasPrefix("text/html") == true)
    #expect(answer.json == .null)
  }

  static let contents: [(fault: String, finish: String, matches: @Sendable (String) -> Bool)] = [
    ("fences", "stop", { $0.hasPrefix("```json\n{") && $0.hasSuffix("```") }),
    ("prose", "stop", { $0.hasPrefix("Here") && $0.contains("{\"catalogNumber\"") }),
    ("text", "stop", { !$0.contains("{") && !$0.isEmpty }),
    ("empty", "stop", { $0.isEmpty }),
    ("length", "length", { (try? JSONParser.parse(Array($0.utf8))) == nil && $0.hasPrefix("{") }),
    ("length-empty", "length", { $0.isEmpty }),
    ("filter", "content_filter", { $0.isEmpty }),
    ("array", "stop", { (try? JSONParser.parse(Array($0.utf8)))?[0]?["catalogNumber"] != nil }),
    ("object", "stop", { $0 == "{}" }),
    ("nan", "stop", { $0.contains("\"confidence\":NaN") }),
    ("deep", "stop", { $0.utf8.count > 400_000 }),
    ("deep=300", "stop", { $0.contains(String(repeating: "[", count: 300) + "]") }),
    ("huge", "stop", { $0.utf8.count > 5_000_000 }),
    ("huge=10", "stop", { $0.contains("\"xxxxxxxxxx\"") }),
    ("escapes", "stop", { $0.contains("\\u001b[31m") && $0.contains("\\ud83c ") }),
    ("no-values", "stop", { $0.contains("\"catalogNumber\":{\"value\":\"\",\"confidence\":0}") }),
    ("no-cost", "stop", { $0.contains("\"catalogNumber\"") }),
    ("byok", "stop", { $0.contains("\"catalogNumber\"") }),
    ("fallback", "stop", { $0.contains("\"catalogNumber\"") }),
    ("200-finish-error", "error", { !$0.isEmpty }),
    ("200-choice-error", "error", { $0.isEmpty }),
  ]

  @Test("what a model writes badly is billed like any answer", arguments: contents.indices)
  func modelsWriteBadly(index: Int) throws {
    let row = Self.contents[index]
    var service = try PureService(faults: row.fault + "@1")
    let answer = service.ask()
    #expect(answer.status == 200)
    #expect(answer.finishReason == row.finish)
    #expect(answer.content.map(row.matches) == true, "\(row.fault): \(answer.content?.prefix(100) ?? "none")")
    #expect(service.model.report.billed == 1)
    #expect(service.model.report.cost == Decimal(string: "0.0036"))
  }

  @Test("an answer may hide its cost, or tell what a provider bills beside it")
  func costs() throws {
    var service = try PureService(faults: "no-cost@1", "byok@2")
    let untold = service.ask(1).json["usage"]
    #expect(untold?["cost"] == nil && untold?["prompt_tokens"]?.int != nil)
    let byok = service.ask(2).json["usage"]
    #expect(byok?["cost"]?.int == 0 && byok?["is_byok"] == true)
    #expect(byok?["cost_details"]?["upstream_inference_cost"]?.digits == "0.0036")
    let key = service.call("GET", "/key", key: service.firstKey).json["data"]
    #expect(key?["usage"]?.digits == "0.0036" && key?["byok_usage"]?.digits == "0.0036")
    #expect(service.model.report.cost == Decimal(string: "0.0072"))
  }

  @Test("null content, no choices, no JSON and a body too deep are all 200")
  func oddBodies() throws {
    var service = try PureService(faults: "null@1", "no-choices@2", "garbage@3", "deep-body@4", "200-choice-error@5")
    let choice = service.ask().json["choices"]?[0]
    #expect(choice?["message"]?.members?.contains(.init("content", .null)) == true)
    #expect(service.ask().json["choices"] == .array([]))
    #expect(service.ask().body.starts(with: Array("<!DOCTYPE".utf8)))
    #expect(service.ask().body.starts(with: Array(repeating: UInt8(ascii: "["), count: 1000)))
    #expect(service.ask().json["choices"]?[0]?["error"]?["code"]?.int == 502)
  }

  @Test("an error can repeat the caller's key")
  func echo() throws {
    var service = try PureService(faults: "echo-key=401")
    let answer = service.ask()
    #expect(answer.status == 401)
    #expect(answer.message?.contains(service.firstKey) == true)
  }

  @Test("a broken way is told to the server: cut and blank are billed, the others are not")
  func transfers() throws {
    var service = try PureService(faults: "cut=10@1", "cut@2", "reset@3", "hang@4", "hang-blanks@5", "blank@6")
    #expect(service.ask(1).delivery.ending == .cut(afterBytes: 10))
    let half = service.ask(2)
    #expect(half.delivery.ending == .cut(afterBytes: half.body.count / 2))
    #expect(service.ask(3).delivery.ending == .closed)
    #expect(service.ask(4).delivery.ending == .silence)
    let blanks = service.ask(5).delivery
    #expect(blanks.ending == .silence && blanks.blanksEvery != nil)
    #expect(service.ask(6).body.allSatisfy { [0x20, 0x0A].contains($0) })
    #expect(service.model.report.billed == 3)
    #expect(service.model.report.images.values.allSatisfy { $0.answered == 0 })
  }

  @Test("slow adds to the usual time and to other faults")
  func slow() throws {
    var options = SimulatorOptions(faults: [], latency: .seconds(1))
    options.faults = try ["slow=2", "401@2"].map { try FaultParser.parse($0) }
    var service = PureService(options)
    #expect(service.ask().delivery.delay == .seconds(3))
    let late = service.ask()
    #expect(late.status == 401 && late.delivery.delay == .seconds(2))
  }
}
