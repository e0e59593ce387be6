import Foundation
import OpenRouter
import TestSupport
import Testing
import Transfer

@Suite("the body of a chat request")
struct ChatBodyTests {
  private final class Bytes: ByteSource {
    let bytes: [UInt8]
    init(_ bytes: [UInt8]) { self.bytes = bytes }
    var count: Int { bytes.count }
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int { 0 }
  }

  private func body(
    _ format: AnswerFormat, routesStrictly: Bool = true, detail: String? = nil, after answer: (String, String)? = nil
  ) throws -> JSONValue {
    let template = ChatTemplate(
      model: "a/b", systemPrompt: "sys \"quoted\"", userPrompt: "user\u{0}text",
      terms: [DarwinCoreTerm("catalogNumber", "number"), DarwinCoreTerm("country", "where")], format: format,
      routesStrictly: routesStrictly, imageDetail: detail)
    let image = Bytes(Array("image".utf8))
    let segments =
      answer.map { template.body(image: image, type: .png, after: $0.0, fault: $0.1) }
      ?? template.body(image: image, type: .png)
    var text: [UInt8] = []
    for segment in segments {
      switch segment {
      case .bytes(let bytes): text += bytes
      case .base64(let source): text += Array(Data((source as? Bytes)?.bytes ?? []).base64EncodedString().utf8)
      }
    }
    return try JSONParser.parse(text)
  }

  @Test("the text part stands before the image, whose data URL has its true type")
  func image() throws {
    let content = try body(.jsonSchema)["messages"]?[1]?["content"]
    #expect(content?[0]?["text"] == "usertext")
    #expect(content?[1]?["image_url"]?["url"] == "data:image/png;base64,aW1hZ2U=")
  }

  @Test(
    "a model is told what it wrote and what was wrong with it, behind the same question",
    arguments: [nil, "high"], ["I see {\"a\":1}}]} a \"sheet\".\n", ""])
  func askedAgain(detail: String?, answer: String) throws {
    let plain = try body(.jsonSchema, detail: detail)
    let again = try body(.jsonSchema, detail: detail, after: (answer, "the answer is no JSON"))
    let messages = try #require(again["messages"]?.array)
    #expect(messages.count == 4)
    #expect(Array(messages.prefix(2)) == plain["messages"]?.array)
    #expect(messages[2] == ["role": "assistant", "content": .string(answer.isEmpty ? "(no answer)" : answer)])
    #expect(messages[3]["role"] == "user")
    #expect(messages[3]["content"]?.string?.contains("the answer is no JSON") == true)
    let rest = { (body: JSONValue) in body.members?.filter { $0.name != "messages" } }
    #expect(rest(again) == rest(plain))
  }

  @Test("what is the same in all requests is marked where the catalogue says that caching pays")
  func cacheMarks() throws {
    func model(_ pricing: JSONValue) throws -> CatalogueModel {
      try #require(Catalogue(body: ["data": [["id": "m", "pricing": pricing]]])?.models.first)
    }
    let marked = try model([
      "prompt": "0.000003", "completion": "0.000015", "input_cache_read": "0.0000003",
      "input_cache_write": "0.00000375",
    ])
    #expect(marked.takesCacheMarks)
    // What is kept back reckons with a cache that has to be filled.
    #expect(marked.highestPrices.promptToken?.digits == "0.00000375")
    #expect(try !model(["prompt": "0.000003", "completion": "0", "input_cache_read": "0.0000003"]).takesCacheMarks)
    #expect(try !model(["prompt": "0.000003", "completion": "0.000015"]).takesCacheMarks)
    let template = ChatTemplate(
      model: "m", systemPrompt: "s", userPrompt: "u", terms: [], format: .none, marksCache: true)
    let bytes = template.body(image: Bytes([1]), type: .jpeg).flatMap { segment -> [UInt8] in
      if case .bytes(let bytes) = segment { bytes } else { [] }
    }
    let content = try JSONParser.parse(bytes)["messages"]?[1]?["content"]
    #expect(content?[0] == ["type": "text", "text": "u", "cache_control": ["type": "ephemeral"]])
    #expect(content?[1]?["cache_control"] == nil)
  }

  @Test("long prompts and certain hours may be dearer: what is kept back reckons with the highest price")
  func overrides() throws {
    let model = try #require(
      Catalogue(body: [
        "data": [
          [
            "id": "m",
            "pricing": [
              "prompt": "0.000001", "completion": "0.000002",
              "overrides": [["min_prompt_tokens": 1000, "prompt": "0.000004"], ["completion": "0.000001"]],
            ],
          ]
        ]
      ])?.models.first)
    #expect(model.prices.promptToken?.digits == "0.000001")
    #expect(model.highestPrices.promptToken?.digits == "0.000004")
    #expect(model.highestPrices.completionToken?.digits == "0.000002")
  }

  @Test("a schema asks for every term with value and confidence, strictly, and of providers that take it")
  func schema() throws {
    let body = try body(.jsonSchema)
    let schema = body["response_format"]?["json_schema"]
    #expect(schema?["strict"] == true)
    #expect(schema?["schema"]?["required"] == ["catalogNumber", "country"])
    #expect(schema?["schema"]?["properties"]?["country"]?["required"] == ["value", "confidence"])
    #expect(body["provider"]?["require_parameters"] == true)
    #expect(body["max_tokens"]?.int == 4096)
    #expect(try self.body(.jsonObject)["response_format"] == ["type": "json_object"])
    #expect(try self.body(.none)["response_format"] == nil)
    #expect(try self.body(.jsonSchema, routesStrictly: false)["provider"] == nil)
  }

  @Test(
    "bodies satisfy the official OpenAPI schema", .enabled(if: OpenAPICheck.isPossible, OpenAPICheck.whatIsNeeded))
  func official() throws {
    let bodies = try [AnswerFormat.jsonSchema, .jsonObject, .none].map { format in
      (pointer: "#/components/schemas/ChatRequest", json: try body(format).utf8)
    }
    #expect(try OpenAPICheck.violations(bodies) == [])
  }
}
