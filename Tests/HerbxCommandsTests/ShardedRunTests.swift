import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

@Suite("a run with shards", .endsHanging)
struct ShardedRunTests {
  private func images(_ folder: String, _ bench: RunBench) throws -> [String] {
    try bench.successes(run: folder).compactMap { $0["image"]?.string }
  }

  /// Without times, generations, attempts and the chain.
  private func comparable(_ folder: String, _ bench: RunBench) throws -> [String] {
    let changing: Set = ["timestamp", "duration_ms", "generation_id", "attempts", "chain", "image_modified"]
    return try bench.records(run: folder).map { record in
      JSONValue.object((record.members ?? []).filter { !changing.contains($0.name) }).text
    }
  }

  @Test("every image is paid for once, status and verify see one run, and a shard's place is its own folder")
  func whole() async throws {
    try await withRunBench(images: 24) { bench in
      for number in 1...3 {
        let outcome = try await bench.extract("--shard", "\(number)/3")
        #expect(outcome.status == 0, "\(outcome.errors)")
      }
      #expect(await bench.server.report().chatRequests == 24)
      let status = try await bench.herbx("status", bench.run, "--json")
      let json = try JSONParser.parse(Array(status.output.utf8))
      #expect(json["state"]?.string == "finished" && json["done"]?.int == 24 && json["total"]?.int == 24)
      #expect(json["shards"]?.array?.count == 3 && json["array_to_do"]?.string == "")
      let verified = try await bench.herbx("verify", bench.run)
      #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
      let records = try await bench.herbx("records", bench.run)
      #expect(records.output.split(separator: "\n").count == 24)
    }
  }

  @Test("a shard that was never started is named; files that are added later cost one request each")
  func added() async throws {
    try await withRunBench(images: 12) { bench in
      _ = try await bench.extract("--shard", "1/2")
      let partial = try JSONParser.parse(Array(try await bench.herbx("status", bench.run, "--json").output.utf8))
      #expect(partial["array_to_do"]?.string == "2")
      #expect(try await bench.herbx("verify", bench.run).status == 1)
      _ = try await bench.extract("--shard", "2/2")
      for number in 100..<110 { try bench.folder.write("input/a-\(number).jpg", TinyImage.jpeg(number, size: 300)) }
      for number in 1...2 { #expect(try await bench.extract("--shard", "\(number)/2").status == 0) }
      #expect(await bench.server.report().chatRequests == 22)
      #expect(try await bench.herbx("verify", bench.run).status == 0)
    }
  }

  @Test("another number of shards, input or model is refused with both values, and asks nothing")
  func differences() async throws {
    try await withRunBench(images: 6) { bench in
      _ = try await bench.extract("--shard", "1/2")
      let asked = await bench.server.report().chatRequests
      let count = try await bench.extract("--shard", "1/3")
      #expect(count.status == 64 && count.errors.contains("`3`") && count.errors.contains("`2`"), "\(count.errors)")
      let model = try await bench.extract("--shard", "1/2", "--model", "google/gemini-2.5-flash")
      #expect(model.status == 64 && model.errors.contains("`google/gemini-2.5-flash`"), "\(model.errors)")
      let plain = try await bench.extract()
      #expect(plain.status == 64 && plain.errors.contains("has shards"), "\(plain.errors)")
      #expect(await bench.server.report().chatRequests == asked)
    }
  }

  @Test("the merge of 1, 8 and 32 shards is the same, annotations come along, and it verifies")
  func merges() async throws {
    try await withRunBench(images: 12) { bench in
      let table = try bench.folder.write(
        "corrections.csv", "image,term,value\nsheet-00003.jpg,country,Peru\nsheet-00007.jpg,recordedBy,A. Gray\n")
      var merged: [[String]] = []
      for count in [1, 8, 32] {
        let run = bench.folder.path("run-\(count)")
        for number in 1...count {
          let outcome = try await bench.start(["--shard", "\(number)/\(count)"], run: run).wait()
          #expect(outcome.status == 0, "\(outcome.errors)")
        }
        let imported = try await bench.herbx("review", run, "--import", table, "--reviewer", "Ada Lovelace")
        #expect(imported.status == 0, "\(imported.errors)")
        let folder = bench.folder.path("merged-\(count)")
        let outcome = try await bench.herbx("merge", run, "--output", folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let verified = try await bench.herbx("verify", folder)
        #expect(verified.status == 0, "\(verified.output)")
        let annotations = try await bench.herbx("annotations", folder, "--format", "csv").output
        #expect(annotations.contains("sheet-00003.jpg,country,Peru") && annotations.contains("A. Gray"))
        merged.append(try comparable("merged-\(count)", bench) + [annotations])
      }
      #expect(merged[0].count == 13 && merged[0] == merged[1] && merged[1] == merged[2])
    }
  }

  @Test("--max-cost holds for the run: four tasks at once spend no more as the service counts it")
  func money() async throws {
    try await withRunBench(images: 60) {
      $0.costPerAnswer = Decimal(string: "0.004")
    } body: { bench in
      let tasks = try (1...4).map {
        try bench.start(["--shard", "\($0)/4", "--max-cost", "0.12"], environment: ["SLURM_JOB_ID": "1"])
      }
      for task in tasks { #expect([0, 6].contains(await task.wait().status)) }
      let cost = await bench.server.report().cost
      #expect(cost > 0 && cost <= Decimal(string: "0.12") ?? 0)
    }
  }

  @Test("an image with a success in two shards is named by verify, with both")
  func twice() async throws {
    try await withRunBench(images: 6) { bench in
      for number in 1...2 { _ = try await bench.extract("--shard", "\(number)/2") }
      let records = try ["001", "002"].map {
        try String(contentsOfFile: bench.run + "/shards/\($0)-of-002/raw.jsonl", encoding: .utf8)
      }
      let line = try #require(records[0].split(separator: "\n").last)
      let image = try #require(try JSONParser.parse(Array(line.utf8))["image"]?.string)
      try (records[1] + line + "\n").write(
        toFile: bench.run + "/shards/002-of-002/raw.jsonl", atomically: true, encoding: .utf8)
      let verified = try await bench.herbx("verify", bench.run, "--json")
      #expect(verified.status == 1)
      let checks = try #require(try JSONParser.parse(Array(verified.output.utf8))["checks"]?.array)
      func findings(_ name: String) -> [String] {
        checks.first { $0["name"]?.string == name }?["findings"]?.array?.compactMap(\.string) ?? []
      }
      #expect(findings("one_shard") == ["`\(image)`: shards 1 and 2"])
      #expect(findings("right_shard").count == 1 && findings("partition").count == 1)
    }
  }

  @Test("answers that are no records stop the whole run after one early validation")
  func nonsense() async throws {
    try await withRunBench(images: 60, faults: ["text"]) { bench in
      let tasks = try (1...4).map { try bench.start(["--shard", "\($0)/4"]) }
      for task in tasks { #expect(await task.wait().status == 4) }
      #expect(await bench.server.report().chatRequests <= 10)
      #expect(FileManager.default.fileExists(atPath: bench.run + "/stopped.json"))
    }
  }
}
