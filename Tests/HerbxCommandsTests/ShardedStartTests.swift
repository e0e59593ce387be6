import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

/// Starts of single shards, and what holds for all of them.
@Suite("one shard of a run is started", .endsHanging)
struct ShardedStartTests {
  private func status(_ bench: RunBench) async throws -> JSONValue {
    try JSONParser.parse(Array(try await bench.herbx("status", bench.run, "--json").output.utf8))
  }

  @Test("a shard to which no image belongs ends well, and the run is finished and verified")
  func empty() async throws {
    try await withRunBench(images: 2) { bench in
      for number in 1...6 {
        let outcome = try await bench.extract("--shard", "\(number)/6")
        #expect(outcome.status == 0, "\(outcome.errors)")
      }
      #expect(await bench.server.report().chatRequests == 2)
      #expect(try await status(bench)["state"]?.string == "finished")
      #expect(try await bench.herbx("verify", bench.run).status == 0)
    }
  }

  @Test("files that are left out by a pattern or a list are left out of the run, and other patterns are refused")
  func patterns() async throws {
    try await withRunBench(images: 8) { bench in
      for number in 0..<4 {
        try bench.folder.write("input/box/b-\(number).jpg", TinyImage.jpeg(50 + number, size: 300))
      }
      for number in 1...2 {
        #expect(try await bench.extract("--shard", "\(number)/2", "--exclude", "box/**").status == 0)
      }
      #expect(await bench.server.report().chatRequests == 8)
      let verified = try await bench.herbx("verify", bench.run)
      #expect(verified.status == 0, "\(verified.output)")
      let other = try await bench.extract("--shard", "1/2", "--exclude", "*.tif")
      #expect(other.status == 64 && other.errors.contains("`--exclude` is `[\"*.tif\"]`"), "\(other.errors)")
      #expect(try await bench.extract("--shard", "1/2").status == 64)

      let list = try bench.folder.write("list.txt", "box/b-0.jpg\nbox/b-1.jpg\nbox/b-2.jpg\n")
      let run = bench.folder.path("listed")
      for number in 1...2 {
        #expect(try await bench.start(["--shard", "\(number)/2", "--files-from", list], run: run).wait().status == 0)
      }
      #expect(try await bench.herbx("verify", run).status == 0)
      let merged = try await bench.herbx("merge", run, "--output", bench.folder.path("merged"))
      #expect(merged.status == 0 && !merged.errors.contains("have none"), "\(merged.errors)")
      #expect(try bench.successes(run: "merged").count == 3)
    }
  }

  @Test("a dry run of a shard counts its images alone, and writes nothing")
  func dryRun() async throws {
    try await withRunBench(images: 12) { bench in
      var counted = 0
      for number in 1...3 {
        let outcome = try await bench.extract("--shard", "\(number)/3", "--dry-run")
        #expect(outcome.status == 0, "\(outcome.errors)")
        counted += Int(outcome.output.firstMatch(of: /to send +(\d+)/)?.1 ?? "") ?? 100
      }
      #expect(counted == 12)
      #expect(!FileManager.default.fileExists(atPath: bench.run))
    }
  }

  @Test("a resume of a shard's folder does this shard alone; of the whole it asks for a shard")
  func resume() async throws {
    try await withRunBench(images: 12) { bench in
      #expect(try await bench.extract("--shard", "1/2", "--exclude", "*.tif").status == 0)
      let first = try bench.records(run: "run/shards/001-of-002").count
      for number in 100..<110 { try bench.folder.write("input/a-\(number).jpg", TinyImage.jpeg(number, size: 300)) }
      let whole = try await bench.herbx("resume", bench.run)
      #expect(whole.status == 64 && whole.errors.contains("--shard K/2"), "\(whole.errors)")
      let resumed = try await bench.herbx("resume", bench.run + "/shards/001-of-002")
      #expect(resumed.status == 0, "\(resumed.errors)")
      #expect(try bench.records(run: "run/shards/001-of-002").count > first)
      let other = try await bench.herbx("resume", bench.run, "--shard", "2/2")
      #expect(other.status == 0, "\(other.errors)")
      #expect(await bench.server.report().chatRequests == 22)
      #expect(!bench.folder.exists("run/raw.jsonl") && !bench.folder.exists("run/environment.json"))
      #expect(try await bench.herbx("verify", bench.run).status == 0)
    }
  }

  @Test("--max-rotations counts the keys of the whole run, whichever shard has them made")
  func rotations() async throws {
    try await withRunBench(images: 24, faults: ["key-dies@6:key=all"]) { bench in
      let outcomes = [
        try await bench.extract("--shard", "1/2", "--max-rotations", "2", "--concurrency", "2"),
        try await bench.extract("--shard", "2/2", "--max-rotations", "2", "--concurrency", "2"),
      ]
      #expect(outcomes.contains { $0.status == 5 }, "\(outcomes)")
      #expect(await bench.server.report().keysMade.count == 2)
    }
  }

  @Test("shards that waited for another's validation and were stopped say why, and none is called silent")
  func stoppedWhileWaiting() async throws {
    try await withRunBench(images: 40, faults: ["text"]) {
      $0.latency = .milliseconds(1500)
    } body: { bench in
      let tasks = try (1...4).map { try bench.start(["--shard", "\($0)/4"]) }
      for task in tasks { #expect(await task.wait().status == 4) }
      let shards = try #require(try await status(bench)["shards"]?.array)
      #expect(shards.count { $0["state"]?.string == "stopped" } == 4, "\(shards)")
      #expect(shards.allSatisfy { $0["stopped"]?["kind"]?.string == "early_validation" })
    }
  }
}
