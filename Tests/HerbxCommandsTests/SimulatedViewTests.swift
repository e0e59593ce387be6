import Foundation
import OpenRouter
import TestSupport
import Testing

@Suite("a simulated run says so", .endsHanging)
struct SimulatedViewTests {
  @Test("in every view, and a real one in none")
  func views() async throws {
    try await withRunBench(images: 2) { bench in
      let places = [("real", false), ("invented", true)]
      for (name, isSimulated) in places {
        let run = bench.folder.path(name)
        let arguments = ["extract", "--input", bench.input, "--output", run, "--model", RunBench.model]
        let outcome = try await HerbxProcess.run(
          arguments + (isSimulated ? ["--simulate"] : []), home: bench.folder,
          environment: isSimulated ? ["TZ": "UTC"] : bench.environment)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("simulated") == isSimulated)
        for view in [
          ["status", run], ["status", run, "--watch"], ["verify", run], ["records", run], ["check", run],
          ["export", run, "--format", "csv", "--output", bench.folder.path("\(name).csv")],
        ] {
          let seen = try await HerbxProcess.run(view, home: bench.folder, environment: bench.environment)
          // Data of a table is left as it is, and said beside it.
          let isTable = ["records", "export"].contains(view[0])
          let text = (isTable ? "" : seen.output) + seen.errors
          #expect(text.contains("simulated") == isSimulated, "\(view): \(text)")
        }
        for view in [["status", run, "--json"], ["verify", run, "--json"]] {
          let seen = try await HerbxProcess.run(view, home: bench.folder, environment: bench.environment)
          #expect(try JSONParser.parse(Array(seen.output.utf8))["simulated"]?.bool == isSimulated, "\(view)")
        }
        let report = bench.folder.path("\(name).html")
        _ = try await bench.herbx("report", run, "--output", report)
        #expect(
          try bench.folder.text("\(name).html").contains("\"simulated\":true") == isSimulated)
      }
    }
  }
}
