import Foundation
import OpenRouter
import SystemLayer
import TestSupport
import Testing

@testable import Extraction

/// Files of a run as a crash, an editor, a bad disk or a stranger may leave them. Seeded: a failure names its round.
@Suite("no damaged file of a run is more than a sentence")
struct FuzzTests {
  private static let lines = [
    #"{"image":"a.jpg","model":"m","provider":"openrouter","dwc":{"catalogNumber":{"value":"019121","confidence":0.93}},"timestamp":"2025-10-10T22:33:36.123Z","usage":{"prompt_tokens":11,"cost":0.0036},"sequence":1,"image_sha256":"ab","image_bytes":400,"image_modified":"2025-10-10T22:33:36.123Z","attempts":1}"#,
    #"{"image":"é.jpg","model":"m","provider":"openrouter","error":"no","error_kind":"k","http_status":500,"content":"x","timestamp":"2025-10-10T22:33:36.123Z","usage":{"cost":1e-3},"sequence":2,"attempts":4}"#,
    #"{"event_type":"extraction.started","timestamp":"2025-10-10T22:33:36.123Z","data":{"pid":7,"model":"m","total":2,"todo":2,"done":0,"failed":0,"resumed":false}}"#,
    #"{"event_type":"run.throttled","timestamp":"2025-10-10T22:33:37.123Z","data":{"reason":"429","in_flight_limit":4}}"#,
    #"{"event_type":"extraction.completed","timestamp":"2025-10-10T22:33:38.123Z","data":{"total":2,"done":1,"failed":1,"cost":0.0046,"key_costs":{"ab":0.1}}}"#,
    #"{"run_id":"run","timestamp":"2025-10-10T22:33:36.123Z","git":null,"model":"m","prompts":{"system":"ab"},"parameters":{"offset":0,"limit":2},"input":{"path":"in","images":2}}"#,
  ]

  private static let pieces: [[UInt8]] =
    [
      "-9223372036854775808", "9223372036854775807", "1e308", "-0", "1e-400", "NaN", "\"\"", "null", "[]", "{}",
      "\\u0000", "\\ud800",
    ]
    .map { Array($0.utf8) } + [
      [0xFF], [0xEF, 0xBB, 0xBF], [0], [0x0A], [0x0D, 0x0A], Array(repeating: UInt8(ascii: "["), count: 3000),
    ]

  /// One to four changes: bytes taken, doubled, overwritten, or a number or another oddity in their place.
  static func damaged(_ bytes: [UInt8], _ generator: inout TestSupport.SplitMix) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
      let start = Int.random(in: 0..<bytes.count, using: &generator)
      let range = start..<min(bytes.count, start + Int.random(in: 0...12, using: &generator))
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: bytes.removeSubrange(range)
      case 1: bytes.insert(contentsOf: bytes[range], at: start)
      case 2: bytes[start] = UInt8.random(in: 0...255, using: &generator)
      case 3: bytes = Array(bytes[..<start])
      case 4:
        // A whole number for another: what stands between two separators.
        let ends = [UInt8(ascii: ","), UInt8(ascii: "}")]
        let end = bytes[start...].firstIndex(where: { ends.contains($0) }) ?? bytes.count
        let begin = bytes[..<start].lastIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? start
        bytes.replaceSubrange(begin..<max(begin, end), with: pieces[Int.random(in: 0..<12, using: &generator)])
      default: bytes.replaceSubrange(range, with: pieces[Int.random(in: 0..<pieces.count, using: &generator)])
      }
    }
    return bytes
  }

  @Test(
    "every file name, whatever its bytes, has a name of its own that leads back to it", arguments: [5, 6] as [UInt64])
  func fileNames(seed: UInt64) {
    let pieces: [[UInt8]] =
      ["\\x5c", "\\x", "\\", "5c", "é", "e\u{301}", "Ω", "\u{2126}", "a", ".", "\n", "\u{1B}", "\u{202E}"].map {
        Array($0.utf8)
      }
      + [[0xC3], [0x80], [0xFF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]]
    var generator = TestSupport.SplitMix(seed: seed)
    var names: [SpecimenName: [UInt8]] = [:]
    for round in 0..<Trial.rounds(3000, at: "fuzz", 200_000) {
      let path = (0..<Int.random(in: 1...6, using: &generator)).flatMap { _ in
        pieces[Int.random(in: 0..<pieces.count, using: &generator)]
      }
      let name = Specimen(path: path).name
      #expect(name.path == path, "round \(round): \(path)")
      #expect(names.updateValue(path, forKey: name) ?? path == path, "round \(round): \(path)")
    }
  }

  @Test("status, verify, resume and snapshots read it, and say what they can", arguments: [1, 2, 3, 4] as [UInt64])
  func runFolder(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    try folder.write("in/a.jpg", TinyImage.jpeg(1))
    let lines = Self.lines.map { Array($0.replacing(#""path":"in""#, with: "\"path\":\"\(folder.path("in"))\"").utf8) }
    var generator = TestSupport.SplitMix(seed: seed)
    for round in 0..<Trial.rounds(400, at: "fuzz", 25_000) {
      for (name, numbers) in [("raw.jsonl", [0, 1, 0]), ("events.jsonl", [2, 3, 4]), ("environment.json", [5])] {
        let whole = numbers.map { Bool.random(using: &generator) ? Self.damaged(lines[$0], &generator) : lines[$0] }
        try folder.write(
          "run/" + name, Array(whole.joined(separator: [0x0A])) + (Bool.random(using: &generator) ? [0x0A] : []))
      }
      let run = folder.path("run")
      var index = RecordIndex()
      let tail = try index.read(path: run + "/raw.jsonl")
      var reader = try RunStatusReader(path: run)
      let status = try reader.read(now: Timestamp(milliseconds: 1_760_135_700_000))
      #expect(throws: Never.self, "round \(round)") { try JSONParser.parse(status.json.utf8) }
      _ = try RunVerifier(folder: run).verify().text
      _ = try SnapshotFile.latest(in: run).map { SnapshotDifference.between($0, [:]) }
      _ = try TornTail.repair(run + "/raw.jsonl", tail: tail, now: Timestamp(milliseconds: 0))
      var again = RecordIndex()
      #expect(try again.read(path: run + "/raw.jsonl").length == 0, "round \(round)")
      #expect(again.recordCount >= index.recordCount, "round \(round)")
    }
  }
}
