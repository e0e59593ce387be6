import Synchronization
import TestSupport
import Testing
import Transfer

/// A request that costs money is sent at most once, however a connection ends.
struct RepetitionTests {
  /// How a server treats the second request on a connection that has served one well.
  enum Rudeness: CaseIterable, Sendable {
    case closesAfterTheHead, closesAfterTheBody, resetsAfterTheHead, resetsAfterTheBody, closesMidBody, resetsMidBody
  }

  @Test(arguments: Rudeness.allCases)
  func aBodyOnALostKeptConnectionIsNotSentAgain(rudeness: Rudeness) async throws {
    let bodiesBegun = Mutex(0)
    let repetitions = Mutex(0)
    let server = try RawServer { connection in
      // The first connection serves one request, then turns rude; any later one counts a repetition and ends.
      guard connection.number == 1 else {
        if connection.readHead() != nil { repetitions.withLock { $0 += 1 } }
        return
      }
      connection.readRequest()
      connection.answer()
      guard connection.readHead() != nil else { return }
      switch rudeness {
      case .closesAfterTheHead, .resetsAfterTheHead: break
      case .closesMidBody, .resetsMidBody:
        if connection.readBytes(1) != nil { bodiesBegun.withLock { $0 += 1 } }
      case .closesAfterTheBody, .resetsAfterTheBody:
        if connection.readBytes(1 << 20) != nil { bodiesBegun.withLock { $0 += 1 } }
      }
      if [.resetsAfterTheHead, .resetsAfterTheBody, .resetsMidBody].contains(rudeness) { connection.reset() }
    }
    defer { server.stop() }
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    _ = try await engine.send(.make(.post, server.address, body: "first"))
    let image = MemorySource([UInt8](repeating: 0x78, count: 1 << 20))
    var request = TransferRequest.make(.post, server.address, deadline: .seconds(300))
    request.body = [.base64(image)]
    let error = await engine.failure(of: request)
    #expect(error?.bodyWasSent == true)
    #expect(bodiesBegun.withLock { $0 } <= 1)
    // Whatever was read of the image was read once, from its beginning on.
    #expect(image.readings.count { $0.offset == 0 } == 1)
    // Where the connection was seen to be lost before the body had begun, the request may go out on another.
    guard repetitions.withLock({ $0 }) > 0 else {
      #expect(error?.kind == .broken)
      return
    }
    #expect([.closesAfterTheHead, .resetsAfterTheHead].contains(rudeness))
  }

  @Test func aConnectionClosedWhileIdleIsReplacedWithoutAnError() async throws {
    let closed = Mutex<CheckedContinuation<Void, Never>?>(nil)
    let server = try RawServer { connection in
      connection.readRequest()
      connection.answer()
      guard connection.number == 1 else { return connection.waitForClose() }
      connection.end()
      closed.withLock { $0 }?.resume()
    }
    defer { server.stop() }
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    await withCheckedContinuation { continuation in
      closed.withLock { $0 = continuation }
      Task { _ = await engine.failure(of: .make(.post, server.address, body: "first")) }
    }
    let reply = try await engine.send(.make(.post, server.address, body: "second"))
    #expect(reply.status == 200)
    #expect(server.requests.map { String(decoding: $0.body, as: UTF8.self) } == ["first", "second"])
  }

  @Test func aRequestWithoutABodyMayBeRepeatedOnALostKeptConnection() async throws {
    let server = try RawServer { connection in
      connection.readRequest()
      connection.answer()
      guard connection.readHead() != nil, connection.number > 1 else { return }
      connection.answer()
    }
    defer { server.stop() }
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    _ = try await engine.send(.make(server.address))
    #expect(try await engine.send(.make(server.address)).status == 200)
    #expect(server.connectionCount == 2)
  }
}
