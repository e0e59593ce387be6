import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

/// What the process asked of the system, as strace saw it.
@Suite("the order of writing, by strace", .endsHanging)
struct TraceTests {
  static let isPossible: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["strace", "-o", "/dev/null", "true"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  @Test(
    "each record is one write and an fdatasync before its completion is told",
    .enabled(if: isPossible, "strace is missing, or may not trace"))
  func order() async throws {
    try await withRunBench(images: 12) { bench in
      let trace = bench.folder.path("trace")
      let wrapper = ["strace", "-f", "-y", "-qq", "-s", "65536", "-e", "trace=write,fdatasync", "-o", trace]
      let outcome = try await bench.start(["--concurrency", "3"], wrapper: wrapper).wait()
      #expect(outcome.status == 0, "\(outcome.errors)")
      var state = Order()
      for line in try bench.folder.text("trace").split(separator: "\n") { state.take(line) }
      #expect(state.writes.count == 12)
      #expect(state.writes.values.allSatisfy { $0 == 1 })
      #expect(state.completions.count == 12)
      #expect(state.tooEarly.isEmpty)
      #expect(state.crowded.isEmpty)
    }
  }

  @Test(
    "the journal of requests is brought to the disk while the run goes on, about once a second, and not for each line",
    .enabled(if: isPossible, "strace is missing, or may not trace"))
  func journal() async throws {
    try await withRunBench(images: 12, { $0.latency = .milliseconds(700) }) { bench in
      let trace = bench.folder.path("trace")
      let wrapper = ["strace", "-f", "-y", "-qq", "-e", "trace=write,fdatasync", "-o", trace]
      let outcome = try await bench.start(["--concurrency", "3"], wrapper: wrapper).wait()
      #expect(outcome.status == 0, "\(outcome.errors)")
      let calls = try bench.folder.text("trace").split(separator: "\n").filter { $0.contains("requests.jsonl>") }
      let syncs = calls.count { $0.contains("fdatasync(") }
      #expect(syncs >= 1)
      #expect(syncs < calls.count - syncs)
    }
  }

  /// Follows each image from its write to its completion.
  private struct Order {
    var writes: [String: Int] = [:]
    var completions: Set<String> = []
    var tooEarly: Set<String> = []
    /// Records that shared a write.
    var crowded: Set<String> = []
    private var unsynced: Set<String> = []
    /// What a running fdatasync will have made safe; by thread.
    private var syncing: [Substring: Set<String>] = [:]

    mutating func take(_ line: Substring) {
      let thread = line.prefix { $0 != " " }
      // The events of answers that came together are one write.
      let images = line.matches(of: /\\"image\\":\\"(sheet-\d+)/).map { String($0.output.1) }
      if line.contains("raw.jsonl>, ") {
        guard line.contains(" write(") else { return }
        for image in images { writes[image, default: 0] += 1 }
        if images.count > 1 { crowded.formUnion(images) }
        unsynced.formUnion(images)
      } else if line.contains("fdatasync("), line.contains("raw.jsonl>") {
        if line.contains("unfinished") { syncing[thread] = unsynced } else { unsynced = [] }
      } else if line.contains("fdatasync resumed") {
        unsynced.subtract(syncing.removeValue(forKey: thread) ?? [])
      } else if line.contains("events.jsonl>, "), line.contains("specimen.completed") {
        completions.formUnion(images)
        tooEarly.formUnion(images.filter { writes[$0] == nil || unsynced.contains($0) })
      }
    }
  }
}
