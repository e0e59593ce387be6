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
        let truth = bench.folder.path("\(name)-truth.csv")
        try bench.folder.write("\(name)-truth.csv", Self.truth(try bench.records(run: name)))
        for view in [
          ["status", run], ["status", run, "--watch"], ["verify", run], ["records", run], ["check", run],
          ["evaluate", run, "--truth", truth],
          ["export", run, "--format", "csv", "--output", bench.folder.path("\(name)-table")],
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
        let evaluated = try await bench.herbx("evaluate", run, "--truth", truth, "--json")
        #expect(
          try JSONParser.parse(Array(evaluated.output.utf8))["models"]?[0]?["simulated"]?.bool == isSimulated)
        let report = bench.folder.path("\(name).html")
        _ = try await bench.herbx("report", run, "--output", report)
        #expect(
          try bench.folder.text("\(name).html").contains("\"simulated\":true") == isSimulated)
      }
    }
  }

  private static func truth(_ records: [JSONValue]) -> String {
    "image,country\n" + records.map { "\($0["image"]?.string ?? ""),Atlantis\n" }.joined()
  }

  @Test("a simulated pilot says so on its page, in its table and in its JSON; a real one does not")
  func pilot() async throws {
    try await withRunBench(images: 2) { bench in
      for (name, isSimulated) in [("real", false), ("invented", true)] {
        let arguments = [
          "pilot", "--input", bench.input, "--output", bench.folder.path(name), "--sample", "2", "--model",
          RunBench.model, "--max-cost", "1",
        ]
        for isJSON in [false, true] {
          let outcome = try await HerbxProcess.run(
            arguments + (isSimulated ? ["--simulate"] : []) + (isJSON ? ["--json"] : []), home: bench.folder,
            environment: isSimulated ? ["TZ": "UTC"] : bench.environment)
          #expect(outcome.status == 0, "\(outcome.errors)")
          if isJSON {
            let json = try JSONParser.parse(Array(outcome.output.utf8))
            #expect(json["simulated"]?.bool == isSimulated)
            #expect(json["evaluation"]?["models"]?[0]?["simulated"]?.bool == isSimulated)
          } else {
            #expect(outcome.output.contains("simulated") == isSimulated, "\(outcome.output)")
          }
        }
        let page = try bench.folder.text("\(name)/pilot.html")
        #expect(page.contains("<p class=\"simulated\">Simulated: ") == isSimulated)
      }
    }
  }
}
