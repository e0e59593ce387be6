import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

/// Words that are easily said where they are not true: after a part of the work, after a kill, about nothing at all.
@Suite("words at the edges", .endsHanging)
struct EdgeMessageTests {
  @Test("of a part of a folder, each figure and each claim is about that part")
  func part() async throws {
    try await withRunBench(images: 3) { bench in
      let first = try await bench.extract("--limit", "2")
      #expect(first.errors.contains("estimated cost: 2 specimens at"))
      #expect(first.errors.contains("USD per success"))
      #expect(first.errors.contains(#/ fields: .+% and [1-9][0-9]* more\n/#), "\(first.errors)")
      #expect(first.errors.contains("all fields: `herbx status \(bench.run) --fields`"), "\(first.errors)")
      // Nothing was asked for: what all starts have cost says nothing of these two.
      let second = try await bench.extract("--limit", "2")
      #expect(second.errors.contains("cost: 0 USD in this start, "), "\(second.errors)")
      #expect(!second.errors.contains("per success"))
      let proof = try await bench.herbx("verify", bench.run + "/.").output
      #expect(proof.contains("✓ every image that was selected has its record"))
      #expect(
        proof.contains("1 image was not selected and has no record: `herbx resume \(bench.run)/. --all`"), "\(proof)")
      #expect(!proof.contains("was called"))
    }
  }

  @Test(
    "data that finds no room is no success", .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")),
    arguments: [["records", "RUN", "--format", "csv"], ["status", "RUN"], ["prompts"]])
  func fullOutput(_ arguments: [String]) async throws {
    try await withRunBench(images: 3) { bench in
      #expect(try await bench.extract().status == 0)
      let outcome = try await HerbxProcess.run(
        arguments.map { $0 == "RUN" ? bench.run : $0 }, home: bench.folder, environment: bench.environment,
        wrapper: ["/bin/sh", "-c", "exec \"$0\" \"$@\" >/dev/full"])
      #expect(outcome.status == 74)
      #expect(outcome.errors.contains("standard output could not be written: No space left on device"))
      #expect(outcome.errors.contains("hint: "))
    }
  }

  @Test(
    "records that cannot be read are 66 for every command",
    arguments: [["extract"], ["resume"], ["reread"], ["verify"]])
  func unreadable(_ command: [String]) async throws {
    try await withRunBench(images: 1) { bench in
      #expect(try await bench.extract().status == 0)
      try FileManager.default.removeItem(atPath: bench.run + "/raw.jsonl")
      try FileManager.default.createDirectory(atPath: bench.run + "/raw.jsonl", withIntermediateDirectories: false)
      let arguments = command == ["extract"] ? bench.extractArguments() : command + [bench.run]
      let outcome = try await HerbxProcess.run(arguments, home: bench.folder, environment: bench.environment)
      #expect(outcome.status == 66, "\(command): \(outcome.errors)")
      #expect(outcome.errors.contains("raw.jsonl"))
    }
  }

  @Test("a command in a message can be typed as it stands, though the folder's name has a blank and a quote")
  func typed() async throws {
    try await withRunBench(images: 2) { bench in
      let run = bench.folder.path("it's one")
      let outcome = try await bench.herbx("extract", "--input", bench.input, "--output", run, "--model", RunBench.model)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let command = try #require(outcome.errors.firstMatch(of: /all fields: `(.+)`\n/)).1
      let shell = "herbx() { '\(HerbxProcess.binary)' \"$@\"; }; \(command)"
      let status = try await HerbxProcess.tool("sh", ["-c", shell])
      #expect(status.contains("scientificName") && status.hasPrefix("it's one: finished\n"), "\(status)")
    }
  }

  @Test("one is not called several")
  func one() async throws {
    try await withRunBench(images: 1) { bench in
      let words = try await bench.extract("--no-early-validation").errors
      for sentence in ["at 0.", "1 specimen: 1 new", "1 of 1 specimen done"] {
        #expect(words.contains(sentence), "\(sentence): \(words)")
      }
      #expect(!words.contains("1 specimens"))
      let report = try await bench.herbx("report", bench.run)
      #expect(report.errors.hasPrefix("1 specimen, 1 thumbnail"))
      let plan = try await bench.herbx("budget", "plan", "--specimens", "1").output
      #expect(plan.contains("1 specimen ") && !plan.contains("1 specimens"), "\(plan)")
    }
  }

  @Test("a run that was killed is not said to have lost nothing, nor to have ended")
  func killed() async throws {
    let gate = AnswerGate(allowing: 3)
    try await withRunBench(images: 12) {
      $0.gate = gate
    } body: { bench in
      let process = try bench.start(["--no-early-validation"])
      try await bench.until { $0.inFlight == 8 && bench.lineCount == 3 }
      process.signal(SIGKILL)
      _ = await process.wait()
      gate.open()
      let status = try await bench.herbx("status", bench.run).output
      #expect(status.hasPrefix("run: died without a word\n"))
      #expect(status.contains("in flight  what was then, may be paid for and is asked for again"))
      #expect(!status.contains("nothing was lost"))
    }
  }

  @Test("a start that was refused leaves no run that seems to have died")
  func refused() async throws {
    try await withRunBench { bench in
      let outcome = try await bench.extract()
      #expect(outcome.status == 66)
      let status = try await bench.herbx("status", bench.run).output
      #expect(status.hasPrefix("run: stopped (not_started)\n"), "\(status)")
      #expect(!status.contains("died") && !status.contains("paid"))
    }
  }

  @Test("commands about keys name the file that is wrong, and say when there is nothing to do")
  func keys() async throws {
    try await withSeparateBench { bench in
      let nothing = try await bench.herbx("keys", "revoke", "--spent")
      #expect(nothing.status == 0)
      #expect(nothing.errors == "no spent keys\n")
      try bench.writePrivate("keys/management-key", "\n")
      let file = bench.folder.path("keys/management-key")
      for command in [["keys", "list"], ["keys", "provision"]] {
        let outcome = try await HerbxProcess.run(command, home: bench.folder, environment: bench.environment)
        #expect(outcome.status == 5)
        #expect(outcome.errors.contains("the management key file `\(file)` is empty"), "\(outcome.errors)")
      }
    }
  }

  @Test("where the service does not say what answers cost, the cost is unknown, and not nothing")
  func unknownCost() async throws {
    try await withRunBench(images: 6, faults: ["no-cost"]) { bench in
      let outcome = try await bench.extract()
      #expect(outcome.status == 0)
      let unknown = "unknown: the service does not say what its answers cost"
      #expect(outcome.errors.contains("cost: \(unknown)\n"), "\(outcome.errors)")
      #expect(outcome.errors.contains(", cost unknown, 0 in flight"), "\(outcome.errors)")
      #expect(try await bench.herbx("status", bench.run).output.contains("  cost       \(unknown)\n"))
      #expect(try await bench.herbx("status", bench.run, "--watch").output.contains(", cost unknown\n"))
      let json = try await bench.herbx("status", bench.run, "--json").output
      #expect(json.contains(#""cost":{"total":null,"#) && json.contains(#""unpriced":6}"#), "\(json)")
    }
    try await withRunBench(images: 6, faults: ["no-cost@2-3"], { $0.costPerAnswer = 0.01 }) { bench in
      let outcome = try await bench.extract()
      #expect(outcome.errors.contains("0.04 USD in all, unknown for 2 answers"), "\(outcome.errors)")
      #expect(!outcome.errors.contains("per success"))
      #expect(try await bench.herbx("status", bench.run).output.contains("$0.0400 in all, unknown for 2 answers\n"))
    }
  }

  @Test("a file of authorities that cannot be read ends a start with 5 and says which variable names it")
  func authorities() async throws {
    let folder = try TemporaryFolder()
    try folder.write("input/a.jpg", TinyImage.jpeg(1, size: 400))
    let outcome = try await HerbxProcess.run(
      ["extract", "--input", folder.path("input"), "--output", folder.path("run")], home: folder,
      environment: ["CURL_CA_BUNDLE": folder.path("none.pem")])
    #expect(outcome.status == 5)
    #expect(outcome.errors.contains("none.pem` cannot be read"))
    #expect(outcome.errors.contains("hint: name a file that you may read in CURL_CA_BUNDLE"))
  }

  @Test("simulated and real records do not go into one table")
  func mixedExport() async throws {
    let folder = try TemporaryFolder()
    let record = #"{"image":"a.jpg","model":"a/m","dwc":{"country":"Canada"},"timestamp":"2026-11-26T01:02:03.004Z"}"#
    for (run, isSimulated) in [("real", false), ("invented", true)] {
      try folder.write("\(run)/raw.jsonl", record + "\n")
      try folder.write("\(run)/environment.json", #"{"model":"a/m","service":{"simulated":\#(isSimulated)}}"#)
    }
    let mixed = try await HerbxProcess.run(
      ["export", folder.path("real"), folder.path("invented"), "--format", "csv", "--output", folder.path("out")],
      home: folder)
    #expect(mixed.status == 64)
    #expect(mixed.errors.contains("invented` is simulated, and others of the runs are not"))
  }
}
