import OpenRouter
import Testing

@testable import Extraction

@Suite("the stop of a run in which specimens begin to fail")
struct RollingStopTests {
  private func words(_ kind: String, _ number: Int = 0, answer: String? = nil) -> FailureWords {
    FailureWords(kind: kind, sentence: "specimen \(number) is no JSON", answer: answer)
  }

  /// After how many specimens the run is stopped; nil where it is not.
  private func stop(_ count: Int, threshold: Double = 0.5, _ failure: (Int) -> FailureWords?) -> (Int, StopReason)? {
    var stop = RollingStop(threshold: threshold)
    for number in 1...count {
      if let reason = stop.decide(failure(number)) { return (number, reason) }
    }
    return nil
  }

  @Test("15 failures in a row that differ in numbers alone stop it; a success or other words in between do not")
  func alike() {
    #expect(stop(100) { $0 <= 30 ? nil : words("not_json", $0) }?.0 == 45)
    #expect(stop(300) { $0 % 15 == 0 ? nil : words($0 % 30 < 15 ? "a" : "b", $0) }?.0 == 50)
    #expect(stop(49) { words($0 % 14 == 0 ? "b" : "a", $0) } == nil)
  }

  @Test("fewer than half of the last 50 stop it, not half, and not before 50 are decided")
  func share() {
    let mixed = { (number: Int) in self.words(["a", "b", "c"][number % 3], answer: "I see\n a  sheet.") }
    #expect(stop(49) { mixed($0) } == nil)
    #expect(stop(500) { $0 % 2 == 0 ? nil : mixed($0) } == nil)
    let found = stop(500) { $0 <= 100 ? nil : mixed($0) }
    #expect(found?.0 == 126)
    #expect(found?.1.message.contains("only 24 of the last 50 specimens succeeded") == true)
    #expect(found?.1.message.contains("one answer: `I see a sheet.`") == true)
    #expect(found?.1.exitStatus.rawValue == 4)
    #expect(stop(500, threshold: 0.2) { $0 <= 100 ? nil : mixed($0) }?.0 == 141)
    #expect(stop(500, threshold: 0) { _ in words("not_json") } == nil)
  }

  @Test("a run drains what is in flight, and one that has nothing left to send is not stopped")
  func drains() {
    func run(_ count: Int) -> SchedulerBench {
      var bench = SchedulerBench(count) { ($0.concurrency, $0.stopBelow) = (8, 0.5) }
      while bench.finished == nil {
        var reply = SchedulerReply(.failure(wasRequested: true))
        reply.failure = words("not_json")
        bench.reply(bench.inFlight[0], reply)
        bench.settle(isSuccess: false)
      }
      return bench
    }
    #expect(run(100).stop?.kind == "rolling_stop")
    #expect(run(100).sent.count == 22)
    #expect(run(15).finished == .some(nil))
  }
}
