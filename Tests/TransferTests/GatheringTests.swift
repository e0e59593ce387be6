import Dispatch
import TestSupport
import Testing

@testable import Transfer

/// Answers that come close to each other are taken up together. Here "close" is longer than a test may take, so that it
/// shows what does not wait for them.
@Suite(.endsHanging)
struct GatheringTests {
  private let seen = AsyncStream.makeStream(of: String.self)
  private let gate = DispatchSemaphore(value: 0)

  /// Answers at once; on `/large` when the gate opens, on paths with `hold` never. Tells of each request.
  private func serve() throws -> RawServer {
    let (told, gate) = (seen.continuation, gate)
    return try RawServer { connection in
      while let request = connection.readRequest() {
        let path = request.head.split(separator: " ").dropFirst().first.map(String.init) ?? ""
        told.yield(path)
        if path == "/large" { gate.wait() }
        if !path.contains("hold") { connection.answer(body: [UInt8](path.utf8)) }
        told.yield(path + " is done")
      }
    }
  }

  private func start() throws -> TransferEngine {
    var configuration = TransferConfiguration()
    configuration.gathering = .seconds(86_400)
    return try TransferEngine(configuration)
  }

  private func wait(for path: String) async {
    for await found in seen.stream where found == path { return }
  }

  @Test func anExchangeThatIsAloneGathersNothing() async throws {
    let (server, engine) = (try serve(), try start())
    defer {
      server.stop()
      engine.shutdown()
    }
    for _ in 0..<3 { #expect(try await engine.send(.make(server.address + "/a")).status == 200) }
  }

  @Test func aRequestOnItsWayEndsTheGatheringAndWhatBeginsMeanwhileGoesOutAtOnce() async throws {
    let (server, engine) = (try serve(), try start())
    defer {
      server.stop()
      engine.shutdown()
    }
    func send(_ path: String, body: String = "") -> Task<TransferError?, Never> {
      let request = TransferRequest.make(body.isEmpty ? .get : .post, server.address + path, body: body)
      return Task { await engine.failure(of: request) }
    }
    let held = send("/hold/1")
    await wait(for: "/hold/1")
    let gathered = send("/gathered")
    await wait(for: "/gathered is done")
    let large = send("/large", body: String(repeating: "x", count: 3 << 20))
    await wait(for: "/large")
    #expect(await gathered.value == nil)
    // Its connection is free now, and the answer to the large body is gathered, unless a clock of libcurl's took it up.
    gate.signal()
    await wait(for: "/large is done")
    let meanwhile = send("/hold/2")
    await wait(for: "/hold/2")
    engine.shutdown()
    for task in [held, meanwhile] { #expect(await task.value?.kind == .cancelled) }
    _ = await large.value
  }
}
