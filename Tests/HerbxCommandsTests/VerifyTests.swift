import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

@Suite("verify", .endsHanging)
struct VerifyTests {
  @Test("a run as it ended passes, in text and in JSON")
  func clean() async throws {
    try await withRunBench(images: 4) { bench in
      #expect(try await bench.extract().status == 0)
      let text = try await bench.herbx("verify", bench.run + "/")
      #expect(text.status == 0)
      #expect(text.output.split(separator: "\n").allSatisfy { $0.hasPrefix("✓ ") })
      let json = try await bench.herbx("verify", bench.run, "--json")
      #expect(json.status == 0)
      #expect(try JSONParser.parse(Array(json.output.utf8))["holds"]?.bool == true)
    }
  }

  @Test("of many bad lines a thousand are named, and all are counted")
  func manyBadLines() async throws {
    try await withRunBench(images: 2) { bench in
      #expect(try await bench.extract().status == 0)
      let records = try bench.folder.read("run/raw.jsonl")
      try bench.folder.write("run/raw.jsonl", records + [UInt8](repeating: 0x0A, count: 20_000))
      let text = try await bench.herbx("verify", bench.run)
      #expect(text.status == 1)
      #expect(text.output.contains("    line 12 is no record\n    … and 19990 more\n"), "\(text.output)")
      let json = try JSONParser.parse(Array(try await bench.herbx("verify", bench.run, "--json").output.utf8))
      let lines = try #require(json["checks"]?.array?.first { $0["name"]?.string == "lines" })
      #expect(lines["findings"]?.array?.count == 1000 && lines["more"]?.int == 19_000)
    }
  }

  /// One kind of damage, done by hand to a whole run.
  enum Damage: String, CaseIterable {
    case recordDeleted, successDoubled, imageChanged, imageAdded, foreignLine, tornLine, costChanged, strangeSnapshot
    case noSnapshot, strangeModel

    /// The checks that must name it.
    var checks: Set<String> {
      switch self {
      case .recordDeleted: ["complete", "costs", "chain"]
      case .successDoubled: ["single_success", "sequence", "chain"]
      case .imageChanged: ["hashes"]
      case .imageAdded: ["complete"]
      case .foreignLine: ["lines", "chain"]
      case .tornLine: ["lines", "complete", "costs", "chain"]
      case .costChanged: ["costs", "chain"]
      case .strangeSnapshot: ["chain"]
      case .strangeModel: ["snapshots", "chain"]
      case .noSnapshot: ["snapshots", "complete", "hashes", "chain"]
      }
    }

    func strike(_ bench: RunBench) throws {
      switch self {
      case .imageChanged: try bench.folder.write("input/sheet-00002.jpg", TinyImage.jpeg(99))
      case .imageAdded: try bench.folder.write("input/late.jpg", TinyImage.jpeg(98))
      case .strangeSnapshot:
        try change(bench, "environment.json") { $0.replacing("\"run_id\": \"run\"", with: "\"run_id\": \"other\"") }
      case .noSnapshot: try FileManager.default.removeItem(atPath: bench.folder.path("run/environment.json"))
      case .tornLine: try change(bench, "raw.jsonl") { String($0.dropLast(9)) }
      default:
        try change(bench, "raw.jsonl") { text in
          var lines = text.split(separator: "\n").map(String.init)
          change(&lines)
          return lines.joined(separator: "\n") + "\n"
        }
      }
    }

    private func change(_ lines: inout [String]) {
      switch self {
      case .recordDeleted: lines.remove(at: 1)
      case .successDoubled: lines.append(lines[1])
      case .foreignLine: lines.insert("not a record", at: 2)
      case .costChanged: lines[1].replace("\"cost\":0.", with: "\"cost\":7.", maxReplacements: 1)
      case .strangeModel: lines[1].replace("\"model\":\"", with: "\"model\":\"x/", maxReplacements: 1)
      default: break
      }
    }

    private func change(_ bench: RunBench, _ name: String, _ body: (String) -> String) throws {
      let text = try bench.folder.text("run/" + name)
      let changed = body(text)
      #expect(changed != text)
      try bench.folder.write("run/" + name, changed)
    }
  }

  @Test("each kind of damage gives 1 and is named", arguments: Damage.allCases)
  func damage(_ damage: Damage) async throws {
    try await withRunBench(images: 4) { bench in
      #expect(try await bench.extract().status == 0)
      try damage.strike(bench)
      let outcome = try await bench.herbx("verify", bench.run, "--json")
      #expect(outcome.status == 1)
      let checks = try #require(try JSONParser.parse(Array(outcome.output.utf8))["checks"]?.array)
      let broken = checks.filter { $0["holds"]?.bool == false }
      #expect(Set(broken.compactMap { $0["name"]?.string }) == damage.checks)
      #expect(broken.allSatisfy { $0["findings"]?.array?.isEmpty == false })
      let text = try await bench.herbx("verify", bench.run)
      #expect(text.status == 1)
      #expect(text.output.split(separator: "\n").count { $0.hasPrefix("✗ ") } == damage.checks.count)
    }
  }
}
