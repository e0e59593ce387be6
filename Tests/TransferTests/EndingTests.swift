import Synchronization
import TestSupport
import Testing

@testable import Transfer

/// Cancellation and the end of an engine.
struct EndingTests {
  /// Tells a test that something has happened on a server's thread.
  private struct Signal {
    let events: AsyncStream<String>
    let emit: AsyncStream<String>.Continuation

    init() {
      (events, emit) = AsyncStream.makeStream()
    }

    func wait(for event: String) async {
      for await seen in events where seen == event { return }
    }
  }

  /// A server that takes requests and never answers.
  private func silentServer(_ signal: Signal) throws -> RawServer {
    try RawServer { connection in
      guard connection.readRequest() != nil else { return }
      signal.emit.yield("request")
      connection.waitForClose()
      signal.emit.yield("closed")
    }
  }

  @Test func cancellingTheTaskEndsTheExchangeAndItsConnection() async throws {
    let signal = Signal()
    let server = try silentServer(signal)
    defer { server.stop() }
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    let task = Task { await engine.failure(of: .make(.post, server.address, body: "abc")) }
    await signal.wait(for: "request")
    task.cancel()
    let error = await task.value
    #expect(error?.kind == .cancelled)
    #expect(error?.bodyWasSent == true)
    await signal.wait(for: "closed")
  }

  @Test func aTaskThatIsAlreadyCancelledSendsNothing() async throws {
    let server = try RawServer { $0.readRequest() }
    defer { server.stop() }
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    let task = Task {
      unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
      return await engine.failure(of: .make(.post, server.address, body: "abc"))
    }
    let error = await task.value
    #expect(error?.kind == .cancelled)
    #expect(error?.bodyWasSent == false)
    #expect(server.requests.isEmpty)
  }

  @Test func cancellingOneLeavesTheOthersAlone() async throws {
    let signal = Signal()
    let server = try RawServer { connection in
      guard let request = connection.readRequest() else { return }
      if request.head.contains("/slow") {
        signal.emit.yield("request")
        connection.waitForClose()
      } else {
        connection.answer(body: request.body)
      }
    }
    defer { server.stop() }
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    let slow = Task { await engine.failure(of: .make(.post, server.address + "/slow", body: "a")) }
    await signal.wait(for: "request")
    slow.cancel()
    #expect(try await engine.send(.make(.post, server.address + "/other", body: "b")).body == Array("b".utf8))
    #expect(await slow.value?.kind == .cancelled)
  }

  @Test func thousandsOfEarlyCancellationsLeaveTheEngineWorking() async throws {
    let server = try RawServer { connection in
      while let request = connection.readRequest() { connection.answer(body: request.body) }
    }
    defer { server.stop() }
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    await withTaskGroup(of: TransferError?.self) { group in
      for _ in 0..<2000 {
        let task = Task { await engine.failure(of: .make(.post, server.address, body: "abc")) }
        group.addTask { await task.value }
        task.cancel()
      }
      for await error in group { #expect(error == nil || error?.kind == .cancelled) }
    }
    #expect(try await engine.send(.make(server.address)).status == 200)
  }

  @Test func shutdownEndsWhatIsInFlightAndTakesNothingMore() async throws {
    let signal = Signal()
    let server = try silentServer(signal)
    defer { server.stop() }
    let engine = try TransferEngine()
    let tasks = (0..<5).map { _ in
      Task { await engine.failure(of: .make(.post, server.address, body: "abc")) }
    }
    for _ in tasks { await signal.wait(for: "request") }
    engine.shutdown()
    for task in tasks { #expect(await task.value?.kind == .cancelled) }
    let late = await engine.failure(of: .make(.post, server.address, body: "abc"))
    #expect(late?.kind == .cancelled)
    #expect(late?.bodyWasSent == false)
    engine.shutdown()
    #expect(server.requests.count == 5)
  }

  @Test func aDroppedEngineClosesItsConnectionsAndEndsItsThread() async throws {
    let signal = Signal()
    let server = try RawServer { connection in
      connection.readRequest()
      connection.answer()
      connection.waitForClose()
      signal.emit.yield("closed")
    }
    defer { server.stop() }
    do {
      let engine = try TransferEngine()
      _ = try await engine.send(.make(server.address))
    }
    await signal.wait(for: "closed")
  }

  @Test func joiningAThreadWaitsForItsEnd() throws {
    let flag = Flag()
    let thread = try #require(EngineThread { flag.raise() })
    thread.join()
    #expect(flag.isUp)
    thread.join()
  }

  private final class Flag: Sendable {
    private let state = Atomic(false)
    var isUp: Bool { state.load(ordering: .acquiring) }
    func raise() { state.store(true, ordering: .releasing) }
  }

  @Test func oneWhoWaitsForAHostToBecomeKnownHasADeadlineAndCanBeCancelled() async throws {
    let signal = Signal()
    // Takes the connection and never answers the TLS handshake: the first request hangs, the second has to wait.
    let server = try RawServer { connection in
      guard connection.readBytes(1) != nil else { return }
      signal.emit.yield("handshake")
      connection.waitForClose()
    }
    defer { server.stop() }
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    let url = "https://127.0.0.1:\(server.port)/"
    let first = Task { await engine.failure(of: .make(.post, url, body: "a")) }
    await signal.wait(for: "handshake")
    let late = await engine.failure(of: .make(.post, url, body: "b", deadline: .milliseconds(200)))
    #expect(late?.kind == .timeout)
    let second = Task { await engine.failure(of: .make(.post, url, body: "c")) }
    second.cancel()
    #expect(await second.value?.kind == .cancelled)
    #expect(server.connectionCount == 1)
    first.cancel()
    let error = await first.value
    #expect(error?.kind == .cancelled)
    #expect(error?.bodyWasSent == false)
  }

  @Test func aHandshakeThatNeverEndsMeetsTheConnectDeadline() async throws {
    let server = try RawServer { $0.waitForClose() }
    defer { server.stop() }
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    let error = await engine.failure(
      of: .make("https://127.0.0.1:\(server.port)/", connectDeadline: .milliseconds(300)))
    #expect(error?.kind == .timeout)
    #expect(error?.message == "no connection to `127.0.0.1:\(server.port)` within 0.3 s")
  }
}
