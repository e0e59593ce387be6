import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

@testable import HerbxCommands

@Suite("A pilot, and a second model", .endsHanging)
struct PilotTests {
  private func arguments(_ bench: RunBench, _ more: [String], models: [String]) -> [String] {
    ["pilot", "--input", bench.input, "--output", bench.folder.path("pilot"), "--sample", "12"]
      + models.flatMap { ["--model", $0] } + more
  }

  @Test("the same seed takes the same sample, and no more is spent than the bound, over all models and starts")
  func bound() async throws {
    try await withRunBench(images: 30, { $0.costPerAnswer = 0.01 }) { bench in
      let models = [RunBench.model, Self.other]
      // 24 answers cost 0.24; the bound ends the second model.
      let first = try await HerbxProcess.run(
        arguments(bench, ["--max-cost", "0.18", "--json"], models: models), home: bench.folder,
        environment: bench.environment)
      #expect(first.status == 6, "\(first.errors)")
      let sample = try bench.folder.text("pilot/sample.txt")
      #expect(sample.split(separator: "\n").count == 12)
      #expect(await bench.server.report().chatRequests <= 18)
      // A higher bound goes on with what is left.
      let second = try await HerbxProcess.run(
        arguments(bench, ["--max-cost", "0.50", "--json"], models: models), home: bench.folder,
        environment: bench.environment)
      #expect(second.status == 0, "\(second.errors)")
      #expect(await bench.server.report().chatRequests == 24)
      #expect(try bench.folder.text("pilot/sample.txt") == sample)
      let json = try JSONParser.parse(Array(second.output.utf8))
      #expect(json["pilot"]?.array?.count == 2)
      #expect(json["pilot"]?[0]?["folder_cost"]?.money == Money(digits: "0.3"))
      #expect(try bench.folder.text("pilot/pilot.html").contains("class=\"chart\"") == false)
      let changed = try await HerbxProcess.run(
        arguments(bench, ["--max-cost", "0.50", "--seed", "2"], models: models), home: bench.folder,
        environment: bench.environment)
      #expect(changed.status == 64)
    }
  }

  @Test("what a pilot cost is unknown where the service does not say it, and so is what the folder would")
  func unknownCost() async throws {
    try await withRunBench(images: 4, faults: ["no-cost"]) { bench in
      let outcome = try await HerbxProcess.run(
        arguments(bench, ["--max-cost", "3"], models: [RunBench.model]), home: bench.folder,
        environment: bench.environment)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains(#/qwen2.5-vl-72b-instruct +4 +0 +unknown +–/#), "\(outcome.output)")
      let again = try await HerbxProcess.run(
        arguments(bench, ["--max-cost", "3", "--json"], models: [RunBench.model]), home: bench.folder,
        environment: bench.environment)
      #expect(again.output.contains(#""cost":null,"#) && !again.output.contains(#""cost":0,"#), "\(again.output)")
    }
  }

  @Test("extract --second-model fills RUN/second under the same bound, and a second start asks nothing again")
  func second() async throws {
    try await withRunBench(images: 6, { $0.costPerAnswer = 0.01 }) { bench in
      let model = Self.other
      let short = try await bench.extract("--second-model", model, "--max-cost", "0.11")
      #expect(short.status == 6, "\(short.errors)")
      #expect(await bench.server.report().chatRequests <= 11)
      // The folder knows of the second model, and of the bound that both have together.
      #expect(try await bench.herbx("resume", bench.run).status == 6)
      #expect(await bench.server.report().chatRequests <= 11)
      let whole = try await bench.herbx("resume", bench.run, "--max-cost", "0.20")
      #expect(whole.status == 0, "\(whole.errors)")
      #expect(await bench.server.report().chatRequests == 12)
      #expect(try bench.successes(run: "run").count == 6)
      #expect(try bench.successes(run: "run/second").count == 6)
      #expect(try bench.records(run: "run/second").allSatisfy { $0["model"]?.string == model })
      let report = try await bench.herbx("evaluate", bench.run, bench.run + "/second", "--truth", "reviewed")
      #expect(report.status == 66)
      let status = try await bench.herbx("status", bench.run)
      #expect(status.output.contains("second model \(model): finished, 6/6, 0 failed"), "\(status.output)")
      let json = try JSONParser.parse(Array(try await bench.herbx("status", bench.run, "--json").output.utf8))
      #expect(json["second"]?["done"]?.int == 6)
      let proof = try await bench.herbx("verify", bench.run)
      #expect(proof.status == 0 && proof.output.contains("the second model's run:"), "\(proof.output)")
      // A broken record of the second run is one of the whole.
      try bench.folder.write("run/second/raw.jsonl", try bench.folder.text("run/second/raw.jsonl") + "{}\n")
      #expect(try await bench.herbx("verify", bench.run).status == 1)
    }
  }

  @Test("status --watch goes on to the end of the second model's run")
  func watchingSecond() async throws {
    let gate = AnswerGate(allowing: 1)
    try await withRunBench(images: 4) {
      $0.gate = gate
    } body: { bench in
      let extract = try bench.start(["--second-model", Self.other])
      try await bench.until { _ in bench.lineCount == 1 }
      let watch = try HerbxProcess(
        ["status", bench.run, "--watch"], home: bench.folder, environment: bench.environment)
      gate.allow(5)
      try await bench.until { _ in bench.folder.exists("run/second/raw.jsonl") }
      gate.open()
      #expect(await extract.wait().status == 0)
      let outcome = await watch.wait()
      #expect(outcome.status == 0)
      let last = outcome.output.split(separator: "\n").last ?? ""
      #expect(last.hasPrefix("second model \(Self.other): finished, 4/4, 0 failed"), "\(outcome.output)")
    }
  }

  @Test("evaluate --truth reviewed holds a run against what a curator decided, and against nothing else")
  func reviewed() async throws {
    try await withRunBench(images: 3) { bench in
      #expect(try await bench.extract("--progress", "none").status == 0)
      try await decide(bench, run: "run", right: 1, wrong: 1)
      let report = try await bench.herbx("evaluate", bench.run, "--truth", "reviewed", "--json")
      #expect(report.status == 0, "\(report.errors)")
      let model = try JSONParser.parse(Array(report.output.utf8))["models"]?[0]
      #expect(model?["specimens"]?.int == 2)
      #expect(model?["terms"]?.array?.count == 1)
      let term = model?["terms"]?[0]
      #expect(term?["term"]?.string == "recordedBy")
      #expect(["truth", "exact", "wrong"].map { term?[$0]?.int } == [2, 1, 1])
    }
  }

  @Test("--by says which column of the truth is its key; quotes, commas and lines in a cell belong to its value")
  func byColumn() async throws {
    let home = try TemporaryFolder()
    let records = [("a", "1"), ("b", "2")].map { image, number in
      #"{"image":"\#(image).jpg","model":"m","dwc":{"catalogNumber":{"value":"\#(number)"},"#
        + #""locality":{"value":"Hill \"\#(number)\", north\nside"}}}"# + "\n"
    }
    try home.write("run/raw.jsonl", records.joined())
    // By its images the table has the two sheets the other way round.
    let rows = [("b", "1"), ("a", "2")].map { "\($0).jpg,\($1),\"Hill \"\"\($1)\"\", north\nside\"\n" }
    try home.write("truth.csv", "image,catalogNumber,locality\n" + rows.joined())
    for (column, exact) in [("catalogNumber", 2), ("image", 0)] {
      let report = try await HerbxProcess.run(
        ["evaluate", home.path("run"), "--truth", home.path("truth.csv"), "--by", column, "--json"], home: home)
      #expect(report.status == 0, "\(report.errors)")
      let terms = try JSONParser.parse(Array(report.output.utf8))["models"]?[0]?["terms"]?.array ?? []
      let locality = terms.first { $0["term"]?.string == "locality" }
      #expect(locality?["truth"]?.int == 2 && locality?["exact"]?.int == exact, "\(column): \(report.output)")
    }
    let unknown = try await HerbxProcess.run(
      ["evaluate", home.path("run"), "--truth", home.path("truth.csv"), "--by", "barcode"], home: home)
    #expect(unknown.status == 64 && unknown.errors.contains("barcode"), "\(unknown.errors)")
  }

  @Test("what a killed model left in flight counts against the others' share at the dearest answer's cost")
  func leftInFlight() throws {
    let home = try TemporaryFolder()
    try home.write("run/raw.jsonl", #"{"image":"a.jpg","model":"m","dwc":{},"usage":{"cost":0.01}}"# + "\n")
    let sent = (1...4).map {
      #"{"event":"sent","number":\#($0),"key_sha256":"ab","timestamp":"2026-01-01T00:00:00Z"}"# + "\n"
    }
    try home.write("run/requests.jsonl", sent.joined() + #"{"event":"ended","number":1,"cost":0.01}"# + "\n")
    #expect(try Spending(of: home.path("run")).total().digits == "0.04")
    // One that was killed before its first answer knows no cost of its own.
    try home.write("early/requests.jsonl", sent.joined())
    #expect(try Spending(of: home.path("early")).total(orElse: #require(Money(digits: "0.02"))).digits == "0.08")
  }

  /// Confirms who collected so many sheets of a run, and corrects it on others.
  private func decide(_ bench: RunBench, run: String, right: Int, wrong: Int) async throws {
    let rows = try bench.successes(run: run).prefix(right + wrong).enumerated().map { index, record in
      let name = index < right ? record["dwc"]?["recordedBy"]?["value"]?.string ?? "" : "Zacharias Nobody"
      return "\(record["image"]?.string ?? ""),recordedBy,\"\(name)\"\n"
    }
    try bench.folder.write("decided.csv", "image,term,value\n" + rows.joined())
    let taken = try await bench.herbx(
      "review", bench.folder.path(run), "--import", bench.folder.path("decided.csv"), "--reviewer", "Ada")
    #expect(taken.status == 0, "\(taken.errors)")
  }

  @Test(
    "pilot --review waits for a curator, whose corrections are the truth; its page passes axe-core and looks into no net"
  )
  func review() async throws {
    try await withRunBench(images: 8) { bench in
      let pilot = try HerbxProcess(
        arguments(bench, ["--max-cost", "5", "--review", "--json"], models: [RunBench.model, Self.other]),
        home: bench.folder, environment: bench.environment)
      while !pilot.errorsSoFar.contains("?token=") { try await Task.sleep(for: .milliseconds(5)) }
      #expect(pilot.errorsSoFar.contains("\nhttp://127.0.0.1:"))
      let run = "pilot/" + RunBench.model.replacing("/", with: "-")
      try await decide(bench, run: run, right: 2, wrong: 2)
      pilot.signal(SIGINT)
      let end = await pilot.wait()
      #expect(end.status == 0, "\(end.errors)")
      let json = try JSONParser.parse(Array(end.output.utf8))
      #expect(json["evaluation"]?["truth"]?["specimens"]?.int == 4)
      #expect(json["pilot"]?[0]?["needs_eyes"] != .null)
      #expect(json["note"]?.string == nil)
      try await look(at: bench.folder.path("pilot/pilot.html"))
    }
  }

  private func look(at file: String) async throws {
    guard Browser.isInstalled, let axe = AxeCore.script else { return }
    try await withBrowser { browser in
      for (width, isDark) in [(1280, false), (1280, true), (390, false)] {
        let page = try await browser.page(width: width, isDark: isDark)
        try await page.open("file://" + file)
        #expect(try await page.evaluate("document.querySelectorAll('.chart .bar').length").int ?? 0 > 0)
        try await page.evaluate(axe)
        let found = try await page.text(
          "axe.run().then((r) => r.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).slice(0, 3)}`).join('\\n'))"
        )
        #expect(found == "", "\(width) \(isDark ? "dark" : "light")")
        #expect(try await page.evaluate("document.documentElement.scrollWidth <= innerWidth").bool == true, "\(width)")
        #expect(page.complaints.isEmpty, "\(page.complaints)")
      }
    }
  }

  /// A model of the simulator's other than the bench's, that costs.
  private static let other = "qwen/qwen3-vl-8b-instruct"
}
