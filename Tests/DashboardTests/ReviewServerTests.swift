import Extraction
import Foundation
import OpenRouter
import Review
import SystemLayer
import TestSupport
import Testing

@testable import Dashboard

/// A run under review by a server of its own.
struct ReviewBench {
  let run: RunFixture
  let dashboard: Dashboard
  let cookie: String
  let id: String

  var place: String { "/api/run/\(id)/review" }

  func get(_ path: String) async throws -> JSONValue {
    try await WebClient.ask(dashboard.port, "\(place)/\(path)", headers: ["Cookie: \(cookie)"]).json
  }

  /// Posts as the server's own page does; what is different is in `headers`, a nil there leaves one out.
  func post(
    _ path: String, _ body: String, headers changes: [String: String?] = [:], method: String = "POST"
  ) async throws -> WebClient.Reply {
    let usual = [
      "Cookie": cookie, "Origin": "http://127.0.0.1:\(dashboard.port)", "Content-Type": "application/json",
      "Content-Length": String(body.utf8.count),
    ]
    let headers = usual.merging(changes.compactMapValues { $0 }) { $1 }.filter { changes[$0.key] != .some(nil) }
    return try await WebClient.ask(
      dashboard.port, "\(place)/\(path)", method: method, host: "127.0.0.1:\(dashboard.port)",
      headers: headers.map { "\($0.key): \($0.value)" }, body: body)
  }

  func annotation(
    _ action: String, number: Int = 0, term: String = "country", value: String? = nil, record: String, id: Int = 1,
    more: [(String, JSONValue)] = []
  ) -> String {
    var members: [JSONValue.Member] = [
      .init("id", .string("urn:uuid:00000000-0000-4000-8000-" + String(format: "%012d", id))),
      .init("number", JSONValue(number)), .init("record", .string(record)), .init("term", .string(term)),
      .init("action", .string(action)),
    ]
    if let value { members.append(.init("value", .string(value))) }
    members += more.map { .init($0.0, $0.1) }
    return JSONValue.object([.init("annotations", .array([.object(members)]))]).text
  }

  func record(_ number: Int = 0) async throws -> String { try await get("sheet/\(number)")["record"]?.string ?? "" }

  var lines: [String] {
    let text = (try? run.folder.text("\(run.name)/annotations.jsonl")) ?? ""
    return text.split(separator: "\n").map(String.init)
  }

  /// The field of a term as a sheet's page is told of it.
  func field(_ term: String, number: Int = 0) async throws -> JSONValue? {
    let groups = try await get("sheet/\(number)")["groups"]?.array ?? []
    return groups.flatMap { $0["fields"]?.array ?? [] }.first { $0["term"]?.string == term }
  }
}

/// Reviews a run of so many sheets.
func withReview<Result>(
  sheets: Int = 3, reviewer: String = "Ada", run given: RunFixture? = nil,
  change: (inout ReviewSettings) -> Void = { _ in },
  _ body: (ReviewBench) async throws -> Result
) async throws -> Result {
  let run = try given ?? ReviewRun.make(sheets: sheets)
  var settings = ReviewSettings(reviewer: try #require(Reviewer(reviewer)))
  change(&settings)
  var options = Dashboard.Options(root: run.path, port: 0)
  (options.asksForToken, options.review) = (true, settings)
  let dashboard = try await Dashboard.start(options)
  do {
    let token = dashboard.link.split(separator: "=").last ?? ""
    let cookie = "herbx_\(dashboard.port)=\(token)"
    let runs = try await WebClient.ask(dashboard.port, "/api/runs", headers: ["Cookie: \(cookie)"]).json["runs"]
    let id = try #require(runs?[0]?["id"]?.string)
    let result = try await body(ReviewBench(run: run, dashboard: dashboard, cookie: cookie, id: id))
    await dashboard.stop()
    return result
  } catch {
    await dashboard.stop()
    throw error
  }
}

enum ReviewRun {
  /// Sheets `00.gif`, `01.gif`, … with a picture and five fields each.
  static func make(sheets: Int) throws -> RunFixture {
    let run = try RunFixture()
    try run.append(
      (0..<sheets).map { number in
        RunFixture.success(
          name(number),
          [
            ("catalogNumber", "K \(1000 + number)", "0.9"), ("scientificName", "Rosa acicularis", "0.8"),
            ("recordedBy", number % 2 == 0 ? "A. Breitung" : "Breitung, A.", "0.85"),
            ("country", "Kanada", "0.6"), ("locality", "Regina \(number)", "0.7"),
          ])
      })
    for number in 0..<sheets { try run.folder.write("sheets/\(name(number))", Picture.gif) }
    return run
  }

  static func name(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number).gif" }
}

@Suite("a review's server", .endsHanging)
struct ReviewServerTests {
  @Test("a decision is a line on the disk before it is answered, and the record is as it was")
  func decision() async throws {
    try await withReview { (bench) async throws in
      let raw = try bench.run.folder.read("run/raw.jsonl")
      let record = try await bench.record()
      #expect(record.count == 64)
      let reply = try await bench.post("annotations", bench.annotation("replace", value: "Canada", record: record))
      #expect(reply.status == 200)
      #expect(reply.json["written"]?.int == 1)
      let annotation = try #require(bench.lines.first.flatMap { Annotation(line: Array($0.utf8)) })
      #expect(annotation.action == .replace("Canada"))
      #expect(annotation.seen == "Kanada")
      #expect(annotation.reviewer.name == "Ada")
      #expect(annotation.recordSHA256 == record)
      let field = try await bench.field("country")
      #expect(field?["value"]?.string == "Canada")
      #expect(field?["read"]?.string == "Kanada")
      #expect(field?["state"]?.string == "corrected")
      #expect(field?["by"]?.string == "Ada")
      #expect(try bench.run.folder.read("run/raw.jsonl") == raw)
    }
  }

  @Test("a page that tries again, because it never heard the answer, writes nothing twice")
  func again() async throws {
    try await withReview { (bench) async throws in
      let body = bench.annotation("accept", record: try await bench.record())
      #expect(try await bench.post("annotations", body).json["written"]?.int == 1)
      #expect(try await bench.post("annotations", body).json["written"]?.int == 0)
      #expect(bench.lines.count == 1)
    }
  }

  @Test("what the model wrote can be decided whatever it holds")
  func oddValue() async throws {
    let run = try ReviewRun.make(sheets: 1)
    let odd = "Kestrel\r\nLake\u{B}" + String(repeating: "x", count: 12_000)
    let lines = try run.folder.text("\(run.name)/raw.jsonl").replacing("\"Kanada\"", with: JSONValue.string(odd).text)
    try run.folder.write("\(run.name)/raw.jsonl", lines)
    try await withReview(run: run) { (bench) async throws in
      #expect(try await bench.field("country")?["value"]?.string == odd)
      let body = bench.annotation("accept", record: try await bench.record(), more: [("seen", .string(odd))])
      #expect(try await bench.post("annotations", body).json["written"]?.int == 1)
      #expect(try await bench.field("country")?["state"]?.string == "accepted")
      let other = bench.annotation("accept", record: try await bench.record(), id: 2, more: [("seen", "\u{1}")])
      #expect(try await bench.post("annotations", other).status == 400)
    }
  }

  @Test("undo is a further line, and only one's own annotations can be taken back")
  func undo() async throws {
    let run = try ReviewRun.make(sheets: 1)
    try await withReview(reviewer: "Ben", run: run) { (bench) async throws in
      _ = try await bench.post(
        "annotations", bench.annotation("replace", value: "CA", record: try await bench.record(), id: 9))
    }
    try await withReview(run: run) { (bench) async throws in
      let record = try await bench.record()
      _ = try await bench.post("annotations", bench.annotation("replace", value: "Canada", record: record, id: 1))
      #expect(try await bench.field("country")?["conflict"]?["by"]?.string == "Ben")
      let mine = try #require(try await bench.get("sheet/0")["undo"]?["id"])
      let undo = bench.annotation("withdraw", record: record, id: 2, more: [("of", mine)])
      #expect(try await bench.post("annotations", undo).status == 200)
      #expect(try await bench.field("country")?["value"]?.string == "CA")
      #expect(bench.lines.count == 3)
      // The answer to the first try may have been lost.
      let again = try await bench.post("annotations", undo)
      #expect(again.status == 200 && again.json["written"]?.int == 0)
      let theirs = bench.annotation(
        "withdraw", record: record, id: 3, more: [("of", "urn:uuid:00000000-0000-4000-8000-000000000009")])
      let refused = try await bench.post("annotations", theirs)
      #expect(refused.status == 403)
      #expect(refused.text.contains("Ben's annotation"))
      #expect(bench.lines.count == 3)
    }
  }

  @Test(
    "what does not come from the server's own page is refused with a sentence, and nothing is written",
    arguments: [
      (["Cookie": nil], "POST", 401), (["Cookie": "herbx_1=00000000000000000000000000000000"], "POST", 401),
      (["Origin": "http://evil.example"], "POST", 403), (["Origin": nil], "POST", 403),
      (["Origin": "http://127.0.0.1:1"], "POST", 403), (["Sec-Fetch-Site": "same-site"], "POST", 403),
      (["Content-Type": "text/plain"], "POST", 415), (["Content-Type": nil], "POST", 415), ([:], "PUT", 405),
      ([:], "DELETE", 405), ([:], "PATCH", 405), ([:], "GET", 400), (["Content-Length": "2000000"], "POST", 413),
      (["Transfer-Encoding": "chunked"], "POST", 411), (["Content-Length": "-1"], "POST", 411),
    ] as [([String: String?], String, Int)])
  func strangers(headers: [String: String?], method: String, status: Int) async throws {
    try await withReview { (bench) async throws in
      let body = bench.annotation("accept", record: try await bench.record())
      let reply = try await bench.post("annotations", body, headers: headers, method: method)
      #expect(reply.status == status)
      #expect(reply.text.hasSuffix(".\n"))
      #expect(bench.lines.isEmpty)
    }
  }

  @Test("a GET changes nothing, whatever stands in its address")
  func reading() async throws {
    try await withReview { (bench) async throws in
      for path in [
        "annotations", "focus?term=country&action=accept", "sheet/0?action=accept", "annotations?action=replace",
      ] {
        _ = try await bench.get(path)
      }
      #expect(bench.lines.isEmpty)
    }
  }

  @Test(
    "malformed bodies, unknown sheets, terms and actions, long texts and stale hashes are refused, and nothing is written"
  )
  func malformed() async throws {
    try await withReview { (bench) async throws in
      let record = try await bench.record()
      let good = bench.annotation("accept", record: record)
      let long = String(repeating: "x", count: 10_001)
      let cases: [(body: String, status: Int)] = [
        ("", 400), ("[]", 400), ("{", 400), ("{}", 400), (#"{"annotations":[]}"#, 400), (#"{"annotations":[{}]}"#, 404),
        (#"{"annotations":"x"}"#, 400), (String(repeating: "[", count: 100_000), 400),
        (bench.annotation("accept", number: 99, record: record), 404),
        (bench.annotation("accept", number: -1, record: record), 404),
        (bench.annotation("accept", record: String(repeating: "0", count: 64)), 409),
        (bench.annotation("accept", record: ""), 409),
        (bench.annotation("accept", term: "contry", record: record), 400),
        (bench.annotation("delete", record: record), 400), (bench.annotation("replace", record: record), 400),
        (bench.annotation("replace", value: long, record: record), 413),
        (bench.annotation("replace", value: "a\u{0}b", record: record), 400),
        (bench.annotation("comment", record: record), 400),
        (bench.annotation("withdraw", record: record, more: [("of", "urn:uuid:none")]), 404),
        (good.replacing("urn:uuid:", with: "urn:"), 400),
        (good.replacing("\"number\":0", with: "\"number\":1e400"), 404),
      ]
      for (body, status) in cases {
        let reply = try await bench.post("annotations", body)
        #expect(reply.status == status, "\(body.prefix(200)): \(reply.text)")
        #expect(reply.text.hasSuffix(".\n"))
      }
      #expect(bench.lines.isEmpty)
      // One bad annotation among good ones: none of them is written.
      let mixed = good.replacing("]}", with: ",{\"number\":0}]}")
      #expect(try await bench.post("annotations", mixed).status == 409)
      #expect(bench.lines.isEmpty)
    }
  }

  @Test(
    "a sheet that was extracted again shows its annotations as stale, and takes none that was made of the old answer")
  func extractedAgain() async throws {
    try await withReview { (bench) async throws in
      let record = try await bench.record()
      _ = try await bench.post("annotations", bench.annotation("replace", value: "Canada", record: record))
      try bench.run.append([RunFixture.success(ReviewRun.name(0), [("country", "Kanade", "0.5")])])
      let sheet = try await bench.get("sheet/0")
      #expect(sheet["stale"]?[0]?["value"]?.string == "Canada")
      #expect(try await bench.field("country")?["value"]?.string == "Kanade")
      #expect(try await bench.field("country")?["state"]?.string == "open")
      let late = try await bench.post("annotations", bench.annotation("accept", record: record, id: 2))
      #expect(late.status == 409)
      #expect(late.text.contains("extracted again"))
      #expect(bench.lines.count == 1)
    }
  }

  @Test("what another process writes is seen by the next request, and a torn line of it is no harm")
  func otherProcess() async throws {
    try await withReview { (bench) async throws in
      let record = try await bench.record()
      var log = AnnotationLog(run: FilePath(bench.run.path))
      try log.append([
        Annotation(
          id: "urn:uuid:other", reviewer: Reviewer(name: "Ben"), created: "2026-11-26T00:00:00.000Z",
          image: SpecimenName(ReviewRun.name(0)), term: "country", action: .replace("CA"), seen: "Kanada",
          recordSHA256: record)
      ])
      #expect(try await bench.field("country")?["by"]?.string == "Ben")
      let text = try bench.run.folder.text("run/annotations.jsonl")
      try bench.run.write("annotations.jsonl", text + #"{"type":"Annot"#)
      #expect(try await bench.post("annotations", bench.annotation("accept", record: record)).status == 200)
      #expect(try await bench.field("country")?["by"]?.string == "Ada")
      #expect(try await bench.get("summary")["unreadable"]?.int == 1)
    }
  }

  @Test(
    "a disk without room, or a folder that may not be written, is told and nothing counts as saved",
    .enabled(if: Mount.isPermitted))
  func noRoom() async throws {
    let run = try ReviewRun.make(sheets: 1)
    let disk = try Mount(run.folder.path("disk"), size: "8k")
    defer { withExtendedLifetime(disk) {} }
    try FileManager.default.createSymbolicLink(
      atPath: run.path + "/annotations.jsonl", withDestinationPath: disk.path + "/annotations.jsonl")
    try run.folder.write("disk/annotations.jsonl", "")
    try run.folder.write("disk/filler", [UInt8](repeating: 0, count: 8192))
    try await withReview(run: run) { (bench) async throws in
      let reply = try await bench.post("annotations", bench.annotation("accept", record: try await bench.record()))
      #expect(reply.status == 507)
      #expect(reply.text.contains("Nothing was saved"))
      #expect(try await bench.field("country")?["state"]?.string == "open")
    }
  }

  @Test("one term over all sheets: values with counts, look-alikes together, and one decision for many, each a line")
  func focus() async throws {
    try await withReview(sheets: 6) { (bench) async throws in
      let focus = try await bench.get("focus?term=recordedBy")
      #expect(focus["groups"]?[0]?["values"]?.array?.count == 2)
      let body = #"{"term":"recordedBy","seen":"Breitung, A.","count":3,"action":"replace","value":"A. Breitung"}"#
      #expect(try await bench.post("focus", body).json["written"]?.int == 3)
      #expect(bench.lines.count == 3)
      let after = try await bench.get("focus?term=recordedBy")
      #expect(after["groups"]?[0]?["values"]?[0]?["count"]?.int == 6)
      #expect(after["groups"]?[0]?["values"]?[0]?["decided"]?.int == 3)
      // What the page had counted is not so any more: nothing is done unseen.
      #expect(try await bench.post("focus", body).status == 409)
      let confirm = #"{"term":"recordedBy","seen":"A. Breitung","count":6,"action":"accept"}"#
      #expect(try await bench.post("focus", confirm).json["written"]?.int == 3)
      #expect(bench.lines.count == 6)
      #expect(try await bench.get("suggestions?term=recordedBy")["values"]?[0]?.string == "A. Breitung")
    }
  }

  @Test("the table filters and sorts by term, value, confidence, state and reviewer")
  func table() async throws {
    try await withReview(sheets: 6) { (bench) async throws in
      func names(_ query: String) async throws -> [String] {
        try await bench.get("table?\(query)")["rows"]?.array?.compactMap { $0["image"]?.string } ?? []
      }
      let body = bench.annotation("replace", number: 2, value: "Canada", record: try await bench.record(2))
      _ = try await bench.post("annotations", body)
      #expect(try await names("term=country&value=canada") == ["02.gif"])
      #expect(try await names("term=country&value=kanada").count == 5)
      #expect(try await names("term=habitat&value=").count == 6)
      #expect(try await names("state=partly") == ["02.gif"])
      #expect(try await names("state=open").count == 5)
      #expect(try await names("reviewer=Ada") == ["02.gif"])
      #expect(try await names("reviewer=Ben").isEmpty)
      #expect(try await names("below=60").isEmpty)
      #expect(try await names("term=country&below=61").count == 6)
      #expect(try await names("text=regina+3") == ["03.gif"])
      #expect(try await names("order=-locality").first == "05.gif")
      #expect(try await names("order=recordedBy").prefix(3) == ["00.gif", "02.gif", "04.gif"])
    }
  }

  @Test("a second run is shown where it differs, and brings its sheets to the front of the queue")
  func second() async throws {
    let other = try ReviewRun.make(sheets: 3)
    try other.write(
      "raw.jsonl",
      (0..<3).map { number in
        RunFixture.success(ReviewRun.name(number), [("country", number == 1 ? "Canada" : "Kanada", "0.9")]) + "\n"
      }.joined())
    try await withReview(change: { $0.second = other.path }) { (bench) async throws in
      #expect(try await bench.field("country", number: 1)?["second"]?.string == "Canada")
      #expect(try await bench.field("country", number: 0)?["second"] == nil)
      #expect(try await bench.field("country", number: 1)?["agreed"]?.bool == false)
      #expect(try await bench.field("country", number: 0)?["agreed"]?.bool == true)
      #expect(try await bench.get("queue")["numbers"]?[0]?.int == 1)
    }
  }

  @Test("of the control sample it is told how many fields were wrong, and of the queue how much is decided")
  func control() async throws {
    let run = try RunFixture()
    try run.append(
      (0..<4).map { number in
        // The last one is not certain.
        RunFixture.success(
          ReviewRun.name(number),
          [("habitat", "wet bog", number == 3 ? "0.5" : "0.95"), ("locality", "Regina", "0.95")])
      })
    try await withReview(run: run, change: { $0.controlShare = 1 }) { (bench) async throws in
      let before = try await bench.get("summary")
      #expect(before["control"]?["sheets"]?.int == 3 && before["control"]?["fields"]?.int == 0)
      #expect(before["queue"]?.int == 4 && before["queue_done"]?.int == 0)
      for (id, number) in [0, 3].enumerated() {
        let record = try await bench.record(number)
        let (first, second) = (2 * id + 1, 2 * id + 2)
        _ = try await bench.post(
          "annotations",
          bench.annotation("replace", number: number, term: "habitat", value: "dry bog", record: record, id: first))
        _ = try await bench.post(
          "annotations", bench.annotation("accept", number: number, term: "locality", record: record, id: second))
      }
      let after = try await bench.get("summary")
      #expect(["sheets", "done", "fields", "wrong"].map { after["control"]?[$0]?.int } == [3, 1, 2, 1])
      #expect(after["queue_done"]?.int == 2)
    }
  }

  @Test("checks that fail stand at their field and bring the sheet to the front")
  func checks() async throws {
    let run = try ReviewRun.make(sheets: 3)
    try run.write(
      "quality.jsonl",
      #"{"image":"01.gif","findings":[{"grade":"notice","origin":"X","term":"","value":"","reason":"no habitat"}]}"#
        + "\n"
        + #"{"image":"02.gif","findings":[{"grade":"error","term":"country","value":"Kanada","reason":"`Kanada` is no country"},"#
        + #"{"grade":"error","origin":"VALIDATION_TAXONRANK_STANDARD","reason":"`x` is no rank"},"#
        + #"{"grade":"error","origin":"VALIDATION_EVENTDATE_INRANGE","reason":"the day lies ahead"}],"amendments":[]}"#
        + "\n"
    )
    try await withReview(run: run) { (bench) async throws in
      #expect(try await bench.field("country", number: 2)?["checks"]?[0]?.string == "`Kanada` is no country")
      // One without a term stands at the nearest one that the sheet has, else at the head.
      #expect(try await bench.field("scientificName", number: 2)?["checks"]?.text == #"["`x` is no rank"]"#)
      #expect(try await bench.get("sheet/2")["checks"]?.text == #"["the day lies ahead"]"#)
      #expect(try await bench.get("queue")["numbers"]?[0]?.int == 2)
      #expect(try await bench.get("table?check=failing")["matches"]?.int == 1)
    }
  }

  @Test("images come from the input folder only, also one that was moved")
  func images() async throws {
    let run = try RunFixture()
    try run.append([
      RunFixture.success("../secret.gif", [("country", "x", "0.9")]),
      RunFixture.success("a.gif", [("country", "x", "0.9")]),
    ])
    try run.folder.write("secret.gif", Picture.gif)
    try run.folder.write("moved/a.gif", Picture.gif)
    let moved = run.folder.path("moved")
    try await withReview(run: run, change: { $0.input = moved }) { (bench) async throws in
      for (number, status) in [(0, 404), (1, 200), (2, 404)] {
        let reply = try await WebClient.ask(
          bench.dashboard.port, "\(bench.place)/image/\(number)", headers: ["Cookie: \(bench.cookie)"])
        #expect(reply.status == status)
      }
    }
  }

  @Test("the plain dashboard has no review, and says what is reviewed")
  func dashboard() async throws {
    let run = try ReviewRun.make(sheets: 2)
    try await withReview(run: run) { (bench) async throws in
      _ = try await bench.post("annotations", bench.annotation("accept", record: try await bench.record()))
    }
    try await withDashboard(run.path) { dashboard in
      let runs = try await WebClient.ask(dashboard.port, "/api/runs").json["runs"]
      let id = try #require(runs?[0]?["id"]?.string)
      #expect(try await WebClient.ask(dashboard.port, "/api/run/\(id)/review/sheet/0").status == 404)
      #expect(try await WebClient.ask(dashboard.port, "/run/\(id)/review").status == 404)
      #expect(
        try await WebClient.ask(dashboard.port, "/api/run/\(id)/review/annotations", method: "POST").status == 405)
      let status = try await WebClient.ask(dashboard.port, "/api/run/\(id)/status").json
      #expect(status["review"]?["sheets"]?.int == 1)
      #expect(status["review"]?["accepted"]?.int == 1)
    }
  }
}
