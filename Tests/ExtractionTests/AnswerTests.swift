import DarwinCore
import OpenRouter
import Testing

@testable import Extraction

@Suite("what models really answer")
struct AnswerTests {
  private static let good = #"{"catalogNumber":{"value":"019121","confidence":0.930}}"#

  @Test(
    "a record is found in what stands around it",
    arguments: [
      good, "```json\n\(good)\n```", "```\n\(good)```", "Here is the record:\n\(good)\nAnything else?",
      "<think>The label {partly} says {\"x\": 1}.</think>\(good)", "[\(good)]", #"{"dwc":\#(good)}"#, "\u{FEFF}\(good)",
    ])
  func found(text: String) throws {
    let expected = try JSONParser.parse(Array(Self.good.utf8))
    #expect(DarwinCoreAnswer(ChatReply(content: text, finishReason: "stop")) == .record(expected, isRepaired: false))
  }

  @Test(
    "what is no record fails by its kind",
    arguments: [
      ("", AnswerFault.emptyAnswer), ("  \n ", .emptyAnswer), ("I cannot read this.", .notJSON), ("[]", .notAnObject),
      ("[{},{}]", .notAnObject), ("42", .notAnObject), ("{}", .noFields), (#"{"error":"blurred"}"#, .noFields),
      (#"{"catalogNumber":{"value":"","confidence":0}}"#, .noFields), (#"{"catalogNumber":null}"#, .noFields),
      (#"{"catalogNumber":{"value":"  "},"country":{"value":"N/A"}}"#, .noFields),
      (#"{"catalogNumber":{"value":"1","confidence":NaN}}"#, .notJSON), (#"{"catalogNumber":{"value":"1"#, .notJSON),
      (String(repeating: "[", count: 200_000), .notJSON), (String(repeating: "{", count: 200_000), .notJSON),
      (String(repeating: #"{"a":"#, count: 200_000), .notJSON),
    ])
  func unusable(text: String, kind: AnswerFault) {
    guard case .unusable(let found, let message) = DarwinCoreAnswer(ChatReply(content: text, finishReason: "stop"))
    else {
      Issue.record("taken for a record")
      return
    }
    #expect(found == kind)
    #expect(!message.isEmpty)
  }

  @Test("cut answers and refusals have kinds of their own; a cut that is whole all the same counts")
  func finishReasons() {
    let cut = DarwinCoreAnswer(ChatReply(content: #"{"catalogNumber":{"va"#, finishReason: "length"))
    #expect(cut == DarwinCoreAnswer(ChatReply(content: nil, finishReason: "length")))
    if case .unusable(let kind, _) = cut { #expect(kind == .cutOff) } else { Issue.record("taken for a record") }
    if case .unusable = DarwinCoreAnswer(ChatReply(content: Self.good, finishReason: "length")) {
      Issue.record("a whole answer was refused")
    }
    guard
      case .unusable(.contentFilter, _) = DarwinCoreAnswer(
        ChatReply(content: Self.good, finishReason: "content_filter"))
    else {
      Issue.record("a refusal was taken for an answer")
      return
    }
  }

  @Test("bare values, numbers and lists count as values; order and digits stay")
  func bareValues() {
    let text = #"{"year":1985,"country":"Canada","recordedBy":{"value":["A","B"]},"day":0.50}"#
    guard case .record(let dwc, _) = DarwinCoreAnswer(ChatReply(content: text)) else {
      Issue.record("refused")
      return
    }
    #expect(dwc.text == text)
    #expect(RecordField.filled(in: dwc).map(\.term) == ["year", "country", "recordedBy", "day"])
    #expect(RecordField(term: "recordedBy", ["value": ["A", "B"]]).text == "A | B")
  }

  @Test("an answer as deep as may be gives a line that can be read; a deeper one is none", arguments: 196..<200)
  func deepest(depth: Int) throws {
    let deep = String(repeating: "[", count: depth) + "1" + String(repeating: "]", count: depth)
    let text = #"{"habitat":"dry prairie","notes":\#(deep)}"#
    for content in [text, "Here: \(text)", "[\(text)]"] {
      guard case .record(let dwc, _) = DarwinCoreAnswer(ChatReply(content: content)) else {
        // The record stands around the answer, and the number within all brackets.
        #expect(depth > (content.hasPrefix("[") ? 196 : 197))
        continue
      }
      let record = Record(
        image: "a.jpg", model: "m", outcome: .success(dwc: dwc), timestamp: Timestamp(milliseconds: 0))
      #expect(RecordView(line: record.line)?.isSuccess == true)
    }
  }

  @Test("five megabytes in one field are a record like any other")
  func hugeField() {
    let text = #"{"habitat":{"value":"\#(String(repeating: "x", count: 5 << 20))","confidence":1}}"#
    guard case .record = DarwinCoreAnswer(ChatReply(content: text)) else {
      Issue.record("refused")
      return
    }
  }

  @Test("every term that is asked for is a term of the standard, once")
  func terms() {
    let names = AskedTerms.all.map(\.name)
    #expect(names.allSatisfy(TermName.isStandard))
    #expect(Set(names).count == names.count)
  }
}
