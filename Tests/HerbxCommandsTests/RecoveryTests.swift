import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

@Suite("going on where a run stopped", .endsHanging)
struct RecoveryTests {
  @Test("successes are never requested again, nor failures that were paid for, unless the flag says so")
  func successesStay() async throws {
    try await withRunBench(images: 6, faults: ["empty:once,image=3"]) { bench in
      #expect(try await bench.extract().status == 3)
      #expect(try await bench.extract("--no-retry-failed").status == 3)
      #expect(await bench.server.report().chatRequests == 6)
      let again = try await bench.extract()
      #expect(again.status == 3)
      #expect(again.errors.contains("1 failure, paid for, left alone"))
      #expect(await bench.server.report().chatRequests == 6)
      let last = try await bench.extract("--retry-billed")
      #expect(last.status == 0, "\(last.errors)")
      let report = await bench.server.report()
      #expect(report.images.values.map(\.requests).sorted() == [1, 1, 1, 1, 1, 2])
      #expect(try bench.successes().count == 6)
      let snapshots = try bench.snapshots()
      #expect(snapshots.count == 4)
      #expect(snapshots.last == "environment.json")
      #expect(snapshots.dropLast().allSatisfy { $0.wholeMatch(of: /environment-\d{8}T\d{6}Z(-\d+)?\.json/) != nil })
    }
  }

  @Test("a torn last line is moved aside with its time and length, and its image is asked again", arguments: [2, 200])
  func tornLine(missing: Int) async throws {
    try await withRunBench(images: 4) { bench in
      #expect(try await bench.extract().status == 0)
      let whole = try bench.folder.read("run/raw.jsonl")
      let lastLine = try #require(whole.dropLast().lastIndex(of: 0x0A)) + 1
      try bench.folder.write("run/raw.jsonl", Array(whole.dropLast(missing)))
      let outcome = try await bench.extract()
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.contains("torn last line (\(whole.count - missing - lastLine) bytes)"))
      let torn = try bench.folder.read("run/raw.jsonl.torn").split(separator: 0x0A)
      let about = try JSONParser.parse(Array(torn[0]))
      #expect(about["length"]?.int == whole.count - missing - lastLine)
      #expect(about["offset"]?.int == lastLine)
      #expect(about["timestamp"]?.string?.hasSuffix("Z") == true)
      #expect(torn[1].elementsEqual(whole[lastLine...].dropLast(missing)))
      let mended = try bench.folder.read("run/raw.jsonl")
      #expect(mended.prefix(lastLine).elementsEqual(whole.prefix(lastLine)))
      #expect(try bench.extractedImages().count == 4)
      #expect(await bench.server.report().chatRequests == 5)
    }
  }

  @Test("a last record that lacks only its newline has been paid for: it is mended and not asked again")
  func missingNewline() async throws {
    try await withRunBench(images: 3) { bench in
      #expect(try await bench.extract().status == 0)
      let whole = try bench.folder.read("run/raw.jsonl")
      try bench.folder.write("run/raw.jsonl", Array(whole.dropLast()))
      #expect(try await bench.extract().status == 0)
      #expect(try bench.folder.read("run/raw.jsonl") == whole)
      #expect(await bench.server.report().chatRequests == 3)
    }
  }

  @Test("a line that is no JSON stays, is reported with its number, and counts as nothing")
  func foreignLine() async throws {
    try await withRunBench(images: 3) { bench in
      #expect(try await bench.extract().status == 0)
      var lines = try bench.folder.text("run/raw.jsonl").split(separator: "\n").map(String.init)
      lines.insert("{\"image\":", at: 1)
      let text = lines.joined(separator: "\n") + "\n"
      try bench.folder.write("run/raw.jsonl", text)
      let outcome = try await bench.extract()
      #expect(outcome.status == 0)
      #expect(outcome.errors.contains("line 2 of"))
      #expect(try bench.folder.text("run/raw.jsonl") == text)
      #expect(await bench.server.report().chatRequests == 3)
    }
  }

  @Test("an image that changed since its success is asked again and its record says so; a touched one is not")
  func changedImage() async throws {
    try await withRunBench(images: 3) { bench in
      #expect(try await bench.extract().status == 0)
      let touched = bench.folder.path("input/sheet-00000.jpg")
      try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: touched)
      #expect(try await bench.extract().status == 0)
      #expect(await bench.server.report().chatRequests == 3)
      try bench.folder.write("input/sheet-00001.jpg", TinyImage.jpeg(77))
      #expect(try await bench.extract().status == 0)
      #expect(await bench.server.report().chatRequests == 4)
      let record = try #require(try bench.successes().last)
      #expect(record["image"] == "sheet-00001.jpg")
      #expect(record["replaces_image_sha256"]?.string == ContentHash.hex(of: TinyImage.jpeg(1)))
      #expect(try await bench.herbx("verify", bench.run).status == 0)
    }
  }

  @Test("a changed image whose first new request failed is still known to replace its earlier state")
  func changedImageFails() async throws {
    let changed = TinyImage.jpeg(77)
    let fault = "empty:once,sha=\(ContentHash.hex(of: changed).prefix(12))"
    try await withRunBench(images: 2, faults: [fault]) { bench in
      #expect(try await bench.extract().status == 0)
      try bench.folder.write("input/sheet-00001.jpg", changed)
      #expect(try await bench.extract().status == 3)
      #expect(try await bench.extract().status == 0)
      let record = try #require(try bench.successes().last)
      #expect(record["replaces_image_sha256"]?.string == ContentHash.hex(of: TinyImage.jpeg(1)))
      #expect(try await bench.extract().status == 0)
      #expect(await bench.server.report().chatRequests == 4)
      #expect(try await bench.herbx("verify", bench.run).status == 0)
    }
  }

  @Test("a changed model or prompt is refused by name and value, unless the flag allows it")
  func changedQuestion() async throws {
    try await withRunBench(images: 2) { bench in
      #expect(try await bench.extract().status == 0)
      let prompt = try bench.folder.write("prompt.txt", "Read the label.\n")
      let other = "qwen/qwen3-vl-8b-instruct"
      let place = ["extract", "--input", bench.input, "--output", bench.run]
      func start(_ more: [String]) async throws -> HerbxProcess.Outcome {
        try await HerbxProcess.run(place + more, home: bench.folder, environment: bench.environment)
      }
      let model = try await start(["--model", other])
      #expect(model.status == 64)
      #expect(model.errors.contains("`\(other)`") && model.errors.contains("`\(RunBench.model)`"))
      #expect(model.errors.contains("--allow-changed"))
      let question = try await start(["--user-prompt", prompt])
      #expect(question.status == 64)
      #expect(question.errors.contains("user prompt"))
      #expect(question.errors.contains(ContentHash.hex(of: Array("Read the label.\n".utf8)).prefix(12)))
      #expect(try bench.snapshots().count == 1)
      try bench.folder.write("input/new.jpg", TinyImage.jpeg(50))
      let allowed = try await start(["--model", other, "--user-prompt", prompt, "--allow-changed"])
      #expect(allowed.status == 0, "\(allowed.errors)")
      #expect(try bench.successes().last?["model"]?.string == other)
      #expect(await bench.server.report().chatRequests == 3)
    }
  }

  @Test("a second run on the same folder ends with 73 and the pid of the first")
  func locked() async throws {
    try await withRunBench(images: 2, faults: ["hang"]) { bench in
      let first = try bench.start()
      try await bench.until { $0.inFlight > 0 }
      let second = try await bench.extract()
      #expect(second.status == 73)
      #expect(second.errors.contains("process \(first.pid) on this host"))
      first.signal(SIGKILL)
      _ = await first.wait()
    }
  }
}
