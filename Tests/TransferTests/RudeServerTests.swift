import TestSupport
import Testing
import Transfer

/// What becomes of an exchange with a server that does not do as it should.
struct RudeServerTests {
  /// Runs one exchange against a server that serves each connection by `serve`.
  private func failure(
    of request: (String) -> TransferRequest = { .make(.post, $0 + "/x", body: "abc") },
    serve: @escaping @Sendable (RawConnection) -> Void
  ) async throws -> TransferError? {
    let server = try RawServer(serve)
    defer { server.stop() }
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    let error = await engine.failure(of: request(server.address))
    if let error { #expect(error.message.contains("`127.0.0.1:\(server.port)`")) }
    return error
  }

  @Test(arguments: [
    "", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", "nonsense\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc",
    "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabc",
  ])
  func halfAnAnswerIsBroken(answer: String) async throws {
    let error = try await failure { connection in
      connection.readRequest()
      connection.write(answer)
    }
    #expect(error?.kind == .broken)
    #expect(error?.bodyWasSent == true)
  }

  @Test func aConnectionResetInTheMidstOfTheAnswerIsBroken() async throws {
    let error = try await failure { connection in
      connection.readRequest()
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
      connection.reset()
    }
    #expect(error?.kind == .broken)
  }

  @Test func silenceEndsAtTheTotalDeadline() async throws {
    let error = try await failure(
      of: { .make(.post, $0, body: "abc", deadline: .seconds(2)) }, serve: { $0.waitForClose() })
    #expect(error?.kind == .timeout)
    #expect(error?.message.contains("2 s") == true)
    #expect(error?.bodyWasSent == true)
  }

  @Test func endlessKeepAliveBlanksEndAtTheTotalDeadline() async throws {
    let error = try await failure(of: {
      .make($0, deadline: .milliseconds(400), stallLimit: .seconds(300), largestReply: 1 << 30)
    }) { connection in
      connection.readRequest()
      connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      while connection.write("1\r\n \r\n") {}
    }
    #expect(error?.kind == .timeout)
  }

  @Test func silenceLongerThanTheLimitIsAStallAndNotATimeout() async throws {
    let error = try await failure(
      of: { .make(.post, $0, body: "abc", stallLimit: .seconds(2)) }, serve: { $0.waitForClose() })
    #expect(error?.kind == .stalled)
    #expect(error?.message.contains("2 s") == true)
    #expect(error?.bodyWasSent == true)
  }

  @Test func silenceInTheMidstOfAnAnswerIsAStall() async throws {
    let error = try await failure(of: { .make($0, stallLimit: .seconds(2)) }) { connection in
      connection.readRequest()
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
      connection.waitForClose()
    }
    #expect(error?.kind == .stalled)
  }

  @Test func aServerThatNeverReadsTheBodyIsAStall() async throws {
    let source = MemorySource([UInt8](repeating: 7, count: 12 << 20))
    let error = try await failure(
      of: { address in
        var request = TransferRequest.make(.post, address, stallLimit: .seconds(2))
        request.body = [.base64(source)]
        return request
      },
      serve: { connection in
        _ = connection.readHead()
        connection.waitForBreak()
      })
    #expect(error?.kind == .stalled)
  }

  @Test func anAnswerOverTheCapEndsTheExchange() async throws {
    let error = try await failure(of: { .make($0, largestReply: 1000) }) { connection in
      connection.readRequest()
      connection.answer(body: [UInt8](repeating: 1, count: 1001))
    }
    #expect(error?.kind == .tooLarge)
    #expect(error?.bodyWasSent == false)
  }

  @Test func theCapCountsWhatTheAnswerUnpacksTo() async throws {
    let error = try await failure(of: { .make($0, largestReply: 100_000) }) { connection in
      connection.readRequest()
      connection.answer(headers: ["Content-Encoding: gzip"], body: Gzip.zeros)
    }
    #expect(error?.kind == .tooLarge)
  }

  @Test(arguments: [(100, 100), (999_999, 999_999), (1_000_000, 1_000_000)])
  func anAnswerThatUnpacksToMoreThanTheCapKeepsItsBeginning(cap: Int, kept: Int) async throws {
    let server = try RawServer { connection in
      connection.readRequest()
      connection.answer(headers: ["Content-Encoding: gzip"], body: Gzip.zeros)
    }
    defer { server.stop() }
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    var request = TransferRequest.make(.post, server.address + "/x", body: "abc", largestReply: cap)
    request.cutsReply = true
    let reply = try await engine.send(request)
    #expect(reply.body == [UInt8](repeating: 0, count: kept))
  }

  @Test func endlessHeadersAreTooLarge() async throws {
    let error = try await failure(of: { .make($0) }) { connection in
      connection.readRequest()
      connection.write("HTTP/1.1 200 OK\r\n")
      while connection.write("X: \(String(repeating: "x", count: 10_000))\r\n") {}
    }
    #expect(error?.kind == .tooLarge)
  }

  @Test func aClosedPortIsNoConnection() async throws {
    let server = try RawServer { _ in }
    server.stop()
    server.waitUntilClosed()
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    let error = await engine.failure(of: .make(.post, server.address, body: "abc"))
    #expect(error?.kind == .connect)
    #expect(error?.bodyWasSent == false)
  }

  @Test func aNameThatCannotBeIsNotResolved() async throws {
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    let name = String(repeating: "a", count: 70) + ".invalid"
    let error = await engine.failure(of: .make("https://\(name)/"))
    #expect(error?.kind == .resolve)
    #expect(error?.message.contains(name) == true)
  }

  @Test func aSourceThatFailsEndsTheExchangeAndTheServerSeesNoWholeBody() async throws {
    let source = MemorySource([UInt8](repeating: 7, count: 900_000), failsAt: 300_000)
    let server = try RawServer { $0.readRequest() }
    defer { server.stop() }
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    var request = TransferRequest.make(.post, server.address)
    request.body = [.base64(source)]
    let error = await engine.failure(of: request)
    #expect(error?.kind == .source)
    #expect(error?.message.contains("Failure()") == true)
    #expect(server.requests.isEmpty)
  }
}
