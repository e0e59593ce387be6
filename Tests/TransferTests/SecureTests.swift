import Foundation
import TestSupport
import Testing

@testable import Transfer

/// TLS and HTTP/2 with real servers: Python's, and nghttp2's where it is installed.
@Suite(
  .enabled(
    if: ChildServer.isInstalled("openssl") && ChildServer.isInstalled("python3"), "openssl and python3 are needed"))
struct SecureTests {
  /// HTTP/1.1 over TLS. Answers nobody before as many requests have come as its third argument says.
  private static let script = """
    import http.server, ssl, sys, threading
    gate = threading.Barrier(int(sys.argv[3]))
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            gate.wait(30)
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        def log_message(self, *arguments): pass
    class Server(http.server.ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128
        def handle_error(self, *arguments): pass
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    server = Server(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    print("port", server.server_address[1], flush=True)
    server.serve_forever()
    """

  private func makeServer(_ certificate: borrowing Certificate, gate: Int = 1) async throws -> (ChildServer, String) {
    let server = try ChildServer("python3", ["-c", Self.script, certificate.file, certificate.key, "\(gate)"])
    let line = try #require(await server.line(containing: "port "))
    return (server, "https://localhost:\(line.dropFirst(5))/")
  }

  private func statuses(_ engine: TransferEngine, _ url: String, count: Int) async throws -> [Int] {
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<count {
        group.addTask { try await engine.send(.make(.post, url, body: "abc", deadline: .seconds(600))).status }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }

  @Test func aCertificateThatNobodyVouchesForIsRefused() async throws {
    let certificate = try Certificate()
    let (server, url) = try await makeServer(certificate)
    defer { server.stop() }
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    let error = await engine.failure(of: .make(.post, url, body: "abc"))
    #expect(error?.kind == .certificate)
    #expect(error?.bodyWasSent == false)
    #expect(error?.message.contains("certificate") == true)
  }

  @Test(arguments: ["CURL_CA_BUNDLE", "SSL_CERT_FILE"])
  func theAuthorityNamedInTheEnvironmentIsTrusted(variable: String) async throws {
    let certificate = try Certificate()
    let (server, url) = try await makeServer(certificate)
    defer { server.stop() }
    let engine = try TransferEngine(.init(environment: [variable: certificate.file]))
    defer { engine.shutdown() }
    let reply = try await engine.send(.make(.post, url, body: "abc"))
    #expect(reply.body == Array("abc".utf8))
  }

  @Test func aCertificateForAnotherNameIsRefused() async throws {
    let certificate = try Certificate(for: "DNS:localhost")
    let (server, url) = try await makeServer(certificate)
    defer { server.stop() }
    let engine = try TransferEngine(.init(caFile: certificate.file))
    defer { engine.shutdown() }
    let other = url.replacingOccurrences(of: "localhost", with: "127.0.0.1")
    let error = await engine.failure(of: .make(.post, other, body: "abc"))
    #expect(error?.kind == .certificate)
    #expect(error?.bodyWasSent == false)
  }

  @Test func anAuthoritiesFileThatCannotBeReadIsSaidAtOnce() {
    let error = #expect(throws: TransferError.self) { try TransferEngine(.init(caFile: "/nowhere/ca.pem")) }
    #expect(error?.kind == .certificate)
    #expect(error?.message.contains("`/nowhere/ca.pem`") == true)
  }

  @Test func aPlainServerBehindHTTPSIsATLSFailure() async throws {
    let server = try RawServer { connection in
      _ = connection.readBytes(1)
      connection.write("HTTP/1.1 400 Bad Request\r\n\r\n")
    }
    defer { server.stop() }
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    #expect(await engine.failure(of: .make("https://127.0.0.1:\(server.port)/"))?.kind == .handshake)
  }

  @Test func aHostWithoutHTTP2GetsAllRequestsAtOnce() async throws {
    let certificate = try Certificate()
    // Nobody is answered before all forty have asked; a limit of six connections would hang.
    let (server, url) = try await makeServer(certificate, gate: 40)
    defer { server.stop() }
    let engine = try TransferEngine(.init(caFile: certificate.file))
    defer { engine.shutdown() }
    #expect(try await statuses(engine, url, count: 40) == [Int](repeating: 200, count: 40))
  }

  @Test(
    .enabled(if: ChildServer.isInstalled("nghttpd"), "nghttpd (Debian: nghttp2-server) is not installed"),
    arguments: [(streams: 100, first: 0, connections: 1), (streams: 30, first: 1, connections: 6)])
  func requestsShareABoundedNumberOfConnectionsOverHTTP2(streams: Int, first: Int, connections: Int) async throws {
    let certificate = try Certificate()
    let port = try ChildServer.freePort()
    let server = try ChildServer(
      "nghttpd",
      ["-v", "-a", "127.0.0.1", "--echo-upload", "--max-concurrent-streams=\(streams)", "\(port)"]
        + [certificate.key, certificate.file])
    defer { server.stop() }
    _ = try #require(await server.line(containing: "listen"))
    let engine = try TransferEngine(.init(caFile: certificate.file))
    defer { engine.shutdown() }
    let url = "https://127.0.0.1:\(port)/"
    // Where the server takes few streams a first answer has to tell; then the rest must not open a connection each.
    #expect(try await statuses(engine, url, count: first) == [Int](repeating: 200, count: first))
    #expect(try await statuses(engine, url, count: 50) == [Int](repeating: 200, count: 50))
    engine.shutdown()
    let ids = Set(server.output.matches(of: /\[id=(\d+)\]/).map(\.1))
    #expect((1...connections).contains(ids.count))
  }

  /// Speaks HTTP/2 and sends back what it was sent.
  private func makeEcho(_ certificate: borrowing Certificate) async throws -> (ChildServer, String) {
    let port = try ChildServer.freePort()
    let server = try ChildServer(
      "nghttpd", ["-v", "-a", "127.0.0.1", "--echo-upload", "\(port)", certificate.key, certificate.file])
    _ = try #require(await server.line(containing: "listen"))
    return (server, "https://localhost:\(port)/")
  }

  @Test(.enabled(if: ChildServer.isInstalled("nghttpd"), "nghttpd (Debian: nghttp2-server) is not installed"))
  func aLargeBodyArrivesWholeOverHTTP2() async throws {
    let certificate = try Certificate()
    let (server, url) = try await makeEcho(certificate)
    defer { server.stop() }
    let engine = try TransferEngine(.init(caFile: certificate.file))
    defer { engine.shutdown() }
    let image = SeededBytes.make(1_000_000)
    var request = TransferRequest.make(.post, url, largestReply: 8 << 20)
    request.body = [.base64(MemorySource(image))]
    let reply = try await engine.send(request)
    #expect(reply.body == Array(Data(image).base64EncodedData()))
  }

  @Test(.enabled(if: ChildServer.isInstalled("nghttpd"), "nghttpd (Debian: nghttp2-server) is not installed"))
  func bodiesFromMemoryAndBehindGatesArriveWholeOverHTTP2() async throws {
    let certificate = try Certificate()
    let (server, url) = try await makeEcho(certificate)
    defer { server.stop() }
    let engine = try TransferEngine(.init(caFile: certificate.file))
    defer { engine.shutdown() }
    let buffers = BufferPool(size: 200_000, most: 8)
    let openers = DispatchQueue(label: "openers", attributes: .concurrent)
    try await withThrowingTaskGroup { group in
      for number in 0..<60 {
        let image = SeededBytes.make(100 + number * 3001)
        var request = TransferRequest.make(.post, url, largestReply: 8 << 20)
        request.body = [.base64(MemorySource(image, heldIn: number % 2 == 0 ? buffers : nil)), .bytes([7])]
        let gate = Gate()
        request.gate = gate
        group.addTask { [request] in
          try await engine.send(request).body == Array(Data(image).base64EncodedData()) + [7]
        }
        if number % 3 == 0 {
          gate.open()
        } else {
          openers.asyncAfter(deadline: .now() + .milliseconds(number)) { gate.open() }
        }
      }
      for try await isWhole in group { #expect(isWhole) }
    }
  }

  /// Answers each request with the status of its path once the head is there, and reads nothing of the body.
  private static let early = """
    const http2 = require("http2"), fs = require("fs");
    const server = http2.createSecureServer(
      { cert: fs.readFileSync(process.argv[1]), key: fs.readFileSync(process.argv[2]) });
    server.on("session", () => console.log("session"));
    server.on("stream", (stream, headers) => {
      stream.on("error", () => {});
      stream.pause();
      stream.respond({ ":status": Number(headers[":path"].slice(1)), "retry-after": "7" });
      stream.end("early");
    });
    server.listen(0, "127.0.0.1", () => console.log("port " + server.address().port));
    """

  @Test(
    "an answer before the body is out is that answer over HTTP/2 too, and the connection goes on",
    .enabled(if: ChildServer.isInstalled("node"), "node is not installed"), arguments: [429, 413, 503])
  func earlyAnswer(status: Int) async throws {
    let certificate = try Certificate()
    let server = try ChildServer("node", ["-e", Self.early, certificate.file, certificate.key])
    defer { server.stop() }
    let line = try #require(await server.line(containing: "port "))
    let engine = try TransferEngine(.init(caFile: certificate.file))
    defer { engine.shutdown() }
    for _ in 0..<3 {
      // More than the window that the server opens.
      var request = TransferRequest.make(.post, "https://localhost:\(line.dropFirst(5))/\(status)")
      request.body = [.base64(MemorySource([UInt8](repeating: 7, count: 3_000_000)))]
      let reply = try await engine.send(request)
      #expect(reply.status == status && reply.body == Array("early".utf8))
      #expect(reply.header("Retry-After") == "7")
    }
    engine.shutdown()
    #expect(server.output.matches(of: /session/).count == 1)
  }

  /// openssl's server closes after each answer, and says in it whether the session was an old one.
  @Test func aNewConnectionResumesTheTLSSession() async throws {
    let certificate = try Certificate()
    let port = try ChildServer.freePort()
    let server = try ChildServer(
      "openssl",
      ["s_server", "-www", "-accept", "127.0.0.1:\(port)", "-cert", certificate.file, "-key", certificate.key])
    defer { server.stop() }
    _ = try #require(await server.line(containing: "ACCEPT"))
    let engine = try TransferEngine(.init(caFile: certificate.file))
    defer { engine.shutdown() }
    var pages: [String] = []
    for _ in 0..<2 {
      let reply = try await engine.send(.make("https://localhost:\(port)/"))
      pages.append(String(decoding: reply.body, as: UTF8.self))
    }
    #expect(pages[0].contains("New, TLS"))
    #expect(pages[1].contains("Reused, TLS"))
  }

  @Test func theLibraryTellsWhatItIs() throws {
    let versions = TransferLibrary.versions
    let numbers = versions.curl.split(separator: ".").compactMap { Int($0) }
    #expect(numbers.count == 3 && (numbers[0], numbers[1]) >= (7, 68))
    #expect(versions.tls?.contains("/") == true)
    #expect(versions.hasHTTP2 == (versions.nghttp2 != nil))
  }

  /// HTTP/2 that does not begin with every second request: it refuses the stream, or closes the connection and says that
  /// this stream came too late.
  private static let refusing = """
    const http2 = require("http2"), fs = require("fs");
    const server = http2.createSecureServer({
      cert: fs.readFileSync(process.argv[1]), key: fs.readFileSync(process.argv[2]),
    });
    let number = 0;
    server.on("stream", (stream) => {
      stream.on("error", () => {});
      stream.resume();
      stream.on("end", () => {
        number += 1;
        if (number % 2) { stream.respond({ ":status": 200 }); return stream.end("ok"); }
        if (process.argv[3] === "stream") return stream.close(http2.constants.NGHTTP2_REFUSED_STREAM);
        const session = stream.session;
        session.goaway(http2.constants.NGHTTP2_NO_ERROR, stream.id - 2);
        setTimeout(() => session.destroy(), 200);
      });
    });
    process.on("uncaughtException", () => {});
    server.listen(0, "127.0.0.1", () => console.log("port " + server.address().port));
    """

  @Test(
    "a request that the host says it had not begun with was not whole, and is not sent again by itself",
    .enabled(if: ChildServer.isInstalled("node"), "node is needed"), arguments: ["stream"])
  func refused(how: String) async throws {
    let certificate = try Certificate()
    let server = try ChildServer("node", ["-e", Self.refusing, certificate.file, certificate.key, how])
    defer { server.stop() }
    let line = try #require(await server.line(containing: "port "))
    let url = "https://localhost:\(line.dropFirst(5))/"
    let engine = try TransferEngine(.init(caFile: certificate.file))
    defer { engine.shutdown() }
    #expect(try await engine.send(.make(.post, url, body: "abc")).status == 200)
    let error = await engine.failure(of: .make(.post, url, body: "abc"))
    #expect(error?.kind == .broken)
    #expect(error?.bodyWasSent == true)
    #expect(error?.requestWasWhole == false, "\(error?.message ?? "none")")
    #expect(try await engine.send(.make(.post, url, body: "abc")).status == 200)
  }
}
