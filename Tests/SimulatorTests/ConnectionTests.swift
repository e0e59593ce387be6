import Foundation
import OpenRouter
import TestSupport
import Testing

@testable import LocalServer
@testable import Simulator

@Suite("Connections to the simulated service", .endsHanging)
struct ConnectionTests {
  private func request(_ line: String, _ headers: [String] = [], body: String = "") -> [UInt8] {
    Array(([line, "Host: x"] + headers + ["", body]).joined(separator: "\r\n").utf8)
  }

  @Test("one connection serves many requests, also those sent before the answer to the first")
  func keepAlive() async throws {
    try await withSimulator { (server) async throws in
      let ask = request("GET /api/v1/key HTTP/1.1", ["Authorization: Bearer \(server.firstKey)"])
      let models = request("GET /api/v1/models HTTP/1.1")
      let replies = try await Client(server).exchange(ask + models + ask, answers: 3)
      #expect(replies.map(\.status) == [200, 200, 200])
      #expect(replies[1].json["total_count"]?.int == SimulatedModel.catalogue.count)
    }
  }

  @Test("a connection that the client wants closed is closed, and after HTTP/1.0 too")
  func close() async throws {
    try await withSimulator { (server) async throws in
      for line in [["GET /api/v1/models HTTP/1.1", "Connection: close"], ["GET /api/v1/models HTTP/1.0"]] {
        let ask = request(line[0], Array(line.dropFirst()))
        #expect(try await Client(server).exchange(ask)[0].headers["connection"] == "close")
        await #expect(throws: Client.Broken.self) { try await Client(server).exchange(ask + ask, answers: 2) }
      }
    }
  }

  @Test("what is no HTTP, has no length or is too long is refused, and the connection closed")
  func refusals() async throws {
    try await withSimulator { (server) async throws in
      let client = Client(server)
      #expect(try await client.exchange(request("HELLO"))[0].status == 400)
      let endless = request("GET /api/v1/models HTTP/1.1", ["X: " + String(repeating: "x", count: 70_000)])
      #expect(try await client.exchange(endless)[0].status == 400)
      let post = "POST /api/v1/chat/completions HTTP/1.1"
      #expect(try await client.exchange(request(post, ["Transfer-Encoding: chunked"]))[0].status == 411)
      #expect(try await client.exchange(request(post, ["Content-Length: many"]))[0].status == 411)
      #expect(await server.report().inFlight == 0)
    }
  }

  @Test("a body that never comes whole is no request")
  func tornBody() async throws {
    try await withSimulator { (server) async throws in
      let pool = try await Client.pool.value
      let stream = try await Client(server).connect(pool)
      try await stream.write(request("POST /api/v1/chat/completions HTTP/1.1", ["Content-Length: 100"], body: "{"))
      while await server.report().inFlight == 0 { await Task.yield() }
      await stream.close()
      while await server.report().inFlight == 1 { await Task.yield() }
      #expect(await server.report().chatRequests == 0)
      #expect(await server.report().mostInFlight == 1)
    }
  }

  @Test(
    "curl sees what each fault is to a client",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/curl"), "needs curl"),
    arguments: [
      ("cut", 18, 60), ("cut=0", 18, 60), ("reset", 52, 60), ("503", 22, 60), ("blank", 0, 60), ("hang", 28, 1),
      ("hang-blanks", 28, 1),
    ])
  func curl(fault: String, exit: Int32, patience: Int) async throws {
    try await withSimulator(faults: fault) { (server) async throws in
      let status = try await curl(server, image: .image(1), options: ["--fail", "--max-time", "\(patience)"])
      #expect(status == exit)
    }
  }

  @Test(
    "curl can send megabytes, which it asks leave for",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/curl"), "needs curl"))
  func curlSendsMegabytes() async throws {
    try await withSimulator { (server) async throws in
      let image = [UInt8](repeating: 5, count: 3_000_000)
      #expect(try await curl(server, image: image, options: ["--fail", "-H", "Expect: 100-continue"]) == 0)
      #expect(await server.report().images.keys.contains(ContentHash.hex(of: image)))
    }
  }

  /// curl's exit status.
  private func curl(_ server: SimulatorServer, image: [UInt8], options: [String]) async throws -> Int32 {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("question-\(UUID().uuidString)")
    try Data(Question(image: image).bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
    process.arguments =
      ["-s", "-o", "/dev/null", "--data-binary", "@\(file.path)"] + options + [
        "-H", "Authorization: Bearer \(server.firstKey)", server.baseURL + "/chat/completions",
      ]
    return try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
  }
}
