import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

@Suite("extract, from a folder to raw.jsonl", .serialized)
struct ExtractTests {
  @Test("each image arrives byte for byte and has one record")
  func wholeLine() async throws {
    try await withRunBench(images: 12, imageSize: 5_000) { bench in
      let outcome = try await bench.extract()
      #expect(outcome.status == 0, "\(outcome.errors)")
      let report = await bench.server.report()
      let hashes = (0..<12).map { ContentHash.hex(of: TinyImage.jpeg($0, size: 5_000)) }
      #expect(Set(report.images.keys) == Set(hashes))
      #expect(report.imagesPaidMoreThanOnce.isEmpty)
      let records = try bench.successes()
      #expect(records.count == 12)
      for record in records {
        let bytes = try bench.folder.read("input/" + (record["image"]?.string ?? ""))
        #expect(record["image_sha256"]?.string == ContentHash.hex(of: bytes))
        #expect(record["usage"]?["cost"]?.digits != nil)
      }
      #expect(records.map { $0["sequence"]?.int } == Array(1...12))
      #expect(outcome.output.isEmpty)
    }
  }

  @Test("two runs over the same input send byte-identical bodies")
  func deterministic() async throws {
    try await withRunBench(images: 6) { bench in
      for run in ["one", "two"] {
        let outcome = try await bench.start(["--concurrency", "1"], run: bench.folder.path(run)).wait()
        #expect(outcome.status == 0)
      }
      let bodies = await bench.server.report().bodies
      #expect(bodies.count == 12)
      #expect(Array(bodies.prefix(6)) == Array(bodies.suffix(6)))
    }
  }

  @Test("the environment is on disk before the first request, and holds what a run is explained by")
  func environmentFirst() async throws {
    try await withRunBench(images: 1, faults: ["hang"]) { bench in
      let process = try bench.start()
      try await bench.untilRequested(1)
      let snapshot = try JSONParser.parse(try bench.folder.read("run/environment.json"))
      process.signal(SIGKILL)
      _ = await process.wait()
      #expect(
        snapshot.members?.map(\.name) == [
          "run_id", "timestamp", "git", "dependencies", "command", "platform", "herbx", "model", "prompts",
          "parameters", "input", "service", "prompt_texts", "start",
        ])
      #expect(snapshot["run_id"] == "run")
      #expect(snapshot["model"]?.string == RunBench.model)
      #expect(snapshot["prompts"]?["system"]?.string?.count == 64)
      #expect(snapshot["dependencies"]?["libcurl"] != nil)
      #expect(snapshot["input"]?["images"]?.int == 1)
    }
  }

  @Test("bad files get a success or a clear failure each, and none stops the run")
  func badFiles() async throws {
    try await withRunBench { bench in
      let (folder, good) = (bench.folder, TinyImage.jpeg(1))
      try folder.write("input/empty.jpg", "")
      try folder.write("input/text.jpg", "this is text\n")
      try folder.write("input/scan.tif", TinyImage.tiff())
      try folder.write("input/png-named.jpg", TinyImage.png(2))
      try folder.write("input/huge.jpg", TinyImage.jpeg(3, size: 31 << 20))
      for (number, name) in ["a/x.jpg", "b/x.jpg", "new\nline.jpg", "quote\"'.jpg", "🌿.jpg"].enumerated() {
        try folder.write("input/" + name, TinyImage.jpeg(10 + number))
      }
      try folder.write("input/strange", good)
      // A name that is no UTF-8.
      let latin1 = Array("\(folder.path)/input/caf".utf8) + [0xE9] + Array(".jpg".utf8)
      let stream = unsafe fopen(latin1.map { CChar(bitPattern: $0) } + [0], "w")
      _ = unsafe fwrite(TinyImage.jpeg(20), 1, 400, stream)
      unsafe fclose(stream)
      let files = FileManager.default
      try files.createSymbolicLink(atPath: folder.path("input/gone.jpg"), withDestinationPath: "nowhere")
      try files.createSymbolicLink(atPath: folder.path("input/a/loop"), withDestinationPath: "..")
      unsafe mkfifo(folder.path("input/pipe.jpg"), 0o644)
      let outcome = try await bench.extract("--skip-unconvertible")
      #expect(outcome.status == 3)
      let prepared = HerbxProcess.has("vips") ? "success" : "converter_missing"
      let kinds = try bench.records().reduce(into: [String: String]()) {
        $0[$1["image"]?.string ?? ""] = $1["error_kind"]?.string ?? ($1["dwc"] == nil ? "nothing" : "success")
      }
      #expect(
        kinds == [
          "empty.jpg": "empty_file", "text.jpg": "unsupported_type", "scan.tif": prepared,
          "png-named.jpg": "success", "huge.jpg": prepared, "a/x.jpg": "success", "b/x.jpg": "success",
          "new\nline.jpg": "success", "quote\"'.jpg": "success", "🌿.jpg": "success", "strange": "success",
          "caf\\xe9.jpg": "success", "gone.jpg": "dangling_link", "pipe.jpg": "not_a_file",
        ])
      #expect(await bench.server.report().chatRequests == (prepared == "success" ? 10 : 8))
    }
  }

  @Test(
    "a file that may not be read is a clear failure",
    .enabled(if: getuid() != 0 || HerbxProcess.has("setpriv"), "root reads everything, and there is no setpriv"))
  func unreadable() async throws {
    try await withRunBench(images: 2) { bench in
      unsafe chmod(bench.folder.path("input/sheet-00001.jpg"), 0)
      // Root reads everything: herbx runs as nobody, who must own what it keeps to itself.
      let nobody: uid_t = 65534
      for name in ["", "keys", "keys/api-keys.env", "keys/management-key"] where getuid() == 0 {
        unsafe chown(bench.folder.path(name), nobody, nobody)
      }
      let wrapper = getuid() == 0 ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : []
      let outcome = try await bench.extract(wrapper: wrapper)
      #expect(outcome.status == 3, "\(outcome.errors)")
      let kinds = try bench.records().map { $0["error_kind"]?.string ?? "success" }
      #expect(kinds.sorted() == ["image_unreadable", "success"])
    }
  }

  @Test(
    "answers as models really give them have a record each, kept raw where they cannot be used",
    arguments: [
      ("fences", nil), ("prose", nil), ("empty", "empty_answer"), ("length", "cut_off"),
      ("array", nil), ("object", "no_fields"), ("nan", "not_json"), ("deep", "not_json"), ("huge", "unreadable_answer"),
      ("escapes", nil), ("filter", "content_filter"), ("no-values", "no_fields"), ("text", "not_json"),
    ] as [(String, String?)])
  func realAnswers(fault: String, kind: String?) async throws {
    try await withRunBench(images: 1, faults: [fault]) { bench in
      let outcome = try await bench.extract()
      let record = try #require(try bench.records().last)
      #expect(record["error_kind"]?.string == kind)
      #expect(outcome.status == (kind == nil ? 0 : 3))
      // Of an answer above 2 MB only the beginning is looked at.
      #expect((record["usage"]?["cost"]?.digits != nil) == (fault != "huge"))
      if kind != nil, !["empty", "filter"].contains(fault) { #expect(record["content"]?.string?.isEmpty == false) }
      for bytes in [
        try bench.folder.read("run/raw.jsonl"), try bench.folder.read("run/run.log"), Array(outcome.errors.utf8),
      ] {
        #expect(bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x0A })
      }
    }
  }

  @Test("early validation stops a bad run with 4 after five specimens, also with an offset")
  func earlyValidation() async throws {
    try await withRunBench(images: 20, faults: ["no-values"]) { bench in
      let outcome = try await bench.extract("--offset", "3")
      #expect(outcome.status == 4)
      #expect(await bench.server.report().chatRequests == 5)
      #expect(try bench.records().count == 5)
      #expect(outcome.errors.contains("hint: "))
    }
  }

  @Test(
    "wrong usage and missing places end with their status and a next step",
    arguments: [
      (["extract"], 64), (["extract", "--input", "/nowhere", "--output", "~/x"], 66),
      (["extract", "--input", "~", "--output", "/proc/nothing"], 73),
      (["extract", "--input", "~", "--output", "~/x", "--concurrency", "0"], 64),
      (["extract", "--input", "~", "--output", "~/x", "--base-url", "http://example.org/api/v1"], 64),
      (["extract", "--input", "~", "--output", "~/x", "--system-prompt", "/nowhere"], 66),
      (["verify", "~"], 66),
      (["nonsense"], 64),
    ] as [([String], Int32)])
  func usage(arguments: [String], status: Int32) async throws {
    let home = try TemporaryFolder()
    let placed = arguments.map { $0.replacing("~", with: home.path) }
    let outcome = try await HerbxProcess.run(placed, home: home)
    #expect(outcome.status == status)
    #expect(outcome.output.isEmpty)
    #expect(!outcome.errors.isEmpty)
  }

  @Test("a folder without images ends with 66, and where the run has records asks whether the share is mounted")
  func noImages() async throws {
    try await withRunBench { bench in
      try bench.folder.write("input/notes.txt", "no image")
      let outcome = try await bench.extract()
      #expect(outcome.status == 66)
      #expect(outcome.errors.contains("nothing to do: no image is selected"))
      #expect(outcome.errors.contains("passed over: 1 (no images: 1)"))
      try bench.folder.write("input/a.jpg", TinyImage.jpeg(1))
      #expect(try await bench.extract().status == 0)
      try FileManager.default.removeItem(atPath: bench.folder.path("input/a.jpg"))
      let later = try await bench.extract()
      #expect(later.status == 66)
      #expect(later.errors.contains("is the share mounted?"))
    }
  }

  @Test("the prompts are printed, and a run holds those that it asked with, word for word")
  func prompts() async throws {
    try await withRunBench(images: 1) { bench in
      let prompt = try bench.folder.write("prompt.txt", "Read the label.\n")
      let outcome = try await bench.extract("--user-prompt", prompt)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let snapshot = try JSONParser.parse(try bench.folder.read("run/environment.json"))
      #expect(snapshot["prompt_texts"]?["user"] == "Read the label.\n")
      let printed = try await bench.herbx("prompts", "system")
      #expect(printed.status == 0)
      #expect(snapshot["prompt_texts"]?["system"]?.string.map { $0 + "\n" } == printed.output)
      #expect(try await bench.herbx("prompts", "nonsense").status == 64)
    }
  }

  @Test("another input folder is told; a bound that is dropped holds on")
  func inputAndBound() async throws {
    try await withRunBench(images: 2) { bench in
      #expect(try await bench.extract("--max-cost", "0.5").status == 0)
      try bench.folder.write("other/sheet-00000.jpg", TinyImage.jpeg(9))
      let other = try await HerbxProcess.run(
        ["extract", "--input", bench.folder.path("other"), "--output", bench.run, "--model", RunBench.model],
        home: bench.folder, environment: bench.environment)
      #expect(other.status == 64)
      #expect(other.errors.contains("the input folder is"))
      try bench.folder.write("input/new.jpg", TinyImage.jpeg(10))
      let resumed = try await bench.extract()
      #expect(resumed.status == 0, "\(resumed.errors)")
      #expect(resumed.errors.contains("earlier bound holds: `--max-cost 0.5`"))
    }
  }

  @Test("invented records and real ones never mix, and another service is told")
  func services() async throws {
    try await withRunBench(images: 2) { bench in
      #expect(try await bench.extract().status == 0)
      let arguments = ["extract", "--input", bench.input, "--output", bench.run, "--model", RunBench.model]
      let invented = try await HerbxProcess.run(
        arguments + ["--simulate", "--allow-changed"], home: bench.folder, environment: ["TZ": "UTC"])
      #expect(invented.status == 64)
      #expect(invented.errors.contains("invented"))
      var environment = bench.environment
      environment["HERBX_BASE_URL"] = bench.server.baseURL.replacing("127.0.0.1", with: "localhost")
      let other = try await HerbxProcess.run(arguments, home: bench.folder, environment: environment)
      #expect(other.status == 64)
      #expect(other.errors.contains("the service is `http://localhost"))
    }
  }

  @Test("a service without /key and /models is taken as it is, the default model by its alias")
  func otherService() async throws {
    try await withRunBench(images: 2, faults: []) {
      $0.missing = [.key, .models]
    } body: { bench in
      let outcome = try await bench.herbx("extract", "--input", bench.input, "--output", bench.run)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try bench.successes().first?["model"] == "qwen-vl-72b-free")
    }
  }

  @Test("without --model a free model for images and schemas is chosen, recorded, and kept on resuming")
  func defaultModel() async throws {
    try await withRunBench(images: 1) { bench in
      for _ in 0..<2 {
        let outcome = try await bench.herbx("extract", "--input", bench.input, "--output", bench.run)
        #expect(outcome.status == 0, "\(outcome.errors)")
      }
      let snapshot = try JSONParser.parse(try bench.folder.read("run/environment.json"))
      let model = try #require(snapshot["model"]?.string)
      #expect(model.hasSuffix(":free"))
      // Free models are paced by themselves.
      #expect(snapshot["parameters"]?["requests_per_minute"]?.int == 20)
      #expect(try bench.successes().map { $0["model"]?.string } == [model])
    }
  }

  @Test("a model that is gone ends with 7 and living alternatives with their prices")
  func goneModel() async throws {
    try await withRunBench(images: 1) { bench in
      let outcome = try await bench.herbx(
        "extract", "--input", bench.input, "--output", bench.run, "--model", "claude-sonnet")
      #expect(outcome.status == 7)
      #expect(outcome.errors.contains("living alternatives"))
      #expect(outcome.errors.contains("USD"))
      #expect(await bench.server.report().chatRequests == 0)
    }
  }

  @Test("env snapshot and env diff tell two surroundings apart")
  func environmentDiff() async throws {
    let home = try TemporaryFolder()
    let outcome = try await HerbxProcess.run(["env", "snapshot", "--output", home.path("a.json")], home: home)
    #expect(outcome.status == 0)
    try home.write("b.json", try home.text("a.json").replacingOccurrences(of: "1.16.2", with: "1.0.0"))
    let same = try await HerbxProcess.run(["env", "diff", home.path("a.json"), home.path("a.json")], home: home)
    #expect(same.status == 0)
    let other = try await HerbxProcess.run(["env", "diff", home.path("a.json"), home.path("b.json")], home: home)
    #expect(other.status == 1)
    #expect(other.output == "dependencies.swift-log: \"1.16.2\" → \"1.0.0\"\n")
  }
}
