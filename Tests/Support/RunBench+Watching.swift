import Foundation
internal import OpenRouter
public import Simulator

extension RunBench {
  /// Waits until the service has seen what `condition` asks for. Looks again after a moment, so as not to take the
  /// processor from the process that is waited for.
  public func until(_ condition: (SimulatorReport) throws -> Bool) async throws {
    while try await !condition(server.report()) { try await Task.sleep(for: .milliseconds(2)) }
  }

  /// Waits until nothing is in flight and nothing more arrives: what a process sent before it was killed may still lie in a
  /// socket that the service has not read.
  public func untilQuiet() async throws {
    var (seen, looks) = (-1, 0)
    while looks < 20 {
      let report = await server.report()
      looks = report.inFlight == 0 && report.bodies.count == seen ? looks + 1 : 0
      seen = report.bodies.count
      try await Task.sleep(for: .milliseconds(2))
    }
  }

  /// Whole lines of `raw.jsonl` at this moment.
  public var lineCount: Int { ((try? folder.read("run/raw.jsonl")) ?? []).count { $0 == 0x0A } }

  /// Whether a file of the run holds `text`.
  public func holds(_ name: String, _ text: String) -> Bool {
    (try? folder.text("run/\(name)"))?.contains(text) == true
  }

  /// Images with a success, each once.
  public func extractedImages() throws -> Set<String> { Set(try successes().compactMap { $0["image"]?.string }) }

  /// The snapshots of all starts.
  public func snapshots() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: run).filter { $0.hasPrefix("environment") }.sorted()
  }
}
