import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

/// Something that happens to honest runs.
struct Innocence: Sendable, CustomTestStringConvertible {
  let name: String
  var faults: [String] = []
  /// How many answers come before the rest waits; nil where none does.
  var answers: Int?
  /// Does it, and returns what `verify` is asked with beside the run.
  let happens: @Sendable (RunBench) async throws -> [String]

  var testDescription: String { name }

  init(
    _ name: String, faults: [String] = [], answers: Int? = nil,
    _ happens: @escaping @Sendable (RunBench) async throws -> [String]
  ) {
    (self.name, self.faults, self.answers, self.happens) = (name, faults, answers, happens)
  }

  /// A run that ended well, and then this.
  static func afterwards(_ name: String, _ change: @escaping @Sendable (RunBench) async throws -> Void) -> Innocence {
    Innocence(name) { bench in
      #expect(try await bench.extract("--no-early-validation").status == 0)
      try await change(bench)
      return []
    }
  }

  /// A start with requests in flight, killed; then this, then a start that ends.
  static func killed(
    _ name: String, answers: Int, _ change: @escaping @Sendable (RunBench) async throws -> Void = { _ in }
  ) -> Innocence {
    Innocence(name, answers: answers) { bench in
      let process = try bench.start(["--concurrency", "1", "--no-early-validation"])
      try await bench.untilRequested(answers + 1)
      process.signal(SIGKILL)
      _ = await process.wait()
      try await change(bench)
      try await resume(bench)
      return []
    }
  }

  static func resume(_ bench: RunBench, _ more: String...) async throws {
    let outcome = try await bench.start(["--no-early-validation"] + more).wait()
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  static func edit(_ bench: RunBench, _ file: String, _ change: (inout [String]) -> Void) throws {
    var lines = try bench.folder.text("run/" + file).split(separator: "\n").map(String.init)
    change(&lines)
    try bench.folder.write("run/" + file, lines.joined(separator: "\n") + "\n")
  }

  /// Makes the files look as a version leaves them that links no records.
  static func unlink(_ bench: RunBench, lines: Range<Int>, snapshot: String) throws {
    func plain(_ line: String) -> String { line.replacing(/,"chain":"[0-9a-f]+"/, with: "") }
    try edit(bench, "raw.jsonl") { text in for number in lines { text[number] = plain(text[number]) } }
    try edit(bench, "events.jsonl") { text in
      if let last = text.lastIndex(where: { $0.contains("\"chain\"") }) { text[last] = plain(text[last]) }
    }
    let members = try JSONParser.parse(try bench.folder.read("run/" + snapshot)).members ?? []
    let kept = members.filter { !["service", "prompt_texts", "start"].contains($0.name) }
    try bench.folder.write("run/" + snapshot, JSONValue.object(kept).text)
  }
}

@Suite("verify accuses no honest run", .endsHanging)
struct InnocenceTests {
  private static let interruptions: [Innocence] = [
    .killed("killed before the first answer", answers: 0), .killed("killed after one answer", answers: 1),
    .killed("killed after three answers", answers: 3),
    .killed("killed, and the last line is torn", answers: 2) { bench in
      try bench.folder.write("run/raw.jsonl", Array(try bench.folder.read("run/raw.jsonl").dropLast(30)))
    },
    .killed("killed, and the last line lacks its newline", answers: 2) { bench in
      try bench.folder.write("run/raw.jsonl", Array(try bench.folder.read("run/raw.jsonl").dropLast()))
    },
    .killed("killed, and the events lost their tail in a power cut", answers: 2) { bench in
      try bench.folder.write("run/events.jsonl", Array(try bench.folder.read("run/events.jsonl").dropLast(40)))
    },
    Innocence("stopped by SIGTERM, and resumed", answers: 1) { bench in
      let process = try bench.start(["--concurrency", "1", "--no-early-validation", "--timeout", "1"])
      try await bench.untilRequested(2)
      process.signal(SIGTERM)
      #expect(await process.wait().status == 143)
      try await Innocence.resume(bench)
      return []
    },
    Innocence("eight in flight, a key that dies, passing faults", faults: ["key-dies@2", "503@3"]) { bench in
      try await Innocence.resume(bench, "--concurrency", "8")
      return []
    },
  ]

  private static let starts: [Innocence] = [
    .afterwards("starts with nothing to do") { bench in
      for _ in 0..<2 { try await Innocence.resume(bench) }
    },
    Innocence("starts that select") { bench in
      for selection in [["--limit", "1"], ["--offset", "2", "--limit", "1"], ["--include", "sheet-00001.jpg"]] {
        let outcome = try await bench.start(selection).wait()
        #expect(outcome.status == 0, "\(outcome.errors)")
      }
      return []
    },
    .afterwards("an image that was added and asked for") { bench in
      try bench.folder.write("input/late.jpg", TinyImage.jpeg(60))
      try await Innocence.resume(bench)
    },
    .afterwards("an image that was scanned anew and asked again") { bench in
      try bench.folder.write("input/sheet-00001.jpg", TinyImage.jpeg(61, size: 500))
      try await Innocence.resume(bench)
    },
    Innocence("failures that were paid for, asked again and read again", faults: ["text@2"]) { bench in
      #expect(try await bench.extract("--no-early-validation").status == 3)
      #expect(try await bench.herbx("reread", bench.run).status == 0)
      try await Innocence.resume(bench, "--retry-billed")
      return []
    },
    Innocence("other settings, by choice") { bench in
      #expect(try await bench.extract("--limit", "1").status == 0)
      try await Innocence.resume(bench, "--limit", "2", "--image-quality", "60", "--allow-changed")
      try await Innocence.resume(bench, "--image-quality", "60", "--concurrency", "2")
      return []
    },
    Innocence("a clock that was set back, and one that was set forward") { bench in
      for limit in ["1", "2", "3"] { try await Innocence.resume(bench, "--limit", limit) }
      let later = try bench.snapshots().filter { $0 != "environment.json" }
      for (name, year) in zip(later, ["2099", "1999"]) {
        let place = "run/environment-\(year)0101T000000Z.json"
        try FileManager.default.moveItem(atPath: bench.folder.path("run/" + name), toPath: bench.folder.path(place))
      }
      try await Innocence.resume(bench)
      return []
    },
    Innocence("records of a version that linked none, then of this one") { bench in
      #expect(try await bench.extract("--limit", "2").status == 0)
      try Innocence.unlink(bench, lines: 0..<2, snapshot: "environment.json")
      try await Innocence.resume(bench)
      return []
    },
    Innocence("a version that linked none went on in between") { bench in
      for limit in ["1", "2"] { try await Innocence.resume(bench, "--limit", limit) }
      let last = try #require(try bench.snapshots().first { $0 != "environment.json" })
      try Innocence.unlink(bench, lines: 1..<2, snapshot: last)
      try await Innocence.resume(bench)
      return []
    },
  ]

  private static let moves: [Innocence] = [
    .afterwards("an event torn in the middle") { bench in
      try Innocence.edit(bench, "events.jsonl") { $0[1] = String($0[1].prefix(20)) }
    },
    .afterwards("the events' last lines are lost") { bench in
      try Innocence.edit(bench, "events.jsonl") { $0.removeLast(2) }
    },
    .afterwards("files of other commands and of people in the run folder") { bench in
      for arguments in [["report", bench.run], ["check", bench.run], ["records", bench.run]] {
        _ = try await HerbxProcess.run(arguments, home: bench.folder, environment: bench.environment)
      }
      try bench.folder.write("run/notes.txt", "the second box is missing")
    },
    .afterwards("images that were copied, and have another time") { bench in
      for name in ["input/sheet-00000.jpg", "input/sheet-00001.jpg"] {
        try bench.folder.write(name, Array(try bench.folder.read(name)))
      }
      try await Innocence.resume(bench)
    },
    .afterwards("a second name for an image") { bench in
      try FileManager.default.linkItem(
        atPath: bench.folder.path("input/sheet-00000.jpg"), toPath: bench.folder.path("input/a.jpg"))
      try await Innocence.resume(bench)
    },
    Innocence("the input folder was moved") { bench in
      try await Innocence.resume(bench)
      try FileManager.default.moveItem(atPath: bench.input, toPath: bench.folder.path("moved"))
      return ["--input", bench.folder.path("moved")]
    },
    Innocence("the input is reached by a link") { bench in
      try await Innocence.resume(bench)
      try FileManager.default.createSymbolicLink(
        atPath: bench.folder.path("link"), withDestinationPath: bench.input)
      return ["--input", bench.folder.path("link")]
    },
  ]

  @Test("twenty-five kinds of trouble", arguments: interruptions + starts + moves)
  func trouble(_ innocence: Innocence) async throws {
    let gate = innocence.answers.map { AnswerGate(allowing: $0) }
    try await withRunBench(images: 4, faults: innocence.faults, { $0.gate = gate }) { bench in
      let watch = gate.map { gate in
        Task {
          // What comes after the kill is answered.
          while (try? bench.snapshots().count) ?? 0 < 2, !Task.isCancelled {
            try await Task.sleep(for: .milliseconds(2))
          }
          gate.open()
        }
      }
      let more = try await innocence.happens(bench)
      watch?.cancel()
      let found = try await HerbxProcess.run(
        ["verify", bench.run] + more, home: bench.folder, environment: bench.environment)
      #expect(found.status == 0, "\(innocence.name): \(found.output)\(found.errors)")
      #expect(!found.output.contains("✗"))
    }
  }

  @Test("a run folder that was renamed or copied, and gone on with")
  func renamed() async throws {
    try await withRunBench(images: 3) { bench in
      #expect(try await bench.extract("--limit", "1").status == 0)
      let (copy, renamed) = (bench.folder.path("copy"), bench.folder.path("renamed"))
      try FileManager.default.copyItem(atPath: bench.run, toPath: copy)
      try FileManager.default.moveItem(atPath: bench.run, toPath: renamed)
      for place in [copy, renamed] {
        let resumed = try await bench.herbx("resume", place, "--limit", "2")
        #expect(resumed.status == 0, "\(resumed.errors)")
        let found = try await bench.herbx("verify", place)
        #expect(found.status == 0, "\(found.output)")
        #expect(found.output.contains("note: the folder was called `run` before"))
        #expect(found.output.contains("note: 1 image was not selected"))
      }
    }
  }
}
