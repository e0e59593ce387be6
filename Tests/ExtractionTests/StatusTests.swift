import Foundation
import OpenRouter
import TestSupport
import Testing

@testable import Extraction

@Suite("the status of a run, read from its files")
struct StatusTests {
  private static let start = 1_760_135_616_000

  private func record(
    _ number: Int, ok: Bool = true, cost: String = "0.0036", kind: String = "not_json", confidence: String = "0.9"
  ) -> [UInt8] {
    let dwc: JSONValue = [
      "catalogNumber": ["value": .string("0\(number)"), "confidence": .number(confidence)],
      "habitat": ["value": "", "confidence": 0],
    ]
    var record = Record(
      image: SpecimenName("\(number).jpg"), model: "m",
      outcome: ok ? .success(dwc: dwc) : .failure(.init(error: "why \(number)", kind: kind)),
      timestamp: Timestamp(milliseconds: Self.start + number * 1000), sequence: number, attempts: 1)
    record.usage = ["cost": .number(cost)]
    record.keySHA256 = String(repeating: "ab", count: 32)
    return record.line
  }

  private func event(_ kind: Event.Kind, second: Int, _ data: JSONValue) -> [UInt8] {
    Event(kind, at: Timestamp(milliseconds: Self.start + second * 1000), data).line
  }

  private func started(total: Int, todo: Int, second: Int = 0) -> [UInt8] {
    event(
      .extractionStarted, second: second,
      ["model": "m", "total": .number(String(total)), "todo": .number(String(todo))])
  }

  private func status(_ folder: TemporaryFolder, second: Int = 60) throws -> RunStatus {
    var reader = try RunStatusReader(path: folder.path)
    return try reader.read(now: Timestamp(milliseconds: Self.start + second * 1000))
  }

  @Test("counts, cost, coverage and failures are those of the last record of each image")
  func sums() throws {
    let folder = try TemporaryFolder()
    let lines =
      record(1) + record(2, ok: false) + record(3, ok: false, kind: "timeout") + record(2) + record(4)
      + record(5, ok: false)
    try folder.write("raw.jsonl", lines)
    try folder.write("events.jsonl", started(total: 10, todo: 10))
    let status = try status(folder)
    #expect((status.total, status.done, status.failed, status.open) == (10, 3, 2, 5))
    #expect(status.cost.total.digits == "0.0216")
    #expect(status.cost.wasted.digits == "0.0108")
    #expect(status.cost.perSuccess?.digits == "0.0072")
    #expect(status.coverage.map(\.term) == ["catalogNumber"])
    #expect(status.coverage.first?.share == 1)
    #expect(status.failures.map(\.kind) == ["not_json", "timeout"])
    #expect(status.failures.first?.example == .init(image: "5.jpg", error: "why 5"))
    #expect(status.keys.map(\.records) == [6])
  }

  @Test("a run that nobody holds is finished, stopped or dead, by its last event")
  func states() throws {
    let folder = try TemporaryFolder()
    try folder.write("raw.jsonl", record(1))
    try folder.write("events.jsonl", started(total: 1, todo: 1))
    #expect(try status(folder).state == .died)
    let stop = event(
      .extractionStopped, second: 9, ["stopped": ["kind": "max_cost", "message": "the bound is reached"]])
    try folder.write("events.jsonl", started(total: 1, todo: 1) + stop)
    #expect(try status(folder).state == .stopped(kind: "max_cost", message: "the bound is reached"))
    // A start after it, killed before it could tell of its end.
    try folder.write("events.jsonl", started(total: 1, todo: 1) + stop + started(total: 1, todo: 1, second: 20))
    #expect(try status(folder).state == .died)
    #expect(try status(folder).starts == 2)
    try folder.write("events.jsonl", started(total: 1, todo: 1) + event(.extractionCompleted, second: 9, [:]))
    #expect(try status(folder).state == .finished)
  }

  @Test("a run whose folder is held is running, with its pid, rate and time left")
  func running() throws {
    let folder = try TemporaryFolder()
    let held = try RunFolder(folder.path)
    try folder.write("raw.jsonl", (1...60).flatMap { record($0) })
    let decided = (1...60).flatMap { event(.specimenCompleted, second: $0, ["image": .string("\($0).jpg")]) }
    try folder.write("events.jsonl", started(total: 180, todo: 180) + decided)
    let status = try withExtendedLifetime(held) { try self.status(folder, second: 60) }
    #expect(status.state == .running(pid: String(ProcessInfo.processInfo.processIdentifier)))
    #expect(status.remaining == 120)
    let rate = try #require(status.ratePerMinute)
    #expect((59...61).contains(rate))
    #expect((118...124).contains(try #require(status.secondsLeft)))
  }

  @Test("a growing file is read forwards: in whatever pieces it comes, the status is the same")
  func growing() throws {
    let folder = try TemporaryFolder()
    let lines = (1...40).flatMap { record($0, ok: $0 % 7 != 0) }
    try folder.write("events.jsonl", started(total: 40, todo: 40))
    try folder.write("raw.jsonl", lines)
    let whole = try status(folder)
    try folder.write("raw.jsonl", [])
    var reader = try RunStatusReader(path: folder.path)
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.path("raw.jsonl")))
    var visited = 0
    for start in stride(from: 0, to: lines.count, by: 97) {
      try handle.write(contentsOf: Data(lines[start..<min(start + 97, lines.count)]))
      _ = try reader.read(now: Timestamp(milliseconds: Self.start)) { record, line in
        visited += 1
        #expect(
          lines[line.offset..<(line.offset + line.length)].starts(with: Array("{\"image\":\"\(record.image)\"".utf8)))
      }
    }
    #expect(visited == 40)
    #expect(try reader.read(now: Timestamp(milliseconds: Self.start + 60_000)) == whole)
  }

  @Test("a folder that was emptied and filled again is another run")
  func replaced() throws {
    let folder = try TemporaryFolder()
    try folder.write("events.jsonl", started(total: 9, todo: 9))
    try folder.write("raw.jsonl", (1...9).flatMap { record($0) })
    var reader = try RunStatusReader(path: folder.path)
    #expect(try reader.read(now: .now()).done == 9)
    for name in ["raw.jsonl", "events.jsonl"] { try FileManager.default.removeItem(atPath: folder.path(name)) }
    try folder.write("events.jsonl", started(total: 9, todo: 9))
    try folder.write("raw.jsonl", record(1))
    #expect(try reader.read(now: .now()).done == 1)
  }

  @Test("rotations, throttling and what happened to the run are told in their order")
  func events() throws {
    let folder = try TemporaryFolder()
    let lines = [
      started(total: 5, todo: 5), event(.runThrottled, second: 2, ["reason": "429", "in_flight_limit": 4]),
      event(.keyRotating, second: 3, ["reason": "unauthorized"]), event(.keyRotated, second: 4, ["turn": 2]),
    ]
    try folder.write("events.jsonl", lines.flatMap { $0 } + Array("no JSON\n".utf8))
    let status = try status(folder)
    #expect((status.rotations, status.throttled, status.inFlightLimit) == (1, 1, 4))
    #expect(status.keyEvents.map(\.kind) == ["key.rotating", "key.rotated"])
    #expect(status.notes.count == 4)
  }

  @Test("a daily limit is shown up to its end, and no time left beside it")
  func dailyLimit() throws {
    let folder = try TemporaryFolder()
    let held = try RunFolder(folder.path)
    let end = Timestamp(milliseconds: Self.start + 90_000)
    try folder.write("raw.jsonl", (1...20).flatMap { record($0) })
    try folder.write(
      "events.jsonl",
      started(total: 40, todo: 40)
        + event(
          .runThrottled, second: 21, ["reason": "daily limit of free requests", "until": .string(end.iso8601)]))
    let (waiting, after) = try withExtendedLifetime(held) { (try status(folder), try status(folder, second: 100)) }
    #expect(waiting.outage?.until == end)
    #expect(waiting.ratePerMinute != nil)
    #expect(waiting.secondsLeft == nil)
    #expect(after.outage == nil)
    #expect(after.secondsLeft != nil)
  }

  @Test("a free run's days are told in place of minutes, and a stop that is under way has no time left")
  func freeRun() throws {
    let folder = try TemporaryFolder()
    let held = try RunFolder(folder.path)
    try folder.write("raw.jsonl", record(1))
    let start = event(
      .extractionStarted, second: 0, ["total": 2885, "todo": 2885, "free_per_day": 50])
    try folder.write("events.jsonl", start)
    let free = try withExtendedLifetime(held) { try status(folder) }
    #expect(free.daysLeft == 58)
    #expect(free.secondsLeft == nil)
    try folder.write("events.jsonl", start + event(.runStopping, second: 9, ["reason": "interrupted", "in_flight": 8]))
    let stopping = try withExtendedLifetime(held) { try status(folder) }
    #expect(stopping.stopping == 8)
    #expect(stopping.daysLeft == nil)
    #expect(stopping.isRunning)
  }

  @Test("a run folder that is named by dots has its own name", arguments: ["/.", "/../run/", "/./."])
  func named(by dots: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("run/raw.jsonl", "")
    #expect(RunFolder.runID(of: folder.path("run") + dots) == "run")
  }

  @Test("the time line counts every record once, in at most as many pieces as are asked for")
  func timeline() {
    var minutes = MinuteCounts()
    for minute in 0..<1000 {
      minutes.add(Timestamp(milliseconds: Self.start + minute * 60_000), isSuccess: minute % 10 != 0)
    }
    let timeline = minutes.timeline(most: 180)
    #expect(timeline.pieces.count <= 180)
    #expect(timeline.pieces.map(\.succeeded).reduce(0, +) == 900)
    #expect(timeline.pieces.map(\.failed).reduce(0, +) == 100)
    #expect(timeline.pieceSeconds == 360)
  }
}
