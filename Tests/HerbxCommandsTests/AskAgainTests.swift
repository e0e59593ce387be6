import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

@Suite("a model that is told what was wrong with its answer", .serialized)
struct AskAgainTests {
  @Test("answers a second time: both answers are recorded, both are billed, and the second counts")
  func second() async throws {
    try await withRunBench(images: 6, faults: ["text:once"]) {
      $0.costPerAnswer = Decimal(string: "0.0036")
    } body: { bench in
      let outcome = try await bench.extract("--ask-again", "1")
      #expect(outcome.status == 0, "\(outcome.errors)")
      let records = try bench.records()
      let failures = records.filter { $0["dwc"] == nil }
      #expect(failures.count == 6)
      #expect(failures.allSatisfy { $0["error_kind"] == "not_json" && $0["usage"]?["cost"] != nil })
      #expect(try bench.successes().count == 6)
      #expect(try bench.successes().allSatisfy { $0["asked_again"] == true && $0["attempts"]?.int == 2 })
      #expect(await bench.server.report().cost == Decimal(string: "0.0432"))
      #expect(outcome.errors.contains("0.0432 USD in all"))
      let snapshot = try JSONParser.parse(Array(try bench.folder.text("run/environment.json").utf8))
      #expect(snapshot["parameters"]?["ask_again"]?.int == 1)
      #expect(try await bench.herbx("verify", bench.run).status == 0)
      #expect(try await bench.extract().status == 0)
      #expect(await bench.server.report().chatRequests == 12)
    }
  }

  @Test("is asked once more and no oftener, and only on demand", arguments: [("1", 2), ("0", 1)])
  func once(asked: String, requests: Int) async throws {
    try await withRunBench(images: 3, faults: ["text"]) { bench in
      let outcome = try await bench.extract("--ask-again", asked)
      #expect(outcome.status == 3, "\(outcome.errors)")
      #expect(await bench.server.report().chatRequests == 3 * requests)
      #expect(try bench.records().count == 3 * requests)
      #expect(outcome.errors.contains("0 of 3 specimens done, 3 failed"))
    }
  }

  @Test("costs no more than the bound, which counts both answers; what is failed then is told as failed")
  func bound() async throws {
    try await withRunBench(images: 30, faults: ["text"]) {
      $0.costPerAnswer = Decimal(string: "0.0036")
    } body: { bench in
      let outcome = try await bench.extract(
        "--ask-again", "1", "--max-cost", "0.12", "--no-early-validation", "--concurrency", "3")
      #expect(outcome.status == 6, "\(outcome.errors)")
      let spent = await bench.server.report().cost
      #expect(spent <= Decimal(string: "0.12") ?? 0)
      #expect(spent >= Decimal(string: "0.08") ?? 1)
      let status = try JSONParser.parse(Array(try await bench.herbx("status", bench.run, "--json").output.utf8))
      #expect(outcome.errors.contains("\(status["failed"]?.int ?? -1) failed"), "\(status.text)")
    }
  }

  @Test("a refusal is the model's last word")
  func refusal() async throws {
    try await withRunBench(images: 3, faults: ["filter"]) { bench in
      let outcome = try await bench.extract("--ask-again", "1")
      #expect(outcome.status == 3)
      #expect(await bench.server.report().chatRequests == 3)
    }
  }

  @Test("answers that are no completions, alike for several specimens in a row, stop the run in their own words")
  func unreadable() async throws {
    try await withRunBench(images: 40, faults: ["garbage"]) { bench in
      let outcome = try await bench.extract("--concurrency", "2", "--no-early-validation")
      #expect(outcome.status == 5, "\(outcome.errors)")
      #expect(outcome.errors.contains("3 answers in a row held no completion, all of the same kind: a page (HTML)"))
      #expect(outcome.errors.contains("login page"))
      #expect(await bench.server.report().chatRequests <= 4)
      #expect(try bench.records().allSatisfy { $0["content"]?.string?.contains("captive portal") == true })
    }
  }
}
