import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

@Suite("extract --dry-run", .endsHanging)
struct DryRunTests {
  /// The rows of the output by their names.
  private func rows(_ output: String) -> [String: String] {
    output.split(separator: "\n").reduce(into: [:]) { rows, line in
      guard let match = line.firstMatch(of: /^(\S+(?: \S+)?)\s{2,}(.*)$/) else { return }
      rows[String(match.output.1)] = String(match.output.2)
    }
  }

  @Test("on a new folder: what is new, what is refused and why, the cost; nothing sent, nothing written")
  func newFolder() async throws {
    try await withRunBench(images: 10) { bench in
      try bench.folder.write("input/empty.jpg", "")
      try bench.folder.write("input/half.jpg", Array(TinyImage.jpeg(50).dropLast(4)))
      let outcome = try await bench.extract("--dry-run")
      #expect(outcome.status == 0, "\(outcome.errors)")
      let rows = rows(outcome.output)
      #expect(rows["specimens"] == "12")
      #expect(rows["new"] == "12")
      #expect(rows["to send"] == "10")
      #expect(rows["refused"] == "2")
      #expect(outcome.output.contains("  empty_file  1\n"))
      #expect(outcome.output.contains("`half.jpg`"))
      #expect(outcome.output.contains("  image_truncated  1\n"))
      #expect(rows["images"] == "as they are: 10")
      #expect(rows["tokens"]?.hasPrefix("as Qwen2-VL and 2.5-VL counts pixels") == true)
      #expect(rows["cost"]?.hasPrefix("about 0.0360 USD: 10 specimens at 0.0036 USD each") == true)
      #expect(!bench.folder.exists("run"))
      #expect(await bench.server.report().requests.isEmpty)
    }
  }

  @Test("beside a run in progress: what is done and left, the cost by the run's own records, no file touched")
  func besideRun() async throws {
    try await withRunBench(images: 8, faults: ["empty:image=2", "hang:image=6-8"]) {
      $0.costPerAnswer = 0.5
    } body: { bench in
      let process = try bench.start(["--no-early-validation"])
      // In flight is a request from its head on; here all bodies must have come as well.
      try await bench.until { $0.chatRequests == 8 && $0.inFlight == 3 && bench.lineCount == 5 }
      let before = try FileManager.default.subpathsOfDirectory(atPath: bench.run).sorted()
      // The run itself may ask about its key meanwhile.
      let requests = await bench.server.report().chatRequests
      let outcome = try await bench.extract("--dry-run")
      #expect(outcome.status == 0, "\(outcome.errors)")
      let rows = rows(outcome.output)
      #expect([rows["new"], rows["done"], rows["to retry"], rows["left paid"]] == ["3", "4", "0", "1"])
      #expect(rows["cost"]?.hasPrefix("about 1.5000 USD: 3 specimens at 0.5000 USD each") == true)
      #expect(try FileManager.default.subpathsOfDirectory(atPath: bench.run).sorted() == before)
      #expect(await bench.server.report().chatRequests == requests)
      process.signal(SIGKILL)
      _ = await process.wait()
    }
  }

  @Test("a model whose cost nobody has recorded is unknown, with the command that tells")
  func unknownCost() async throws {
    try await withRunBench(images: 2) { bench in
      let outcome = try await bench.herbx(
        "extract", "--input", bench.input, "--output", bench.run, "--model", "x/unheard-of", "--dry-run")
      #expect(outcome.status == 0)
      #expect(rows(outcome.output)["cost"] == "unknown")
      #expect(outcome.output.contains("`herbx budget plan --specimens 2`"))
    }
  }
}
