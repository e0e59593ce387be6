import TestSupport
import Testing

@testable import Dashboard

@Suite("what is asked")
struct RequestTests {
  @Test(
    "an address with an escape, a dot in front, an empty part or a stranger's sign is refused",
    arguments: [
      "/..", "/../etc/passwd", "/run/../..", "/%2e%2e%2fetc", "/api/run/x%2Fy/status", "//etc", "/run//x", "/.git",
      "/run/x/", "/a\\b", "/a b", "etc", "http://elsewhere/", "*", "", "/ä", "/x\u{0}",
      "/" + String(repeating: "a", count: 300),
    ])
  func badPaths(path: String) {
    #expect(!RequestRule.isPlain(path))
  }

  @Test("the dashboard's own addresses are taken", arguments: ["/", "/page.js", "/run/0a1b2c", "/api/run/0a/image/12"])
  func goodPaths(path: String) {
    #expect(RequestRule.isPlain(path))
  }

  @Test(
    "on the loopback address only its own names are answered, with any port and in any case",
    arguments: [
      ("127.0.0.1", true), ("127.0.0.1:5000", true), ("localhost", true), ("LocalHost:80", true), ("[::1]:5000", true),
      ("evil.example", false), ("evil.example:5000", false), ("127.0.0.1.evil.example", false), ("localhost.", false),
      ("10.0.0.7", false), ("", false), (":5000", false), ("localhost:port", false), ("[::1", false), ("[::1]x", false),
      ("localhost:123456", false), ("user@localhost", false),
    ])
  func hosts(host: String, isAllowed: Bool) {
    #expect(HostRule(address: .loopback, isOpen: false).allows(host) == isAllowed)
  }

  @Test(
    "an open dashboard answers to addresses, which cannot be rebound, and still to no stranger's name",
    arguments: [("10.0.0.7:5000", true), ("[fe80::1]", true), ("localhost", true), ("evil.example", false)])
  func openHosts(host: String, isAllowed: Bool) throws {
    let address = try #require(ListenAddress("0.0.0.0"))
    #expect(HostRule(address: address, isOpen: true).allows(host) == isAllowed)
  }

  @Test("an address to listen on is one in digits", arguments: ["localhost", "1.2.3", "", "::g", "127.0.0.1:80"])
  func badAddresses(text: String) {
    #expect(ListenAddress(text) == nil)
  }

  @Test("a head is read with its query undone, its headers by lower-case name, and doubles kept")
  func head() throws {
    let text = "GET /a?text=Qu%C3%A9bec+x&odd&n=%zz HTTP/1.1\r\nHost: a\r\nHOST:b \r\nX: 1"
    let head = try #require(RequestHead(text.utf8))
    #expect(head.path == "/a")
    #expect(head.query == ["text": "Québec x", "odd": "", "n": "%zz"])
    #expect(head.headers["host"] == ["a", "b"])
    #expect(head.single("host") == nil)
    #expect(head.single("x") == "1")
  }

  @Test("what is no head is none", arguments: ["", "GET /", "GET / FTP/1", "GET / HTTP/1.1\r\nno colon"])
  func noHead(text: String) {
    #expect(RequestHead(text.utf8) == nil)
  }

  @Test("a token is known by its cookie only, arrives in the address, and is right whole or not at all")
  func token() throws {
    let token = AccessToken.random()
    #expect(token.text.count == 32)
    #expect(token.text != AccessToken.random().text)
    func standing(_ text: String) throws -> AccessToken.Standing {
      token.standing(try #require(RequestHead(text.utf8)), cookie: "herbx_1")
    }
    #expect(try standing("GET / HTTP/1.1\r\nCookie: a=b; herbx_1=\(token.text)") == .known)
    #expect(try standing("GET / HTTP/1.1\r\nCookie: herbx_2=\(token.text)") == .unknown)
    #expect(try standing("GET /?token=\(token.text) HTTP/1.1\r\nHost: a") == .arriving)
    #expect(try standing("GET /?token=\(token.text.dropLast()) HTTP/1.1\r\nHost: a") == .unknown)
    #expect(try standing("GET /?token= HTTP/1.1\r\nCookie: herbx_1=") == .unknown)
  }
}
