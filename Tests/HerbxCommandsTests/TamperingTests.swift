import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

/// What was done to a run by hand is found; what happens to honest runs is not held against them.
@Suite("verify finds tampering, and accuses nobody else", .endsHanging)
struct TamperingTests {
  /// The lines of a run folder's file, changed.
  private static func edit(_ bench: RunBench, _ file: String, _ change: (inout [String]) -> Void) throws {
    var lines = try bench.folder.text("run/" + file).split(separator: "\n").map(String.init)
    let before = lines
    change(&lines)
    #expect(lines != before)
    try bench.folder.write("run/" + file, lines.joined(separator: "\n") + "\n")
  }

  /// A change to line 2, the first place at which `pattern` stands.
  private static func line2(_ pattern: String, _ text: String) -> @Sendable (RunBench) throws -> Void {
    { bench in
      let regex = try Regex(pattern)
      try edit(bench, "raw.jsonl") { $0[1] = $0[1].replacing(regex, with: text, maxReplacements: 1) }
    }
  }

  private static let replacements: [(name: String, change: @Sendable (RunBench) throws -> Void)] = [
    ("a value", line2(#""value":"[^"]+""#, #""value":"changed""#)),
    ("a confidence", line2(#""confidence":0\.\d+"#, #""confidence":0.11"#)),
    ("a term's name", line2(#""dwc":\{"\w+""#, #""dwc":{"habitat""#)),
    ("the time", line2(#""timestamp":"20\d\d"#, #""timestamp":"1999"#)),
    ("the generation", line2(#""generation_id":"[^"]+""#, #""generation_id":"gen-x""#)),
    ("the key", line2(#""key_sha256":"[0-9a-f]{8}"#, #""key_sha256":"00000000"#)),
    ("the cost", line2(#""cost":0\.\d+"#, #""cost":0.9"#)), ("the model", line2(#""model":""#, #""model":"x/"#)),
    ("the provider", line2(#""upstream":"[^"]+""#, #""upstream":"nobody""#)),
    ("the sequence", line2(#""sequence":2"#, #""sequence":20"#)),
    ("the attempts", line2(#""attempts":1"#, #""attempts":3"#)),
    ("the duration", line2(#""duration_ms":\d+"#, #""duration_ms":999999"#)),
    ("the chain itself", line2(#""chain":"[0-9a-f]{8}"#, #""chain":"00000000"#)),
  ]

  private static let others: [(name: String, change: @Sendable (RunBench) throws -> Void)] = [
    (
      "two answers exchanged",
      {
        try edit($0, "raw.jsonl") { lines in
          let dwc = lines.map { String($0.firstMatch(of: /"dwc":\{.*?\}\}/)?.output ?? "") }
          lines[1] = lines[1].replacing(dwc[1], with: dwc[2])
          lines[2] = lines[2].replacing(dwc[2], with: dwc[1])
        }
      }
    ),
    ("a line removed", { try edit($0, "raw.jsonl") { $0.remove(at: 1) } }),
    ("the first line removed", { try edit($0, "raw.jsonl") { $0.remove(at: 0) } }),
    ("the last line removed", { try edit($0, "raw.jsonl") { $0.removeLast() } }),
    ("two lines moved", { try edit($0, "raw.jsonl") { $0.swapAt(1, 2) } }),
    ("a line doubled", { try edit($0, "raw.jsonl") { $0.insert($0[1], at: 2) } }),
    (
      "a failure added by hand",
      {
        try edit($0, "raw.jsonl") { lines in
          lines.append(
            lines[1].replacing(/"dwc":\{.*\}\},"timestamp"/, with: #""error":"x","error_kind":"y","timestamp""#)
              .replacing(/,"chain":"[0-9a-f]+"/, with: "").replacing(/"sequence":2/, with: #""sequence":9"#))
        }
      }
    ),
    (
      "an edited snapshot",
      {
        try edit($0, "environment.json") { lines in
          lines = lines.map { $0.replacing(/"temperature": 0/, with: #""temperature": 1"#) }
        }
      }
    ),
    ("the snapshot removed", { try FileManager.default.removeItem(atPath: $0.folder.path("run/environment.json")) }),
    ("the events removed", { try FileManager.default.removeItem(atPath: $0.folder.path("run/events.jsonl")) }),
    ("an image deleted", { try FileManager.default.removeItem(atPath: $0.folder.path("input/sheet-00001.jpg")) }),
    ("an image exchanged", { _ = try $0.folder.write("input/sheet-00001.jpg", TinyImage.jpeg(77)) }),
  ]

  private func verify(_ bench: RunBench) async throws -> (status: Int32, text: String) {
    let outcome = try await bench.herbx("verify", bench.run)
    return (outcome.status, outcome.output)
  }

  @Test("twenty-five kinds of tampering")
  func tampering() async throws {
    try await withRunBench(images: 4) { bench in
      let first = try await bench.extract("--concurrency", "1")
      #expect(first.status == 0, "\(first.errors)")
      let sound = try await verify(bench)
      #expect(sound.status == 0, "\(sound.text)")
      try FileManager.default.copyItem(atPath: bench.folder.path("run"), toPath: bench.folder.path("kept-run"))
      try FileManager.default.copyItem(atPath: bench.input, toPath: bench.folder.path("kept-input"))
      let changes = Self.replacements + Self.others
      #expect(changes.count == 25)
      for (name, change) in changes {
        try change(bench)
        let found = try await verify(bench)
        #expect(found.status == 1, "\(name): \(found.text)")
        for folder in ["run", "input"] {
          try FileManager.default.removeItem(atPath: bench.folder.path(folder))
          try FileManager.default.copyItem(
            atPath: bench.folder.path("kept-" + folder), toPath: bench.folder.path(folder))
        }
      }
      #expect(try await verify(bench).status == 0)
    }
  }

  @Test(
    "what happens to honest runs: kills, torn lines, resumes, other snapshots, failures, reread answers, set clocks")
  func innocent() async throws {
    try await withRunBench(images: 12, faults: ["empty:image=3", "text:image=4", "400:image=5"]) { bench in
      // Several starts, each with its snapshot; one that ends with nothing to do.
      for limit in ["2", "4", "8", "8"] { _ = try await bench.extract("--limit", limit, "--no-early-validation") }
      // A kill that tears the last line.
      try bench.folder.write("run/raw.jsonl", Array(try bench.folder.read("run/raw.jsonl").dropLast(30)))
      _ = try await bench.extract("--no-early-validation")
      // A last line that lacks only its newline.
      try bench.folder.write("run/raw.jsonl", Array(try bench.folder.read("run/raw.jsonl").dropLast(1)))
      _ = try await bench.extract("--retry-billed", "--max-tokens", "8000", "--allow-changed")
      _ = try await bench.herbx("reread", bench.run)
      let found = try await bench.herbx("verify", bench.run)
      // The closing sums of starts whose last line was torn afterwards are lost with it; nothing else is.
      #expect(found.output.contains("✓ every record has the form"), "\(found.output)")
      #expect(!found.output.contains("is not as it was written"), "\(found.output)")
      #expect(!found.output.contains("carries no chain"), "\(found.output)")
      #expect(found.output.contains("✓ no image has two successes"))
    }
  }

  @Test("starts that find nothing to do leave a sound run")
  func startedAgain() async throws {
    try await withRunBench(images: 3) { bench in
      for _ in 0..<3 {
        #expect(try await bench.extract().status == 0)
        let found = try await bench.herbx("verify", bench.run)
        #expect(found.status == 0, "\(found.output)")
      }
    }
  }

  @Test("a run of an earlier version is judged as far as it goes, and that is said")
  func unchained() async throws {
    try await withRunBench(images: 3) { bench in
      _ = try await bench.extract()
      try Self.edit(bench, "raw.jsonl") { $0 = $0.map { $0.replacing(/,"chain":"[0-9a-f]+"/, with: "") } }
      try Self.edit(bench, "events.jsonl") { $0 = $0.map { $0.replacing(/,"chain":"[0-9a-f]+"/, with: "") } }
      let old = try await bench.herbx("verify", bench.run)
      #expect(old.status == 0, "\(old.output)")
      #expect(old.output.contains("the records carry no chain"))
      // Going on, the chain takes in what was there.
      try bench.folder.write("input/late.jpg", TinyImage.jpeg(50))
      #expect(try await bench.extract().status == 0)
      #expect(try await bench.herbx("verify", bench.run).status == 0)
      try Self.edit(bench, "raw.jsonl") { $0[0] = $0[0].replacing(/"confidence":0\.\d+/, with: #""confidence":0.11"#) }
      #expect(try await bench.herbx("verify", bench.run).status == 1)
    }
  }
}
