import OpenRouter
import Testing

@testable import Extraction

/// Drives a scheduler as a run would: answers what it sends, writes what it orders, moves the clock to where it waits.
struct SchedulerBench {
  var scheduler: Scheduler
  var now = Moment(elapsed: .zero, wall: Timestamp(milliseconds: 1_764_000_000_000))
  private(set) var inFlight: [Int] = []
  private(set) var toRecord: [Int] = []
  private(set) var recorded: [Int: Int] = [:]
  private(set) var interim = 0
  private(set) var sent: [Int] = []
  private(set) var mostInFlight = 0
  private(set) var announcements: [Announcement] = []
  private(set) var finished: StopReason??
  private(set) var wakes: [Duration] = []

  init(_ count: Int, _ change: (inout SchedulerSettings) -> Void = { _ in }) {
    var settings = SchedulerSettings()
    settings.earlyCheckpoint = nil
    change(&settings)
    scheduler = Scheduler(specimens: Array(0..<count), settings: settings)
    take(.started)
  }

  mutating func take(_ event: Scheduler.Event) {
    for action in scheduler.handle(event, at: now) {
      switch action {
      case .send(let specimen, _):
        inFlight.append(specimen)
        sent.append(specimen)
        mostInFlight = max(mostInFlight, inFlight.count)
      case .record(let specimen, let attempts):
        toRecord.append(specimen)
        recorded[specimen] = attempts
      case .recordInterim: interim += 1
      case .wake(let due): wakes.append(due)
      case .announce(let announcement): announcements.append(announcement)
      case .finish(let reason): finished = .some(reason)
      }
    }
  }

  mutating func reply(_ specimen: Int, _ reply: SchedulerReply) {
    inFlight.removeAll { $0 == specimen }
    take(.replied(specimen: specimen, reply))
  }

  /// Answers the oldest in flight; a record that follows is on the disk at once.
  mutating func answer(_ outcome: SchedulerOutcome, cost: Money? = nil, sendings: Int = 1) {
    let specimen = inFlight[0]
    reply(specimen, SchedulerReply(outcome, sendings: sendings, cost: cost))
    settle(isSuccess: outcome == .success)
  }

  mutating func settle(isSuccess: Bool) {
    while !toRecord.isEmpty { take(.recorded(specimen: toRecord.removeFirst(), isSuccess: isSuccess)) }
  }

  mutating func advance(to time: Duration) {
    now = Moment(
      elapsed: time, wall: Timestamp(milliseconds: now.wall.milliseconds + (time - now.elapsed).wholeMilliseconds))
    wakes = []
    take(.ticked)
  }

  var stop: StopReason? { finished.flatMap { $0 } }
}

@Suite("the scheduler")
struct SchedulerTests {
  private static let fault = SchedulerOutcome.passing(.init(), reason: "502")

  @Test("keeps as many in flight as it may, and records each specimen once")
  func keepsPace() {
    var bench = SchedulerBench(20) { $0.concurrency = 3 }
    while !bench.inFlight.isEmpty { bench.answer(.success) }
    #expect(bench.mostInFlight == 3)
    #expect(bench.recorded.count == 20)
    #expect(bench.sent.count == 20)
    #expect(bench.finished == .some(nil))
  }

  @Test("does not finish before the last record is on the disk")
  func waitsForTheDisk() {
    var bench = SchedulerBench(1)
    bench.reply(0, SchedulerReply(.success))
    #expect(bench.finished == nil)
    bench.settle(isSuccess: true)
    #expect(bench.finished == .some(nil))
  }

  @Test("an empty folder finishes at once")
  func empty() { #expect(SchedulerBench(0).finished == .some(nil)) }

  @Test("a passing fault waits in the queue and holds no place in flight; the fourth is recorded")
  func retries() {
    var bench = SchedulerBench(2) { $0.concurrency = 1 }
    for attempt in 1...3 {
      bench.reply(0, SchedulerReply(Self.fault))
      #expect(bench.inFlight == (attempt == 1 ? [1] : []))
      if attempt == 1 { bench.answer(.success) }
      let due = bench.wakes.last ?? .zero
      let base = Duration.seconds(1) * (1 << (attempt - 1))
      #expect(due - bench.now.elapsed >= base / 2)
      #expect(due - bench.now.elapsed <= base)
      bench.advance(to: due)
      #expect(bench.inFlight == [0])
    }
    bench.reply(0, SchedulerReply(Self.fault))
    bench.settle(isSuccess: false)
    #expect(bench.recorded[0] == 4)
    #expect(bench.finished == .some(nil))
  }

  @Test("Retry-After is honoured where it is longer than the backoff")
  func retryAfter() {
    var bench = SchedulerBench(1)
    bench.reply(0, SchedulerReply(.passing(.init(seconds: 30), reason: "503")))
    #expect(bench.wakes == [.seconds(30)])
    bench.advance(to: .seconds(29))
    #expect(bench.inFlight.isEmpty)
    bench.advance(to: .seconds(30))
    #expect(bench.inFlight == [0])
  }

  @Test(
    "X-RateLimit-Reset is honoured by the calendar; a time that has passed says nothing, one beyond a day is a mistake",
    arguments: [(ahead: 30_000, wait: 30.0), (ahead: -5000, wait: 1), (ahead: 1_000_000_000, wait: 86_400)])
  func resetTime(ahead: Int, wait: Double) throws {
    var bench = SchedulerBench(1)
    let until = bench.now.wall.milliseconds + ahead
    bench.reply(0, SchedulerReply(.passing(.init(until: until, slowDown: true), reason: "429")))
    let due = try #require(bench.wakes.last)
    #expect(due <= .seconds(wait))
    #expect(due >= .seconds(wait / 2))
    if ahead > 0 { #expect(due == .seconds(wait)) }
  }

  @Test("a free-models-per-minute answer without a usable time holds everybody for a minute")
  func perMinuteAnswerWithoutTime() {
    var bench = SchedulerBench(5) { $0.concurrency = 2 }
    let past = bench.now.wall.milliseconds - 1000
    bench.reply(0, SchedulerReply(.passing(.init(until: past, slowDown: true, everybody: true), reason: "429")))
    bench.answer(.success)
    bench.advance(to: .seconds(59))
    #expect(bench.inFlight.isEmpty)
    bench.advance(to: .seconds(60))
    #expect(!bench.inFlight.isEmpty)
  }

  @Test("a billed fault is kept on record before the specimen is tried again")
  func billedFault() {
    var bench = SchedulerBench(1)
    bench.reply(0, SchedulerReply(Self.fault, cost: Money(digits: "0.01")))
    #expect(bench.interim == 1)
    #expect(bench.recorded.isEmpty)
  }

  @Test("twenty specimens in a row that fail for no fault of their own stop the run")
  func circuitBreaker() {
    var bench = SchedulerBench(100) {
      $0.concurrency = 1
      $0.attempts = 1
    }
    for _ in 1..<20 { bench.answer(Self.fault) }
    #expect(bench.finished == nil)
    bench.answer(Self.fault)
    #expect(bench.stop?.kind == "circuit_breaker")
    #expect(bench.stop?.exitStatus == .serviceUnavailable)
    #expect(bench.sent.count == 20)
  }

  @Test("a specimen's own failure ends a row of others")
  func rowIsBroken() {
    var bench = SchedulerBench(40) {
      $0.concurrency = 1
      $0.attempts = 1
    }
    for _ in 1..<20 { bench.answer(Self.fault) }
    bench.answer(.failure(wasRequested: true))
    for _ in 1..<20 { bench.answer(Self.fault) }
    #expect(bench.finished == nil)
  }

  @Test("after a stop nothing is sent, what is in flight is recorded, faults are left for the next start")
  func drains() {
    var bench = SchedulerBench(10) { $0.concurrency = 3 }
    let reason = StopReason(.terminated, kind: "terminated", message: "stopped")
    bench.take(.stopRequested(reason))
    bench.answer(.success)
    bench.answer(Self.fault)
    #expect(bench.finished == nil)
    bench.answer(.failure(wasRequested: true))
    #expect(bench.stop == reason)
    #expect(bench.sent == [0, 1, 2])
    #expect(bench.recorded.keys.sorted() == [0, 2])
  }

  @Test("the first reason to stop is the one that is told")
  func firstReason() {
    var bench = SchedulerBench(3) { $0.concurrency = 2 }
    bench.reply(0, SchedulerReply(.stop(StopReason(.money, kind: "credits", message: "empty"))))
    bench.reply(1, SchedulerReply(.stop(StopReason(.noKey, kind: "key", message: "dead"))))
    #expect(bench.stop?.cause == .money)
    #expect(bench.recorded.isEmpty)
  }

  @Test("a record that cannot be written stops the run, with nothing further sent")
  func writeFailure() {
    var bench = SchedulerBench(5) { $0.concurrency = 1 }
    bench.reply(0, SchedulerReply(.success))
    // The place in flight is free once the answer is there, so one more may be on its way by now.
    let sent = bench.sent.count
    bench.take(.notRecorded(specimen: 0, StopReason(.writeFailed, kind: "write_failed", message: "full")))
    while !bench.inFlight.isEmpty { bench.answer(.success) }
    #expect(bench.sent.count == sent)
    #expect(bench.stop?.exitStatus == .writeFailed)
  }
}

@Suite("waiting for the service")
struct SchedulerWaitTests {
  @Test("a key in doubt holds admission, is asked again one at a time, and is no failure")
  func outage() {
    var bench = SchedulerBench(10) { $0.concurrency = 4 }
    for _ in 0..<4 { bench.reply(bench.inFlight[0], SchedulerReply(.keyInDoubt(reason: "/key vouches"))) }
    #expect(bench.inFlight.isEmpty)
    #expect(bench.announcements == [.outageBegan(reason: "/key vouches")])
    bench.advance(to: bench.wakes.last ?? .zero)
    #expect(bench.inFlight.count == 1)
    bench.answer(.success)
    #expect(bench.announcements.last == .outageEnded)
    #expect(bench.inFlight.count == 4)
    while !bench.inFlight.isEmpty { bench.answer(.success) }
    #expect(bench.recorded.count == 10)
  }

  @Test("an outage longer than the run's patience stops it with 75, nothing recorded as failed")
  func outageTooLong() {
    var bench = SchedulerBench(3) { $0.concurrency = 2 }
    var probes = 0
    while bench.finished == nil, probes < 1000 {
      probes += 1
      while !bench.inFlight.isEmpty { bench.reply(bench.inFlight[0], SchedulerReply(.keyInDoubt(reason: "503"))) }
      if bench.finished == nil { bench.advance(to: bench.wakes.last ?? .seconds(9999)) }
    }
    #expect(bench.stop?.exitStatus == .serviceUnavailable)
    #expect(bench.now.elapsed >= .seconds(600))
    #expect(bench.now.elapsed <= .seconds(665))
    #expect(bench.recorded.isEmpty)
  }

  @Test("a daily limit is waited for, said once, and the specimens go on")
  func dailyLimit() {
    var bench = SchedulerBench(4) { $0.concurrency = 2 }
    let reset = Timestamp(milliseconds: bench.now.wall.milliseconds + 3_600_000)
    bench.reply(0, SchedulerReply(.accountUntil(reset)))
    bench.reply(1, SchedulerReply(.accountUntil(reset)))
    #expect(bench.announcements == [.waitingForAccount(until: reset)])
    #expect(bench.inFlight.isEmpty)
    bench.advance(to: .seconds(3599))
    #expect(bench.inFlight.isEmpty)
    bench.advance(to: .seconds(3600))
    #expect(bench.inFlight.count == 2)
  }

  @Test("a daily limit without a date ends at midnight UTC")
  func dailyLimitWithoutDate() {
    var bench = SchedulerBench(1)
    bench.reply(0, SchedulerReply(.accountUntil(nil)))
    guard case .waitingForAccount(let until) = bench.announcements.first else {
      Issue.record("nothing announced")
      return
    }
    #expect(until.iso8601.hasSuffix("T00:00:00.000Z"))
    #expect(until > bench.now.wall)
  }

  @Test("with --no-wait a daily limit stops the run with 75")
  func noWait() {
    var bench = SchedulerBench(2) { $0.waitsForDailyLimit = false }
    bench.reply(0, SchedulerReply(.accountUntil(nil)))
    bench.answer(.success)
    #expect(bench.stop?.exitStatus == .serviceUnavailable)
  }

  @Test("requests a minute are spread evenly and never exceeded, retries included")
  func requestsPerMinute() {
    var bench = SchedulerBench(30) {
      $0.concurrency = 10
      $0.requestsPerMinute = 20
    }
    var times: [Duration] = [.zero]
    while bench.sent.count < 30 {
      let before = bench.sent.count
      bench.answer(.success)
      if bench.sent.count == before { bench.advance(to: bench.wakes.last ?? bench.now.elapsed) }
      times += Array(repeating: bench.now.elapsed, count: bench.sent.count - before)
    }
    for (earlier, later) in zip(times, times.dropFirst()) { #expect(later - earlier >= .seconds(3)) }
    #expect(times.last == .seconds(87))
  }

  @Test("a free-models-per-minute answer holds everybody")
  func perMinuteAnswer() {
    var bench = SchedulerBench(5) { $0.concurrency = 2 }
    bench.reply(0, SchedulerReply(.passing(.init(seconds: 60, slowDown: true, everybody: true), reason: "429")))
    bench.answer(.success)
    #expect(bench.inFlight.isEmpty)
    bench.advance(to: .seconds(60))
    #expect(!bench.inFlight.isEmpty)
  }
}
