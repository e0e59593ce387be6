import LocalServer
import TestSupport
import Testing

/// Answers with what it got, at most the server's limit of it.
private struct Echo: RequestHandler {
  func respond(to request: RequestHead, body: RequestBody) async throws -> HTTPResponse {
    do { return HTTPResponse(body: .binary(try await body.read())) } catch let failure as RequestBody.Failure {
      return .refusal(failure.status, failure.sentence)
    }
  }

  func refusal(of fault: RequestFault) -> HTTPResponse { .refusal(fault.status, fault.sentence) }
}

@Suite("the limits of the local server", .endsHanging)
struct ServerLimitTests {
  private func withServer(
    _ change: (inout ServerLimits) -> Void = { _ in }, _ body: (HTTPServer) async throws -> Void
  ) async throws {
    var limits = ServerLimits()
    limits.bodyBytes = 1000
    change(&limits)
    let server = try await HTTPServer.start(port: 0, limits: limits) { _ in Echo() }
    do { try await body(server) } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  private func post(_ server: HTTPServer, _ headers: [String], _ body: String) async throws -> WebClient.Reply {
    try await WebClient.ask(server.port, "/", method: "POST", headers: headers, body: body)
  }

  @Test("a body up to the limit arrives whole, and one byte more is refused before it is read")
  func bodyBytes() async throws {
    try await withServer { server in
      let longest = String(repeating: "x", count: 1000)
      #expect(try await post(server, ["Content-Length: 1000"], longest).text == longest)
      let reply = try await post(server, ["Content-Length: 1001"], longest + "x")
      #expect(reply.status == 413)
      #expect(reply.text.contains("longer than 1000 bytes"))
      // Announced only: refused without a byte of it.
      #expect(try await post(server, ["Content-Length: 9000000000000000000"], "").status == 413)
    }
  }

  @Test("a body without a plain length is refused, and the connection is not used for what follows")
  func noLength() async throws {
    try await withServer { server in
      let cases = [
        ["Transfer-Encoding: chunked"], ["Content-Length: 5", "Transfer-Encoding: chunked"],
        ["Content-Length: 5", "Content-Length: 6"], ["Content-Length: -5"],
      ]
      for headers in cases {
        let client = try WebClient(port: server.port)
        let lines = ["POST / HTTP/1.1", "Host: localhost"] + headers
        client.send(lines.joined(separator: "\r\n") + "\r\n\r\n" + "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n")
        let reply = await client.readAll()
        #expect(reply.status == 411, "\(headers)")
        #expect(!reply.text.contains("HTTP/1.1"), "only one response")
      }
    }
  }

  @Test("bodies that follow each other on one connection are told apart")
  func pipelined() async throws {
    try await withServer { server in
      let client = try WebClient(port: server.port)
      for body in ["one", "twelve"] {
        client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
      }
      client.send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
      let all = await client.readAll()
      #expect(all.text.hasPrefix("oneHTTP/1.1 200 OK"))
      #expect(all.text.contains("\r\n\r\ntwelveHTTP/1.1 200 OK"))
    }
  }

  @Test("a client that asks leave for its body gets it")
  func expectContinue() async throws {
    try await withServer { server in
      let client = try WebClient(port: server.port)
      client.send(
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n")
      #expect(await client.read(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
      client.send("ok")
      #expect(await client.readAll().text == "ok")
    }
  }

  @Test("a body that does not come in time is given up with 408, a head that does not come ends in silence or 408")
  func times() async throws {
    try await withServer {
      ($0.bodyTime, $0.headTime) = (.milliseconds(100), .milliseconds(100))
    } _: { server in
      #expect(try await post(server, ["Content-Length: 10"], "half").status == 408)
      let silent = try WebClient(port: server.port)
      #expect(await silent.readAll().head.isEmpty)
      let slow = try WebClient(port: server.port)
      slow.send("GET / HT")
      #expect(await slow.readAll().status == 408)
    }
  }

  @Test("one connection too many is turned away, and served once there is room")
  func connections() async throws {
    try await withServer {
      $0.connections = 2
    } _: { server in
      var held: [WebClient] = []
      for _ in 0..<2 {
        let client = try WebClient(port: server.port)
        client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n")
        #expect(await client.read(until: "\r\n\r\n").contains("100 Continue"))
        held.append(client)
      }
      #expect(try await WebClient.ask(server.port, "/").status == 503)
      held = []
      while try await WebClient.ask(server.port, "/").status != 200 { await Task.yield() }
    }
  }

  @Test("a port that is taken is an error with its number")
  func portInUse() async throws {
    try await withServer { server in
      let error = await #expect(throws: PortUnavailable.self) {
        try await HTTPServer.start(port: server.port) { _ in Echo() }
      }
      #expect(error?.port == server.port)
    }
  }
}
