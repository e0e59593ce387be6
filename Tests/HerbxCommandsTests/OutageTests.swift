import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

/// Outages over real sockets and files. Those of minutes are in `scripts/trials outage`.
@Suite("an outage is waited out", .timeLimit(.minutes(5)))
struct OutageTests {
  @Test(
    "of the service, whatever it answers: nobody fails, no key is made, the log stays short",
    arguments: ["502@6-16", "503@6-16", "500@1-9", "reset@6-16", "502-html@1-9", "524@6-16", "429=1@6-16", "401@6-16"])
  func service(fault: String) async throws {
    try await withRunBench(images: 30, faults: [fault]) { bench in
      let outcome = try await bench.extract()
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try bench.records().count == 30)
      #expect(try bench.successes().count == 30)
      #expect(await bench.server.report().keysMade.isEmpty)
      // A key in doubt is told of each time that `/key` vouches for it.
      let most = fault.hasPrefix("401") ? 60 : 20
      #expect(try bench.folder.text("run/run.log").split(separator: "\n").count <= most)
    }
  }

  @Test("is told in log and events, at its beginning and at its end")
  func told() async throws {
    try await withRunBench(images: 30, faults: ["502@6-16"]) { bench in
      let outcome = try await bench.extract()
      #expect(outcome.status == 0)
      #expect(outcome.errors.contains("the service is not well - waiting"))
      #expect(outcome.errors.contains("the service is well again"))
      #expect(try bench.events("outage.began").count == 1)
      #expect(try bench.events("outage.ended").count == 1)
    }
  }

  @Test(
    "few open files lower the number in flight, and nobody fails; too few are a sentence", arguments: [128, 44, 16])
  func openFiles(limit: Int) async throws {
    try await withRunBench(images: 100) { bench in
      let wrapper = ["bash", "-c", "ulimit -n \(limit); exec \"$@\"", "bash"]
      let run = try bench.start(["--concurrency", "200", "--no-early-validation"], wrapper: wrapper)
      let outcome = await run.wait()
      if limit == 16 {
        #expect(outcome.status == 64, "\(outcome.errors)")
        #expect(outcome.errors.contains("hint: raise the limit"))
      } else {
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try bench.successes().count == 100)
        #expect(try bench.records().count == 100)
        #expect(outcome.errors.contains("the limit of open files allows"))
      }
    }
  }

  @Test("a run that stood still for longer than its timeout loses no answer that had come, and pays for none twice")
  func standstill() async throws {
    try await withRunBench(images: 24) { options in
      options.latency = .milliseconds(500)
    } body: { bench in
      let run = try bench.start(["--concurrency", "8", "--timeout", "3", "--no-early-validation"])
      try await bench.untilRequested(8)
      run.signal(SIGSTOP)
      let end = ContinuousClock.now + .seconds(5)
      try await bench.until { _ in ContinuousClock.now >= end }
      run.signal(SIGCONT)
      let outcome = await run.wait()
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try bench.successes().count == 24)
      #expect(await bench.server.report().chatRequests == 24)
    }
  }

  @Test("of the input folder: the run waits for it, and nobody fails")
  func input() async throws {
    try await withRunBench(images: 60) { options in
      options.latency = .milliseconds(50)
    } body: { bench in
      let run = try bench.start(["--concurrency", "2"])
      try await bench.untilRequested(8)
      try FileManager.default.moveItem(atPath: bench.input, toPath: bench.folder.path("away"))
      while !bench.holds("run.log", "the input folder cannot be read") { try await Task.sleep(for: .milliseconds(5)) }
      try FileManager.default.moveItem(atPath: bench.folder.path("away"), toPath: bench.input)
      let outcome = await run.wait()
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try bench.records().count == 60)
      #expect(try bench.successes().count == 60)
    }
  }
}
