import Extraction
import Foundation
import OpenRouter
import TestSupport
import Testing

/// Records against docs/record.schema.json. Needs Python with jsonschema, as `scripts/test` prepares it.
@Suite("the schema of a record", .endsHanging)
struct RecordSchemaTests {
  private static let schema = HerbxProcess.package + "/docs/record.schema.json"
  private static let python: String = {
    let prepared = HerbxProcess.package + "/.build/venv/bin/python"
    let named = ProcessInfo.processInfo.environment["HERBX_PYTHON"]
    return named ?? (FileManager.default.isExecutableFile(atPath: prepared) ? prepared : "python3")
  }()

  private static let isPossible: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python, "-c", "import jsonschema"]
    process.standardError = FileHandle.nullDevice
    try? process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  private static let need: Comment = "needs python3 with jsonschema (HERBX_PYTHON)"

  /// The lines that break the schema, one message each.
  private func violations(_ file: String) async throws -> [Substring] {
    let script = HerbxProcess.package + "/scripts/check-record.py"
    let output = try await HerbxProcess.tool(
      "bash",
      ["-c", "\"$0\" \"$@\" || [ $? -eq 1 ] || echo 'the check failed'", Self.python, script, Self.schema, file])
    return output.split(separator: "\n")
  }

  @Test("successes and failures of every sort hold against it", .enabled(if: isPossible, need))
  func real() async throws {
    let faults = [
      "fences:image=1", "text:image=2", "no-values:image=3", "400:image=4", "403-moderation:image=5", "empty:image=6",
      "length:image=7", "filter:image=8", "key-dies@9",
    ]
    try await withSeparateBench(images: 14, faults: faults) { bench in
      try bench.folder.write("input/empty.jpg", "")
      try bench.folder.write("input/scan.jpg", Array("no image".utf8))
      let first = try await extract(bench)
      #expect(first.status == 3, "\(first.errors)")
      // Which images the faults met is told by the order in which requests came.
      let success = try #require(try bench.records().last { $0["dwc"] != nil }?["image"]?.string)
      try bench.folder.write("input/" + success, TinyImage.jpeg(99))
      let second = try await extract(bench)
      #expect(second.status == 3, "\(second.errors)")
      let records = try bench.records()
      let kinds = Set(records.compactMap { $0["error_kind"]?.string })
      #expect(
        kinds.isSuperset(of: ["empty_file", "unsupported_type", "not_json", "no_fields", "bad_request"]), "\(kinds)")
      #expect(records.contains { $0["replaces_image_sha256"] != nil })
      #expect(records.contains { $0["sent"]?["how"]?.string == "original" })
      #expect(try await violations(bench.folder.path("run/raw.jsonl")) == [])
    }
  }

  private func extract(_ bench: SeparateBench) async throws -> HerbxProcess.Outcome {
    try await bench.herbx(
      "extract", "--input", bench.input, "--output", bench.run, "--model", "qwen-vl-72b", "--no-early-validation")
  }

  /// A good record, and what breaks it.
  private static let good =
    #"{"image":"a.jpg","model":"m","provider":"openrouter","dwc":{"genus":{"value":"Salix","confidence":0.9}},"#
    + #""timestamp":"2025-10-10T22:33:36.123Z","sequence":1,"image_sha256":"HASH","attempts":1,"key_sha256":"HASH"}"#

  @Test(
    "what is no record breaks it",
    .enabled(if: isPossible, need),
    arguments: [
      (#""image":"a.jpg","#, ""), (#""provider":"openrouter""#, #""provider":"""#),
      (#""sequence":1"#, #""sequence":0"#),
      (#""attempts":1"#, #""attempts":0"#), ("123Z", "123+01:00"),
      (#"{"value":"Salix","confidence":0.9}"#, #"{"Value":"Salix"}"#),
      (#"{"genus":{"value":"Salix","confidence":0.9}}"#, "{}"),
      (#""sequence""#, #""error":"x","error_kind":"y","sequence""#),
      (#""sequence""#, #""unknown":1,"sequence""#), (#""image_sha256":"HASH""#, #""image_sha256":"abc""#),
      (#""key_sha256":"HASH""#, #""key_sha256":"sk-or-v1-0123456789abcdef""#),
    ])
  func broken(_ part: String, _ replacement: String) async throws {
    let folder = try TemporaryFolder()
    let hash = String(repeating: "0f", count: 32)
    let bad = Self.good.replacing(part, with: replacement)
    #expect(bad != Self.good)
    let file = try folder.write(
      "raw.jsonl", [Self.good, bad].joined(separator: "\n").replacing("HASH", with: hash) + "\n")
    let found = try await violations(file)
    #expect(found.count == 1)
    // `verify` sees it too.
    let record = try JSONParser.parse(Array(bad.replacing("HASH", with: hash).utf8))
    #expect(!RecordRules.violations(record).isEmpty)
    #expect(found.first?.hasPrefix("line 2: ") == true, "\(found)")
  }
}
