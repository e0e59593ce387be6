import OpenRouter
import Testing

@testable import Extraction

@Suite("the record in a text")
struct RecordSearchTests {
  private static let (a, b) = (sheet("019121", "Carex aquatilis"), sheet("019122", "Salix alba"))

  private static func sheet(_ number: String, _ name: String) -> String {
    #"{"catalogNumber":{"value":"\#(number)","confidence":0.93},"scientificName":{"value":"\#(name)","confidence":0.9}}"#
  }

  private func numbers(_ text: String, _ finishReason: String? = "stop") -> String {
    switch DarwinCoreAnswer(ChatReply(content: text, finishReason: finishReason)) {
    case .record(let dwc, let isRepaired):
      (RecordField.all(in: dwc).first { $0.term == "catalogNumber" }?.text ?? "record")
        + (isRepaired ? " repaired" : "")
    case .unusable(let fault, _): fault.rawValue
    }
  }

  @Test(
    "is the last complete one behind the thoughts",
    arguments: [
      "<think>try: \(b)</think>\(a)", "<think>\(b)\n\(b)</think>\n```json\n\(a)\n```", "<THINK>x</THINK>\n\(a)",
      "<think>no end, first \(b), then rather the corrected \(a)", "<think>\(a)</think>",
      "<reasoning>{\"catalogNumber\": \"1\"</reasoning>\(a)",
      String(repeating: "{a} ", count: 70) + a,
      "First attempt: \(b) On reflection the final record is \(a)", "\(b)\n\nLet me correct that:\n\n\(a)\nDone.",
      "Draft: {\"catalogNumber\": \"1\",}\nDraft: {\"catalogNumber\": \"2\",}\nFinal answer, corrected:\n\(a)",
      "{\"catalogNumber\": oops, \"x\": {\"catalogNumber\": \"3\"}} so the corrected one is \(a)", "\(a)\n\(a)",
      "The label reads [?] and {faded}. \(a)", "I am sorry for the delay. Here it is: \(a)", "[\(a), {}]",
      "<|channel|>analysis {\"catalogNumber\":\"7\"}<|channel|>final<|message|>\(a)",
    ])
  func last(text: String) { #expect(numbers(text) == "019121", "\(text)") }

  @Test(
    "is opened out of wrappers of any name, fenced or not",
    arguments: [
      #"{"dwc":\#(a),"notes":"faded"}"#, #"{"darwin_core_record":\#(a)}"#, #"{"record":{"dwc":\#(a)}}"#,
      #"{"properties":\#(a)}"#, #"{"type":"object","properties":\#(a),"required":["catalogNumber"]}"#,
      #"{"taxon":{"scientificName":{"value":"Carex","confidence":1}},"event":{"catalogNumber":"019121"}}"#,
      #"{"catalogNumber":"019121","taxon":{"scientificName":"Carex"}}"#, #"{"records":[\#(a)]}"#,
      #"{"result":"{\"catalogNumber\":\"019121\"}"}"#, #""{\"catalogNumber\":\"019121\"}""#,
    ])
  func wrapped(text: String) {
    #expect(numbers(text) == "019121", "\(text)")
    #expect(numbers("Here:\n```json\n\(text)\n```\n") == "019121" || text.hasPrefix("\""), "\(text)")
  }

  @Test("keeps all sections of a grouped record")
  func sections() {
    let text = #"{"taxon":{"scientificName":"Carex","genus":""},"event":{"eventDate":"1985","genus":"Carex"},"page":1}"#
    guard case .record(let dwc, false) = DarwinCoreAnswer(ChatReply(content: text)) else {
      Issue.record("refused")
      return
    }
    #expect(dwc.text == #"{"scientificName":"Carex","genus":"Carex","eventDate":"1985"}"#)
  }

  @Test(
    "is not one of several specimens'",
    arguments: [
      "[\(a),\(b)]", "```json\n[\(a),\(b)]\n```", "\(a)\n\(b)", "\(a), \(b)", "```json\n\(a)\n```\n```json\n\(b)\n```",
      #"{"specimens":[\#(a),\#(b)]}"#, #"{"specimen1":\#(a),"specimen2":\#(b)}"#, #"{"dwc":[\#(a),\#(b)]}"#,
      "Specimen 1: \(a)\nSpecimen 2: \(b)", "1. \(a)\n2. \(b)", "\(a)\nAnother specimen on the same sheet: \(b)",
    ])
  func several(text: String) { #expect(numbers(text) == "several_records", "\(text)") }

  @Test(
    "may have slips that leave no doubt, and says so",
    arguments: [
      #"{"catalogNumber":{"value":"019121",},}"#, "{\"catalogNumber\":\"019121\" // stamped\n}",
      "{/* all */\"catalogNumber\":\"019121\"}", "{\"catalogNumber\":\"019121\",\"habitat\":\"wet\nmeadow\"}",
      #"{"catalogNumber":{"value":"019121"}"#, #"{"dwc":{"catalogNumber":{"value":"019121"}"#,
      "{“catalogNumber”:“019121”}",
      "{\u{A0}\u{A0}\"catalogNumber\":\u{A0}\"019121\"}", "```json\n{\"catalogNumber\":{\"value\":\"019121\"}\n```",
      "\u{FEFF}Here: {\"catalogNumber\":[\"019121\",]}",
    ])
  func repaired(text: String) {
    #expect(numbers(text) == "019121 repaired", "\(text)")
    // Of a cut answer a repaired one is no whole one.
    #expect(numbers(text, "length") == "cut_off", "\(text)")
  }

  @Test(
    "is not guessed",
    arguments: [
      #"{"catalogNumber":"0191"#, #"{"catalogNumber":{"value":"019121","confidence":0.9"#, "{catalogNumber:'019121'}",
      #"{"catalogNumber":{"value":"019121","confidence":NaN}}"#, #"{"catalogNumber":"019121","#,
      "{'catalogNumber':'1'}",
      #"{"taxon":{"scientificName":"Carex"},"event":{"eventD"#,
      "{\"taxon\": oops, \"event\": {\"eventDate\":\"1985\"}}",
      #"the format is {"catalogNumber":{"value":"019121","confidence":0.9}} but I cannot read this image"#,
      "\(a)\nThat was a draft, the corrected one:\n{\"catalogNumber\": \"0191",
    ])
  func notJSON(text: String) { #expect(numbers(text) == "not_json", "\(text)") }

  @Test(
    "of a cut answer is whole or none",
    arguments: [
      (a, "019121"), ("```json\n\(a)\n```", "019121"), ("Here: \(a)", "019121"), ("<think>\(b)", "cut_off"),
      ("\(b)\nLet me correct that: {\"catal", "cut_off"),
      (#"{"taxon":{"scientificName":"Carex"},"event":{"#, "cut_off"),
      ("\(b)\nOn reflection, the", "cut_off"), ("", "cut_off"), (String(a.dropLast()), "cut_off"),
    ])
  func cut(text: String, expected: String) {
    for reason in ["length", "MAX_TOKENS", "max_output_tokens"] {
      #expect(numbers(text, reason) == expected, "\(text)")
    }
  }

  @Test(
    "needs a value for a term that was asked for",
    arguments: [
      #"{"type":"object","properties":{"catalogNumber":{"type":"object"}},"required":["catalogNumber"]}"#,
      #"{"type":"object","properties":{"catalogNumber":{"type":"string","description":"the number"}}}"#,
      #"{"type":"error","error":{"type":"overloaded_error","message":"busy"}}"#,
      #"{"error":"cannot read","type":"refusal"}"#, #"{"language":"en","references":"x","class":"Magnoliopsida"}"#,
      #"{"catalogNumber":{"value":"Not found","confidence":0.9}}"#, #"{"catalogNumber":{"value":"1","confidence":0}}"#,
      #"{"catalogNumber":{"value":"1","confidence":0.0},"country":{"value":"[illegible]","confidence":1}}"#,
      #"{"catalogNumber":{"value":"A1"},"catalogNumber":{"value":""}}"#, #"{"locality":"[?] [?]","country":"..."}"#,
    ])
  func noFields(text: String) { #expect(numbers(text) == "no_fields", "\(text)") }

  @Test("stands in the reasoning where the model left the answer empty")
  func reasoning() {
    var reply = ChatReply(content: nil, finishReason: "stop")
    reply.reasoning = "Let me see. \(Self.b) No, the corrected one: \(Self.a)"
    guard case .record(let dwc, false) = DarwinCoreAnswer(reply) else {
      Issue.record("refused")
      return
    }
    #expect(dwc["catalogNumber"]?["value"] == "019121")
    reply.ending = .cut
    #expect(DarwinCoreAnswer(reply) != .record(dwc, isRepaired: false))
  }

  @Test("cut in the thoughts says what would help")
  func thoughtsUsedUp() {
    let usage: JSONValue = ["completion_tokens": 4096, "completion_tokens_details": ["reasoning_tokens": 4096]]
    guard case .unusable(.cutOff, let message) = DarwinCoreAnswer(ChatReply(finishReason: "length", usage: usage))
    else {
      Issue.record("not cut off")
      return
    }
    #expect(message.contains("4096 of its 4096 tokens went into reasoning") && message.contains("--reasoning off"))
    let silent = ChatReply(usage: ["completion_tokens": 4096])
    guard case .unusable(.cutOff, _) = DarwinCoreAnswer(silent, largestAnswer: 4096) else {
      Issue.record("not cut off")
      return
    }
  }

  @Test(
    "of brackets only is none, in no time that grows with their square",
    arguments: ["{", "[", "{\"a\":", "[{", "{\"\""])
  func brackets(piece: String) {
    let text = String(repeating: piece, count: 12_000)
    #expect(numbers(text) == "not_json")
  }
}
