import Foundation
import OpenRouter
import TestSupport
import Testing

@Suite("herbx review and herbx annotations", .endsHanging)
struct ReviewCommandTests {
  private struct Server {
    let process: HerbxProcess
    /// Where the page's API stands: `http://127.0.0.1:PORT/api/run/ID/review`.
    let place: String
    let origin: String
    let cookie: String
  }

  private func start(_ bench: RunBench, _ arguments: [String] = []) async throws -> Server {
    let process = try HerbxProcess(
      ["review", bench.run, "--port", "0", "--reviewer", "Ada Lovelace <0000-0002-1825-0097>"] + arguments,
      home: bench.folder)
    while !process.outputSoFar.hasSuffix("\n") { try await Task.sleep(for: .milliseconds(5)) }
    let address = process.outputSoFar.trimmingCharacters(in: .whitespacesAndNewlines)
    let match = try #require(
      address.wholeMatch(of: /(http:\/\/127\.0\.0\.1:(\d+))\/run\/([0-9a-f]+)\/review\?token=([0-9a-f]{32})/))
    return Server(
      process: process, place: "\(match.1)/api/run/\(match.3)/review", origin: String(match.1),
      cookie: "herbx_\(match.2)=\(match.4)")
  }

  private func get(_ server: Server, _ path: String) async throws -> JSONValue {
    let text = try await HerbxProcess.tool(
      "curl", ["--silent", "--max-time", "20", "--cookie", server.cookie, "\(server.place)/\(path)"])
    return try JSONParser.parse(Array(text.utf8))
  }

  private func replace(_ server: Server, _ number: Int, _ term: String, _ value: String) async throws -> String {
    try await decide(server, number, term, "replace", value)
  }

  private func decide(
    _ server: Server, _ number: Int, _ term: String, _ action: String, _ value: String? = nil
  ) async throws -> String {
    let record = try await get(server, "sheet/\(number)")["record"] ?? .null
    let body: JSONValue = [
      "annotations": [
        [
          "id": .string("urn:uuid:\(UUID().uuidString.lowercased())"), "number": JSONValue(number), "record": record,
          "term": .string(term), "action": .string(action), "value": JSONValue(value),
        ]
      ]
    ]
    return try await HerbxProcess.tool(
      "curl",
      [
        "--silent", "--max-time", "20", "--cookie", server.cookie, "--header", "Origin: \(server.origin)", "--header",
        "Content-Type: application/json", "--data-binary", body.text, "\(server.place)/annotations",
      ])
  }

  @Test("a correction survives SIGKILL of the server, stands in status and table, and raw.jsonl is as it was")
  func survivesKill() async throws {
    try await withRunBench(images: 3) { bench in
      #expect(try await bench.extract("--progress", "none").status == 0)
      let raw = try bench.folder.read("run/raw.jsonl")
      for turn in 0..<3 {
        let server = try await start(bench)
        #expect(try await replace(server, turn, "country", "Land \(turn), \"quoted\"").contains("\"written\":1"))
        server.process.signal(SIGKILL)
        _ = await server.process.wait()
      }
      let server = try await start(bench)
      #expect(try await get(server, "summary")["replaced"]?.int == 3)
      server.process.signal(SIGTERM)
      #expect(await server.process.wait().status == 0)
      let status = try await bench.herbx("status", bench.run)
      #expect(status.output.contains("3 sheets reviewed: fields 3 corrected"))
      let table = try await bench.herbx("annotations", bench.run, "--format", "csv")
      #expect(table.output.hasPrefix("image,term,value\n"))
      #expect(table.output.contains(",country,\"Land 0, \"\"quoted\"\"\"\n"))
      let list = try await bench.herbx("annotations", bench.run)
      #expect(list.output.split(separator: "\n").count == 3)
      #expect(list.output.contains("Ada Lovelace"))
      let lines = try await bench.herbx("annotations", bench.run, "--format", "json")
      #expect(lines.output.contains("https://orcid.org/0000-0002-1825-0097"))
      #expect(try bench.folder.read("run/raw.jsonl") == raw)
      #expect(try await bench.herbx("verify", bench.run).status == 0)
    }
  }

  @Test("with --root one server takes what is decided on several runs, each into its own folder")
  func severalRuns() async throws {
    try await withRunBench(images: 2) { bench in
      #expect(try await bench.extract("--progress", "none").status == 0)
      let other = bench.folder.path("other")
      try FileManager.default.copyItem(atPath: bench.run, toPath: other)
      let process = try HerbxProcess(
        ["review", "--root", bench.folder.path, "--port", "0", "--reviewer", "Ada"], home: bench.folder)
      while !process.outputSoFar.hasSuffix("\n") { try await Task.sleep(for: .milliseconds(5)) }
      let address = process.outputSoFar.trimmingCharacters(in: .whitespacesAndNewlines)
      let match = try #require(address.wholeMatch(of: /(http:\/\/127\.0\.0\.1:(\d+))\/\?token=([0-9a-f]{32})/))
      let (origin, cookie) = (String(match.1), "herbx_\(match.2)=\(match.3)")
      let list = try await HerbxProcess.tool("curl", ["--silent", "--cookie", cookie, origin + "/api/runs"])
      let runs = try JSONParser.parse(Array(list.utf8))["runs"]?.array ?? []
      #expect(runs.compactMap { $0["name"]?.string }.sorted() == ["other", "run"])
      for run in runs {
        let (id, name) = try (#require(run["id"]?.string), #require(run["name"]?.string))
        let server = Server(process: process, place: "\(origin)/api/run/\(id)/review", origin: origin, cookie: cookie)
        #expect(try await replace(server, 0, "country", "of \(name)").contains("\"written\":1"))
      }
      process.signal(SIGTERM)
      #expect(await process.wait().status == 0)
      for name in ["run", "other"] {
        let lines = try bench.folder.text("\(name)/annotations.jsonl").split(separator: "\n")
        #expect(lines.count == 1 && lines[0].contains("of \(name)"))
      }
    }
  }

  @Test("a table of corrections makes the round trip, and taking it again changes nothing")
  func roundTrip() async throws {
    try await withRunBench(images: 2) { bench in
      #expect(try await bench.extract("--progress", "none").status == 0)
      let images = try bench.folder.text("run/raw.jsonl").split(separator: "\n").compactMap { line in
        try? JSONParser.parse(Array(line.utf8))["image"]?.string
      }
      let text =
        "image,term,value,comment\n" + images.sorted().map { "\($0),habitat,\"wet, \"\"deep\"\"\",seen\n" }.joined()
      try bench.folder.write("corrections.csv", text)
      let taken = try await bench.herbx(
        "review", bench.run, "--import", bench.folder.path("corrections.csv"), "--reviewer", "Ada")
      #expect(taken.status == 0, "\(taken.errors)")
      #expect(taken.errors.contains("2 corrections taken"))
      let table = try await bench.herbx("annotations", bench.run, "--format", "csv")
      #expect(Set(table.output.split(separator: "\n")) == Set(text.split(separator: "\n")))
      try bench.folder.write("again.csv", table.output)
      let again = try await bench.herbx("review", bench.run, "--import", bench.folder.path("again.csv"))
      #expect(again.errors.contains("0 corrections taken"))
      // A comment beside the value that is there already is a comment alone.
      let comment = "image,term,value,comment\n\(images.sorted()[0]),habitat,\"wet, \"\"deep\"\"\",by lens\n"
      try bench.folder.write("comment.csv", comment)
      for _ in 0..<2 {
        let said = try await bench.herbx("review", bench.run, "--import", bench.folder.path("comment.csv"))
        #expect(said.status == 0, "\(said.errors)")
      }
      let lines = try bench.folder.text("run/annotations.jsonl").split(separator: "\n")
      #expect(lines.count == 3)
      #expect(lines.last?.contains("\"motivation\":\"commenting\"") == true)
      #expect(try await bench.herbx("annotations", bench.run, "--format", "csv").output.contains(",by lens\n"))
    }
  }

  @Test("a correction and an accepted value stand in the export, with the curator as their source")
  func export() async throws {
    try await withRunBench(images: 2) { bench in
      #expect(try await bench.extract("--progress", "none").status == 0)
      let server = try await start(bench)
      #expect(try await replace(server, 0, "habitat", "Peat bog").contains("written"))
      #expect(try await decide(server, 0, "recordedBy", "accept").contains("written"))
      server.process.signal(SIGTERM)
      _ = await server.process.wait()
      let report = bench.folder.path("report.html")
      #expect(try await bench.herbx("report", bench.run, "--output", report).status == 0)
      #expect(try bench.folder.text("report.html").contains(/"review":\{"sheets":1,"accepted":1,"corrected":1,/))
      try bench.folder.write("dataset.json", PublishTests.dataset)
      let output = bench.folder.path("archive")
      let export = try await bench.herbx(
        "export", bench.run, "--dataset", bench.folder.path("dataset.json"), "--output", output, "--format", "csv")
      #expect(export.status == 0, "\(export.errors)")
      let origins = try bench.folder.text("archive/provenance.csv").split(separator: "\n")
      for term in ["habitat", "recordedBy"] {
        let cell = try #require(origins.first { $0.contains(",\(term),") && $0.contains("Ada Lovelace") })
        #expect(cell.contains(",curator,"), "\(cell)")
        #expect(
          cell.contains("Ada Lovelace <https://orcid.org/0000-0002-1825-0097>, 2") && cell.contains("Z, urn:uuid:"))
      }
      #expect(origins.contains { $0.contains(",habitat,Peat bog,") })
      let reviewed = try await bench.herbx(
        "export", bench.run, "--dataset", bench.folder.path("dataset.json"), "--output", bench.folder.path("reviewed"),
        "--format", "csv", "--only", "reviewed")
      #expect(reviewed.errors.contains("1 occurrence"), "\(reviewed.errors)")
    }
  }

  @Test("a table that does not fit is refused whole, with each line; usage and missing folders have their status")
  func refusals() async throws {
    try await withRunBench(images: 1) { bench in
      #expect(try await bench.extract("--progress", "none").status == 0)
      try bench.folder.write("bad.csv", "image,term,value\nnone.jpg,country,x\nnone.jpg,contry,x\n")
      let bad = try await bench.herbx("review", bench.run, "--import", bench.folder.path("bad.csv"))
      #expect(bad.status == 1)
      #expect(bad.errors.contains("line 2: the run has no record of `none.jpg`"))
      #expect(bad.errors.contains("line 3: ") && bad.errors.contains("hint: nothing was taken"))
      #expect(!bench.folder.exists("run/annotations.jsonl"))
      #expect(try await bench.herbx("review", bench.run, "--import", bench.folder.path("none.csv")).status == 66)
      #expect(try await bench.herbx("review", bench.folder.path("none")).status == 66)
      #expect(try await bench.herbx("review", bench.run, "--reviewer", "Ada <1234>").status == 64)
      #expect(try await bench.herbx("review", bench.run, "--control", "often").status == 64)
      #expect(try await bench.herbx("review", bench.run, "--root", bench.run).status == 64)
      #expect(try await bench.herbx("review", "--import", "x.csv").status == 64)
      #expect(try await bench.herbx("review", bench.run, "--sheet", "-1").status == 64)
      #expect(try await bench.herbx("review", "--root", bench.run, "--sheet", "1").status == 64)
      #expect(try await bench.herbx("annotations", bench.folder.path("none")).status == 66)
    }
  }
}
