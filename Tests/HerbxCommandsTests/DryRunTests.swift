import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

@Suite("extract --dry-run", .endsHanging)
struct DryRunTests {
  /// The rows of the output by their names.
  private func rows(_ output: String) -> [String: String] {
    output.split(separator: "\n").reduce(into: [:]) { rows, line in
      guard let match = line.firstMatch(of: /^(\S+(?: \S+)?)\s{2,}(.*)$/) else { return }
      rows[String(match.output.1)] = String(match.output.2)
    }
  }

  @Test("on a new folder: what is new, what is refused and why, the cost; nothing sent, nothing written")
  func newFolder() async throws {
    try await withRunBench(images: 10) { bench in
      try bench.folder.write("input/empty.jpg", "")
      try bench.folder.write("input/half.jpg", Array(TinyImage.jpeg(50).dropLast(4)))
      let outcome = try await bench.extract("--dry-run")
      #expect(outcome.status == 0, "\(outcome.errors)")
      let rows = rows(outcome.output)
      #expect(rows["specimens"] == "12")
      #expect(rows["new"] == "12")
      #expect(rows["to send"] == "10")
      #expect(rows["refused"] == "2")
      #expect(outcome.output.contains("  empty_file  1\n"))
      #expect(outcome.output.contains("`half.jpg`"))
      #expect(outcome.output.contains("  image_truncated  1\n"))
      #expect(rows["images"] == "as they are: 10")
      #expect(rows["tokens"]?.hasPrefix("as Qwen2-VL and 2.5-VL counts pixels") == true)
      #expect(rows["cost"] == "about 0.05 USD: 10 at 0.00504 USD each, estimated from today's prices")
      #expect(!bench.folder.exists("run"))
      #expect(await bench.server.report().requests.keys.sorted() == ["GET /models"])
    }
  }

  @Test("beside a run in progress: what is done and left, the cost by the run's own records, no file touched")
  func besideRun() async throws {
    try await withRunBench(images: 8, faults: ["empty:image=2", "hang:image=6-8"]) {
      $0.costPerAnswer = 0.5
    } body: { bench in
      let process = try bench.start(["--no-early-validation"])
      // In flight is a request from its head on; here all bodies must have come as well.
      try await bench.until { $0.chatRequests == 8 && $0.inFlight == 3 && bench.lineCount == 5 }
      let before = try FileManager.default.subpathsOfDirectory(atPath: bench.run).sorted()
      // The run itself may ask about its key meanwhile.
      let requests = await bench.server.report().chatRequests
      let outcome = try await bench.extract("--dry-run")
      #expect(outcome.status == 0, "\(outcome.errors)")
      let rows = rows(outcome.output)
      #expect([rows["new"], rows["done"], rows["to retry"], rows["left paid"]] == ["3", "4", "0", "1"])
      #expect(rows["cost"]?.hasPrefix("about 1.50 USD: 3 at 0.50000 USD each") == true)
      #expect(try FileManager.default.subpathsOfDirectory(atPath: bench.run).sorted() == before)
      #expect(await bench.server.report().chatRequests == requests)
      process.signal(SIGKILL)
      _ = await process.wait()
    }
  }

  @Test("one figure in dry run, plan and catalogue, and with a free model the days that its daily limit takes")
  func oneEstimator() async throws {
    try await withRunBench(images: 120) { bench in
      func dryRun(_ model: String) async throws -> [String: String] {
        rows(
          try await bench.herbx(
            "extract", "--input", bench.input, "--output", bench.run, "--model", model, "--dry-run"
          ).output)
      }
      #expect(try await dryRun("qwen-vl-72b")["cost"]?.hasPrefix("about 0.60 USD: 120 at 0.00504 USD each") == true)
      let plan = try await bench.herbx("budget", "plan", "--specimens", "120", "--model", RunBench.model)
      #expect(plan.errors.contains("tokens; `extract --terms` asks for fewer"))
      let row = #/qwen2.5-vl-72b-instruct +0.00504 +0.60 +0.30 +1 /#
      #expect(plan.output.contains(row), "\(plan.output)\(plan.errors)")
      let byAlias = try await bench.herbx("budget", "plan", "--specimens", "120", "--model", "qwen-vl-72b")
      #expect(byAlias.output == plan.output, "\(byAlias.errors)")
      #expect(try await bench.herbx("models", "qwen-vl-72b").output.contains("qwen/qwen2.5-vl-72b-instruct "))
      let models = try await bench.herbx("models", RunBench.model)
      #expect(models.output.contains(#/qwen2.5-vl-72b-instruct .* 0.00504 /#), "\(models.output)\(models.errors)")
      let free = try await dryRun("google/gemma-4-31b-it:free")
      #expect(free["cost"] == "free")
      #expect(free["time"] == "at least 1 day at 1000 free requests a day")
      try bench.writePrivate("keys/api-keys.env", "")
      let unknown = try await dryRun("google/gemma-4-31b-it:free")
      #expect(unknown["time"]?.hasPrefix("at least 3 days at 50 free requests a day, or 1 day at 1000 ") == true)
    }
  }

  @Test("where no catalogue can be asked the cost is unknown, and not nothing")
  func unknownCost() async throws {
    try await withRunBench(images: 2) { bench in
      let outcome = try await bench.herbx(
        "extract", "--input", bench.input, "--output", bench.run, "--model", "x/unheard-of", "--dry-run",
        environment: ["HERBX_BASE_URL": "http://127.0.0.1:9/api/v1"])
      #expect(outcome.status == 0)
      #expect(rows(outcome.output)["cost"] == "unknown (no catalogue tells it)")
    }
  }

  @Test("with --simulate the simulated service tells the cost: no other is asked, and no key")
  func simulated() async throws {
    try await withRunBench(images: 2) { bench in
      try bench.writePrivate("keys/api-keys.env", "")
      let outcome = try await bench.herbx(
        "extract", "--input", bench.input, "--output", bench.run, "--model", "qwen-vl-72b", "--dry-run", "--simulate")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(rows(outcome.output)["cost"]?.hasPrefix("about 0.01 USD: 2 at 0.00504 USD each") == true)
      #expect(await bench.server.report().requests.isEmpty)
      #expect(!bench.folder.exists("run"))
    }
  }
}
