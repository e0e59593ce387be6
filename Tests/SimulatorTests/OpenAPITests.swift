import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

@Suite(
  "The simulated service against the official OpenAPI file",
  .enabled(if: OpenAPICheck.isPossible, OpenAPICheck.whatIsNeeded), .serialized)
struct OpenAPITests {
  private func schema(_ path: String, _ method: String, _ status: Int) -> String {
    let escaped = path.replacing("/", with: "~1")
    return "#/paths/\(escaped)/\(method.lowercased())/responses/\(status)/content/application~1json/schema"
  }

  @Test("every success has the official shape")
  func successes() throws {
    var service = try PureService(faults: "key-spent@3")
    let made = service.call("POST", "/keys", body: ["name": "x", "limit": 15, "expires_at": "2027-12-31T23:59:59Z"])
    let secret = try #require(made.json["key"]?.string)
    let hash = try #require(made.json["data"]?["hash"]?.string)
    let cached = ["x-openrouter-cache": "true"]
    let chats = [
      service.ask(), service.ask(headers: cached), service.ask(headers: cached), service.ask(nil, key: secret),
      service.ask(key: secret, model: Question.freeModel),
    ]
    var pairs = chats.map { (pointer: schema("/chat/completions", "POST", 200), json: $0.body) }
    #expect(chats.allSatisfy { $0.status == 200 })
    let asides: [(method: String, path: String, template: String, status: Int, key: String?, body: JSONValue?)] = [
      ("GET", "/key", "/key", 200, secret, nil), ("GET", "/key", "/key", 200, service.firstKey, nil),
      ("GET", "/key", "/key", 200, nil, nil), ("GET", "/keys", "/keys", 200, nil, nil),
      ("GET", "/keys/\(hash)", "/keys/{hash}", 200, nil, nil),
      ("PATCH", "/keys/\(hash)", "/keys/{hash}", 200, nil, ["limit": nil, "disabled": true]),
      ("DELETE", "/keys/\(hash)", "/keys/{hash}", 200, nil, nil),
      ("GET", "/credits", "/credits", 200, nil, nil), ("GET", "/models", "/models", 200, nil, nil),
    ]
    pairs.append((schema("/keys", "POST", 201), made.body))
    for (path, id) in zip(
      ["/generation", "/generation/content"], repeatElement(chats[0].header("X-Generation-Id"), count: 2))
    {
      let answer = service.call("GET", path, key: service.firstKey, query: ["id": try #require(id)])
      #expect(answer.status == 200)
      pairs.append((schema(path, "GET", 200), answer.body))
    }
    for aside in asides {
      let answer = service.call(aside.method, aside.path, key: aside.key, body: aside.body)
      #expect(answer.status == aside.status)
      pairs.append((schema(aside.template, aside.method, aside.status), answer.body))
    }
    #expect(try OpenAPICheck.violations(pairs) == [])
  }

  @Test("what models write badly still comes in the official shape")
  func contents() throws {
    let names = [
      "fences", "prose", "text", "empty", "null", "length", "length-empty", "filter", "array", "object", "nan", "deep",
      "escapes", "no-values", "200-choice-error", "200-finish-error", "no-choices",
      "no-cost", "byok", "fallback",
    ]
    let pairs = try names.map { name in
      var service = try PureService(faults: name)
      return (pointer: "#/components/schemas/ChatResult", json: service.ask().body)
    }
    #expect(try OpenAPICheck.violations(pairs) == [])
  }

  /// Left out are faults that are no official answer: pages of the edge, broken transfers, and codes that are words,
  /// which the real service sends although the file knows whole numbers only.
  @Test("every refusal has the official envelope of its status")
  func refusals() throws {
    let unofficial: Set<String> = [
      "502-html", "524", "400-image", "slow", "cut", "reset", "blank", "hang", "hang-blanks", "garbage", "deep-body",
      "200-error",
    ]
    #expect(unofficial.allSatisfy { Fault.named($0) != nil })
    var statuses: Set<Int> = []
    var pairs: [(pointer: String, json: [UInt8])] = []
    for fault in Fault.all where !unofficial.contains(fault.name) {
      guard let rule = try? FaultParser.parse(fault.name) else { continue }
      var service = PureService(SimulatorOptions(faults: [rule]))
      let answer = service.ask()
      guard answer.status != 200 else { continue }
      statuses.insert(answer.status)
      // The file has no 504; its envelope is that of every 5xx.
      let status = answer.status == 504 ? 503 : answer.status
      pairs.append((schema("/chat/completions", "POST", status), answer.body))
    }
    #expect(statuses == [400, 401, 402, 403, 404, 408, 413, 422, 429, 500, 502, 503, 504, 529])
    #expect(try OpenAPICheck.violations(pairs) == [])
  }

  @Test("the refusals of the other endpoints have it too")
  func refusalsAside() throws {
    var service = try PureService()
    let refusals: [(method: String, path: String, template: String, status: Int, key: String?)] = [
      ("GET", "/key", "/key", 401, "nobody"), ("GET", "/keys", "/keys", 401, "nobody"),
      ("POST", "/keys", "/keys", 400, nil), ("POST", "/keys", "/keys", 403, service.firstKey),
      ("GET", "/credits", "/credits", 403, service.firstKey), ("GET", "/keys/none", "/keys/{hash}", 404, nil),
    ]
    let pairs = refusals.map { refusal in
      let answer = service.call(refusal.method, refusal.path, key: refusal.key)
      #expect(answer.status == refusal.status)
      return (pointer: schema(refusal.template, refusal.method, refusal.status), json: answer.body)
    }
    #expect(try OpenAPICheck.violations(pairs) == [])
  }

  @Test("the questions of these tests are official requests, and the check finds what is not")
  func requests() throws {
    let good = Question(format: Question.format(terms: ["habitat"]), requiresParameters: true).bytes
    let pointer = "#/components/schemas/ChatRequest"
    #expect(try OpenAPICheck.violations([(pointer, good)]) == [])
    let bad = try OpenAPICheck.violations([(pointer, Array(#"{"messages":[],"max_tokens":"many"}"#.utf8))])
    #expect(bad.count == 2)
    #expect(throws: OpenAPICheck.CheckFailed.self) { try OpenAPICheck.violations([("#/nowhere", good)]) }
  }
}
