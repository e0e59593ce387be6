import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

@Suite("A pilot, and a second model")
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
      #expect(try bench.folder.text("pilot/pilot.html").contains("<svg") == false)
      let changed = try await HerbxProcess.run(
        arguments(bench, ["--max-cost", "0.50", "--seed", "2"], models: models), home: bench.folder,
        environment: bench.environment)
      #expect(changed.status == 64)
    }
  }

  @Test("extract --second-model fills RUN/second under the same bound, and a second start asks nothing again")
  func second() async throws {
    try await withRunBench(images: 6, { $0.costPerAnswer = 0.01 }) { bench in
      let model = Self.other
      let short = try await bench.extract("--second-model", model, "--max-cost", "0.11")
      #expect(short.status == 6, "\(short.errors)")
      #expect(await bench.server.report().chatRequests <= 11)
      let whole = try await bench.extract("--second-model", model, "--max-cost", "0.20")
      #expect(whole.status == 0, "\(whole.errors)")
      #expect(await bench.server.report().chatRequests == 12)
      #expect(try bench.successes(run: "run").count == 6)
      #expect(try bench.successes(run: "run/second").count == 6)
      #expect(try bench.records(run: "run/second").allSatisfy { $0["model"]?.string == model })
      let report = try await bench.herbx("evaluate", bench.run, bench.run + "/second", "--truth", "reviewed")
      #expect(report.status == 66)
    }
  }

  /// A model of the simulator's other than the bench's, that costs.
  private static let other = "qwen/qwen3-vl-8b-instruct"
}
