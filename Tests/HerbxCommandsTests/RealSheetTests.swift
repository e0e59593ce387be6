import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

/// Photographs of real sheets. They are not part of this package: `HERBX_SPECIMENS`, else `../shared/specimens` beside it.
private enum RealSheets {
  static let folder =
    ProcessInfo.processInfo.environment["HERBX_SPECIMENS"]
    ?? URL(fileURLWithPath: HerbxProcess.package).deletingLastPathComponent().path + "/shared/specimens"

  static var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".jpg") }.sorted()
  }
}

@Suite("photographs of real sheets", .enabled(if: !RealSheets.names.isEmpty, "needs the folder HERBX_SPECIMENS"))
struct RealSheetTests {
  @Test("with --send-originals each arrives byte for byte and gives one success, as jq and wc count them")
  func realSheets() async throws {
    try await withRunBench { bench in
      let outcome = try await bench.herbx(
        "extract", "--input", RealSheets.folder, "--output", bench.run, "--model", RunBench.model,
        "--send-originals")
      #expect(outcome.status == 0, "\(outcome.errors)")
      let hashes = try RealSheets.names.map {
        ContentHash.hex(of: Array(try Data(contentsOf: URL(fileURLWithPath: RealSheets.folder + "/" + $0))))
      }
      #expect(await Set(bench.server.report().images.keys) == Set(hashes))
      let count = String(hashes.count)
      let records = bench.run + "/raw.jsonl"
      #expect(try await HerbxProcess.tool("jq", ["-s", "map(select(.dwc)) | length", records]) == count + "\n")
      #expect(try await HerbxProcess.tool("wc", ["-l", records]).split(separator: " ").first.map(String.init) == count)
    }
  }
}
