import OpenRouter
import Simulator
import TestSupport
import Testing

@Suite("a model that turns to prose in the middle of a run", .serialized)
struct RollingStopRunTests {
  @Test("is found out within 60 requests, and the run ends with 4 and says what the failures have in common")
  func prose() async throws {
    try await withRunBench(images: 2000, faults: ["text:image=100-99999"]) { bench in
      let outcome = try await bench.extract()
      #expect(outcome.status == 4, "\(outcome.errors.suffix(2000))")
      #expect(await bench.server.report().chatRequests <= 99 + 60)
      #expect(outcome.errors.contains("images in a row failed with the same words: "))
      #expect(outcome.errors.contains("(not_json)"))
      #expect(outcome.errors.contains("one answer: `I am sorry, the label cannot be read.`"))
      let snapshot = try JSONParser.parse(Array(try bench.folder.text("run/environment.json").utf8))
      #expect(snapshot["parameters"]?["stop_below"]?.digits == "0.5")
    }
  }

  @Test("is asked to the end where the stop is turned off")
  func off() async throws {
    try await withRunBench(images: 60, faults: ["text:image=20-99999"]) { bench in
      let outcome = try await bench.extract("--stop-below", "0")
      #expect(outcome.status == 3)
      #expect(await bench.server.report().chatRequests == 60)
    }
  }
}
