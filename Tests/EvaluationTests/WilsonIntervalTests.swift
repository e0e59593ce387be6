import Testing

@testable import Evaluation

@Suite("Wilson's interval")
struct WilsonIntervalTests {
  @Test(
    "it is the published one",
    arguments: [(0, 10, 0.0, 0.2775), (9, 10, 0.5958, 0.9821), (10, 10, 0.7225, 1.0), (50, 100, 0.4038, 0.5962)])
  func known(successes: Int, cases: Int, low: Double, high: Double) throws {
    let interval = try #require(WilsonInterval(successes, of: cases))
    #expect(abs(interval.low - low) < 0.0001)
    #expect(abs(interval.high - high) < 0.0001)
  }

  @Test("of no case nothing is said")
  func none() { #expect(WilsonInterval(0, of: 0) == nil) }
}
