import Extraction
import Foundation
import OpenRouter
import Review
import Testing

@Suite("one annotation")
struct AnnotationTests {
  static func make(
    _ action: Annotation.Action, id: Int = 1, by name: String = "Ada", image: SpecimenName = "a.jpg",
    term: String = "country", comment: String? = nil, seen: String? = "Kanada", record: String = "aa"
  ) -> Annotation {
    Annotation(
      id: "urn:uuid:\(id)", reviewer: Reviewer(name: name), created: "2026-11-26T01:02:03.004Z", image: image,
      term: term,
      action: action, comment: comment, seen: seen, recordSHA256: record)
  }

  @Test(
    "what is written is read again",
    arguments: [
      make(.accept), make(.replace("Canada")), make(.replace("")), make(.flag, comment: "two labels"),
      make(.comment, comment: "see the back\nand \"the other\" sheet"), make(.withdraw("urn:uuid:0")),
      make(.accept, seen: nil), make(.replace("\u{2028}\u{7}<b>"), term: "a/b~c"),
      make(.accept, image: "caf\u{E9}.jpg"), make(.accept, image: "cafe\u{301}.jpg"),
    ])
  func roundTrip(annotation: Annotation) throws {
    let line = annotation.line
    #expect(!line.contains(UInt8(ascii: "\n")))
    let read = try #require(Annotation(line: line))
    #expect(read == annotation)
    #expect(read.image.text.utf8.elementsEqual(annotation.image.text.utf8))
  }

  @Test("a line is a W3C Web Annotation with its target as a JSON Pointer")
  func shape() throws {
    let reviewer = try #require(Reviewer("Ada Lovelace <0000-0002-1825-0097>"))
    let annotation = Annotation(
      id: "urn:uuid:7", reviewer: reviewer, created: "2026-11-26T01:02:03.004Z", image: "a/b.jpg", term: "country",
      action: .replace("Canada"), comment: "by the map", seen: "Kanada", recordSHA256: "ff")
    let json = try JSONParser.parse(annotation.line)
    #expect(json["@context"]?[0]?.string == "http://www.w3.org/ns/anno.jsonld")
    #expect(json["type"]?.string == "Annotation")
    #expect(json["motivation"]?.string == "editing")
    #expect(json["creator"]?["id"]?.string == "https://orcid.org/0000-0002-1825-0097")
    #expect(json["target"]?["source"]?.string == "a/b.jpg")
    #expect(json["target"]?["selector"]?["conformsTo"]?.string == "http://tools.ietf.org/rfc/rfc6901")
    #expect(json["target"]?["selector"]?["value"]?.string == "/dwc/country")
    #expect(json["body"]?[0]?["value"]?.string == "Canada")
    #expect(json["body"]?[1]?["purpose"]?.string == "commenting")
  }

  @Test(
    "each action has its motivation",
    arguments: [
      (.accept, "assessing"), (.replace("x"), "editing"), (.flag, "assessing"), (.comment, "commenting"),
      (.withdraw("x"), "assessing"),
    ] as [(Annotation.Action, String)])
  func motivations(action: Annotation.Action, motivation: String) throws {
    let json = try JSONParser.parse(Self.make(action, comment: "words").line)
    #expect(json["motivation"]?.string == motivation)
  }

  @Test(
    "what is no annotation of a field is none",
    arguments: ["", "{}", "[]", "not json", #"{"type":"Annotation"}"#, #"{"image":"a.jpg","dwc":{}}"#])
  func strangers(text: String) {
    #expect(Annotation(line: Array(text.utf8)) == nil)
  }

  @Test("a line cut at any byte is no annotation, and no crash")
  func cut() {
    let line = Self.make(.replace("Canada"), comment: "x").line
    for length in 0..<line.count { #expect(Annotation(line: Array(line.prefix(length))) == nil) }
  }
}

@Suite("a reviewer")
struct ReviewerTests {
  @Test(
    "a name is taken with or without an ORCID iD, bare or as an address",
    arguments: [
      ("Ada", "Ada", nil), ("  Ada Lovelace ", "Ada Lovelace", nil),
      ("Ada <0000-0002-1825-0097>", "Ada", "0000-0002-1825-0097"),
      ("Ada <https://orcid.org/0000-0002-1694-233X>", "Ada", "0000-0002-1694-233X"),
    ] as [(String, String, String?)])
  func good(text: String, name: String, orcid: String?) throws {
    let reviewer = try #require(Reviewer(text))
    #expect(reviewer.name == name)
    #expect(reviewer.orcid == orcid)
    #expect(Reviewer(reviewer.text) == reviewer)
  }

  @Test(
    "a missing name, a wrong check digit and what is no iD are refused",
    arguments: [
      "", "  ", "<0000-0002-1825-0097>", "Ada <0000-0002-1825-0098>", "Ada <1234>", "Ada <", "Ada <x> y",
      "Ada <https://evil.example/0000-0002-1825-0097>", "A\u{7}",
    ])
  func bad(text: String) {
    #expect(Reviewer(text) == nil)
  }
}
