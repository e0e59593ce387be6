import DarwinCore
import OpenRouter
import Testing

@testable import Extraction

/// Answers that hold a record together with something else under the names of its terms.
@Suite("an answer of an unusual shape is taken whole, and nothing that is not there")
struct OddAnswerTests {
  /// The filled terms of the record that is taken; nil where none is.
  private func read(_ content: String, finish: String? = "stop") -> [String: String]? {
    guard case .record(let dwc, _) = DarwinCoreAnswer(ChatReply(content: content, finishReason: finish)) else {
      return nil
    }
    return Dictionary(uniqueKeysWithValues: RecordField.filled(in: dwc).map { ($0.term, $0.text ?? "") })
  }

  private static let full =
    #"{"catalogNumber":"019121","scientificName":"Viola rostrata","recordedBy":"J. Smith","eventDate":"1932","country":"Canada"}"#

  @Test(
    "names in another form are known, however many are right",
    arguments: [
      #"{"catalog_number":"019121","scientific_name":"Viola rostrata","recorded_by":"J. Smith","event_date":"1932","country":"Canada"}"#,
      #"{"CatalogNumber":"019121","scientificName":"Viola rostrata","recordedBy":"J. Smith","eventDate":"1932","country":"Canada"}"#,
      #"{"dwc_catalogNumber":"019121","dwc.scientificName":"Viola rostrata","dwc:recordedBy":"J. Smith","eventDate":"1932","country":"Canada"}"#,
      #"{"identification":{"scientific_name":"Viola rostrata"},"catalogNumber":"019121","event":{"event_date":"1932","recorded_by":"J. Smith"},"country":"Canada"}"#,
    ])
  func names(_ text: String) {
    #expect(read(text) == read(Self.full), "\(read(text) ?? [:])")
    #expect(read(text)?.count == 5)
  }

  @Test(
    "a part that comes behind a record corrects it or goes on, and takes nothing from it",
    arguments: [
      ("\(full)\nOn a second look, corrected: {\"eventDate\":\"1933\"}", "eventDate", "1933", 5),
      ("\(full)\nLow confidence: {\"locality\":\"Regina\"}", "locality", "Regina", 6),
      ("```json\n\(full)\n```\nNote: {\"country\":\"Canada\"} is implied.", "country", "Canada", 5),
      (
        "Part 1: {\"catalogNumber\":\"1\"} Part 2: {\"country\":\"Canada\"} Part 3: {\"family\":\"Rosaceae\"}",
        "catalogNumber", "1", 3
      ),
      (
        "### Identification\n{\"catalogNumber\":\"1\"}\n### Location\n{\"country\":\"Canada\"}", "catalogNumber", "1", 2
      ),
      ("{\"catalogNumber\":\"1\"}\n{\"country\":\"Canada\"}", "country", "Canada", 2),
      ("Draft: {\"catalogNumber\":\"1\",\"country\":\"Chile\"}\nFinal, corrected: \(full)", "country", "Canada", 5),
    ])
  func parts(_ text: String, _ term: String, _ value: String, _ count: Int) {
    #expect(read(text)?[term] == value)
    #expect(read(text)?.count == count, "\(read(text) ?? [:])")
  }

  @Test(
    "what a model writes beside its record is none of its values",
    arguments: [
      #""notes":{"locality":"smudged; could be Regina"}"#, #""confidence":{"locality":0.1,"habitat":0.0}"#,
      #""low_confidence":{"locality":0.1}"#, #""legible":{"locality":false}"#,
      #""regions":{"locality":[10,20,300,400]}"#,
      #""alternatives":{"locality":"maybe Regina?"}"#, #""scores":{"locality":0.4}"#,
      #""x":{"locality":0.4,"habitat":0.9}"#,
      #""determinationHistory":[{"locality":"Regina","identifiedBy":"Hultén"}]"#,
      #""alternatives":[{"term":"locality","value":"Regina"}]"#, #""example":{"locality":"Regina"}"#,
    ])
  func beside(_ member: String) {
    let text = Self.full.dropLast() + "," + member + "}"
    #expect(read(String(text)) == read(Self.full), "\(read(String(text)) ?? [:])")
    #expect(read("{\(member)}") == nil)
    #expect(read(#"{"record":\#(Self.full),\#(member)}"#) == read(Self.full))
  }

  @Test(
    "a wrapper and a section may have any other name",
    arguments: ["specimen_information", "sample", "annotation", "region", "tissue", "extracted_data", "Record 1"])
  func wrappers(_ name: String) {
    #expect(read("{\"\(name)\":\(Self.full)}") == read(Self.full))
    #expect(read("{\"catalogNumber\":\"1\",\"\(name)\":{\"locality\":\"Regina\"}}")?["locality"] == "Regina")
  }

  @Test("a section keeps its values, numbers too")
  func sections() {
    #expect(read(#"{"catalogNumber":"1","event":{"year":1932,"eventDate":"1932"}}"#)?["eventDate"] == "1932")
  }

  @Test(
    "whoever has seen no image has made its record up",
    arguments: [
      "I don't see any image attached. Please upload it. Here is an example of the output: \(full)",
      "There is no picture here. The format is \(full)", "The image did not load. Expected output: \(full)",
      "Please provide the herbarium image. Once uploaded I will return JSON like this: \(full)",
      "I'm unable to view the image. Here's a sample record: \(full)",
      "\(full)\nThis is a mock; I can’t see the image.",
      #"{"error":"no image received","example":\#(full)}"#,
    ])
  func noImage(_ text: String) { #expect(read(text) == nil) }

  @Test(
    "whoever has seen an image has not",
    arguments: [
      "I see an image of a herbarium sheet. \(full)", "I can see the image you uploaded: \(full)",
      "There are no image issues. \(full)", "\(full)\nIf you can, please upload a sharper picture of the lower label.",
      "I was unable to read the determiner; the record of this sample looks like this: \(full)",
    ])
  func seen(_ text: String) { #expect(read(text) == read(Self.full)) }

  @Test(
    "a piece of a cut answer is no record",
    arguments: [
      ("{\"catalogNumber\":{\"value\":\"1\"},\n\"identification\":\n{\"scientificName\":\"Viola\"}\n", "length"),
      ("{\"specimens\":[\n\(full)\n", "length"), ("{\"specimens\":[\n\(full)\n", nil),
      ("{catalogNumber: \"1\", previousIdentifications: {\"scientificName\":\"Viola canadensis\"}}", "stop"),
    ] as [(String, String?)])
  func pieces(_ text: String, _ finish: String?) { #expect(read(text, finish: finish) == nil) }

  @Test(
    "a value is found wherever a field holds it",
    arguments: [
      (#""recordedBy":[{"value":"J. Smith","confidence":0.9},{"value":"A. Jones"}]"#, "J. Smith | A. Jones"),
      (#""recordedBy":{"value":{"text":"J. Smith"},"confidence":0.9}"#, "J. Smith"),
      (#""recordedBy":{"Value":"J. Smith","Confidence":0.9}"#, "J. Smith"),
      (#""recordedBy":{"text":"J. Smith","confidence":0.9}"#, "J. Smith"), (#""recordedBy":true"#, nil),
      (#""recordedBy":"recorded by""#, nil), (#""recordedBy":"Unable to determine""#, nil),
      (#""recordedBy":"(illegible handwriting)""#, nil), (#""recordedBy":"XXXXX""#, nil),
      (#""recordedBy":"to be determined""#, nil), (#""recordedBy":"The image could not be loaded""#, nil),
    ] as [(String, String?)])
  func values(_ member: String, _ value: String?) {
    #expect(read(#"{"catalogNumber":"1",\#(member)}"#)?["recordedBy"] == value)
  }

  @Test("thoughts behind an answer do not hide it, and a mark that is escaped for nothing does not break it")
  func slips() {
    #expect(
      read("```json\n\(Self.full)\n```\n<reflection>The barcode is clear.</reflection>\n\nDone.") == read(Self.full))
    #expect(read(#"{"verbatimCoordinates":"45° 30\' N","habitat":"5\% shade"}"#)?["verbatimCoordinates"] == "45° 30' N")
  }

  @Test("a draft in the thoughts is an answer only where it ends them")
  func draft() {
    var reply = ChatReply(finishReason: "stop")
    reply.reasoning = "JSON such as \(Self.full). Looking at the image, I see"
    guard case .unusable(.emptyAnswer, _) = DarwinCoreAnswer(reply) else {
      Issue.record("taken for a record")
      return
    }
    reply.reasoning = "So the record is \(Self.full)"
    guard case .record = DarwinCoreAnswer(reply) else {
      Issue.record("not taken")
      return
    }
  }

  @Test("a lost letter makes no other value")
  func lostLetter() {
    let read = ["catalogNumber": "01\u{FFFD}121", "verbatimElevation": "1\u{FFFD}200 m", "locality": "Re\u{FFFD}ina"]
    let record = Interpretation(read: read)
    #expect(record["catalogNumber"] == nil && record["minimumElevationInMeters"] == nil)
    #expect(record["verbatimElevation"] == "1[?]200 m" && record["locality"] == "Re…ina")
  }
}
