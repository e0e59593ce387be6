import Testing

@testable import LocalServer

@Suite("who may read and who may write")
struct AccessPolicyTests {
  @Test(
    "an address with an escape, a dot in front, an empty part or a stranger's sign is refused",
    arguments: [
      "/..", "/../etc/passwd", "/run/../..", "/%2e%2e%2fetc", "/api/run/x%2Fy/status", "//etc", "/run//x", "/.git",
      "/run/x/", "/a\\b", "/a b", "etc", "http://elsewhere/", "*", "", "/ä", "/x\u{0}",
      "/" + String(repeating: "a", count: 300),
    ])
  func badPaths(path: String) {
    #expect(!AccessPolicy.isPlain(path))
  }

  @Test("the dashboard's own addresses are taken", arguments: ["/", "/page.js", "/run/0a1b2c", "/api/run/0a/image/12"])
  func goodPaths(path: String) {
    #expect(AccessPolicy.isPlain(path))
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
    #expect(HostPolicy(address: .loopback, isOpen: false).allows(host) == isAllowed)
  }

  @Test(
    "an open dashboard answers to addresses, which cannot be rebound, and still to no stranger's name",
    arguments: [("10.0.0.7:5000", true), ("[fe80::1]", true), ("localhost", true), ("evil.example", false)])
  func openHosts(host: String, isAllowed: Bool) throws {
    let address = try #require(ListenAddress("0.0.0.0"))
    #expect(HostPolicy(address: address, isOpen: true).allows(host) == isAllowed)
  }

  @Test("an address to listen on is one in digits", arguments: ["localhost", "1.2.3", "", "::g", "127.0.0.1:80"])
  func badAddresses(text: String) {
    #expect(ListenAddress(text) == nil)
  }

  @Test("a token is known by its cookie only, arrives in the address, and is right whole or not at all")
  func token() throws {
    let token = AccessToken.random()
    #expect(token.text.count == 32)
    #expect(token.text != AccessToken.random().text)
    func state(_ text: String) throws -> AccessToken.AuthState {
      token.state(of: try #require(RequestHead(text.utf8)), cookie: "herbx_1")
    }
    #expect(try state("GET / HTTP/1.1\r\nCookie: a=b; herbx_1=\(token.text)") == .known)
    #expect(try state("GET / HTTP/1.1\r\nCookie: herbx_2=\(token.text)") == .unknown)
    #expect(try state("GET /?token=\(token.text) HTTP/1.1\r\nHost: a") == .arriving)
    #expect(try state("GET /?token=\(token.text.dropLast()) HTTP/1.1\r\nHost: a") == .unknown)
    #expect(try state("GET /?token= HTTP/1.1\r\nCookie: herbx_1=") == .unknown)
  }

  private func decision(
    _ policy: AccessPolicy, _ line: String, _ headers: [String]
  ) throws -> AccessPolicy.Decision {
    policy.decision(on: try #require(RequestHead(([line + " HTTP/1.1"] + headers).joined(separator: "\r\n").utf8)))
  }

  private func status(_ decision: AccessPolicy.Decision) -> Int {
    switch decision {
    case .allowed: 200
    case .setCookie: 201
    case .refused(let status, _): status
    }
  }

  @Test("a server that nobody may write to takes no method but GET and HEAD, whatever else is right")
  func readOnly() throws {
    let policy = AccessPolicy(
      command: "dashboard", hosts: HostPolicy(address: .loopback, isOpen: false), token: nil, port: 1,
      allowsWriting: true)
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"] {
      let headers = ["Host: localhost:1", "Origin: http://localhost:1", "Content-Type: application/json"]
      #expect(status(try decision(policy, "\(method) /", headers)) == 405)
    }
    #expect(policy.methods == "GET, HEAD")
  }

  @Test("a write is taken from the server's own page with the token in its cookie, as JSON, and from nobody else")
  func writes() throws {
    let token = AccessToken.random()
    let policy = AccessPolicy(
      command: "review", hosts: HostPolicy(address: .loopback, isOpen: false), token: token, port: 7,
      allowsWriting: true)
    let right = [
      "Host": "127.0.0.1:7", "Origin": "http://127.0.0.1:7", "Cookie": "herbx_7=\(token.text)",
      "Content-Type": "application/json", "Content-Length": "2",
    ]
    let cases: [(change: [String: String?], line: String, status: Int)] = [
      ([:], "POST /api/x", 200), (["Content-Type": "application/json; charset=utf-8"], "POST /api/x", 200),
      (["Sec-Fetch-Site": "same-origin"], "POST /api/x", 200), (["Sec-Fetch-Site": "cross-site"], "POST /api/x", 403),
      (["Sec-Fetch-Site": "same-site"], "POST /api/x", 403), (["Origin": nil], "POST /api/x", 403),
      (["Origin": "null"], "POST /api/x", 403), (["Origin": "http://127.0.0.1:8"], "POST /api/x", 403),
      (["Origin": "https://127.0.0.1:7"], "POST /api/x", 403), (["Origin": "http://evil.example"], "POST /api/x", 403),
      (["Origin": "http://localhost:7"], "POST /api/x", 403),
      (["Host": "localhost:9", "Origin": "http://localhost:9"], "POST /api/x", 200),
      (["Host": "evil.example", "Origin": "http://evil.example"], "POST /api/x", 421),
      (["Cookie": nil], "POST /api/x", 401), (["Cookie": "herbx_7=wrong"], "POST /api/x", 401),
      (["Cookie": nil], "POST /api/x?token=\(token.text)", 401), (["Content-Type": nil], "POST /api/x", 415),
      (["Content-Type": "text/plain"], "POST /api/x", 415),
      (["Content-Type": "application/x-www-form-urlencoded"], "POST /api/x", 415), ([:], "PUT /api/x", 405),
      ([:], "POST /api/../x", 400), ([:], "GET /api/x", 400), (["Content-Length": nil], "GET /api/x", 200),
    ]
    for (change, line, expected) in cases {
      let headers = right.merging(change.mapValues { $0 ?? "-" }) { $1 }.filter { $0.value != "-" }
      let found = try decision(policy, line, headers.map { "\($0.key): \($0.value)" })
      #expect(status(found) == expected, "\(line) \(change)")
    }
    #expect(policy.methods == "GET, HEAD, POST")
  }
}
