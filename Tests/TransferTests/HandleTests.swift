import TestSupport
import Testing

@testable import Transfer

/// libcurl's handles make one exchange after another, and nothing of one may show in the next.
struct HandleTests {
  /// Gives back what was asked, at the status that the request names.
  private func echo() throws -> RawServer {
    try RawServer { connection in
      while let request = connection.readRequest() {
        connection.answer(request.header("x-status").flatMap(Int.init) ?? 200, body: request.body)
      }
    }
  }

  @Test func anExchangeOnAUsedHandleCarriesNothingOfTheOneBefore() async throws {
    let server = try echo()
    defer { server.stop() }
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    let asked: [(headers: [HeaderField], body: String, status: Int)] = [
      ([HeaderField("Authorization", "Bearer old"), HeaderField("X-Only-First", "1")], "a long first body", 200),
      ([HeaderField("Authorization", "Bearer old"), HeaderField("X-Only-First", "1")], "short", 200),
      ([HeaderField("Authorization", "Bearer new"), HeaderField("X-Status", "401")], "a body of another length", 401),
      ([], "x", 200),
    ]
    for (headers, body, status) in asked {
      let reply = try await engine.send(.make(.post, server.address, headers: headers, body: body))
      #expect(reply.status == status)
      #expect(String(decoding: reply.body, as: UTF8.self) == body)
    }
    #expect(server.connectionCount == 1)
    let seen = server.requests
    #expect(seen.map { $0.header("authorization") } == ["Bearer old", "Bearer old", "Bearer new", nil])
    #expect(seen.map { $0.header("x-only-first") } == ["1", "1", nil, nil])
    #expect(seen.map { $0.header("content-length") } == asked.map { String($0.body.utf8.count) })
  }

  @Test func aChangeOfMethodOrAddressShowsAtOnce() async throws {
    let server = try echo()
    defer { server.stop() }
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    _ = try await engine.send(.make(.post, server.address + "/a", body: "abc"))
    _ = try await engine.send(.make(.post, server.address + "/a", body: "abc"))
    _ = try await engine.send(.make(server.address + "/a"))
    _ = try await engine.send(.make(.delete, server.address + "/b"))
    _ = try await engine.send(.make(.post, server.address + "/b", body: ""))
    let starts = server.requests.map { $0.head.split(separator: "\r\n").first.map(String.init) }
    let wanted = ["POST /a", "POST /a", "GET /a", "DELETE /b", "POST /b"]
    #expect(starts == wanted.map { "\($0) HTTP/1.1" })
    #expect(server.requests.map { $0.header("content-length") } == ["3", "3", nil, nil, "0"])
  }

  @Test func anExchangeThatFailedLeavesTheNextOneWhole() async throws {
    let server = try echo()
    defer { server.stop() }
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    for _ in 0..<3 {
      let large = String(repeating: "x", count: 5000)
      let failure = await engine.failure(of: .make(.post, server.address, body: large, largestReply: 1000))
      #expect(failure?.kind == .tooLarge)
      let reply = try await engine.send(.make(.post, server.address, body: large))
      #expect(reply.body.count == 5000)
    }
  }
}
