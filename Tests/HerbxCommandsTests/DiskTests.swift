import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

@Suite("disks and folders that fail", .endsHanging)
struct DiskTests {
  @Test(
    "a full disk ends the run with 74, path and bytes; after enlarging it the run ends whole",
    .enabled(if: Mount.isPermitted, "mounting a small tmpfs needs root"))
  func fullDisk() async throws {
    try await withRunBench(images: 200) { bench in
      let disk = try Mount(bench.run, size: "96k")
      let outcome = try await bench.extract("--concurrency", "8")
      #expect(outcome.status == 74, "\(outcome.errors)")
      #expect(outcome.errors.contains(/`\S+\/run\/raw\.jsonl` could not be written, [1-9]\d+ bytes needed: No space/))
      #expect(outcome.errors.contains("not written: `sheet-"))
      #expect(try bench.folder.read("run/raw.jsonl").last == 0x0A)
      let before = (await bench.server.report().billed, try bench.successes().count)
      #expect((1...8).contains(before.0 - before.1))
      // Still full: nothing is sent.
      #expect([73, 74].contains(try await bench.extract().status))
      #expect(await bench.server.report().billed == before.0)
      try disk.change("size=16m")
      let last = try await bench.extract()
      #expect(last.status == 0, "\(last.errors)")
      #expect(try bench.successes().count == 200)
      #expect(try bench.extractedImages().count == 200)
      // What was answered and found no room is paid again, but for what the service kept and gave back.
      let recovered = try bench.successes().count { $0["recovered"] == true }
      #expect(await bench.server.report().billed == 200 + before.0 - before.1 - recovered)
      let verification = try await bench.herbx("verify", bench.run)
      #expect(verification.status == 0, "\(verification.output)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: bench.run).allSatisfy { !$0.hasSuffix(".new") })
    }
  }

  @Test(
    "a run folder that may not be written ends with 73 before anything is sent",
    .enabled(if: Mount.isPermitted, "mounting needs root"))
  func readOnly() async throws {
    try await withRunBench(images: 2) { bench in
      let disk = try Mount(bench.run, size: "96k")
      try disk.change("ro")
      let outcome = try await bench.extract()
      #expect(outcome.status == 73)
      #expect(outcome.errors.contains("`\(bench.run)`"))
      #expect(await bench.server.report().requests.isEmpty)
    }
  }

  /// What becomes of a run over 60 images whose folder is changed once five of them are done and four in flight.
  private func withRun(
    _ change: (RunBench) throws -> Void, _ check: (RunBench, HerbxProcess.Outcome) async throws -> Void
  ) async throws {
    let gate = AnswerGate(allowing: 5)
    try await withRunBench(images: 60) {
      $0.gate = gate
    } body: { bench in
      let process = try bench.start(["--no-early-validation", "--concurrency", "4"])
      try await bench.until { _ in bench.lineCount == 5 }
      try change(bench)
      gate.open()
      try await check(bench, await process.wait())
    }
  }

  @Test("a run folder that is moved ends the run with 73, and takes all that was paid for with it")
  func movedRunFolder() async throws {
    try await withRun { bench in
      try FileManager.default.moveItem(atPath: bench.run, toPath: bench.folder.path("elsewhere"))
    } _: { bench, outcome in
      #expect(outcome.status == 73)
      #expect(outcome.errors.contains("removed or moved while the run went on"))
      let lines = try bench.folder.text("elsewhere/raw.jsonl").split(separator: "\n")
      #expect(lines.count == (await bench.server.report().billed))
      #expect(!bench.folder.exists("run"))
    }
  }

  @Test("a run folder that is removed ends the run with 74; what was answered and not written is said")
  func removedRunFolder() async throws {
    try await withRun { bench in
      try FileManager.default.removeItem(atPath: bench.run)
    } _: { bench, outcome in
      #expect(outcome.status == 74)
      #expect(outcome.errors.contains("/run/raw.jsonl` could not be written"))
      #expect(outcome.errors.contains("the file is gone"))
      #expect(outcome.errors.contains("but not written: `sheet-"))
      #expect(await bench.server.report().billed < 60)
    }
  }

  @Test("an input folder that vanishes is waited for and costs no record; at a start without it nothing is sent")
  func vanishedInput() async throws {
    let gate = AnswerGate(allowing: 5)
    try await withRunBench(images: 40) {
      $0.gate = gate
    } body: { bench in
      let process = try bench.start(["--no-early-validation", "--concurrency", "4"])
      try await bench.until { _ in bench.lineCount == 5 }
      try FileManager.default.moveItem(atPath: bench.input, toPath: bench.folder.path("away"))
      gate.open()
      try await bench.until { _ in (try? bench.folder.text("run/events.jsonl"))?.contains("outage.began") == true }
      process.signal(SIGTERM)
      #expect(await process.wait().status == 143)
      #expect(try bench.records().allSatisfy { $0["dwc"] != nil })
      #expect(try await bench.extract().status == 66)
      try FileManager.default.moveItem(atPath: bench.folder.path("away"), toPath: bench.input)
      #expect(try await bench.extract().status == 0)
      #expect(try bench.extractedImages().count == 40)
      #expect(await bench.server.report().imagesPaidMoreThanOnce.isEmpty)
    }
  }
}
