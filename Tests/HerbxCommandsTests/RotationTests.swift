import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

@Suite("a dead key costs one new key, and nothing else", .serialized)
struct RotationTests {
  @Test(
    "one key is made, however many wait, whether it died or was spent",
    arguments: [
      (["key-dies@20"], 24), (["key-dies@20"], 256), (["key-expires@20"], 24), (["key-spent@20"], 24),
      (["key-spent@20"], 256),
    ])
  func oneKey(faults: [String], concurrency: Int) async throws {
    try await withRunBench(images: 90, faults: faults) {
      $0.latency = .milliseconds(50)
    } body: { bench in
      let outcome = try await bench.extract("--concurrency", String(concurrency))
      #expect(outcome.status == 0, "\(outcome.errors)")
      try await expectWhole(bench, specimens: 90, keysMade: 1)
      #expect(try bench.events("key.rotated").count == 1)
    }
  }

  @Test("a key's own spending limit is seen and replaced, once")
  func spendingLimit() async throws {
    try await withRunBench(images: 90) {
      $0.latency = .milliseconds(20)
      $0.costPerAnswer = Decimal(string: "0.0036")
      $0.keys = [.init(limit: Decimal(string: "0.05"))]
    } body: { bench in
      let outcome = try await bench.extract("--concurrency", "24", "--no-early-rotation")
      #expect(outcome.status == 0, "\(outcome.errors)")
      try await expectWhole(bench, specimens: 90, keysMade: 1)
    }
  }

  @Test("four processes that share one key file and one dead key make one key in all")
  func fourProcesses() async throws {
    try await withRunBench(images: 40, faults: ["key-dies@10"]) {
      $0.latency = .milliseconds(20)
    } body: { bench in
      let runs = (0..<4).map { bench.folder.path("run-\($0)") }
      let processes = try runs.map { try bench.start(["--concurrency", "8"], run: $0) }
      for process in processes {
        let outcome = await process.wait()
        #expect(outcome.status == 0, "\(outcome.errors)")
      }
      #expect(await bench.server.report().keysMade.count == 1)
      // One at each start, one after the dead key, one after the new one; nobody asks what another has found out.
      #expect(await bench.server.report().count("GET /key") <= 4 + 5)
      let successes = try (0..<4).map { try bench.successes(run: "run-\($0)").count }
      #expect(successes == [40, 40, 40, 40])
    }
  }

  @Test("a key that dies every 50 specimens is replaced each time, up to --max-rotations, then a clean stop with 5")
  func manyRotations() async throws {
    for (bound, status) in [("20", Int32(0)), ("3", 5)] {
      try await withRunBench(images: 500, faults: ["key-dies@50:key=all"]) { bench in
        let outcome = try await bench.extract("--max-rotations", bound, "--concurrency", "8")
        #expect(outcome.status == status, "\(outcome.errors.suffix(2000))")
        let report = await bench.server.report()
        #expect(report.imagesPaidMoreThanOnce.isEmpty)
        if status == 0 {
          #expect(try bench.successes().count == 500)
          #expect((9...11).contains(report.keysMade.count))
        } else {
          #expect(report.keysMade.count == 3)
          #expect(outcome.errors.contains("Rotation limit reached"))
          // Specimens that were only refused are not recorded as failed.
          #expect(try bench.records().allSatisfy { $0["dwc"] != nil })
          let resumed = try await bench.extract("--max-rotations", "20")
          #expect(resumed.status == 0, "\(resumed.errors.suffix(2000))")
          #expect(try bench.successes().count == 500)
        }
      }
    }
  }

  @Test(
    "no key is made for what is not the key's fault, and all specimens are done",
    arguments: [
      "401-provider@3-6", "402-provider@3-6", "403-provider@3-6", "401@3-5", "402-in-flight=1@3-6", "429=1@3-6",
    ])
  func notTheKey(fault: String) async throws {
    try await withRunBench(images: 12, faults: [fault]) { bench in
      let outcome = try await bench.extract()
      #expect(outcome.status == 0, "\(outcome.errors)")
      try await expectWhole(bench, specimens: 12, keysMade: 0)
    }
  }

  @Test("a key that is refused for long though `/key` vouches for it ends with 75, and no key is made")
  func outage() async throws {
    try await withRunBench(images: 12, faults: ["401"]) { bench in
      let outcome = try await bench.extract("--outage-patience", "1")
      #expect(outcome.status == 75, "\(outcome.errors)")
      #expect(outcome.errors.contains("it is not dead"))
      #expect(outcome.errors.contains("hint: nothing is lost"))
      #expect(await bench.server.report().keysMade.isEmpty)
      // Specimens that were only refused are not recorded as failed.
      #expect(try bench.records().isEmpty)
    }
  }

  @Test("a service without /key rotates on a 401, and the fresh key works")
  func withoutKeyEndpoint() async throws {
    try await withRunBench(images: 12, faults: ["key-dies@4"]) {
      $0.missing = [.key]
    } body: { bench in
      let outcome = try await bench.extract()
      #expect(outcome.status == 0, "\(outcome.errors)")
      try await expectWhole(bench, specimens: 12, keysMade: 1)
    }
  }

  @Test("a new key may take a moment to be known")
  func slowKey() async throws {
    try await withRunBench(images: 12, faults: ["key-dies@4", "key-fresh=400ms"]) { bench in
      let outcome = try await bench.extract()
      #expect(outcome.status == 0, "\(outcome.errors)")
      try await expectWhole(bench, specimens: 12, keysMade: 1)
    }
  }

  @Test("a person may rotate by hand while a run goes on: the run takes the new key at the next refusal")
  func byHand() async throws {
    let gate = AnswerGate(allowing: 5)
    try await withRunBench(images: 60, faults: ["key-dies@30"]) {
      $0.gate = gate
    } body: { bench in
      let process = try bench.start(["--concurrency", "2", "--max-rotations", "0"])
      try await bench.until { $0.chatRequests > 5 }
      let made = try await bench.herbx("keys", "provision", "--name", "by-hand")
      #expect(made.status == 0, "\(made.errors)")
      gate.open()
      let outcome = await process.wait()
      #expect(outcome.status == 0, "\(outcome.errors)")
      try await expectWhole(bench, specimens: 60, keysMade: 1)
      #expect(try bench.events("key.adopted").count == 1)
    }
  }

  /// All specimens once, no image paid twice, so many keys.
  private func expectWhole(_ bench: RunBench, specimens: Int, keysMade: Int) async throws {
    let report = await bench.server.report()
    #expect(report.keysMade.count == keysMade)
    #expect(report.imagesPaidMoreThanOnce.isEmpty)
    #expect(try bench.successes().count == specimens)
    #expect(try bench.records().count == specimens)
  }
}

@Suite("rotations that fail end with 5, their message, and everything resumable")
struct FailedRotationTests {
  private func script(_ bench: RunBench, _ body: String) throws -> String {
    let path = try bench.folder.write("provision.sh", "#!/bin/sh\n\(body)\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return path
  }

  private func run(
    _ message: String, scriptBody: String?, faults: [String] = ["key-dies@4"]
  ) async throws {
    try await withRunBench(images: 12, faults: faults) { bench in
      let path = try scriptBody.map { try script(bench, $0) } ?? bench.folder.path("no-such-script.sh")
      let outcome = try await bench.extract("--provision-script", path)
      #expect(outcome.status == 5, "\(outcome.errors)")
      for text in [outcome.errors, try bench.folder.text("run/run.log")] {
        #expect(text.split(separator: message, omittingEmptySubsequences: false).count == 2, "not said once: \(text)")
        #expect(text.contains("hint: "))
      }
      #expect(try bench.records().allSatisfy { $0["dwc"] != nil })
      #expect(try bench.events("key.rotation_failed").count == 1)
    }
  }

  @Test("script not found") func notFound() async throws {
    try await run("❌ Provisioning script not found: ", scriptBody: nil)
  }

  @Test("provisioning failed, with the script's last line, masked") func failed() async throws {
    let secret = "sk-or-v1-" + String(repeating: "deadbeef", count: 8)
    try await run(
      "❌ Provisioning failed: no luck with sk-or-v1-deadbeefdead...",
      scriptBody: "echo 'no luck with \(secret)' >&2; exit 9")
  }

  @Test("key provisioned but not loaded") func notLoaded() async throws {
    try await run("❌ Key provisioned but not loaded into environment", scriptBody: "exit 0")
  }

  @Test("fresh key fails too") func freshKey() async throws {
    let body =
      #"umask 077; printf 'export OPENROUTER_API_KEY="sk-or-v1-%s"\n' nobody-knows-this-key > "$HERBX_KEYS_FILE""#
    try await run("❌ Fresh key also failed. Check OpenRouter service status.", scriptBody: body)
  }

  @Test("after an unclear outcome no second key is made by itself, until a person has cleared it")
  func unclear() async throws {
    try await withRunBench(images: 12, faults: ["key-dies@4"]) { bench in
      let path = try script(bench, "exit 0")
      #expect(try await bench.extract("--provision-script", path).status == 5)
      let again = try await bench.extract()
      #expect(again.status == 5)
      for text in [again.errors, try bench.folder.text("run/run.log")] {
        #expect(text.split(separator: "Unclear whether a key was made").count == 2, "not said once: \(text)")
      }
      #expect(await bench.server.report().keysMade.isEmpty)
      #expect(try await bench.herbx("keys", "provision").status == 0)
      let last = try await bench.extract()
      #expect(last.status == 0, "\(last.errors)")
      #expect(await bench.server.report().keysMade.count == 1)
    }
  }

  @Test("a script that hangs with a child of its own is ended, and no process is left")
  func hangs() async throws {
    try await withRunBench(images: 8, faults: ["key-dies@2"]) { bench in
      let mark = "herbx-test-\(UUID().uuidString)"
      let path = try script(
        bench, "trap '' TERM\nsh -c 'trap \"\" TERM; exec -a \(mark) sleep 300 || sleep 301' \(mark) &\nsleep 300")
      let outcome = try await bench.extract("--provision-script", path)
      #expect(outcome.status == 5)
      #expect(outcome.errors.contains("❌ Provisioning script timed out"))
      let left = try await HerbxProcess.tool("pgrep", ["-f", mark])
      #expect(left.isEmpty)
    }
  }
}
