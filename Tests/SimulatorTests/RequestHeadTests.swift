import Testing

@testable import Simulator

@Suite("Reading a request's head")
struct RequestHeadTests {
  private func head(_ lines: String...) -> RequestHead? {
    RequestHead(Array(lines.joined(separator: "\r\n").utf8)[...])
  }

  @Test("line, query and headers")
  func whole() throws {
    let parsed = try #require(
      head("GET /api/v1/keys/a%2Fb%zz?offset=100&q=%41&flag HTTP/1.1", "Host: x", "AUTHORIZATION:  Bearer a:b"))
    #expect(parsed.method == "GET")
    #expect(parsed.path == "/api/v1/keys/a/b%zz")
    #expect(parsed.query == ["offset": "100", "q": "A", "flag": ""])
    #expect(parsed.headers == ["host": "x", "authorization": "Bearer a:b"])
    #expect(parsed.contentLength == nil && !parsed.isChunked && !parsed.expectsContinue && parsed.keepsAlive)
  }

  @Test("what the headers say about body and connection")
  func meaning() throws {
    #expect(head("POST / HTTP/1.1", "Content-Length: 12", "Expect: 100-continue")?.contentLength == 12)
    #expect(head("POST / HTTP/1.1", "Content-Length: 12", "Expect: 100-Continue")?.expectsContinue == true)
    #expect(head("POST / HTTP/1.1", "Content-Length: -1")?.contentLength == -1)
    #expect(head("POST / HTTP/1.1", "Content-Length: 1e3")?.contentLength == -1)
    #expect(head("POST / HTTP/1.1", "Transfer-Encoding: chunked")?.isChunked == true)
    #expect(head("GET / HTTP/1.1", "Connection: Close")?.keepsAlive == false)
    #expect(head("GET / HTTP/1.0")?.keepsAlive == false)
    #expect(head("GET / HTTP/1.0", "Connection: keep-alive")?.keepsAlive == true)
  }

  @Test(
    "what is no HTTP/1",
    arguments: ["", "GET /", "GET / HTTP/2", "\u{16}\u{3}\u{1} / TLS", "GET / HTTP/1.1\r\nno colon"])
  func malformed(text: String) {
    #expect(RequestHead(Array(text.utf8)[...]) == nil)
  }
}
