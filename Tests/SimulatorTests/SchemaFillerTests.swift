import OpenRouter
import Testing

@testable import Simulator

@Suite("Answers that satisfy a schema")
struct SchemaFillerTests {
  private func fill(_ schema: String) throws -> JSONValue {
    let root = try JSONParser.parse(Array(schema.utf8))
    return SchemaFiller(root: root, reading: SpecimenReading(hash: "ab")).value()
  }

  @Test("a term's value stands where the schema wants it, however deep")
  func nested() throws {
    let reading = SpecimenReading(hash: "ab")
    let value = try fill(
      #"""
      {"type":"object","properties":{"dwc":{"type":"object","properties":{
        "habitat":{"$ref":"#/$defs/term"},"country":{"anyOf":[{"type":"string"},{"type":"null"}]}}}},
       "$defs":{"term":{"type":"object","properties":{
         "value":{"type":["null","string"]},"confidence":{"type":"number"}},"required":["value","confidence"]}}}
      """#)
    #expect(value["dwc"]?["habitat"]?["value"]?.string == reading.value(of: "habitat"))
    #expect(value["dwc"]?["habitat"]?["confidence"]?.digits == reading.confidence(of: "habitat"))
    #expect(value["dwc"]?["country"]?.string == "Canada")
  }

  @Test("every kind of schema gets a value of its kind")
  func kinds() throws {
    #expect(try fill(#"{"enum":["low","high"]}"#) == "low")
    #expect(try fill(#"{"const":3}"#) == 3)
    #expect(try fill(#"{"type":"boolean"}"#) == true)
    #expect(try fill(#"{"type":"integer"}"#) == 1)
    #expect(try fill(#"{"type":"null"}"#) == .null)
    #expect(try fill(#"{"type":"array","items":{"type":"integer"}}"#) == [1])
    #expect(try fill(#"{"items":{"type":"integer"}}"#) == [1])
    #expect(try fill(#"{"properties":{"a":{"type":"integer"}}}"#) == ["a": 1])
  }

  @Test("what is required but not described is there too, and a schema within itself comes to an end")
  func odd() throws {
    #expect(try fill(#"{"type":"object","required":["country"]}"#) == ["country": "Canada"])
    #expect(try fill(##"{"type":"object","properties":{"a":{"$ref":"#"}}}"##).members?.first?.name == "a")
    #expect(try fill(##"{"type":"object","properties":{"a":{"$ref":"#/$defs/none"}}}"##)["a"] == nil)
  }

  @Test("readings differ from image to image and are never empty")
  func readings() {
    let records = Set(["a", "b", "c"].map { SpecimenReading(hash: $0).record().text })
    #expect(records.count == 3)
    for term in SpecimenReading.usualTerms { #expect(!SpecimenReading(hash: "a").value(of: term).isEmpty) }
  }
}
