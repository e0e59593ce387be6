import OpenRouter
import Testing

@testable import Extraction

/// Drives a scheduler as a run would: answers what it sends, writes what it orders, moves the clock to where it waits.
struct SchedulerBench {
  var scheduler: Scheduler
  var now = ClockReading(elapsed: .zero, wall: Timestamp(milliseconds: 1_764_000_000_000))
  private(set) var inFlight: [Int] = []
  private(set) var toRecord: [Int] = []
  private(set) var recorded: [Int: Int] = [:]
  private(set) var interim = 0
  private(set) var probes = 0
  private(set) var settlements = 0
  private(set) var inputProbes: [[Int]] = []
  private(set) var otherProbed: Int?
  private(set) var sent: [Int] = []
  private(set) var mostInFlight = 0
  private(set) var announcements: [Announcement] = []
  private(set) var finished: StopReason??
  private(set) var wakes: [Duration] = []

  init(_ count: Int, _ change: (inout SchedulerSettings) -> Void = { _ in }) {
    var settings = SchedulerSettings()
    settings.earlyCheckpoint = nil
    settings.stopBelow = 0
    change(&settings)
    scheduler = Scheduler(specimens: Array(0..<count), settings: settings)
    take(.started)
  }

  mutating func take(_ event: Scheduler.Event) {
    for action in scheduler.handle(event, at: now) {
      switch action {
      case .send(let specimen):
        inFlight.append(specimen)
        sent.append(specimen)
        mostInFlight = max(mostInFlight, inFlight.count)
      case .record(let specimen, let attempts):
        toRecord.append(specimen)
        recorded[specimen] = attempts
      case .recordInterim: interim += 1
      case .probeService: probes += 1
      case .probeInput(let specimens, let other):
        inputProbes.append(specimens)
        otherProbed = other
      case .settleMoney: settlements += 1
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
  mutating func answer(_ outcome: SchedulerOutcome, cost: Money? = nil, requestsSent: Int = 1) {
    let specimen = inFlight[0]
    reply(specimen, SchedulerReply(outcome, requestsSent: requestsSent, cost: cost))
    settle(isSuccess: outcome == .success)
  }

  /// Specimens whose record is a failure.
  private(set) var failures: Set<Int> = []

  mutating func recordIsWritten(_ specimen: Int, isSuccess: Bool) {
    toRecord.removeAll { $0 == specimen }
    if !isSuccess { failures.insert(specimen) }
    take(.recorded(specimen: specimen, isSuccess: isSuccess))
  }

  mutating func settle(isSuccess: Bool) {
    while !toRecord.isEmpty { take(.recorded(specimen: toRecord.removeFirst(), isSuccess: isSuccess)) }
  }

  mutating func advance(to time: Duration) {
    now = ClockReading(
      elapsed: time, wall: Timestamp(milliseconds: now.wall.milliseconds + (time - now.elapsed).wholeMilliseconds))
    wakes = []
    take(.ticked)
  }

  /// Moves the clock to where the scheduler waits.
  mutating func wait() { advance(to: max(now.elapsed, wakes.min() ?? now.elapsed)) }

  /// Waits for the outage's free probe and answers it.
  mutating func probe(_ result: ProbeResult) {
    let before = probes
    for _ in 0..<1000 where probes == before && finished == nil { wait() }
    take(.serviceProbed(result))
  }

  var stop: StopReason? { finished.flatMap { $0 } }
}

@Suite("the scheduler")
struct SchedulerTests {
  private static let fault = SchedulerOutcome.transient(TransientFault("502"))

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

  @Test("a fault of one specimen waits in the queue and holds no place in flight; after its attempts it is recorded")
  func retries() {
    var bench = SchedulerBench(400) { $0.concurrency = 4 }
    for attempt in 1...4 {
      let before = bench.now.elapsed
      while !bench.inFlight.contains(0) {
        bench.answer(.success)
        bench.advance(to: bench.now.elapsed + .milliseconds(100))
      }
      if attempt > 1 {
        let base = Duration.seconds(1) * (1 << (attempt - 2))
        #expect(bench.now.elapsed - before >= base / 2 - .milliseconds(100))
        #expect(bench.now.elapsed - before <= base + .milliseconds(100))
      }
      bench.reply(0, SchedulerReply(Self.fault))
      #expect(bench.inFlight.count == 4, "its place is another's")
      #expect(bench.recorded[0] == nil)
    }
    bench.answer(.success)
    #expect(bench.recorded[0] == 4)
    #expect(bench.announcements.allSatisfy { if case .retrying = $0 { true } else { false } })
  }

  @Test("Retry-After is honoured where it is longer than the backoff")
  func retryAfter() {
    var bench = SchedulerBench(1)
    bench.reply(0, SchedulerReply(.transient(TransientFault("503", wait: .init(seconds: 30, isRefusal: true)))))
    #expect(bench.wakes == [.seconds(30)])
    bench.advance(to: .seconds(29))
    #expect(bench.inFlight.isEmpty)
    bench.advance(to: .seconds(30))
    #expect(bench.inFlight == [0])
  }

  private static let resets: [(ahead: Int, wait: Double)] = [
    (ahead: 30_000, wait: 30), (ahead: -5000, wait: 1), (ahead: 1_000_000_000, wait: 3600),
    (ahead: Int.max - 1_764_000_000_000, wait: 3600), (ahead: Int.min, wait: 1),
  ]

  @Test(
    "a reset is honoured by the calendar; a time that has passed says nothing, one beyond an hour is a mistake",
    arguments: resets)
  func resetTime(ahead: Int, wait: Double) throws {
    var bench = SchedulerBench(1)
    let until = bench.now.wall.milliseconds + ahead
    let asked = Verdict.Wait(until: until, slowDown: true, isRefusal: true)
    bench.reply(0, SchedulerReply(.transient(TransientFault("429", wait: asked))))
    let due = try #require(bench.wakes.last)
    #expect(due <= .seconds(wait))
    #expect(due >= .seconds(wait / 2))
    if ahead > 0 { #expect(due == .seconds(wait)) }
  }

  @Test("a free-models-per-minute answer without a usable time holds everybody for a minute")
  func perMinuteAnswerWithoutTime() {
    var bench = SchedulerBench(5) { $0.concurrency = 2 }
    let past = bench.now.wall.milliseconds - 1000
    let asked = Verdict.Wait(until: past, slowDown: true, isRefusal: true, everybody: true)
    bench.reply(0, SchedulerReply(.transient(TransientFault("429", wait: asked))))
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

  @Test("whoever asks for a stop is told so as long as anything is waited for, be it the disk alone", arguments: 0...2)
  func draining(answered: Int) {
    var bench = SchedulerBench(10) { $0.concurrency = 2 }
    for specimen in 0..<answered { bench.reply(specimen, SchedulerReply(.success)) }
    let reason = StopReason(.interrupted, kind: "interrupted", message: "stopped")
    bench.take(.stopRequested(reason))
    #expect(bench.announcements == [.draining(inFlight: 2, reason: reason)])
    #expect(bench.finished == nil)
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
    let sent = bench.sent.count
    bench.take(.notRecorded(specimen: 0, StopReason(.writeFailed, kind: "write_failed", message: "full")))
    while !bench.inFlight.isEmpty { bench.answer(.success) }
    #expect(bench.sent.count == sent)
    #expect(bench.stop?.exitStatus == .writeFailed)
  }
}

@Suite("waiting for the service")
struct SchedulerWaitTests {
  @Test("a daily limit is waited for, said once, and the specimens go on")
  func dailyLimit() {
    var bench = SchedulerBench(4) { $0.concurrency = 2 }
    let reset = Timestamp(milliseconds: bench.now.wall.milliseconds + 3_600_000)
    bench.reply(0, SchedulerReply(.accountUntil(DailyLimit(end: reset))))
    bench.reply(1, SchedulerReply(.accountUntil(DailyLimit(end: reset))))
    #expect(bench.announcements == [.waitingForAccount(until: reset)])
    #expect(bench.scheduler.dailyLimitEnd(at: bench.now) == reset)
    #expect(bench.inFlight.isEmpty)
    bench.advance(to: .seconds(3599))
    #expect(bench.inFlight.isEmpty)
    bench.advance(to: .seconds(3600))
    #expect(bench.inFlight.count == 2)
    #expect(bench.scheduler.dailyLimitEnd(at: bench.now) == nil)
  }

  @Test("a daily limit without a date ends at midnight UTC")
  func dailyLimitWithoutDate() {
    var bench = SchedulerBench(1)
    bench.reply(0, SchedulerReply(.accountUntil(DailyLimit(end: nil))))
    guard case .waitingForAccount(let until) = bench.announcements.first else {
      Issue.record("nothing announced")
      return
    }
    #expect(until.iso8601.hasSuffix("T00:00:00.000Z"))
    #expect(until > bench.now.wall)
  }

  @Test(
    "a daily limit that ends by the service's own clock is waited for by it",
    arguments: [-172_800_000, 0, 3_600_000, 172_800_000])
  func serviceClock(behind: Int) {
    var bench = SchedulerBench(1)
    let service = Timestamp(milliseconds: bench.now.wall.milliseconds + behind)
    let end = Timestamp(milliseconds: service.milliseconds + 2000)
    bench.reply(0, SchedulerReply(.accountUntil(DailyLimit(end: end, serviceTime: service))))
    #expect(bench.wakes == [.seconds(2)])
  }

  @Test(
    "a reset in the past is asked after less and less often, one a century ahead after a day",
    arguments: [(-5000, [1, 60, 120, 240, 480, 960, 1920, 3600, 3600]), (3_155_760_000_000, [86_400, 86_400])]
      as [(Int, [Int])])
  func absurdResets(ahead: Int, pauses: [Int]) {
    var bench = SchedulerBench(1)
    for pause in pauses {
      let end = Timestamp(milliseconds: bench.now.wall.milliseconds + ahead)
      let before = bench.now.elapsed
      bench.reply(0, SchedulerReply(.accountUntil(DailyLimit(end: end))))
      #expect(bench.wakes == [before + .seconds(pause)])
      bench.wait()
      #expect(bench.inFlight == [0])
    }
  }

  @Test("with --no-wait a daily limit stops the run with 75")
  func noWait() {
    var bench = SchedulerBench(2) { $0.waitsForDailyLimit = false }
    bench.reply(0, SchedulerReply(.accountUntil(DailyLimit(end: nil))))
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
    let asked = Verdict.Wait(seconds: 60, slowDown: true, isRefusal: true, everybody: true)
    bench.reply(0, SchedulerReply(.transient(TransientFault("429", wait: asked))))
    bench.answer(.success)
    #expect(bench.inFlight.isEmpty)
    bench.advance(to: .seconds(60))
    #expect(!bench.inFlight.isEmpty)
  }
}
