import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

@Suite("reread", .endsHanging)
struct RereadTests {
  /// A failure as an earlier version left it, without `question_sha256`.
  private static func failure(
    _ bench: RunBench, _ image: String, _ kind: String, content: String, finish: String = "stop", sequence: Int
  ) throws -> [UInt8] {
    let hash = ContentHash.hex(of: try bench.folder.read("input/" + image))
    let record: JSONValue = [
      "image": .string(image), "model": .string(RunBench.model), "provider": "openrouter", "error": "why",
      "error_kind": .string(kind), "http_status": 200, "content": .string(content),
      "timestamp": "2025-10-10T22:33:36.123Z",
      "usage": ["cost": .number("0.0036")], "sequence": JSONValue(sequence), "image_sha256": .string(hash),
      "attempts": 1,
      "finish_reason": .string(finish), "key_sha256": .string(hash),
    ]
    return record.line
  }

  private static let slip = #"{"catalogNumber":{"value":"019121","confidence":0.93},}"#

  private func fill(_ bench: RunBench) throws -> [UInt8] {
    let lines =
      try Self.failure(bench, "sheet-00000.jpg", "not_json", content: Self.slip, sequence: 1)
      + Self.failure(bench, "sheet-00001.jpg", "not_json", content: "I cannot read this.", sequence: 2)
      + Self.failure(bench, "sheet-00002.jpg", "cut_off", content: Self.slip, finish: "length", sequence: 3)
    try bench.folder.write("run/raw.jsonl", lines)
    return lines
  }

  @Test("tells what would change, then appends the records that kept answers hold, and asks for nothing")
  func command() async throws {
    try await withRunBench(images: 3) { bench in
      let before = try fill(bench)
      let dry = try await bench.herbx("reread", bench.run, "--dry-run")
      #expect(dry.status == 0, "\(dry.errors)")
      #expect(dry.output.contains("`sheet-00000.jpg`: not_json → a record of 1 terms"))
      #expect(dry.output.contains("1 of 3 kept answers would become records"))
      #expect(try bench.folder.read("run/raw.jsonl") == before)
      let outcome = try await bench.herbx("reread", bench.run, "--json")
      #expect(try JSONParser.parse(Array(outcome.output.utf8))["records"] == 1)
      let records = try bench.records()
      #expect(records.count == 4)
      #expect(try bench.folder.read("run/raw.jsonl").starts(with: before))
      let record = try #require(records.last)
      #expect((record["image"], record["sequence"], record["reread"]) == ("sheet-00000.jpg", 4, true))
      #expect((record["repaired"], record["usage"]) == (true, nil))
      #expect(record["dwc"]?.text == #"{"catalogNumber":{"value":"019121","confidence":0.93}}"#)
      let second = try await bench.herbx("reread", bench.run)
      #expect(second.output.hasSuffix("0 of 2 kept answers became records\n"))
      #expect(await bench.server.report().requests.isEmpty)
    }
  }

  @Test("a run with shards is named by its shards, and is as it was")
  func shards() async throws {
    try await withRunBench(images: 2) { bench in
      #expect(try await bench.extract("--shard", "1/1").status == 0)
      let refused = try await bench.herbx("reread", bench.run)
      #expect(refused.status == 64 && refused.errors.contains("hint: herbx reread \(bench.run)/shards/"))
      #expect(!bench.folder.exists("run/raw.jsonl"))
      #expect(try await bench.herbx("reread", bench.run + "/shards/001-of-001").status == 0)
      #expect(try await bench.herbx("merge", bench.run, "--output", bench.folder.path("whole")).status == 0)
    }
  }

  @Test("comes first where a run goes on; what is left was paid for and is asked again only on demand")
  func resumed() async throws {
    try await withRunBench(images: 4) { bench in
      _ = try fill(bench)
      let first = try await bench.extract()
      #expect(first.status == 3, "\(first.errors)")
      #expect(first.errors.contains("1 of 3 kept answers hold a record by the present rules"))
      #expect(first.errors.contains("2 failures, paid for, left alone"))
      // The one image without a record.
      #expect(await bench.server.report().chatRequests == 1)
      #expect(try await bench.extract("--retry-billed").status == 0)
      #expect(await bench.server.report().chatRequests == 3)
      #expect(try bench.successes().count == 4)
      let verification = try await bench.herbx("verify", bench.run)
      #expect(!verification.output.contains("✗ every record") && !verification.output.contains("✗ no image has two"))
    }
  }

  @Test("another question is asked though the failure was paid for")
  func otherQuestion() async throws {
    try await withRunBench(images: 2, faults: ["empty:once,image=1"]) { bench in
      let first = try await bench.extract("--no-early-validation")
      #expect(first.status == 3)
      #expect(try await bench.extract().status == 3)
      #expect(await bench.server.report().chatRequests == 2)
      #expect(try await bench.extract("--max-tokens", "8000").status == 0)
      #expect(await bench.server.report().chatRequests == 3)
    }
  }
}
