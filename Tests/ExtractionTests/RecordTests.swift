import Foundation
import OpenRouter
import Synchronization
import TestSupport
import Testing

@testable import Extraction

@Suite("records")
struct RecordTests {
  private func success(_ number: Int) -> Record {
    var record = Record(
      image: SpecimenName("a/\(number).jpg"), model: "m",
      outcome: .success(dwc: ["catalogNumber": ["value": .string(String(number))]]),
      timestamp: Timestamp(milliseconds: 1_760_135_616_123 + number), sequence: number, attempts: 1)
    record.usage = ["prompt_tokens": 10, "cost": .number("0.0036125")]
    record.imageSHA256 = String(repeating: "ab", count: 32)
    return record
  }

  @Test("a success has its members in the fixed order")
  func order() throws {
    var record = success(17)
    record.upstream = "Parasail"
    record.generationID = "gen-1"
    record.durationMilliseconds = 5321
    record.finishReason = "stop"
    let json = try JSONParser.parse(record.line)
    let names = json.members?.map(\.name)
    #expect(
      names == [
        "image", "model", "provider", "dwc", "timestamp", "usage", "sequence", "image_sha256", "upstream",
        "generation_id", "attempts", "duration_ms", "finish_reason",
      ])
    #expect(json["timestamp"] == "2025-10-10T22:33:36.140Z")
    #expect(record.line.last == 0x0A)
    #expect(record.line.count { $0 == 0x0A } == 1)
  }

  @Test("a failure has error, kind, status and content in place of dwc")
  func failure() throws {
    let failure = RecordFailure(error: "why", kind: "not_json", httpStatus: 200, content: "hello\nworld")
    let record = Record(
      image: "x.jpg", model: "m", outcome: .failure(failure), timestamp: Timestamp(milliseconds: 0), attempts: 2)
    #expect(
      try JSONParser.parse(record.line).members?.map(\.name) == [
        "image", "model", "provider", "error", "error_kind", "http_status", "content", "timestamp", "sequence",
        "attempts",
      ])
  }

  @Test("each possible torn length of the last lines is mended without a change to an earlier line")
  func everyPrefix() throws {
    let lines = (1...4).map { success($0).line }
    let whole = lines.flatMap { $0 }
    let folder = try TemporaryFolder()
    for length in 0...whole.count {
      try folder.write("raw.jsonl", Array(whole.prefix(length)))
      try? FileManager.default.removeItem(atPath: folder.path("raw.jsonl.torn"))
      var index = RecordIndex()
      let tail = try index.read(path: folder.path("raw.jsonl"))
      let repair = try TornTail.repair(folder.path("raw.jsonl"), tail: tail, now: Timestamp(milliseconds: 0))
      var file = try AppendFile(FilePath(folder.path("raw.jsonl")))
      try file.append(SecretMask().json(success(99).line))
      let bytes = try folder.read("raw.jsonl")
      // Whole lines, and a line that lacked only its newline.
      let kept = lines.indices.filter { lines[...$0].map(\.count).reduce(0, +) <= length + 1 && length > 0 }
      #expect(bytes == kept.flatMap { lines[$0] } + success(99).line)
      let text = String(decoding: bytes, as: UTF8.self)
      for line in text.split(separator: "\n") { _ = try JSONParser.parse(Array(line.utf8)) }
      if case .moved(let count) = repair {
        let torn = try folder.read("raw.jsonl.torn")
        #expect(torn.dropLast().suffix(count).elementsEqual(whole.prefix(length).suffix(count)))
      }
    }
  }

  @Test("a line that is no record stays, is reported by its number, and counts as nothing")
  func foreignLine() throws {
    let folder = try TemporaryFolder()
    try folder.write("raw.jsonl", success(1).line + Array("what is this\n{\"a\":1}\n".utf8) + success(2).line)
    var index = RecordIndex()
    let tail = try index.read(path: folder.path("raw.jsonl"))
    #expect(tail.bytes.isEmpty)
    #expect(index.foreignLines == [2, 3])
    #expect(index.recordCount == 2)
    #expect(index.successes == 2)
    #expect(index.cost.digits == "0.007225")
    #expect(index.highestSequence == 2)
  }

  @Test("the last record of an image counts")
  func lastCounts() {
    var index = RecordIndex()
    let failure = Record(
      image: "a/1.jpg", model: "m", outcome: .failure(RecordFailure(error: "e", kind: "k")),
      timestamp: Timestamp(milliseconds: 0))
    for record in [failure, success(1), success(2), failure] { index.add(Array(record.line.dropLast())) }
    #expect(index.entries["a/1.jpg"]?.isSuccess == false)
    #expect(index.successes == 1)
  }

  @Test("lines longer than a piece are read whole")
  func longLines() throws {
    let folder = try TemporaryFolder()
    let long = Record(
      image: "long.jpg", model: "m",
      outcome: .success(dwc: ["habitat": .string(String(repeating: "x", count: 3 << 20))]),
      timestamp: Timestamp(milliseconds: 0))
    try folder.write("raw.jsonl", success(1).line + long.line + success(2).line)
    var index = RecordIndex()
    _ = try index.read(path: folder.path("raw.jsonl"))
    #expect(index.entries.count == 3)
  }
}

@Suite("the record log")
struct RecordLogTests {
  @Test("many at once are all written, whole, and each told of")
  func manyAtOnce() async throws {
    let folder = try TemporaryFolder()
    let log = try RecordLog(path: folder.path("raw.jsonl"))
    await withTaskGroup { group in
      for number in 0..<500 {
        group.addTask {
          await withCheckedContinuation { continuation in
            log.append((0...number % 3).map { SecretMask().json(Array("{\"n\":\(number),\"part\":\($0)}\n".utf8)) }) {
              results in
              #expect(results.count == number % 3 + 1)
              #expect(results.allSatisfy { (try? $0.get()) != nil })
              continuation.resume()
            }
          }
        }
      }
    }
    let lines = try folder.text("raw.jsonl").split(separator: "\n")
    #expect(Set(lines).count == 999)
  }

  @Test("what is done before records is as few calls away behind the fiftieth group as behind the first")
  func callDepth() async throws {
    let folder = try TemporaryFolder()
    let log = try RecordLog(path: folder.path("raw.jsonl"))
    let depths = Mutex<[Int]>([])
    log.precede { depths.withLock { $0.append(Thread.callStackReturnAddresses.count) } }
    for _ in 0..<50 {
      await withCheckedContinuation { continuation in
        log.append([SecretMask().json(Array("{}\n".utf8))]) { _ in continuation.resume() }
      }
    }
    let found = depths.withLock { $0 }
    #expect(found.count == 50)
    // One call more for each group, and a long run ends for want of stack.
    #expect((found.max() ?? .max) < (found.first ?? 0) + 10, "\(found)")
  }

  @Test("a run folder that vanished is a failure, not a silent loss")
  func vanished() async throws {
    let folder = try TemporaryFolder()
    let log = try RecordLog(path: folder.path("raw.jsonl"))
    try FileManager.default.removeItem(atPath: folder.path)
    for _ in 0..<2 {
      let result = await withCheckedContinuation { continuation in
        log.append([SecretMask().json(Array("{}\n".utf8))]) { continuation.resume(returning: $0[0]) }
      }
      #expect(throws: WriteFailure.self) { try result.get() }
    }
  }
}
