import Foundation
import OpenRouter
import Synchronization
import SystemLayer
import TestSupport
import Testing

/// Numbers that a stranger may have written, at the ends of every type and beyond.
@Suite("no number from outside traps, in any command", .serialized)
struct ForeignNumberTests {
  static let numbers = [
    "-9223372036854775808", "9223372036854775807", "9223372036854775808", "18446744073709551616", "1e308", "-1e308",
    "1e-308", "1e400", "-0", "0", "-1", "4294967296", "2147483648", "9007199254740993", "0.1e-120", "1E+9",
    "99999e99999",
    "253402300800000", "123456789012345678901234567890123456789012345678901234567890",
  ]
  /// Where JSON has a string.
  static let texts = ["NaN", "Infinity", "", " 1", "１２", "0x10", "99999-12-31T00:00:00Z", "10000-01-01T00:00:00.000Z"]

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func member(_ name: String) -> [String] {
    (Self.numbers + Self.texts.map { "\"\($0)\"" }).map { "\"\(name)\":\($0)" }
  }

  /// A run folder in which every number that is ever read is every number above, once.
  private func writeRun() throws {
    let record = #""image":"a.jpg","model":"m","dwc":{"catalogNumber":{"value":"1","confidence":0.5}},"#
    let failure = #""image":"b.jpg","model":"m","error":"e","error_kind":"k","#
    let time = #""timestamp":"2025-10-10T22:33:36.123Z""#
    let members = [
      "sequence", "attempts", "duration_ms", "image_bytes", "http_status", "timestamp", "usage", "image_modified",
    ]
    var records = members.flatMap { name in member(name).map { "{\(record)\(time),\($0)}" } }
    records += ["cost", "prompt_tokens", "total_tokens"].flatMap { name in
      member(name).flatMap { ["{\(record)\(time),\"usage\":{\($0)}}", "{\(failure)\(time),\"usage\":{\($0)}}"] }
    }
    records += member("confidence").map {
      #"{"image":"c.jpg","model":"m","dwc":{"country":{"value":"x",\#($0)}},\#(time)}"#
    }
    try folder.write("run/raw.jsonl", records.joined(separator: "\n") + "\n")
    let counts = [
      "total", "todo", "done", "failed", "pid", "in_flight_limit", "successes", "decided", "attempts", "sequence",
      "cost",
    ]
    let kinds = [
      "extraction.started", "extraction.completed", "run.throttled", "validation.checkpoint", "specimen.completed",
    ]
    var events = kinds.flatMap { kind in
      counts.flatMap { name in member(name).map { #"{"event_type":"\#(kind)",\#(time),"data":{\#($0)}}"# } }
    }
    events += member("timestamp").map { #"{"event_type":"extraction.started",\#($0),"data":{}}"# }
    try folder.write("run/events.jsonl", events.joined(separator: "\n") + "\n")
    for (number, text) in (member("images") + member("path")).enumerated() {
      let parameters = member("offset")[number % 27] + "," + member("limit")[number % 27]
      try folder.write(
        "run/environment-20251010T22333\(number % 10)Z-\(number).json",
        #"{"run_id":"run","model":"m","input":{"path":"\#(folder.path("input"))",\#(text)},"parameters":{\#(parameters)}}"#
      )
    }
    try folder.write("run/environment.json", "{\"run_id\":\"run\",\"model\":\"m\",\"input\":{\"images\":1e308}}")
    try folder.write("input/a.jpg", TinyImage.jpeg(1))
  }

  private func herbx(_ arguments: [String], _ server: RawServer? = nil) async throws -> HerbxProcess.Outcome {
    var environment = ["HERBX_KEYS_FILE": folder.path("keys/k")]
    if let server { environment["HERBX_BASE_URL"] = server.address + "/api/v1" }
    return try await HerbxProcess.run(arguments, home: folder, environment: environment)
  }

  @Test("in the files of a run")
  func runFiles() async throws {
    try writeRun()
    let run = folder.path("run")
    for command in [
      ["status", run], ["status", "--json", run], ["verify", run], ["verify", "--json", run],
      ["report", run, "--output", folder.path("r.html")], ["env", "diff", run, run],
      [
        "budget", "plan", "--recorded", "--specimens", "1000000000000", "--run", run, "--base-url",
        "http://127.0.0.1:1/api/v1",
      ],
    ] {
      let outcome = try await herbx(command)
      #expect([0, 1].contains(outcome.status), "\(command) \(outcome.status) \(outcome.errors)")
      if command.contains("--json") {
        #expect(throws: Never.self, "\(command)") { try JSONParser.parse(Array(outcome.output.utf8)) }
      }
    }
  }

  @Test("in the records about keys")
  func keyFiles() async throws {
    let (time, key) = (#""timestamp":"2025-10-10T22:33:36.123Z""#, #""key":"sk-or-v1-123...","key_sha256":"12""#)
    try folder.write("keys/k", "OPENROUTER_API_KEY=sk-or-v1-0123456789abcdef0123456789\n")
    for (name, members) in [
      ("access", ["pid", "timestamp"]), ("ledger", ["limit", "timestamp"]), ("journal", ["pid", "timestamp"]),
    ] {
      let lines = members.flatMap {
        member($0).map { #"{"action":"load","event":"begun","id":"x","name":"n",\#(time),\#(key),\#($0)}"# }
      }
      try folder.write("keys/k.\(name).jsonl", lines.joined(separator: "\n") + "\n")
    }
    for name in ["k", "k.access.jsonl", "k.ledger.jsonl", "k.journal.jsonl"] {
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path("keys/" + name))
    }
    let server = try RawServer { connection in
      while connection.readRequest() != nil, connection.answer(200, body: Array(#"{"data":[]}"#.utf8)) {}
    }
    defer { server.stop() }
    try folder.write("keys/management-key", "sk-or-v1-0123456789abcdef0123456789aa")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path("keys/management-key"))
    for command in [
      ["keys", "audit"], ["keys", "list", "--mine"], ["keys", "revoke", "--spent"], ["keys", "check"],
    ] {
      let outcome = try await herbx(command, server)
      #expect(outcome.status < 128, "\(command) \(outcome.status) \(outcome.errors)")
    }
  }

  @Test("in a service's answers", arguments: numbers + texts.map { "\"\($0)\"" })
  func service(number: String) async throws {
    let key = [
      "limit", "limit_remaining", "usage", "usage_daily", "expires_at", "limit_reset", "rate_limit",
      "free_model_daily_requests",
    ]
    .map { "\"\($0)\":\(number)" }.joined(separator: ",")
    let text = number.replacing("\"", with: "")
    let prices = ["prompt", "completion", "image", "request"].map { "\"\($0)\":\"\(text)\"" }.joined(separator: ",")
    let model =
      #"{"id":"a/b","context_length":\#(number),"created":\#(number),"expiration_date":\#(number),"pricing":{\#(prices)},"#
      + #""architecture":{"input_modalities":["image","text"]},"supported_parameters":["structured_outputs"],"#
      + #""top_provider":{"max_completion_tokens":\#(number)}}"#
    let server = try RawServer { connection in
      while let request = connection.readRequest() {
        let body =
          request.head.contains("/models")
          ? #"{"data":[\#(model)]}"#
          : request.head.contains("/keys")
            ? #"{"data":[{"hash":"0123456789",\#(key)}]}"#
            : #"{"data":{"is_free_tier":false,\#(key)}}"#
        guard connection.answer(200, body: Array(body.utf8)) else { return }
      }
    }
    defer { server.stop() }
    try folder.write("keys/k", "OPENROUTER_API_KEY=sk-or-v1-0123456789abcdef0123456789\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path("keys/k"))
    for command in [
      ["keys", "check", "--json"], ["models", "--json"], ["budget", "plan", "--specimens", "1000000000000", "--json"],
    ] {
      let outcome = try await herbx(command, server)
      #expect(outcome.status < 128, "\(command) \(outcome.status) \(outcome.errors)")
      guard outcome.status == 0 else { continue }
      #expect(throws: Never.self, "\(command)") { try JSONParser.parse(Array(outcome.output.utf8)) }
    }
  }

  /// Every number once in an answer and its headers; first a refusal for each where `refusesFirst`.
  private static func chatServer(refusesFirst: Bool) throws -> RawServer {
    let all = numbers + texts.map { "\"\($0)\"" }
    let count = Mutex(0)
    return try RawServer { connection in
      while let request = connection.readRequest() {
        guard request.head.contains("/chat/completions") else {
          guard connection.answer(404, body: Array("{}".utf8)) else { return }
          continue
        }
        let number = count.withLock { count in
          defer { count += 1 }
          return count
        }
        let value = all[number % all.count]
        let text = value.replacing("\"", with: "")
        let headers = [
          "Retry-After", "Date", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "Age",
          "X-Generation-Cost",
        ].map { "\($0): \(text)" }
        let isRefusal = refusesFirst && number < all.count
        guard
          connection.answer(
            isRefusal ? 429 : 200, headers: headers, body: Array((isRefusal ? refusal(value) : answer(value)).utf8))
        else { return }
      }
    }
  }

  private static func refusal(_ value: String) -> String {
    #"{"error":{"code":429,"message":"Rate limit exceeded","metadata":{"headers":{"X-RateLimit-Reset":\#(value),"#
      + #""X-RateLimit-Limit":\#(value),"X-RateLimit-Remaining":\#(value)},"retry_after_seconds":\#(value)}}}"#
  }

  private static func answer(_ value: String) -> String {
    let usage = [
      "prompt_tokens", "completion_tokens", "total_tokens", "cost", "cost_details", "upstream_inference_cost",
    ].map { "\"\($0)\":\(value)" }.joined(separator: ",")
    return #"{"id":"gen-1","created":\#(value),"model":"m","choices":[{"index":\#(value),"finish_reason":"stop","#
      + #""message":{"role":"assistant","content":"{\"catalogNumber\":{\"value\":\"A 1\",\"confidence\":0.9}}"}}],"#
      + #""usage":{\#(usage),"completion_tokens_details":{"reasoning_tokens":\#(value)}}}"#
  }

  @Test("in the answers to images, and in their headers", arguments: [false, true])
  func chat(refusesFirst: Bool) async throws {
    let server = try Self.chatServer(refusesFirst: refusesFirst)
    defer { server.stop() }
    let count = Self.numbers.count + Self.texts.count
    for number in 0..<count { try folder.write("in/\(number).jpg", TinyImage.jpeg(number)) }
    try folder.write("keys/k", "OPENROUTER_API_KEY=sk-or-v1-0123456789abcdef0123456789\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path("keys/k"))
    let process = try HerbxProcess(
      [
        "extract", "--input", folder.path("in"), "--output", folder.path("run"), "--model", "m", "--concurrency", "64",
        "--no-early-validation",
      ], home: folder,
      environment: ["HERBX_KEYS_FILE": folder.path("keys/k"), "HERBX_BASE_URL": server.address + "/api/v1"])
    if refusesFirst {
      // Some of these limits end in thousands of years.
      while !process.hasEnded, (try? folder.text("run/events.jsonl"))?.contains("run.throttled") != true {
        try await Task.sleep(for: .milliseconds(5))
      }
      process.signal(SIGTERM)
    }
    let outcome = await process.wait()
    #expect([0, 3, 6, 75, 143].contains(outcome.status), "\(outcome.status) \(outcome.errors)")
    if !refusesFirst { #expect(outcome.status != 143) }
    for command in ["status", "verify", "records", "check", "report"] {
      let seen = try await herbx([command, folder.path("run")])
      #expect([0, 1, 66].contains(seen.status), "\(command) \(seen.status) \(seen.errors)")
    }
  }

  @Test(
    "in the times of files", arguments: ["13569465600", "99999999999", "9223372036854775807", "-9223372036854775808"])
  func fileTimes(seconds: String) async throws {
    // A file system that takes any time.
    let place =
      FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm/herbx-\(UUID().uuidString)" : folder.path("x")
    try FileManager.default.createDirectory(atPath: place + "/input", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: place) }
    try Data(TinyImage.jpeg(1)).write(to: URL(fileURLWithPath: place + "/input/a.jpg"))
    _ = try await HerbxProcess.tool("touch", ["-d", "@" + seconds, place + "/input/a.jpg"])
    let arguments = [
      "extract", "--input", place + "/input", "--output", place + "/run", "--model", RunBench.model, "--simulate",
    ]
    #expect(try await herbx(arguments).status == 0)
    _ = try await HerbxProcess.tool(
      "touch", ["-d", "@" + seconds, place + "/run/raw.jsonl", place + "/run/events.jsonl"])
    for command in [arguments, ["status", place + "/run"], ["verify", place + "/run"], ["report", place + "/run"]] {
      let outcome = try await herbx(command)
      #expect(outcome.status == 0, "\(command) \(outcome.errors)")
    }
  }
}
