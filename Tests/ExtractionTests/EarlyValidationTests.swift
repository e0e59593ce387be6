import OpenRouter
import Testing

@testable import Extraction

@Suite("early validation")
struct EarlyValidationTests {
  @Test("no more than the checkpoint's number is begun until that many are decided")
  func bound() {
    var bench = SchedulerBench(20) {
      $0.earlyCheckpoint = 5
      $0.concurrency = 8
    }
    #expect(bench.inFlight.count == 5)
    for _ in 1..<5 { bench.answer(.success) }
    #expect(bench.sent.count == 5)
    bench.answer(.success)
    #expect(bench.inFlight.count == 8)
  }

  @Test(
    "under the threshold the run stops with 4, also when the last is the failing one",
    arguments: [
      ([true, true, false, false, false], true), ([false, false, false, true, true], true),
      ([false, true, false, true, false], true), ([true, true, true, false, false], false),
      ([false, false, true, true, true], false),
    ])
  func threshold(successes: [Bool], stops: Bool) {
    var bench = SchedulerBench(20) { $0.earlyCheckpoint = 5 }
    for isSuccess in successes { bench.answer(isSuccess ? .success : .failure(wasRequested: true)) }
    #expect((bench.stop?.exitStatus == .earlyValidation) == stops)
    #expect(bench.sent.count == (stops ? 5 : 13))
  }

  @Test("a file without a request says nothing about model or prompt and is not counted")
  func localRefusals() {
    var bench = SchedulerBench(20) { $0.earlyCheckpoint = 3 }
    for _ in 0..<6 { bench.answer(.failure(wasRequested: false)) }
    #expect(bench.finished == nil)
    for _ in 0..<3 { bench.answer(.failure(wasRequested: true)) }
    #expect(bench.stop?.exitStatus == .earlyValidation)
  }

  @Test("fewer specimens than the checkpoint asks for are never stopped")
  func fewSpecimens() {
    var bench = SchedulerBench(3) { $0.earlyCheckpoint = 5 }
    for _ in 0..<3 { bench.answer(.failure(wasRequested: true)) }
    #expect(bench.finished == .some(nil))
  }

  @Test("later a warning comes each 50 specimens under 70 %, over a rolling window")
  func rollingWindow() {
    var window = RollingWindow()
    var warnings: [Int: Int] = [:]
    for number in 1...200 {
      // Good up to 100, then every second one fails.
      if let successes = window.add(isSuccess: number <= 100 || number % 2 == 0) { warnings[number] = successes }
    }
    #expect(warnings == [150: 25, 200: 25])
  }
}

extension TransientFault {
  /// 429 with `Retry-After: 1`.
  static let busy = TransientFault("429", wait: .init(seconds: 1, slowDown: true, isRefusal: true))
}

@Suite("pace and money")
struct PacerTests {
  /// A service that takes `capacity` at a time, one second each, and refuses the rest at once with `Retry-After: 1`.
  private func serve(_ count: Int, capacity: Int, concurrency: Int) -> (seconds: Double, refusals: Int) {
    var bench = SchedulerBench(count) { $0.concurrency = concurrency }
    var serving: [(specimen: Int, end: Duration)] = []
    var seen = 0
    var refusals = 0
    while bench.finished == nil {
      while seen < bench.sent.count {
        let specimen = bench.sent[seen]
        seen += 1
        if serving.count < capacity {
          serving.append((specimen, bench.now.elapsed + .seconds(1)))
        } else {
          refusals += 1
          bench.reply(specimen, SchedulerReply(.transient(.busy)))
        }
      }
      let next = [serving.first?.end, bench.wakes.min()].compactMap { $0 }.min() ?? bench.now.elapsed
      bench.advance(to: max(next, bench.now.elapsed))
      while let first = serving.first, first.end <= bench.now.elapsed {
        serving.removeFirst()
        bench.reply(first.specimen, SchedulerReply(.success))
        bench.settle(isSuccess: true)
      }
    }
    return (bench.now.elapsed.inSeconds, refusals)
  }

  @Test("a service that takes 8 at a time is found out with few refusals and kept busy")
  func capacity() {
    let (seconds, refusals) = serve(200, capacity: 8, concurrency: 64)
    #expect(seconds <= 29)
    #expect(refusals <= 40)
  }

  @Test("the number in flight finds any capacity", arguments: [1, 2, 3, 5, 16, 30, 64])
  func capacities(capacity: Int) {
    let (seconds, refusals) = serve(40 * capacity, capacity: capacity, concurrency: 64)
    #expect(seconds <= 40 * 1.25 + 3)
    #expect(refusals <= 60)
  }

  @Test("a burst of refusals is one slow-down, not a stream of them")
  func oneEvent() {
    var pacer = Pacer(concurrency: 16, requestsPerMinute: nil)
    let tickets = (0..<16).map { _ in pacer.send(at: .zero) }
    let limits = tickets.enumerated().compactMap { pacer.slowDown($1, inFlight: 15 - $0) }
    #expect(limits.count == 1)
    #expect(pacer.limit >= 1)
  }

  @Test("all places are taken before the first answer, where nothing is refused", arguments: [33, 64, 65, 256])
  func opening(concurrency: Int) {
    var bench = SchedulerBench(1000) { $0.concurrency = concurrency }
    #expect(bench.inFlight.count == Pacer.initialLimit)
    var steps = 0
    while bench.inFlight.count < concurrency, let next = bench.wakes.min(), steps < 100 {
      bench.advance(to: next)
      steps += 1
    }
    #expect(bench.inFlight.count == concurrency)
    #expect(bench.now.elapsed <= .milliseconds(150))
    #expect(bench.wakes.isEmpty)
  }

  @Test("32 and fewer are sent at once, and nothing is waited for")
  func noOpening() {
    let bench = SchedulerBench(1000) { $0.concurrency = Pacer.initialLimit }
    #expect(bench.wakes.isEmpty)
    #expect(bench.inFlight.count == Pacer.initialLimit)
  }

  @Test("with the first refusal the opening is over", arguments: [64, 256])
  func openingEnds(concurrency: Int) {
    var bench = SchedulerBench(1000) { $0.concurrency = concurrency }
    bench.reply(8, SchedulerReply(.transient(.busy)))
    bench.advance(to: .milliseconds(500))
    #expect(bench.sent.count == Pacer.initialLimit)
  }

  @Test("every slow-down is told once, however many refusals it takes")
  func slowDownsAreToldOnce() {
    var bench = SchedulerBench(200) { $0.concurrency = 64 }
    for _ in 0..<24 {
      let specimen = bench.inFlight.last ?? 0
      bench.reply(specimen, SchedulerReply(.transient(.busy)))
    }
    let told = bench.announcements.filter { if case .slowedDown = $0 { true } else { false } }
    #expect(told.count == 1)
  }

  @Test("never more in flight than asked for, and growth back to it", arguments: [1, 8, 256, 512])
  func growth(concurrency: Int) {
    var pacer = Pacer(concurrency: concurrency, requestsPerMinute: nil)
    for _ in 0..<5000 {
      pacer.succeed()
      #expect(pacer.limit <= concurrency)
    }
    #expect(pacer.limit == concurrency)
  }

  @Test("the money bound is never exceeded, and nearly used, whatever finishes when")
  func budget() throws {
    let cost = try #require(Money(digits: "0.0036"))
    var bench = SchedulerBench(100) {
      $0.concurrency = 4
      $0.maxCost = Money(digits: "0.05")
      $0.expectedCost = cost
    }
    var spent = Money.zero
    while bench.finished == nil {
      spent += cost
      bench.answer(.success, cost: cost)
    }
    let bound = try #require(Money(digits: "0.05"))
    let floor = try #require(Money(digits: "0.032"))
    #expect(spent <= bound)
    #expect(spent >= floor)
    #expect(bench.stop?.exitStatus == .outOfMoney)
  }

  @Test("where no cost is known, one at a time is sent until one is")
  func unknownCost() {
    var bench = SchedulerBench(10) {
      $0.concurrency = 4
      $0.maxCost = Money(digits: "1")
    }
    #expect(bench.inFlight.count == 1)
    bench.answer(.success, cost: Money(digits: "0.01"))
    #expect(bench.inFlight.count == 4)
  }
}
