import Foundation
internal import OpenRouter
public import Simulator

extension RunBench {
  /// Waits until the service has seen what `condition` asks for. Looks again after a moment, so as not to take the
  /// processor from the process that is waited for.
  public func until(_ condition: (SimulatorReport) throws -> Bool) async throws {
    while try await !condition(server.report()) { try await Task.sleep(for: .milliseconds(2)) }
  }

  /// Waits until the service has read all that processes sent that have ended: their bytes may still lie in sockets that
  /// it has not read. It takes connections in their order, so once it has answered a new one it has taken all others.
  public func untilDisconnected() async throws {
    _ = try await HerbxProcess.tool("curl", ["--silent", server.reportURL])
    try await until { $0.openConnections == 0 }
  }

  /// Waits until a file of the run holds `text`.
  public func untilHolds(_ name: String, _ text: String) async throws {
    while !holds(name, text) { try await Task.sleep(for: .milliseconds(2)) }
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
