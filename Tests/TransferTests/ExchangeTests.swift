import Foundation
import Synchronization
import TestSupport
import Testing
import Transfer

/// Ordinary exchanges with a real server.
struct ExchangeTests {
  @Test func bodyAndHeadersArriveAndTheAnswerComesBack() async throws {
    let server = try RawServer { connection in
      while let request = connection.readRequest() {
        connection.answer(headers: ["X-Answer: yes"], body: request.body)
      }
    }
    defer { server.stop() }
    let engine = try TransferEngine(.init(userAgent: "herbx/test"))
    defer { engine.shutdown() }
    let headers = [HeaderField("X-Asked", "so"), HeaderField("X-Empty", "")]
    let reply = try await engine.send(.make(.post, server.address + "/path?a=b", headers: headers, body: "hello"))
    #expect(reply.status == 200)
    #expect(reply.header("x-answer") == "yes")
    #expect(String(decoding: reply.body, as: UTF8.self) == "hello")
    #expect(reply.duration > .zero)
    let request = try #require(server.requests.first)
    #expect(request.head.hasPrefix("POST /path?a=b HTTP/1.1\r\n"))
    #expect(request.header("x-asked") == "so")
    #expect(request.header("x-empty") == "")
    #expect(request.header("user-agent") == "herbx/test")
    #expect(request.header("content-length") == "5")
    #expect(request.header("expect") == nil)
    #expect(request.header("content-type") == nil)
    #expect(request.header("transfer-encoding") == nil)
    #expect(request.header("accept-encoding")?.contains("gzip") == true)
  }

  @Test(arguments: [
    (TransferRequest.Method.get, "", "GET / ", nil), (.delete, "", "DELETE / ", nil), (.post, "", "POST / ", "0"),
    (.post, "abc", "POST / ", "3"), (.patch, "abc", "PATCH / ", "3"), (.delete, "abc", "DELETE / ", "3"),
  ])
  func everyMethodGoesOutAsItself(
    method: TransferRequest.Method, body: String, start: String, length: String?
  ) async throws {
    let server = try RawServer { connection in
      while connection.readRequest() != nil { connection.answer(204) }
    }
    defer { server.stop() }
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    #expect(try await engine.send(.make(method, server.address, body: body)).status == 204)
    let request = try #require(server.requests.first)
    #expect(request.head.hasPrefix(start))
    #expect(request.header("content-length") == length)
    #expect(String(decoding: request.body, as: UTF8.self) == body)
  }

  @Test func anImageArrivesAsTheBase64OfItsBytes() async throws {
    let image = SeededBytes.make(3_000_001)
    let server = try RawServer { connection in
      connection.readRequest()
      connection.answer()
    }
    defer { server.stop() }
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    var request = TransferRequest.make(.post, server.address)
    request.body = [.bytes(Array("<".utf8)), .base64(MemorySource(image)), .bytes(Array(">".utf8))]
    _ = try await engine.send(request)
    let body = try #require(server.requests.first).body
    #expect(body == Array("<".utf8) + Array(Data(image).base64EncodedData()) + Array(">".utf8))
  }

  @Test(arguments: [301, 302, 307, 400, 401, 404, 429, 500, 503])
  func everyStatusIsAReplyAndNoRedirectIsFollowed(status: Int) async throws {
    let server = try RawServer { connection in
      while connection.readRequest() != nil {
        connection.answer(status, headers: ["Location: /elsewhere"], body: Array("why".utf8))
      }
    }
    defer { server.stop() }
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    let reply = try await engine.send(.make(.post, server.address, body: "abc"))
    #expect(reply.status == status)
    #expect(reply.body == Array("why".utf8))
    #expect(server.requests.count == 1)
  }

  @Test func anInterimAnswerIsNotTheAnswer() async throws {
    let server = try RawServer { connection in
      connection.readRequest()
      connection.write("HTTP/1.1 103 Early Hints\r\nX-Hint: a\r\n\r\n")
      connection.answer(headers: ["X-Real: b"])
    }
    defer { server.stop() }
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    let reply = try await engine.send(.make(server.address))
    #expect(reply.status == 200)
    #expect(reply.header("x-hint") == nil)
    #expect(reply.header("x-real") == "b")
  }

  @Test func aPackedAnswerIsUnpacked() async throws {
    let server = try RawServer { connection in
      connection.readRequest()
      connection.answer(headers: ["Content-Encoding: gzip"], body: Gzip.text)
    }
    defer { server.stop() }
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    let reply = try await engine.send(.make(server.address))
    #expect(String(decoding: reply.body, as: UTF8.self) == #"{"unpacked":true}"#)
  }

  @Test(
    "what is packed in a way that was not asked for, or not as it says, comes as it is",
    arguments: ["br", "utf-8", "identity", "gzip", "x-gzip", "none", "zstd"])
  func otherPacking(encoding: String) async throws {
    let server = try RawServer { connection in
      connection.readRequest()
      connection.answer(headers: ["Content-Encoding: \(encoding)"], body: Array("{\"a\":1}".utf8))
    }
    defer { server.stop() }
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    #expect(try await engine.send(.make(server.address)).body == Array("{\"a\":1}".utf8))
  }

  @Test func keepAliveBlanksBeforeTheAnswerArePartOfIt() async throws {
    let server = try RawServer { connection in
      connection.readRequest()
      connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n \r\n1\r\n\n\r\n")
      connection.write("2\r\n{}\r\n0\r\n\r\n")
    }
    defer { server.stop() }
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    #expect(try await engine.send(.make(server.address)).body == Array(" \n{}".utf8))
  }

  @Test func connectionsAreKeptFromOneExchangeToTheNext() async throws {
    let server = try RawServer { connection in
      while connection.readRequest() != nil { connection.answer() }
    }
    defer { server.stop() }
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    for _ in 0..<5 { _ = try await engine.send(.make(.post, server.address, body: "abc")) }
    #expect(server.connectionCount == 1)
  }

  @Test func aPlainHostGetsAllRequestsAtOnce() async throws {
    let count = 64
    let arrived = Mutex(0)
    let all = DispatchSemaphore(value: 0)
    // Nobody is answered before all have asked: it only comes to an end where none of them has to queue.
    let server = try RawServer { connection in
      guard connection.readRequest() != nil else { return }
      let isLast = arrived.withLock { arrived in
        arrived += 1
        return arrived == count
      }
      if isLast { for _ in 0..<count { all.signal() } }
      all.wait()
      connection.answer()
    }
    defer { server.stop() }
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<count {
        group.addTask { try await engine.send(.make(.post, server.address, body: "abc")).status }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(statuses == [Int](repeating: 200, count: count))
  }

  @Test func nothingIsSentToAnAddressThatIsNotTaken() async throws {
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    #expect(await engine.failure(of: .make(.post, "http://example.org/", body: "abc"))?.kind == .address)
    let smuggled = TransferRequest.make("https://example.org", headers: [HeaderField("A", "b\r\nC: d")])
    #expect(await engine.failure(of: smuggled)?.kind == .address)
  }
}
