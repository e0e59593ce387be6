import Foundation
import OpenRouter
import Synchronization
import TestSupport
import Testing

/// A service that answers each request with the body that is its specimen's, and counts.
final class TableService: Sendable {
  /// One answer as it goes over the wire.
  struct Answer: Sendable {
    var status = 200
    var headers = ["Content-Type": "application/json"]
    var body: [UInt8]
    /// How many bytes more the answer says to have than come.
    var missing = 0
    /// Whether something on the way answers the first request for it, in words of its own.
    var isLostOnce = false
  }

  private let answers: [Answer]
  private let counts: Mutex<[Int]>
  private let server = Mutex<RawServer?>(nil)
  /// Where specimen 0's request ends; each next one is four bytes longer.
  private let base = Mutex<Int?>(nil)

  init(_ answers: [Answer]) throws {
    self.answers = answers
    counts = Mutex(Array(repeating: 0, count: answers.count))
    let server = try RawServer { [unowned self] connection in
      while let request = connection.readRequest(), serve(request, connection) {}
    }
    self.server.withLock { $0 = server }
  }

  var address: String { server.withLock { $0?.address ?? "" } + "/api/v1" }
  /// Requests for completions, by specimen.
  var requests: [Int] { counts.withLock { $0 } }

  func stop() { server.withLock { $0 }?.stop() }

  /// An image of which the service knows whose it is: by its length.
  static func image(_ number: Int) -> [UInt8] { TinyImage.jpeg(number, size: 400 + 3 * number) }

  /// Answers one request; false where the connection ends then.
  private func serve(_ request: RawRequest, _ connection: RawConnection) -> Bool {
    guard request.head.hasPrefix("POST") else {
      let isModels = request.head.contains("/models")
      send(Answer(body: Array((isModels ? Self.models : Self.key).utf8)), connection)
      return true
    }
    let first = base.withLock { base in
      base = base ?? request.body.count
      return base ?? 0
    }
    let number = (request.body.count - first) / 4
    guard answers.indices.contains(number) else { return false }
    let count = counts.withLock { counts in
      counts[number] += 1
      return counts[number]
    }
    if answers[number].isLostOnce, count == 1 {
      let words = Array("404 page not found\n".utf8)
      send(Answer(status: 404, headers: ["Content-Type": "text/plain"], body: words), connection)
      return true
    }
    send(answers[number], connection)
    return answers[number].missing == 0
  }

  private func send(_ answer: Answer, _ connection: RawConnection) {
    let headers = answer.headers.map { "\($0.key): \($0.value)\r\n" }.joined()
    let length = answer.body.count + answer.missing
    connection.write("HTTP/1.1 \(answer.status) x\r\n\(headers)Content-Length: \(length)\r\n\r\n")
    connection.write(answer.body)
  }

  static let model = RunBench.model
  private static let key = #"{"data":{"limit":15,"limit_remaining":14,"usage":1}}"#
  private static let models =
    #"{"data":[{"id":"\#(model)","context_length":32000,"architecture":{"input_modalities":["text","image"],"#
    + #""output_modalities":["text"]},"pricing":{"prompt":"0.0000005","completion":"0.0000005"},"#
    + #""supported_parameters":["structured_outputs"]}]}"#
}

@Suite("every body of a 2xx is kept, asked for once, and counted as what it is", .endsHanging)
struct AnswerTableTests {
  struct Row: Sendable {
    let name: String
    var answer: TableService.Answer
    /// `record`, or the failure's kind.
    let kind: String
    /// What of the answer the record keeps.
    let kept: String
  }

  private static let good = #"{"catalogNumber":{"value":"019121","confidence":0.93}}"#
  private static let usage: JSONValue = ["completion_tokens": 20, "cost": .number("0.0036")]
  private static let flagged =
    #"{"error":{"code":403,"message":"Your input was flagged","metadata":{"reasons":["violence"]}}}"#
  private static let markup = "<html><title>Sign in to the network</title></html>"

  private static func row(
    _ name: String, _ body: JSONValue, _ kind: String = "record", kept: String = "019121"
  ) -> Row { raw(name, body.text, kind, kept: kept) }

  private static func raw(
    _ name: String, _ body: String, _ kind: String = "record", kept: String = "019121", type: String? = nil
  ) -> Row {
    var answer = TableService.Answer(body: Array(body.utf8))
    if let type { answer.headers["Content-Type"] = type }
    return Row(name: name, answer: answer, kind: kind, kept: kept)
  }

  private static func changed(_ row: Row, _ change: (inout TableService.Answer) -> Void) -> Row {
    var row = row
    change(&row.answer)
    return row
  }

  /// A completion with a message.
  private static func completion(_ message: JSONValue, finish: String = "stop", _ more: [JSONValue.Member] = [])
    -> JSONValue
  {
    let choice: JSONValue = ["message": message, "finish_reason": .string(finish)]
    return .object([.init("id", "gen-1"), .init("choices", [choice]), .init("usage", usage)] + more)
  }

  private static func content(_ text: String, finish: String = "stop") -> JSONValue {
    completion(["role": "assistant", "content": .string(text)], finish: finish)
  }

  private static func chunk(_ delta: JSONValue, finish: JSONValue = .null) -> String {
    let value: JSONValue = ["choices": [["delta": delta, "finish_reason": finish]]]
    return "data: \(value.text)\n\n"
  }

  private static let streamed =
    chunk(["role": "assistant", "content": "{\"catalogNumber\":"]) + chunk(["content": "\"019121\"}"])
    + chunk([:], finish: "stop") + "data: {\"choices\":[],\"usage\":\(usage.text)}\n\n" + "data: [DONE]\n\n"

  static let rows: [Row] = [
    row("as it should be", content(good)),
    changed(row("whole, though the connection ended before its end", content(good))) { $0.missing = 2 },
    row("content as an object", completion(["content": ["catalogNumber": ["value": "019121"]]])),
    row("content as parts", completion(["content": [["type": "text", "text": .string(good)]]])),
    row("content as strings", completion(["content": [.string(good)]])),
    row("content as a list with the object", completion(["content": [["catalogNumber": "019121"]]])),
    row(
      "content in two parts",
      completion([
        "content": [["type": "text", "text": "{\"catalogNumber\":"], ["type": "text", "text": "\"019121\"}"]]
      ])),
    row(
      "a thinking part before the text",
      completion([
        "content": [
          ["type": "thinking", "thinking": "{\"catalogNumber\":\"1\"}"], ["type": "text", "text": .string(good)],
        ]
      ])),
    row("reasoning_content", completion(["content": .null, "reasoning_content": .string(good)])),
    row("reasoning", completion(["content": "", "reasoning": .string(good)])),
    row(
      "reasoning_details",
      completion(["content": .null, "reasoning_details": [["type": "reasoning.text", "text": .string(good)]]])),
    row(
      "reasoning without a record", completion(["content": .null, "reasoning": "I see a sheet."]), "empty_answer",
      kept: "I see a sheet."),
    row("parsed", completion(["content": .null, "parsed": ["catalogNumber": "019121"]])),
    row(
      "a tool call",
      completion(
        ["content": .null, "tool_calls": [["function": ["name": "record", "arguments": .string(good)]]]],
        finish: "tool_calls")),
    row(
      "a tool call beside a sentence",
      completion(
        [
          "content": "I'll record that.", "tool_calls": [["function": ["name": "record", "arguments": .string(good)]]],
        ],
        finish: "tool_calls")),
    row(
      "a tool call with an object",
      completion(["content": .null, "tool_calls": [["function": ["arguments": ["catalogNumber": "019121"]]]]])),
    row(
      "two tool calls",
      completion([
        "content": .null,
        "tool_calls": [
          ["function": ["arguments": .string(good)]], ["function": ["arguments": "{\"catalogNumber\":\"2\"}"]],
        ],
      ]), "several_records"),
    row("a function call", completion(["content": .null, "function_call": ["arguments": .string(good)]])),
    row("choices[0].text", ["choices": [["text": .string(good), "finish_reason": "stop"]], "usage": usage]),
    row("a message at the top", ["message": ["content": .string(good)], "done_reason": "stop", "usage": usage]),
    row(
      "a message of another protocol",
      ["type": "message", "content": [["type": "text", "text": .string(good)]], "stop_reason": "end_turn"]),
    row(
      "output items",
      ["output": [["type": "message", "content": [["type": "output_text", "text": .string(good)]]]], "usage": usage]),
    row("candidates", ["candidates": [["content": ["parts": [["text": .string(good)]]], "finishReason": "STOP"]]]),
    row("a list around it", [content(good)]),
    raw("a byte order mark", "\u{FEFF}" + content(good).text),
    raw("keep-alive whitespace", "\n   \n" + content(good).text),
    raw("comment lines", ": OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\n" + content(good).text),
    raw("text behind it", content(good).text + "\nserved by node 7"),
    raw("[DONE] behind it", content(good).text + "\n\ndata: [DONE]\n\n"),
    raw("one event", "data: \(content(good).text)\n\n", type: "text/event-stream"),
    raw(
      "an event over two lines",
      "event: message\nid: 1\ndata:{\"choices\":\ndata: [\(content(good)["choices"]?[0]?.text ?? "")]}\n\n",
      type: "text/event-stream"),
    raw("events with deltas", streamed, type: "text/event-stream"),
    raw("events with CRLF", streamed.replacing("\n", with: "\r\n"), type: "text/event-stream"),
    raw("events without blank lines", streamed.replacing("\n\n", with: "\n"), type: "text/event-stream"),
    raw(
      "deltas without the form of events", streamed.replacing("data: [DONE]", with: "").replacing("data: ", with: "")),
    raw(
      "events of a tool call",
      chunk(["tool_calls": [["index": 0, "function": ["arguments": "{\"catalogNumber\":"]]]])
        + chunk(["tool_calls": [["index": 0, "function": ["arguments": "\"019121\"}"]]]], finish: "tool_calls")),
    raw(
      "events of reasoning",
      chunk(["reasoning": "{\"catalogNumber\":"]) + chunk(["reasoning": "\"019121\"}"], finish: "stop")),
    raw("events that end early", chunk(["content": "{\"catalogNumber\":{\"value\":\"0191"]), "not_json", kept: "0191"),
    row(
      "an empty error beside it",
      completion(["content": .string(good)], [.init("error", ["message": "", "type": "", "param": "", "code": .null])])),
    row("error {}", completion(["content": .string(good)], [.init("error", [:])])),
    row("error as an empty text", completion(["content": .string(good)], [.init("error", "")])),
    row(
      "error with code 200", completion(["content": .string(good)], [.init("error", ["code": 200, "message": "OK"])])),
    row("error that is the word null", completion(["content": .string(good)], [.init("error", "null")])),
    row("wrapped by a gateway", ["success": true, "result": content(good)]),
    row("a prefixed term", content(#"{"dwc:catalogNumber":{"value":"019121","confidence":0.9}}"#)),
    row("an address as a term", content(#"{"http://rs.tdwg.org/dwc/terms/catalogNumber":{"value":"019121"}}"#)),
    row("terms with underscores, fenced", content("```json\n{\"catalog_number\":{\"value\":\"019121\"}}\n```")),
    row("a list of fields", content(#"{"fields":[{"term":"CatalogNumber","value":"019121","confidence":0.9}]}"#)),
    row("other members, fenced", content("```json\n{\"notes\":{\"value\":\"019121\"}}\n```"), "no_fields"),
    raw(
      "events that end with carriage returns",
      streamed.replacingOccurrences(of: "\n", with: "\r"), type: "text/event-stream"),
    row("error with code 0", completion(["content": .string(good)], [.init("error", ["code": 0, "message": ""])])),
    row(
      "an error with words, billed",
      completion(["content": .string(good)], [.init("error", ["code": 502, "message": "upstream broke"])]),
      "unavailable", kept: "019121"),
    raw("flagged in a success", flagged, "moderation", kept: ""),
    raw("flagged, a second one", flagged, "moderation", kept: ""),
    raw("flagged, a third one in a row", flagged, "moderation", kept: ""),
    raw(
      "an error within a stream that was billed",
      chunk(["content": "{\"catalogNumber\":\"0191"])
        + "data: {\"error\":{\"code\":502,\"message\":\"upstream broke\"},\"choices\":[]}\n\n"
        + "data: {\"choices\":[],\"usage\":\(usage.text)}\n\ndata: [DONE]\n\n",
      "unavailable", kept: "0191", type: "text/event-stream"),
    raw(
      "broken behind a long text",
      "{\"choices\":[{\"message\":{\"content\":\"" + String(repeating: "x", count: 4000)
        + "019121\"}}],\"usage\":{\"co",
      "unreadable_answer"),
    row("no choices, but usage", ["choices": [], "usage": usage], "empty_answer", kept: "usage"),
    row("no choices at all, but usage", ["id": "x", "usage": usage], "empty_answer", kept: "usage"),
    row(
      "no choices, full of tokens", ["choices": [], "usage": ["completion_tokens": 4096, "cost": .number("0.02")]],
      "cut_off", kept: "4096"),
    row("queued", ["status": "queued"], "unreadable_answer", kept: "queued"),
    row("a flat error", ["code": "blocked", "message": "the plan does not include images"], "answer_error", kept: ""),
    row("a detail", ["detail": "not on this server"], "answer_error", kept: ""),
    row("an empty list", [], "unreadable_answer", kept: "[]"),
    row("a number", 42, "unreadable_answer", kept: "42"),
    row("a text", "hello", "unreadable_answer", kept: "hello"),
    raw("a page", markup, "unreadable_answer", kept: "Sign in", type: "text/html"),
    raw("plain text", "upstream says no", "unreadable_answer", kept: "upstream says no", type: "text/plain"),
    raw("broken JSON", "{\"choices\":[{\"message\":{\"content\":\"019121", "unreadable_answer", kept: "019121"),
    raw("bytes", "\u{0}\u{1}\u{2}brotli", "unreadable_answer", kept: "brotli"),
    Row(
      name: "brotli, by its header",
      answer: .init(
        headers: ["Content-Type": "application/json", "Content-Encoding": "br"],
        body: [0x8B, 0x02, 0x80] + Array(content(good).text.utf8) + [0x03]), kind: "unreadable_answer", kept: "8b0280"),
    changed(row("an encoding that is none", content(good))) { $0.headers["Content-Encoding"] = "utf-8" },
    changed(row("gzip that is none", content(good))) { $0.headers["Content-Encoding"] = "gzip" },
    row("a refusal", completion(["content": .null, "refusal": "I will not."]), "content_filter", kept: "I will not."),
    row("a filter", completion(["content": .null], finish: "content_filter"), "content_filter", kept: ""),
    row("SAFETY", completion(["content": ""], finish: "SAFETY"), "content_filter", kept: ""),
    row("cut", content("{\"catalogNumber\":{\"value\":\"0191", finish: "length"), "cut_off", kept: "0191"),
    row(
      "cut by another word", content("{\"catalogNumber\":{\"value\":\"0191", finish: "MAX_TOKENS"), "cut_off",
      kept: "0191"),
    row(
      "cut by the provider's word",
      [
        "choices": [
          [
            "message": ["content": "{\"catalogNumber\":{"], "finish_reason": "stop",
            "native_finish_reason": "max_tokens",
          ]
        ], "usage": usage,
      ], "cut_off", kept: "catalogNumber"),
    row("empty", content(""), "empty_answer", kept: "content"),
    row("thoughts", content("<think>\(good.replacing("019121", with: "019120"))</think>\(good)")),
    row("wrapped", content("{\"darwin_core_record\":\(good),\"notes\":\"faded\"}")),
    row("two specimens", content("```json\n[\(good),{\"catalogNumber\":\"019122\"}]\n```"), "several_records"),
    row("a slip", content("{\"catalogNumber\":{\"value\":\"019121\",},}")),
    row(
      "the schema", content("{\"type\":\"object\",\"properties\":{\"catalogNumber\":{\"type\":\"object\"}}}"),
      "no_fields", kept: "properties"),
    row(
      "placeholders", content("{\"catalogNumber\":{\"value\":\"Not found\",\"confidence\":0}}"), "no_fields",
      kept: "Not found"),
    row("confidence in percent", content("{\"catalogNumber\":{\"value\":\"019121\",\"confidence\":\"95%\"}}")),
    row(
      "a cost as text",
      ["choices": [["message": ["content": .string(good)], "finish_reason": "stop"]], "usage": ["cost": "0.0036"]]),
    row(
      "a cost below zero",
      [
        "choices": [["message": ["content": .string(good)], "finish_reason": "stop"]],
        "usage": ["cost": .number("-0.03")],
      ]),
    row(
      "usage that is none",
      ["choices": [["message": ["content": .string(good)], "finish_reason": "stop"]], "usage": "much"]),
    row(
      "numbers for names",
      ["id": 7, "model": 8, "provider": 9, "choices": [["message": ["content": .string(good)], "finish_reason": 1]]]),
    changed(row("202", content(good))) { $0.status = 202 },
    changed(row("another content type", content(good))) { $0.headers = ["Content-Type": "text/plain"] },
    changed(row("no content type", content(good))) { $0.headers = [:] },
  ]

  @Test("words that are no JSON, from an address that has answered, pass; from one that never has, they do not")
  func bareWords() async throws {
    for isFirst in [true, false] {
      var answers = (0..<6).map { _ in TableService.Answer(body: Array(Self.content(Self.good).text.utf8)) }
      answers[isFirst ? 0 : 3].isLostOnce = true
      let service = try TableService(answers)
      defer { service.stop() }
      let folder = try TemporaryFolder()
      for number in answers.indices { try folder.write("input/\(1000 + number).jpg", TableService.image(number)) }
      let outcome = try await HerbxProcess.run(
        [
          "extract", "--input", folder.path("input"), "--output", folder.path("run"), "--model", TableService.model,
          "--concurrency", "1", "--no-early-validation",
        ], home: folder,
        environment: [
          "OPENROUTER_API_KEY": "sk-or-v1-\(String(repeating: "a0", count: 32))", "HERBX_BASE_URL": service.address,
        ])
      #expect(outcome.status == (isFirst ? 5 : 0), "\(outcome.errors.suffix(2000))")
      #expect(service.requests == (isFirst ? [1, 0, 0, 0, 0, 0] : [1, 1, 1, 2, 1, 1]))
    }
  }

  @Test("in a table of bodies, each over a socket")
  func table() async throws {
    #expect(Self.rows.count >= 60)
    let service = try TableService(Self.rows.map(\.answer))
    defer { service.stop() }
    let folder = try TemporaryFolder()
    for number in Self.rows.indices { try folder.write("input/\(1000 + number).jpg", TableService.image(number)) }
    try folder.write("api-keys.env", "export OPENROUTER_API_KEY=\"sk-or-v1-\(String(repeating: "a0", count: 32))\"\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path("api-keys.env"))
    let environment = ["HERBX_KEYS_FILE": folder.path("api-keys.env"), "HERBX_BASE_URL": service.address]
    let arguments = [
      "extract", "--input", folder.path("input"), "--output", folder.path("run"), "--model", TableService.model,
    ]
    let outcome = try await HerbxProcess.run(
      arguments + ["--concurrency", "1", "--no-early-validation", "--stop-below", "0"], home: folder,
      environment: environment)
    #expect(outcome.status == 3, "\(outcome.errors.suffix(2000))")
    let records = try folder.text("run/raw.jsonl").split(separator: "\n").map { try JSONParser.parse(Array($0.utf8)) }
    #expect(records.count == Self.rows.count)
    for (row, record) in zip(Self.rows, records) {
      #expect((record["dwc"] == nil ? record["error_kind"]?.string : "record") == row.kind, "\(row.name)")
      let kept = (record["dwc"] ?? record["content"])?.text ?? ""
      #expect(kept.contains(row.kept) || (row.kept.isEmpty && !kept.isEmpty), "\(row.name): \(kept)")
    }
    #expect(service.requests == Array(repeating: 1, count: Self.rows.count))
    let verification = try await HerbxProcess.run(["verify", folder.path("run")], home: folder)
    #expect(verification.status == 0, "\(verification.output)")
    // A second start pays for nothing that was paid for.
    _ = try await HerbxProcess.run(
      arguments + ["--no-early-validation", "--stop-below", "0"], home: folder, environment: environment)
    let billed = zip(Self.rows, records).map { row, record in
      record["dwc"] != nil || row.kind == "unreadable_answer" || record["usage"] != nil
    }
    #expect(zip(service.requests, billed).allSatisfy { $0 == 1 || !$1 }, "\(service.requests)")
  }
}
