import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

@Suite("passing faults", .endsHanging)
struct RetryTests {
  @Test("a fault that passes costs one more attempt, which the record counts")
  func attempts() async throws {
    try await withRunBench(images: 6, faults: ["502:once"]) { bench in
      let outcome = try await bench.extract()
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try bench.successes().map { $0["attempts"]?.int } == Array(repeating: 2, count: 6))
      #expect(await bench.server.report().chatRequests == 12)
    }
  }

  @Test("a fault that does not pass is recorded after as many attempts as the flag allows")
  func givesUp() async throws {
    try await withRunBench(images: 2, faults: ["503:image=2"]) { bench in
      let outcome = try await bench.extract("--retries", "1")
      #expect(outcome.status == 3)
      let failed = try #require(try bench.records().first { $0["dwc"] == nil })
      #expect(failed["attempts"]?.int == 2)
      #expect(failed["http_status"]?.int == 503)
      #expect(await bench.server.report().chatRequests == 3)
    }
  }

  @Test("Retry-After is honoured where it is longer than our own backoff")
  func retryAfter() async throws {
    try await withRunBench(images: 1, faults: ["503=3:once"]) { bench in
      #expect(try await bench.extract().status == 0)
      let waited = try #require(try bench.folder.text("run/run.log").firstMatch(of: /again in ([0-9.]+) s/))
      #expect(try #require(Double(waited.output.1)) >= 3)
    }
  }

  @Test("a service that always fails stops the run after twenty specimens, with 75")
  func circuitBreaker() async throws {
    try await withRunBench(images: 40, faults: ["502"]) { bench in
      let outcome = try await bench.extract("--retries", "0", "--no-early-validation", "--concurrency", "1")
      #expect(outcome.status == 75)
      #expect(await bench.server.report().chatRequests == 20)
      #expect(try bench.records().count == 20)
      #expect(outcome.errors.contains("20 specimens in a row"))
      #expect(outcome.errors.contains("hint: "))
    }
  }
}
