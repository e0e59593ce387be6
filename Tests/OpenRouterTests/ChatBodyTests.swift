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

  private func body(_ format: AnswerFormat, routesStrictly: Bool = true) throws -> JSONValue {
    let template = ChatTemplate(
      model: "a/b", systemPrompt: "sys \"quoted\"", userPrompt: "user\u{0}text",
      terms: [DarwinCoreTerm("catalogNumber", "number"), DarwinCoreTerm("country", "where")], format: format,
      routesStrictly: routesStrictly)
    var text: [UInt8] = []
    for segment in template.body(image: Bytes(Array("image".utf8)), type: .png) {
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
