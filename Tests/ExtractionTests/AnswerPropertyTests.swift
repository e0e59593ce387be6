import OpenRouter
import TestSupport
import Testing
import Transfer

@testable import Extraction

/// Whatever comes with a status of success: it is kept or broke on the way, no record breaks the rules, nothing crashes.
@Suite("any bytes as an answer, any text as a model's words")
struct AnswerPropertyTests {
  private static let seeds = Trial.rounds(40, at: "answers", 4000)
  /// Of each seed. 40 × 500 = 20,000 among all tests.
  private static let cases = 500

  private static let pieces = [
    "{", "}", "[", "]", "\"", ":", ",", "\\", "\\u00", "null", "true", "0", "-1.5e3", "\"value\"", "\"confidence\":",
    "0.9",
    "\"catalogNumber\":", "\"019121\"", "\"choices\":[", "\"message\":{", "\"content\":", "\"delta\":{", "data: ",
    "\n\n",
    "\n", "\r\n", ": comment\n", "[DONE]", "<think>", "</think>", "```json\n", "```", " ", "\u{FEFF}", "\u{A0}", "“",
    "”",
    "// x\n", "/*", "*/", "\"error\":{\"message\":\"x\"}", "\"finish_reason\":\"stop\"", "\"usage\":{\"cost\":", "é",
    "🌿",
    "\u{0}", "Specimen 2:", "corrected:", "<html>", "\"reasoning\":", "\"tool_calls\":[{\"function\":{\"arguments\":",
    #"{"catalogNumber":{"value":"019121","confidence":0.93}}"#, #"{\"catalogNumber\":\"1\"}"#,
  ]

  private func text(_ random: inout TestSupport.SplitMix) -> String {
    (0..<Int.random(in: 1..<30, using: &random)).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
  }

  /// Bytes of a body: pieces, an honest answer with a byte changed, or noise.
  private func body(_ random: inout TestSupport.SplitMix) -> [UInt8] {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return (0..<Int.random(in: 0..<60, using: &random)).map { _ in .random(in: 0...255, using: &random) }
    case 1: return Array(text(&random).utf8)
    default:
      let choice: JSONValue = [
        "message": ["content": .string(text(&random))],
        "finish_reason": .string(["stop", "length", "x", "content_filter"].randomElement(using: &random) ?? "stop"),
      ]
      var bytes = (["choices": [choice], "usage": ["cost": .number("0.01")]] as JSONValue).utf8
      if Bool.random(using: &random), let place = bytes.indices.randomElement(using: &random) {
        bytes[place] = .random(in: 0...255, using: &random)
      }
      return bytes
    }
  }

  /// The record that this answer would leave.
  private func record(_ reply: TransferReply, _ answer: ChatAnswer) -> Record {
    var record = Record(
      image: "a.jpg", model: "m", outcome: .failure(RecordFailure(error: "e", kind: "k", httpStatus: reply.status)),
      timestamp: Timestamp(milliseconds: 0), sequence: 1, attempts: 1)
    (record.imageSHA256, record.keySHA256) = (String(repeating: "0", count: 64), String(repeating: "0", count: 64))
    guard case .completion(let chat) = answer else { return record }
    (record.usage, record.generationID, record.upstream) = (chat.usage, chat.generationID, chat.upstream)
    record.finishReason = chat.finishReason
    switch DarwinCoreAnswer(chat) {
    case .record(let dwc, let isRepaired):
      record.outcome = .success(dwc: dwc)
      record.isRepaired = isRepaired
    case .unusable(let fault, let message):
      record.outcome = .failure(
        RecordFailure(error: message, kind: fault.rawValue, httpStatus: reply.status, content: chat.kept))
    }
    return record
  }

  @Test(
    "are a completion, an error, kept, or nothing; and what is written of them keeps to the rules", arguments: 0..<seeds
  )
  func bodies(seed: Int) throws {
    var random = TestSupport.SplitMix(seed: UInt64(seed))
    for _ in 0..<Self.cases {
      let reply = TransferReply(status: 200, headers: [], body: body(&random))
      let answer = try #require(ChatAnswer(reply))
      if answer == .nothing { #expect(reply.body.allSatisfy { $0 <= 0x20 }) }
      if case .unreadable(let unreadable) = answer { #expect(!unreadable.kept.isEmpty) }
      let line = Array(record(reply, answer).line.dropLast())
      let view = try #require(RecordView(line: line))
      #expect(RecordRules.violations(view.value).isEmpty, "\(String(decoding: line, as: UTF8.self))")
      #expect(!view.isSuccess || view.fields.contains { AskedTerms.names.contains($0.term) })
    }
  }

  @Test("of a cut answer no piece is a record", arguments: 0..<seeds)
  func cuts(seed: Int) {
    var random = TestSupport.SplitMix(seed: UInt64(seed))
    let record =
      #"{"taxon":{"scientificName":{"value":"Carex","confidence":0.9}},"event":{"eventDate":"1985","x":[{"country":"Canada"}]}}"#
    let before = ["", "<think>x</think>", "```json\n", "Here it is:\n"].randomElement(using: &random) ?? ""
    let whole = Array((before + record).utf8)
    for length in 0..<whole.count {
      let text = String(decoding: whole.prefix(length), as: UTF8.self)
      guard case .unusable(.cutOff, _) = DarwinCoreAnswer(ChatReply(content: text, finishReason: "length")) else {
        Issue.record("a piece was taken: \(text)")
        return
      }
    }
  }
}
