import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

@Suite("stopping a run", .endsHanging)
struct StopTests {
  @Test(
    "a signal drains what is in flight, and the same command ends the run with nothing paid twice",
    arguments: [(SIGTERM, 143), (SIGINT, 130), (SIGHUP, 143)] as [(Int32, Int32)])
  func drains(number: Int32, status: Int32) async throws {
    let gate = AnswerGate(allowing: 8)
    try await withRunBench(images: 60) {
      $0.gate = gate
    } body: { bench in
      let process = try bench.start(["--concurrency", "4", "--no-early-validation"])
      try await bench.until { $0.billed == 12 && bench.lineCount == 8 }
      process.signal(number)
      try await bench.untilHolds("run.log", "stopping")
      gate.open()
      let outcome = await process.wait()
      #expect(outcome.status == status, "\(outcome.errors)")
      let report = await bench.server.report()
      #expect(try bench.successes().count == 12)
      #expect(report.billed == 12)
      #expect(report.abandoned == 0)
      #expect(try bench.events("extraction.stopped").count == 1)
      #expect(try await bench.extract().status == 0)
      #expect(try bench.extractedImages().count == 60)
      #expect(await bench.server.report().imagesPaidMoreThanOnce.isEmpty)
      #expect(try await bench.herbx("verify", bench.run).status == 0)
    }
  }

  @Test("a second SIGINT ends at once, with every line whole")
  func secondInterrupt() async throws {
    try await withRunBench(images: 10, faults: ["hang:image=4-10"]) { bench in
      let process = try bench.start(["--no-early-validation"])
      try await bench.until { $0.inFlight == 7 && bench.lineCount == 3 }
      process.signal(SIGINT)
      try await bench.untilHolds(
        "run.log", "stopping (interrupted): waiting for 7 in flight, 300 s at most; a second Ctrl-C stops at once")
      try await bench.untilHolds("events.jsonl", "run.stopping")
      let draining = try await bench.herbx("status", bench.run)
      #expect(draining.output.hasPrefix("run: stopping, waiting for 7 in flight"), "\(draining.output)")
      process.signal(SIGINT)
      let outcome = await process.wait()
      #expect(outcome.status == 130)
      #expect(outcome.errors.contains("stopped at once by a second SIGINT"))
      #expect(try bench.successes().count == 3)
      let status = try await bench.herbx("status", bench.run)
      #expect(status.output.contains("stopped at once by a second SIGINT"), "\(status.output)")
    }
  }

  @Test("a hang-up that nohup ignores stays ignored")
  func nohup() async throws {
    let gate = AnswerGate()
    try await withRunBench(images: 12) {
      $0.gate = gate
    } body: { bench in
      let process = try bench.start(["--concurrency", "2"], wrapper: ["nohup"])
      try await bench.until { $0.inFlight > 0 }
      process.signal(SIGHUP)
      gate.open()
      let outcome = await process.wait()
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try bench.successes().count == 12)
    }
  }

  @Test(
    "a terminal that went away does not end a run, nor do its lines go into the run's files",
    arguments: ["2> >(exit 0)", "2>&-", "<&- >&- 2>&-"])
  func closedTerminal(redirection: String) async throws {
    try await withRunBench(images: 12) { bench in
      let wrapper = ["bash", "-c", "exec \"$@\" \(redirection)", "bash"]
      let outcome = try await bench.start(wrapper: wrapper).wait()
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try bench.successes().count == 12)
      #expect(try bench.records().count == 12)
      #expect(try await bench.herbx("verify", bench.run).status == 0)
    }
  }
}
