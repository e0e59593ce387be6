import Foundation
import Simulator
import TestSupport
import Testing

@Suite("The simulated service and the official client")
struct OfficialClientTests {
  private static let python = ProcessInfo.processInfo.environment["HERBX_CLIENT_PYTHON"]

  @Test(
    "the official client reads all that the simulated service answers",
    .enabled(if: python != nil, "needs a Python with the package openrouter (HERBX_CLIENT_PYTHON)"))
  func reads() async throws {
    let server = try await SimulatorServer.start()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.python))
    process.arguments = [
      HerbxProcess.package + "/scripts/check-client.py", server.baseURL, server.firstKey, server.managementKey,
    ]
    let output = Pipe()
    (process.standardOutput, process.standardError) = (output, output)
    let ended = AsyncStream<Void>.makeStream()
    process.terminationHandler = { _ in ended.continuation.finish() }
    try process.run()
    for await _ in ended.stream {}
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    #expect(process.terminationStatus == 0, "\(text)")
    let parts = ["chat", "flex", "max_tokens", "stream", "generation", "key", "keys", "credits", "models"]
    #expect(text.split(separator: "\n").map(String.init) == parts)
    await server.stop()
  }
}
