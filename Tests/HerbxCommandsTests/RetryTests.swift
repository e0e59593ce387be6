import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

@Suite("passing faults", .endsHanging)
struct RetryTests {
  @Test(
    "a fault that passes costs one more attempt, which the record counts; so does a connection that breaks in an answer",
    arguments: ["502:once", "cut:once"])
  func attempts(fault: String) async throws {
    try await withRunBench(images: 6, faults: [fault]) { bench in
      let outcome = try await bench.extract()
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try bench.successes().map { $0["attempts"]?.int } == Array(repeating: 2, count: 6))
      #expect(await bench.server.report().chatRequests == 12)
    }
  }

  @Test("a fault of one specimen is recorded after as many attempts as the flag allows, though nothing else is left")
  func givesUp() async throws {
    try await withRunBench(images: 2, faults: ["503:image=2"]) { bench in
      let outcome = try await bench.extract("--retries", "1", "--outage-patience", "12")
      #expect(outcome.status == 3, "\(outcome.errors)")
      let failed = try #require(try bench.records().first { $0["dwc"] == nil })
      #expect(failed["attempts"]?.int ?? 0 >= 2)
      #expect(failed["http_status"]?.int == 503)
    }
  }

  @Test("Retry-After is honoured where it is longer than our own backoff")
  func retryAfter() async throws {
    try await withRunBench(images: 1, faults: ["503=3:once"]) { bench in
      let began = ContinuousClock.now
      let outcome = try await bench.extract()
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(ContinuousClock.now - began >= .seconds(3))
    }
  }
}
