import Testing

@testable import LocalServer

@Suite("reading a request's head")
struct RequestHeadTests {
  private func head(_ lines: String...) -> RequestHead? { RequestHead(lines.joined(separator: "\r\n").utf8) }

  @Test("a head is read with its query undone, its headers by lower-case name, and doubles kept")
  func whole() throws {
    let head = try #require(
      self.head(
        "GET /a?text=Qu%C3%A9bec+x&odd&n=%zz&q=%41 HTTP/1.1", "Host: a", "HOST:b ", "AUTHORIZATION:  Bearer a:b", "X: 1"
      ))
    #expect(head.method == "GET")
    #expect(head.path == "/a")
    #expect(head.query == ["text": "Québec x", "odd": "", "n": "%zz", "q": "A"])
    #expect(head.headers["host"] == ["a", "b"])
    #expect(head.single("host") == nil)
    #expect(head.single("authorization") == "Bearer a:b")
    #expect(head.single("x") == "1")
    #expect(head.bodyLength == .bytes(0) && !head.expectsContinue && head.keepsAlive)
  }

  @Test("a path is kept as it was sent, and undone where that is asked for")
  func path() throws {
    let head = try #require(self.head("GET /api/v1/keys/a%2Fb%zz+c?offset=100 HTTP/1.1"))
    #expect(head.path == "/api/v1/keys/a%2Fb%zz+c")
    #expect(head.decodedPath == "/api/v1/keys/a/b%zz+c")
  }

  @Test(
    "a body's length is one plain number, and nothing else is believed",
    arguments: [
      ([], .bytes(0)), (["Content-Length: 12"], .bytes(12)), (["Content-Length: 0"], .bytes(0)),
      (["Content-Length: -1"], .unknown), (["Content-Length: +1"], .unknown), (["Content-Length: 1e3"], .unknown),
      (["Content-Length: "], .unknown), (["Content-Length: many"], .unknown),
      (["Content-Length: 99999999999999999999"], .unknown), (["Content-Length: 5", "Content-Length: 6"], .unknown),
      (["Content-Length: 5", "Content-Length: 5"], .unknown), (["Transfer-Encoding: chunked"], .unknown),
      (["Content-Length: 5", "Transfer-Encoding: chunked"], .unknown),
    ] as [([String], RequestHead.BodyLength)])
  func bodyLength(headers: [String], expected: RequestHead.BodyLength) throws {
    let head = try #require(RequestHead((["POST / HTTP/1.1"] + headers).joined(separator: "\r\n").utf8))
    #expect(head.bodyLength == expected)
  }

  @Test("what the headers say about the connection")
  func connection() throws {
    #expect(head("POST / HTTP/1.1", "Content-Length: 12", "Expect: 100-Continue")?.expectsContinue == true)
    #expect(head("GET / HTTP/1.1", "Connection: Close")?.keepsAlive == false)
    #expect(head("GET / HTTP/1.0")?.keepsAlive == false)
    #expect(head("GET / HTTP/1.0", "Connection: keep-alive")?.keepsAlive == true)
  }

  @Test(
    "what is no HTTP/1",
    arguments: [
      "", "GET /", "GET / HTTP/2", "GET / FTP/1", "\u{16}\u{3}\u{1} / TLS", "GET / HTTP/1.1\r\nno colon",
    ])
  func malformed(text: String) {
    #expect(RequestHead(text.utf8) == nil)
  }
}
