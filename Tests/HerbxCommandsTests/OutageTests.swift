import Foundation
import OpenRouter
import Simulator
import SystemLayer
import TestSupport
import Testing

/// Outages over real sockets and files. Those of minutes are in `scripts/trials outage`.
@Suite("an outage is waited out", .endsHanging)
struct OutageTests {
  @Test(
    "of the service, whatever it answers: nobody fails, no key is made, the log stays short",
    arguments: [
      "502@6-16", "503@6-16", "500@1-9", "reset@6-16", "502-html@1-9", "524@6-16", "429=1@6-16", "401@6-16",
      "200-error@1-9", "200-error@6-16",
    ])
  func service(fault: String) async throws {
    try await withRunBench(images: 30, faults: [fault]) { bench in
      let outcome = try await bench.extract()
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try bench.records().count == 30)
      #expect(try bench.successes().count == 30)
      #expect(await bench.server.report().keysMade.isEmpty)
      #expect(try bench.folder.text("run/run.log").split(separator: "\n").count <= 20)
    }
  }

  @Test(
    "at a first start that needs the catalogue: it is waited for, with a line at its beginning and at its end",
    arguments: [["--model", RunBench.model, "--max-cost", "1"], []])
  func catalogue(model: [String]) async throws {
    try await withRunBench(images: 3, faults: ["503@1-3:on=models"]) { bench in
      let outcome = try await HerbxProcess.run(
        ["extract", "--input", bench.input, "--output", bench.run] + model, home: bench.folder,
        environment: bench.environment)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.matches(of: /the service is not well - waiting.*`\/models` answered 503/).count == 1)
      #expect(outcome.errors.contains("the service is well again"))
      #expect(try bench.successes().count == 3)
    }
  }

  @Test("at a first start is waited for no longer than --outage-patience; what a person must mend, not at all")
  func catalogueForGood() async throws {
    try await withRunBench(images: 1, faults: ["503:on=models"]) { bench in
      let outcome = try await bench.herbx(
        "extract", "--input", bench.input, "--output", bench.run, "--outage-patience", "1")
      #expect(outcome.status == 75, "\(outcome.errors)")
      #expect(outcome.errors.contains("the service is not well - waiting"))
    }
    try await withRunBench(images: 1, faults: ["403:on=models"]) { bench in
      let outcome = try await bench.herbx("extract", "--input", bench.input, "--output", bench.run)
      #expect(outcome.status == 5, "\(outcome.errors)")
      #expect(!outcome.errors.contains("waiting"))
    }
  }

  @Test("is told in log and events, at its beginning and at its end")
  func told() async throws {
    try await withRunBench(images: 30, faults: ["502@6-16"]) { bench in
      let outcome = try await bench.extract()
      #expect(outcome.status == 0)
      #expect(outcome.errors.contains("the service is not well - waiting"))
      #expect(outcome.errors.contains("the service is well again"))
      #expect(try bench.events("outage.began").count == 1)
      #expect(try bench.events("outage.ended").count == 1)
    }
  }

  @Test(
    "few open files lower the number in flight, and nobody fails; too few are a sentence", arguments: [128, 44, 16])
  func openFiles(limit: Int) async throws {
    try await withRunBench(images: 100) { bench in
      let wrapper = ["bash", "-c", "ulimit -n \(limit); exec \"$@\"", "bash"]
      let run = try bench.start(["--concurrency", "200", "--no-early-validation"], wrapper: wrapper)
      let outcome = await run.wait()
      if limit == 16 {
        #expect(outcome.status == 64, "\(outcome.errors)")
        #expect(outcome.errors.contains("hint: raise the limit"))
      } else {
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try bench.successes().count == 100)
        #expect(try bench.records().count == 100)
        #expect(outcome.errors.contains("the limit of open files allows"))
      }
    }
  }

  @Test(
    "few open files lower the number in flight where images are prepared, too, and nobody fails",
    .enabled(if: ProcessInformation.findProgram("jpegtran", on: "/usr/bin:/bin") != nil, "`jpegtran` is not installed"),
    arguments: [(256, 108), (96, 200)])
  func openFilesOfPictures(limit: Int, inFlight: Int) async throws {
    try await withRunBench(images: 120) { options in
      options.latency = .milliseconds(300)
    } body: { bench in
      let wrapper = ["bash", "-c", "ulimit -n \(limit); exec \"$@\"", "bash"]
      let run = try bench.start(
        ["--concurrency", "\(inFlight)", "--rotate", "90", "--no-early-validation"], wrapper: wrapper)
      let outcome = await run.wait()
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try bench.successes().count == 120)
      #expect(try bench.records().count == 120)
    }
  }

  @Test("a run that stood still for longer than its timeout loses no answer that had come, and pays for none twice")
  func standstill() async throws {
    try await withRunBench(images: 24) { options in
      options.latency = .milliseconds(500)
    } body: { bench in
      let run = try bench.start(["--concurrency", "8", "--timeout", "3", "--no-early-validation"])
      try await bench.untilRequested(8)
      run.signal(SIGSTOP)
      let end = ContinuousClock.now + .seconds(5)
      try await bench.until { _ in ContinuousClock.now >= end }
      run.signal(SIGCONT)
      let outcome = await run.wait()
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try bench.successes().count == 24)
      #expect(await bench.server.report().chatRequests == 24)
    }
  }

  @Test("of the input folder: the run waits for it, and nobody fails")
  func input() async throws {
    try await withRunBench(images: 60) { options in
      options.latency = .milliseconds(50)
    } body: { bench in
      let run = try bench.start(["--concurrency", "2"])
      try await bench.untilRequested(8)
      try FileManager.default.moveItem(atPath: bench.input, toPath: bench.folder.path("away"))
      while !bench.holds("run.log", "the input folder cannot be read") { try await Task.sleep(for: .milliseconds(5)) }
      try FileManager.default.moveItem(atPath: bench.folder.path("away"), toPath: bench.input)
      let outcome = await run.wait()
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try bench.records().count == 60)
      #expect(try bench.successes().count == 60)
    }
  }

  @Test(
    "of a share that is unmounted and mounted again: nobody fails; where it is not mounted at the resume: 66",
    .enabled(if: Mount.isPermitted, "needs the right to mount"))
  func unmounted() async throws {
    try await withRunBench(images: 60) { options in
      options.latency = .milliseconds(50)
    } body: { bench in
      let share = bench.folder.path("share")
      var mount: Mount? = try Mount(share, showing: bench.input)
      let arguments = ["extract", "--input", share, "--output", bench.run, "--model", RunBench.model]
      let run = try HerbxProcess(
        arguments + ["--concurrency", "2"], home: bench.folder, environment: bench.environment)
      try await bench.untilRequested(8)
      mount = nil
      while !bench.holds("run.log", "the input folder cannot be read") { try await Task.sleep(for: .milliseconds(5)) }
      mount = try Mount(share, showing: bench.input)
      let outcome = await run.wait()
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try bench.records().count == 60)
      #expect(try bench.successes().count == 60)
      mount = nil
      let resumed = try await HerbxProcess.run(arguments, home: bench.folder, environment: bench.environment)
      #expect(resumed.status == 66)
      #expect(resumed.errors.contains("is the share mounted?"))
      withExtendedLifetime(mount) {}
    }
  }

  @Test(
    "a read of one image that stands still for longer than the timeout costs the other specimens nothing",
    .enabled(if: FaultySystem.isPossible, "needs Linux and a C compiler"))
  func stalledRead() async throws {
    try await withRunBench(images: 24) { options in
      options.latency = .milliseconds(300)
    } body: { bench in
      // Too large to be kept from the look at it, which is two reads: the third is that of the request's body.
      let stalled = bench.input + "/sheet-00012.jpg"
      let picture = try #require(FileManager.default.contents(atPath: stalled))
      try (picture + Data(count: 300_000)).write(to: URL(fileURLWithPath: stalled))
      let faulty = try await FaultySystem.stall(stalled, .read, 3, seconds: 6, in: bench.folder)
      let outcome = try await bench.extract(
        "--concurrency", "8", "--timeout", "4", "--no-early-validation", environment: faulty)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let report = await bench.server.report()
      #expect(report.billed == 24 && report.imagesPaidMoreThanOnce.isEmpty)
      let again = try bench.records().filter { $0["attempts"]?.int != 1 }.map { $0["image"]?.string }
      #expect(again == ["sheet-00012.jpg"])
    }
  }

  @Test(
    "a journal of requests that hangs keeps the transfer thread from nothing: a stop is taken meanwhile, and nothing is lost",
    .enabled(if: FaultySystem.isPossible, "needs Linux and a C compiler"))
  func stalledJournal() async throws {
    try await withRunBench(images: 24) { options in
      options.latency = .milliseconds(50)
    } body: { bench in
      try FileManager.default.createDirectory(atPath: bench.run, withIntermediateDirectories: true)
      let faulty = try await FaultySystem.stall(
        bench.run + "/requests.jsonl", .write, 3, seconds: 5, in: bench.folder)
      let run = try bench.start(["--concurrency", "4"], environment: faulty)
      let isStalled = { FileManager.default.fileExists(atPath: bench.run + "/requests.jsonl.stalled") }
      while !isStalled() { try await Task.sleep(for: .milliseconds(5)) }
      run.signal(SIGINT)
      while !bench.holds("events.jsonl", "run.stopping") { try await Task.sleep(for: .milliseconds(5)) }
      #expect(isStalled())
      let outcome = await run.wait()
      #expect(outcome.status == 130, "\(outcome.errors)")
      let report = await bench.server.report()
      #expect(try bench.successes().count == report.billed)
      #expect(try await bench.extract().status == 0)
      #expect(await bench.server.report().billed == 24)
    }
  }

  @Test(
    "a wall clock that jumps by an hour in the midst of a run, and back, changes nothing",
    .enabled(if: FaultySystem.isPossible, "needs Linux and a C compiler"), arguments: [3600, -3600])
  func clock(seconds: Int) async throws {
    try await withRunBench(images: 60, faults: ["429=1@10-14", "503@24-30"]) { options in
      options.latency = .milliseconds(20)
    } body: { bench in
      let clock = try await FaultySystem.Clock(in: bench.folder)
      let run = try bench.start(environment: clock.environment)
      try await bench.untilRequested(8)
      try clock.set(ahead: seconds)
      try await bench.untilRequested(40)
      try clock.set(ahead: -seconds)
      let outcome = await run.wait()
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try bench.records().count == 60)
      #expect(try bench.successes().count == 60)
      let requests = await bench.server.report().chatRequests
      try clock.set(ahead: -2 * seconds)
      #expect(try await bench.extract(environment: clock.environment).status == 0)
      #expect(await bench.server.report().chatRequests == requests)
      #expect(try await bench.herbx("verify", bench.run).status == 0)
    }
  }

  @Test(
    "a disk that takes no line of the log, or no event, holds up neither requests nor records",
    arguments: ["run.log", "events.jsonl"])
  func stuckLog(name: String) async throws {
    try await withRunBench(images: 24) { bench in
      try FileManager.default.createDirectory(atPath: bench.run, withIntermediateDirectories: true)
      // A pipe that nobody reads, full to its last byte.
      let pipe = try FullPipe(bench.run + "/" + name)
      let run = try bench.start(["--concurrency", "4"])
      try await bench.until { $0.billed == 24 && bench.lineCount == 24 }
      #expect(!run.hasEnded)
      while !run.hasEnded {
        pipe.drain()
        try await Task.sleep(for: .milliseconds(2))
      }
      let outcome = await run.wait()
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try bench.successes().count == 24)
    }
  }
}

/// A named pipe that takes nothing more until it is drained.
private final class FullPipe {
  private let descriptor: Int32

  init(_ path: String) throws {
    guard unsafe mkfifo(path, 0o600) == 0 else { throw POSIXError(.EIO) }
    unsafe descriptor = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
    let piece = [UInt8](repeating: UInt8(ascii: "\n"), count: 512)
    while unsafe write(descriptor, piece, piece.count) > 0 {}
  }

  deinit { close(descriptor) }

  func drain() {
    var piece = [UInt8](repeating: 0, count: 65_536)
    while unsafe read(descriptor, &piece, piece.count) > 0 {}
  }
}
