import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

@Suite("A run goes on by what its folder knows", .endsHanging)
struct ResumeTests {
  /// By their own numbers: starts within one second have names that sort otherwise.
  private static func latest(_ bench: RunBench) throws -> JSONValue {
    let snapshots = try bench.snapshots().map { try JSONParser.parse(try bench.folder.read("run/" + $0)) }
    return try #require(snapshots.max { $0["start"]?.int ?? 0 < $1["start"]?.int ?? 0 })
  }

  @Test("with everything that the start was given, prompts word for word, and nothing typed again")
  func everything() async throws {
    try await withRunBench(images: 3) { bench in
      let prompt = try bench.folder.write("prompt.txt", "Read the label.\n")
      let given = [
        "--limit", "1", "--user-prompt", prompt, "--terms", "country,recordedBy", "--image-long-side", "1000",
        "--image-quality", "70", "--rotate", "0", "--max-cost", "0.7", "--concurrency", "3", "--retries", "1",
        "--timeout", "77", "--zdr", "--no-data-collection", "--max-price", "3.5", "--exclude", "*.tif",
        "--no-early-validation", "--max-tokens", "5000", "--max-rotations", "2", "--no-early-rotation",
        "--fallback-model", "qwen/qwen3-vl-8b-instruct",
      ]
      let begun = try await bench.start(given).wait()
      #expect(begun.status == 0, "\(begun.errors)")
      try FileManager.default.removeItem(atPath: prompt)
      // In another surrounding: the folder knows service and key file.
      let resumed = try await HerbxProcess.run(
        ["resume", bench.run, "--limit", "3"], home: bench.folder, environment: ["TZ": "UTC"])
      #expect(resumed.status == 0, "\(resumed.errors)")
      #expect(try bench.successes().count == 3)
      let before = try JSONParser.parse(try bench.folder.read("run/environment.json"))
      let after = try Self.latest(bench)
      for name in ["model", "service", "prompts", "prompt_texts"] { #expect(before[name] == after[name]) }
      func parameters(_ snapshot: JSONValue) -> [JSONValue.Member] {
        (snapshot["parameters"]?.members ?? []).filter { !["limit", "model_chosen"].contains($0.name) }
      }
      #expect(parameters(before) == parameters(after))
      let again = try await bench.herbx("resume", bench.run, "--concurrency", "5", "--max-cost", "0.9")
      #expect(again.status == 0, "\(again.errors)")
      #expect(again.errors.contains("`--max-cost` is raised from 0.7 to 0.9"))
      #expect(try await bench.herbx("verify", bench.run).status == 0)
    }
  }

  @Test("a free model's pace is not kept when the run goes over to a paid one, a pace that was asked for is")
  func pace() async throws {
    try await withRunBench(images: 2) { bench in
      func expect(pace: String?, after arguments: [String]) async throws {
        let outcome = try await HerbxProcess.run(arguments, home: bench.folder, environment: bench.environment)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let parameters = try Self.latest(bench)["parameters"]
        #expect(parameters?["requests_per_minute"]?.digits == pace, "\(arguments)")
      }
      try await expect(
        pace: "20", after: ["extract", "--input", bench.input, "--output", bench.run, "--limit", "1"])
      try await expect(pace: "20", after: ["resume", bench.run])
      let paid = ["resume", bench.run, "--model", RunBench.model, "--allow-changed"]
      try await expect(pace: nil, after: paid)
      try await expect(pace: "600", after: paid + ["--requests-per-minute", "600"])
      try await expect(pace: "600", after: ["resume", bench.run, "--limit", "2"])
    }
  }

  @Test("all images after a start with a limit; and what a run may not change is refused here too")
  func allImages() async throws {
    try await withRunBench(images: 3) { bench in
      #expect(try await bench.extract("--limit", "1").status == 0)
      #expect(try await bench.herbx("resume", bench.run).status == 0)
      #expect(try bench.records().count == 1)
      #expect(try await bench.herbx("resume", bench.run, "--all").status == 0)
      #expect(try bench.records().count == 3)
      let other = try await bench.herbx("resume", bench.run, "--terms", "country")
      #expect(other.status == 64)
      #expect(other.errors.contains("the terms are 1, the run began with"))
      #expect(try await bench.herbx("resume", bench.folder.path("nowhere")).status == 66)
    }
  }

  @Test("a moved input folder is followed and recorded; another one with the same names is refused")
  func moved() async throws {
    try await withRunBench(images: 3) { bench in
      #expect(try await bench.extract("--limit", "2").status == 0)
      let place = bench.folder.path("moved")
      try FileManager.default.moveItem(atPath: bench.input, toPath: place)
      let gone = try await bench.herbx("resume", bench.run)
      #expect(gone.status == 66)
      #expect(gone.errors.contains("`--input`"))
      for name in ["sheet-00000.jpg", "sheet-00001.jpg"] {
        try bench.folder.write("other/" + name, TinyImage.jpeg(name.utf8.count + Int(name.utf8.last ?? 0)))
      }
      let other = try await bench.herbx("resume", bench.run, "--input", bench.folder.path("other"))
      #expect(other.status == 64)
      #expect(other.errors.contains("is not the run's input folder in another place"))
      let followed = try await bench.herbx("resume", bench.run, "--input", place, "--all")
      #expect(followed.status == 0, "\(followed.errors)")
      #expect(try bench.records().count == 3)
      #expect(try Self.latest(bench)["input"]?["path"]?.string?.hasSuffix("/moved") == true)
      #expect(try await bench.herbx("resume", bench.run).status == 0)
      #expect(try await bench.herbx("verify", bench.run).status == 0)
    }
  }

  @Test("a simulated run stays simulated, and asks for no key")
  func simulated() async throws {
    let home = try TemporaryFolder()
    for number in 0..<2 { try home.write("input/\(number).jpg", TinyImage.jpeg(number)) }
    func run(_ arguments: String...) async throws -> HerbxProcess.Outcome {
      try await HerbxProcess.run(arguments, home: home, environment: ["TZ": "UTC"])
    }
    do {
      let first = try await run(
        "extract", "--input", home.path("input"), "--output", home.path("run"), "--model", RunBench.model,
        "--simulate", "--limit", "1")
      #expect(first.status == 0, "\(first.errors)")
      #expect(first.errors.contains("simulated: the records are invented"))
      let resumed = try await run("resume", home.path("run"), "--all", "--latency", "1")
      #expect(resumed.status == 0, "\(resumed.errors)")
      #expect(try home.text("run/raw.jsonl").split(separator: "\n").count == 2)
    }
  }

  /// What a start is given that differs, and what it is told.
  private static let differences: [(arguments: [String], words: [String])] = [
    (["--model", "qwen/qwen3-vl-8b-instruct"], ["the model is `qwen/qwen3-vl-8b-instruct`", RunBench.model]),
    (["--terms", "country"], ["the terms are 1, the run began with", "less: `", "the user prompt has SHA-256"]),
    (["--image-long-side", "900"], ["the images' long_side is `900`, the run began with `3072`"]),
    (["--image-quality", "60"], ["the images' quality is `60`, the run began with `85`"]),
    (["--rotate", "90"], ["the images' rotate is `90`, the run began with `auto`"]),
    (["--send-originals"], ["the images' send_originals is `true`, the run began with `false`"]),
    (["--max-pixels", "7000000"], ["the most pixels of an image is `7000000`, the run began with `1000000000`"]),
    (["--zdr"], ["zero data retention is `true`, the run began with `none`"]),
    (["--no-data-collection"], ["the collection of data is `deny`"]),
    (["--provider", "x"], ["the list of providers is `x`, the run began with `none`"]),
    (["--service-tier", "flex"], ["the service tier is `flex`"]),
    (["--fallback-model", "a/b"], ["the list of fallback models is `a/b`"]),
    (["--reasoning", "low"], ["the reasoning is `low`, the run began with `none`"]),
    (["--answer-format", "none"], ["the form of answers is `none`"]),
  ]

  @Test("a start that differs is told what differs, both values, and refused with 64")
  func told() async throws {
    try await withRunBench(images: 1) { bench in
      #expect(try await bench.extract().status == 0)
      for (arguments, words) in Self.differences {
        let outcome = try await bench.start(arguments).wait()
        #expect(outcome.status == 64, "\(arguments): \(outcome.errors)")
        for word in words { #expect(outcome.errors.contains(word), "\(arguments): \(outcome.errors)") }
        #expect(outcome.errors.contains("--allow-changed"))
      }
      #expect(await bench.server.report().chatRequests == 1)
      let allowed = try await bench.extract("--zdr", "--allow-changed")
      #expect(allowed.status == 0, "\(allowed.errors)")
    }
  }

  @Test("bounds that are left out hold on, others are taken and said")
  func bounds() async throws {
    try await withRunBench(images: 1) { bench in
      #expect(try await bench.extract("--max-cost", "0.5", "--max-price", "9", "--max-tokens", "5000").status == 0)
      let dropped = try await bench.extract()
      for bound in ["--max-cost 0.5", "--max-price 9", "--max-tokens 5000"] {
        #expect(dropped.errors.contains("earlier bound holds: `\(bound)`"), "\(dropped.errors)")
      }
      let changed = try await bench.extract("--max-cost", "0.6", "--max-price", "8", "--max-tokens", "6000")
      #expect(changed.status == 0, "\(changed.errors)")
      #expect(changed.errors.contains("`--max-cost` is raised from 0.5 to 0.6"))
      #expect(changed.errors.contains("`--max-price` is lowered from 9 to 8"))
      #expect(changed.errors.contains("`--max-tokens` is raised from 5000 to 6000"))
    }
  }

  @Test("images that the run has known and that are gone are said, and the start does not end with 0")
  func missing() async throws {
    try await withRunBench(images: 4) { bench in
      #expect(try await bench.extract("--limit", "2").status == 0)
      // What a selection leaves out is not missing.
      #expect(try await bench.extract("--include", "sheet-00001.jpg").status == 0)
      #expect(try await bench.extract("--offset", "1", "--limit", "1").status == 0)
      try FileManager.default.moveItem(
        atPath: bench.folder.path("input/sheet-00000.jpg"), toPath: bench.folder.path("kept.jpg"))
      let recorded = try await bench.extract("--limit", "1")
      #expect(recorded.status == 3, "\(recorded.errors)")
      #expect(recorded.errors.contains("1 image that the run has known is no longer in"))
      #expect(recorded.errors.contains("`sheet-00000.jpg`"))
      let verified = try await bench.herbx("verify", bench.run)
      #expect(verified.status == 1)
      #expect(verified.output.contains("`sheet-00000.jpg` is gone"))
      try FileManager.default.moveItem(
        atPath: bench.folder.path("kept.jpg"), toPath: bench.folder.path("input/sheet-00000.jpg"))
      // One that has no record yet.
      try FileManager.default.removeItem(atPath: bench.folder.path("input/sheet-00003.jpg"))
      let unrecorded = try await bench.extract()
      #expect(unrecorded.status == 3, "\(unrecorded.errors)")
      #expect(try await bench.extract().status == 3)
      #expect(try await bench.extract("--allow-changed").status == 0)
      #expect(try await bench.extract().status == 0)
    }
  }
}
