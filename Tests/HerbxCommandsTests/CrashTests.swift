import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

@Suite("crashes", .endsHanging)
struct CrashTests {
  private static let concurrency = 8

  /// Numbers that are the same each time.
  private struct Dice {
    var state: UInt64

    mutating func roll(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % sides
    }
  }

  @Test("twenty SIGKILLs at random moments lose no more than what was in flight, and the run ends whole")
  func twentyKills() async throws {
    try await withRunBench(images: 300) {
      $0.latency = .milliseconds(10)
    } body: { bench in
      var dice = Dice(state: 20_251_010)
      // By the requests seen so far: before the first, between any two, and while the last are in flight.
      let moments = (0..<20).map { _ in dice.roll(320) }.sorted()
      var inFlightAtKills = 0
      for moment in moments {
        let process = try start(bench)
        let (requests, lines) = (await bench.server.report().bodies.count, bench.lineCount)
        try await bench.until { $0.bodies.count >= moment }
        for _ in 0..<dice.roll(50) { await Task.yield() }
        process.signal(SIGKILL)
        _ = await process.wait()
        try await bench.untilDisconnected()
        let sent = await bench.server.report().bodies.count - requests
        let inFlight = sent - (bench.lineCount - lines)
        #expect((0...Self.concurrency).contains(inFlight))
        inFlightAtKills += inFlight
      }
      let outcome = try await start(bench).wait()
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try bench.successes().count == 300)
      #expect(try bench.extractedImages().count == 300)
      #expect(try bench.folder.read("run/raw.jsonl").last == 0x0A)
      #expect(try await bench.herbx("verify", bench.run).status == 0)
      let report = await bench.server.report()
      #expect(report.images.count == 300)
      #expect(report.billed - 300 <= inFlightAtKills)
    }
  }

  private func start(_ bench: RunBench) throws -> HerbxProcess {
    try bench.start(["--concurrency", "\(Self.concurrency)", "--no-early-validation"])
  }

  @Test("with --response-cache the answers that a crash lost come back free")
  func responseCache() async throws {
    let gate = AnswerGate(allowing: 8)
    try await withRunBench(images: 16) {
      $0.gate = gate
    } body: { bench in
      let process = try bench.start(["--no-early-validation", "--response-cache"])
      try await bench.until { $0.billed == 16 && bench.lineCount == 8 }
      process.signal(SIGKILL)
      _ = await process.wait()
      try await bench.untilDisconnected()
      gate.open()
      let lost = await bench.server.report().billed - bench.lineCount
      #expect(lost == 8)
      #expect(try await bench.extract("--response-cache").status == 0)
      let report = await bench.server.report()
      #expect(report.cacheHits == lost)
      #expect(report.billed == 16)
      #expect(try bench.extractedImages().count == 16)
    }
  }

  @Test(
    "answers whose head had come before a crash are fetched, not paid again; where nothing is kept they are asked for")
  func recovered() async throws {
    for keeps in [true, false] {
      try await withRunBench(images: 4) {
        $0.keepsContents = keeps
        // The head comes with the first blank, the body never within this test.
        $0.latency = .seconds(3600)
        $0.blanksEvery = .milliseconds(20)
      } body: { bench in
        let process = try bench.start(["--no-early-validation", "--concurrency", "4"])
        let journal = { (try? bench.folder.text("run/requests.jsonl")) ?? "" }
        while journal().split(separator: "\n").count(where: { $0.contains(#""event":"answering""#) }) < 4 {
          try await Task.sleep(for: .milliseconds(10))
        }
        process.signal(SIGKILL)
        _ = await process.wait()
        try await bench.untilDisconnected()
        guard keeps else {
          let again = try bench.start(["--concurrency", "4", "--no-early-validation"])
          try await bench.untilRequested(8)
          again.signal(SIGKILL)
          _ = await again.wait()
          #expect(try bench.successes().isEmpty)
          return
        }
        let outcome = try await bench.extract()
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("4 answers that a crash had lost came back"))
        #expect(try bench.successes().count { $0["recovered"] == true && $0["sent"] != nil } == 4)
        let report = await bench.server.report()
        #expect(report.billed == 4)
        let told = try #require(try bench.events("extraction.completed").last?["data"])
        #expect(told["cost"]?.digits == report.cost.description && told["cost_of_lost_answers"]?.int == 0)
        #expect(try await bench.herbx("verify", bench.run).status == 0)
      }
    }
  }

  @Test("without the flag the service keeps nothing")
  func noCache() async throws {
    try await withRunBench(images: 2) { bench in
      #expect(try await bench.extract().status == 0)
      let again = try await bench.start(run: bench.folder.path("other")).wait()
      #expect(again.status == 0)
      let report = await bench.server.report()
      #expect(report.cacheHits == 0)
      #expect(report.billed == 4)
    }
  }
}
