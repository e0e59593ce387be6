import OpenRouter
import SystemLayer
import Testing

@testable import Extraction

/// The one value that decides whether the service is well, through the scheduler that asks it.
@Suite("an outage of the service")
struct ServiceHealthTests {
  private static let fault = SchedulerOutcome.transient(TransientFault("no connection"))

  /// All that are in flight fail.
  private func strike(_ bench: inout SchedulerBench, _ outcome: SchedulerOutcome = fault) {
    while let specimen = bench.inFlight.first { bench.reply(specimen, SchedulerReply(outcome)) }
  }

  @Test(
    "opens after three different specimens in a row, or all in flight where fewer are", arguments: [1, 2, 3, 8, 64])
  func opens(concurrency: Int) {
    var bench = SchedulerBench(100) { $0.concurrency = concurrency }
    let faults = min(3, concurrency)
    for number in 1...faults {
      #expect(bench.scheduler.outage == nil)
      bench.reply(bench.inFlight[0], SchedulerReply(Self.fault))
      if number < faults { #expect(!bench.inFlight.isEmpty) }
    }
    #expect(bench.scheduler.outage?.reason == "no connection")
    let sent = bench.sent.count
    strike(&bench)
    #expect(bench.sent.count == sent, "nothing is admitted")
  }

  @Test("asks one free probe at a time, then sends one specimen, and ends with its answer alone")
  func probes() {
    var bench = SchedulerBench(100)
    strike(&bench)
    let sent = bench.sent.count
    for _ in 0..<5 { bench.probe(.unwell(reason: "503")) }
    #expect(bench.sent.count == sent)
    bench.probe(.well)
    #expect(bench.inFlight.count == 1, "the free probe is no proof for the chat endpoint")
    bench.reply(bench.inFlight[0], SchedulerReply(Self.fault))
    #expect(bench.inFlight.isEmpty)
    bench.probe(.well)
    bench.answer(.success)
    #expect(bench.scheduler.outage == nil)
    #expect(bench.inFlight.count == 8)
  }

  @Test("costs no attempt, no record and no word to early validation, whatever its length", arguments: [1, 3, 8, 64])
  func costsNothing(concurrency: Int) {
    var bench = SchedulerBench(60) {
      $0.concurrency = concurrency
      $0.earlyCheckpoint = 5
    }
    for _ in 0..<50 {
      strike(&bench)
      bench.probe(.unwell(reason: "503"))
      bench.probe(.well)
    }
    #expect(bench.recorded.isEmpty)
    while !bench.inFlight.isEmpty { bench.answer(.success) }
    #expect(bench.recorded.count == 60)
    #expect(bench.finished == .some(nil))
  }

  @Test("is probed at most once a second in the mean, and at least once a minute")
  func pauses() {
    var bench = SchedulerBench(100)
    strike(&bench)
    let began = bench.now.elapsed
    var last = began
    for _ in 0..<60 {
      bench.probe(.unwell(reason: "503"))
      #expect(bench.now.elapsed - last <= .seconds(60))
      last = bench.now.elapsed
    }
    #expect(bench.now.elapsed - began >= .seconds(60 * 25))
    // The first minute is the densest.
    #expect(bench.probes - 60 == 0)
  }

  @Test("is told at its beginning, each five minutes and at its end, and never by specimen")
  func told() {
    var bench = SchedulerBench(3000)
    strike(&bench)
    while bench.now.elapsed < .seconds(3600) { bench.probe(.unwell(reason: "503")) }
    bench.probe(.well)
    bench.answer(.success)
    let outages = bench.announcements.filter { if case .retrying = $0 { false } else { true } }
    #expect(outages.first == .outageBegan(.service, reason: "no connection"))
    guard case .outageEnded(.service, let lasted) = outages.last else {
      Issue.record("its end is not told")
      return
    }
    #expect(lasted >= .seconds(3600))
    #expect((10...14).contains(outages.count))
    #expect(bench.announcements.count - outages.count <= 2)
  }

  @Test("that comes and goes is told a few times only")
  func flapping() {
    var bench = SchedulerBench(4000)
    while bench.now.elapsed < .seconds(600), bench.finished == nil {
      strike(&bench)
      bench.probe(.well)
      bench.answer(.success)
    }
    let told = bench.announcements.filter { if case .outageBegan = $0 { true } else { false } }
    #expect(told.count <= 2)
  }

  @Test("longer than the run's patience ends it with 75, everything open", arguments: [600, 43_200])
  func tooLong(patience: Int) {
    var bench = SchedulerBench(30) { $0.outagePatience = .seconds(patience) }
    strike(&bench)
    while bench.finished == nil, bench.probes < 10_000 { bench.probe(.unwell(reason: "503")) }
    #expect(bench.stop?.exitStatus == .serviceUnavailable)
    #expect(bench.stop?.kind == "outage")
    #expect(bench.now.elapsed >= .seconds(patience))
    #expect(bench.now.elapsed <= .seconds(patience + 61))
    #expect(bench.recorded.isEmpty)
  }

  @Test("longer than the run's patience says where to look: the service's own page, or the address that was asked")
  func placeToLook() throws {
    for page in [ServiceAddress.official.statusPage, try ServiceAddress("http://127.0.0.1:8000/v1").statusPage] {
      var bench = SchedulerBench(30) { ($0.outagePatience, $0.statusPage) = (.seconds(600), page) }
      strike(&bench)
      while bench.finished == nil, bench.probes < 10_000 { bench.probe(.unwell(reason: "503")) }
      #expect(bench.stop?.hint?.contains("(\(page))") == true)
      #expect(page == "https://status.openrouter.ai" || page == "`http://127.0.0.1:8000/v1`")
    }
  }

  @Test("does not end with an answer to what had been sent before it began: new requests may still find no way")
  func lateAnswer() {
    var bench = SchedulerBench(100)
    for specimen in bench.inFlight.prefix(4) { bench.reply(specimen, SchedulerReply(Self.fault)) }
    let sent = bench.sent.count
    while !bench.inFlight.isEmpty { bench.answer(.success) }
    #expect(bench.scheduler.outage != nil)
    #expect(bench.sent.count == sent)
    bench.probe(.well)
    bench.answer(.failure(wasRequested: true))
    #expect(bench.scheduler.outage == nil)
    #expect(bench.inFlight.count == 8)
  }

  @Test("does not let a key in doubt, or an account without a request's worth, cost anything")
  func otherEnds() {
    var bench = SchedulerBench(10)
    strike(&bench)
    bench.probe(.well)
    let probe = bench.inFlight[0]
    bench.reply(probe, SchedulerReply(.keyUsedUp))
    #expect(bench.inFlight.count == 1, "a probe that says nothing is followed by another")
    bench.answer(.success)
    while bench.finished == nil {
      if bench.inFlight.isEmpty { bench.wait() } else { bench.answer(.success) }
    }
    #expect(bench.recorded.count == 10)
  }
}

@Suite("whose fault a transient fault is")
struct TransientFaultTests {
  private static let fault = SchedulerOutcome.transient(TransientFault("502"))

  /// Answers all requests for as long as the run lasts: badly for the specimens in `bad`, well for all others.
  private func run(
    _ bench: inout SchedulerBench, bad: Set<Int>, with outcome: SchedulerOutcome = fault, mayBeBilled: Bool = false
  ) {
    var steps = 0
    var probes = 0
    while bench.finished == nil, steps < 20_000 {
      steps += 1
      if probes < bench.probes {
        probes = bench.probes
        bench.take(.serviceProbed(.well))
      } else if let specimen = bench.inFlight.first {
        let isBad = bad.contains(specimen)
        bench.reply(specimen, SchedulerReply(isBad ? outcome : .success, mayBeBilled: isBad && mayBeBilled))
        for specimen in bench.toRecord { bench.recordIsWritten(specimen, isSuccess: !bad.contains(specimen)) }
      } else {
        bench.wait()
      }
    }
  }

  @Test(
    "specimens that fail while others succeed end as failures after their attempts, at any place in the run",
    arguments: [
      [0], [5], [99], [98, 99], [0, 50, 99], [3, 4], [97, 99],
      Array(0..<100).filter { $0 % 2 == 0 },
    ],
    [1, 2, 8, 64])
  func ownFaults(bad: [Int], concurrency: Int) {
    var bench = SchedulerBench(100) { $0.concurrency = concurrency }
    run(&bench, bad: Set(bad))
    #expect(bench.finished == .some(nil))
    #expect(bench.recorded.count == 100)
    #expect(bench.failures == Set(bad))
    for specimen in bad { #expect(bench.recorded[specimen] ?? 0 >= 4) }
  }

  @Test(
    "the last ones that always fail, and may be billed each time, are given up after some minutes",
    arguments: [3, 8, 20])
  func costlyTail(count: Int) {
    var bench = SchedulerBench(100) { $0.concurrency = 8 }
    let bad = Set((100 - count)..<100)
    run(&bench, bad: bad, mayBeBilled: true)
    #expect(bench.finished == .some(nil))
    #expect(bench.failures == bad)
    #expect(bench.now.elapsed >= .seconds(180))
  }

  @Test("the last ones that fail for nothing wait as long as the run's patience")
  func freeTail() {
    var bench = SchedulerBench(100) { ($0.concurrency, $0.outagePatience) = (8, .seconds(3600)) }
    run(&bench, bad: Set(92..<100))
    #expect(bench.stop?.kind == "outage")
    #expect(bench.failures.isEmpty)
  }

  @Test("a lone specimen is given up after its attempts and some minutes of a service that is well")
  func alone() {
    var bench = SchedulerBench(1)
    run(&bench, bad: [0])
    #expect(bench.finished == .some(nil))
    #expect(bench.recorded[0] ?? 0 >= 4)
    #expect(bench.now.elapsed >= .seconds(180))
    #expect(bench.now.elapsed <= .seconds(300))
  }

  @Test("a lone specimen is not given up while the free probe says that the service is away")
  func aloneInAnOutage() {
    var bench = SchedulerBench(1)
    bench.reply(0, SchedulerReply(Self.fault))
    while bench.now.elapsed < .seconds(3600) { bench.probe(.unwell(reason: "503")) }
    #expect(bench.recorded.isEmpty)
    bench.probe(.well)
    bench.answer(.success)
    #expect(bench.failures.isEmpty)
  }

  @Test("a timeout after the body had left costs an attempt, whatever else happens")
  func timeouts() {
    var bench = SchedulerBench(8)
    let timeout = SchedulerOutcome.transient(TransientFault("timeout", isTimeoutAfterSending: true))
    run(&bench, bad: Set(0..<8), with: timeout)
    #expect(bench.finished == .some(nil))
    #expect(bench.failures == Set(0..<8))
    #expect(bench.recorded.values.allSatisfy { $0 == 4 })
  }

  @Test("a refusal to take work is never charged, slows down below one in flight, and lasts as long as patience")
  func refusals() {
    var bench = SchedulerBench(20) { $0.concurrency = 8 }
    var requests = 0
    while bench.finished == nil {
      while let specimen = bench.inFlight.first {
        requests += 1
        bench.reply(specimen, SchedulerReply(.transient(.busy)))
      }
      bench.wait()
    }
    #expect(bench.probes == 0, "a refusal shows that the service is there")
    #expect(bench.stop?.exitStatus == .serviceUnavailable)
    #expect(bench.recorded.isEmpty)
    #expect(requests <= 43_200 / 25)
  }

  @Test("a service that fails every second time for many specimens costs hardly anybody anything")
  func unsteady() {
    var bench = SchedulerBench(500)
    var random = SeededGenerator(seed: 7)
    var probes = 0
    while bench.finished == nil {
      if probes < bench.probes {
        probes = bench.probes
        bench.take(.serviceProbed(random.share() < 0.5 ? .well : .unwell(reason: "500")))
      } else if let specimen = bench.inFlight.first {
        let isGood = random.share() < 0.5
        bench.reply(specimen, SchedulerReply(isGood ? .success : Self.fault))
        for specimen in bench.toRecord { bench.recordIsWritten(specimen, isSuccess: isGood && specimen == specimen) }
      } else {
        bench.wait()
      }
    }
    #expect(bench.recorded.count == 500)
    #expect(bench.failures.count <= 1)
  }
}

@Suite("the input folder goes away")
struct InputHealthTests {
  private func unreadable(_ isFolderGone: Bool) -> SchedulerOutcome {
    .inputUnreadable(reason: "no such file or directory", isFolderGone: isFolderGone)
  }

  @Test(
    "the run waits and nobody fails, where the folder is gone or many files in a row are", arguments: [true, false])
  func waits(isFolderGone: Bool) {
    var bench = SchedulerBench(100) { $0.concurrency = 8 }
    var failed = 0
    while bench.inputProbes.isEmpty {
      while let specimen = bench.inFlight.first {
        failed += 1
        bench.reply(specimen, SchedulerReply(unreadable(isFolderGone), requestsSent: 0))
      }
      bench.wait()
    }
    #expect(failed <= 24)
    #expect(bench.recorded.isEmpty)
    for _ in 0..<10 {
      bench.take(.inputProbed(.unwell(reason: "gone")))
      let before = bench.inputProbes.count
      while bench.inputProbes.count == before { bench.wait() }
    }
    #expect(bench.scheduler.outage?.subject == .input)
    bench.take(.inputProbed(.well))
    while !bench.inFlight.isEmpty { bench.answer(.success) }
    #expect(bench.recorded.count == 100)
    #expect(bench.finished == .some(nil))
  }

  @Test("a file that alone cannot be read fails by itself, once another is read, or the folder is seen to be well")
  func oneFile() {
    var bench = SchedulerBench(30) { $0.concurrency = 4 }
    bench.reply(1, SchedulerReply(unreadable(false), requestsSent: 0))
    #expect(bench.recorded.isEmpty)
    while bench.finished == nil {
      if let specimen = bench.inFlight.first {
        let outcome = specimen == 29 ? unreadable(false) : .success
        bench.reply(specimen, SchedulerReply(outcome))
        for specimen in bench.toRecord { bench.recordIsWritten(specimen, isSuccess: ![1, 29].contains(specimen)) }
      } else {
        #expect(bench.inputProbes.last == [29])
        #expect(bench.otherProbed.map { $0 != 29 } == true)
        bench.take(.inputProbed(.filesUnreadable(reason: "no such file")))
        for specimen in bench.toRecord { bench.recordIsWritten(specimen, isSuccess: false) }
      }
    }
    #expect(bench.failures == [1, 29])
    #expect(bench.finished == .some(nil))
  }

  @Test("a file of the checkpoint that cannot be read keeps no run waiting", arguments: [nil, 20] as [Int?])
  func withinCheckpoint(perMinute: Int?) {
    var bench = SchedulerBench(30) {
      ($0.concurrency, $0.earlyCheckpoint, $0.requestsPerMinute) = (8, 5, perMinute)
    }
    for _ in 0..<500 where bench.finished == nil {
      if let specimen = bench.inFlight.first {
        bench.reply(specimen, SchedulerReply(specimen == 3 ? unreadable(false) : .success))
        bench.settle(isSuccess: true)
      } else if let probed = bench.inputProbes.last, !bench.failures.contains(3) {
        #expect(probed == [3])
        bench.take(.inputProbed(.filesUnreadable(reason: "an error")))
        for specimen in bench.toRecord { bench.recordIsWritten(specimen, isSuccess: false) }
      } else {
        bench.wait()
      }
    }
    #expect(bench.finished == .some(nil))
    #expect(bench.recorded.count == 30)
  }

  @Test("many files that cannot be read among others fail by themselves, once another is seen to be readable")
  func manyFiles() {
    var bench = SchedulerBench(100) { $0.concurrency = 40 }
    for specimen in 0..<12 { bench.reply(specimen, SchedulerReply(unreadable(false), requestsSent: 0)) }
    #expect(bench.scheduler.outage?.subject == .input)
    for _ in 0..<10 where bench.inputProbes.isEmpty { bench.wait() }
    #expect(bench.inputProbes.last == [0, 1, 2])
    #expect(bench.otherProbed == bench.sent.count)
    bench.take(.inputProbed(.otherReadable))
    #expect(bench.scheduler.outage == nil)
    for specimen in bench.toRecord { bench.recordIsWritten(specimen, isSuccess: false) }
    #expect(bench.failures == Set(0..<12))
  }

  @Test("so do many at the end, where only such are left as have been read before")
  func manyFilesAtTheEnd() {
    var bench = SchedulerBench(40) { $0.concurrency = 40 }
    while let specimen = bench.inFlight.first(where: { $0 < 28 }) {
      bench.reply(specimen, SchedulerReply(.success))
      bench.settle(isSuccess: true)
    }
    for specimen in bench.inFlight { bench.reply(specimen, SchedulerReply(unreadable(false), requestsSent: 0)) }
    for _ in 0..<10 where bench.inputProbes.isEmpty { bench.wait() }
    #expect(bench.otherProbed.map { (0..<28).contains($0) } == true)
    bench.take(.inputProbed(.otherReadable))
    for specimen in bench.toRecord { bench.recordIsWritten(specimen, isSuccess: false) }
    #expect(bench.failures == Set(28..<40))
    #expect(bench.finished == .some(nil))
  }

  @Test("where the folder was gone, and is back but for the files that were looked at, all are tried again")
  func backWithoutSome() {
    var bench = SchedulerBench(100) { $0.concurrency = 40 }
    for specimen in 0..<12 { bench.reply(specimen, SchedulerReply(unreadable(true), requestsSent: 0)) }
    for _ in 0..<10 where bench.inputProbes.isEmpty { bench.wait() }
    bench.take(.inputProbed(.otherReadable))
    #expect(bench.scheduler.outage == nil)
    #expect(bench.toRecord.isEmpty)
    while !bench.inFlight.isEmpty { bench.answer(.success) }
    #expect(bench.recorded.count == 100)
  }

  @Test("answers to requests whose file was read before say nothing of the folder")
  func olderAnswers() {
    var bench = SchedulerBench(30) { $0.concurrency = 8 }
    bench.reply(7, SchedulerReply(unreadable(false), requestsSent: 0))
    for specimen in 0..<7 {
      bench.reply(specimen, SchedulerReply(.success))
      bench.settle(isSuccess: true)
    }
    #expect(bench.recorded[7] == nil)
  }

  @Test("longer than the run's patience ends it with 75, nobody recorded")
  func tooLong() {
    var bench = SchedulerBench(100) { $0.outagePatience = .seconds(600) }
    while bench.finished == nil {
      for specimen in bench.inFlight { bench.reply(specimen, SchedulerReply(unreadable(true), requestsSent: 0)) }
      if !bench.inputProbes.isEmpty { bench.take(.inputProbed(.unwell(reason: "gone"))) }
      if bench.finished == nil { bench.wait() }
    }
    #expect(bench.stop?.kind == "input_outage")
    #expect(bench.stop?.exitStatus == .serviceUnavailable)
    #expect(bench.recorded.isEmpty)
  }

  @Test("too many open files lower the number in flight, and nobody fails")
  func openFiles() {
    var bench = SchedulerBench(400) { $0.concurrency = 200 }
    var steps = 0
    while bench.finished == nil, steps < 100_000 {
      steps += 1
      // The process has room for forty.
      if bench.inFlight.count > 40, let last = bench.inFlight.last {
        bench.reply(last, SchedulerReply(.tooManyOpenFiles, requestsSent: 0))
      } else if !bench.inFlight.isEmpty {
        bench.answer(.success)
      } else {
        bench.wait()
      }
    }
    #expect(bench.failures.isEmpty)
    #expect(bench.recorded.count == 400)
    let told = bench.announcements.filter { if case .fewerFiles = $0 { true } else { false } }
    #expect((1...5).contains(told.count))
  }
}
