/// Who may read and who may write: the one place that decides it, before anything is looked for.
public struct AccessPolicy: Sendable {
  public enum Decision: Sendable, Equatable {
    case allowed
    /// The address holds the token: time to set the cookie, with this value.
    case setCookie(String)
    case refused(status: Int, sentence: String)
  }

  /// The command that started the server, as its refusals name it.
  let command: String
  let hosts: HostPolicy
  /// Nil where anybody on this machine may look.
  let token: AccessToken?
  /// The cookie that holds the token; cookies do not tell ports apart, so its name does.
  let cookie: String
  /// Whether anything may be changed. Needs a token.
  let allowsWriting: Bool

  public init(
    command: String, hosts: HostPolicy, token: AccessToken?, port: UInt16, allowsWriting: Bool = false
  ) {
    self.command = command
    self.hosts = hosts
    self.token = token
    self.allowsWriting = allowsWriting && token != nil
    cookie = "herbx_\(port)"
  }

  /// The methods that are taken, for an `Allow` header.
  public var methods: String { allowsWriting ? "GET, HEAD, POST" : "GET, HEAD" }

  public func decision(on request: RequestHead) -> Decision {
    switch request.method {
    case "GET", "HEAD":
      guard request.bodyLength == .bytes(0) else { return refused(400, "A request with a body is not taken.") }
    case "POST" where allowsWriting: break
    default:
      return refused(
        405,
        allowsWriting
          ? "Only GET, HEAD and POST are answered." : "Nothing can be changed here: only GET and HEAD are answered.")
    }
    guard let host = request.single("host") else { return refused(400, "The request needs one Host header.") }
    guard hosts.allows(host) else {
      return refused(421, "This \(command) does not answer to that name. Open it by the address it printed.")
    }
    guard Self.isPlain(request.path) else { return refused(400, "There is no such address.") }
    return authentication(of: request) ?? (request.method == "POST" ? written(request, host: host) : .allowed)
  }

  /// Nil for a request that shows the token.
  private func authentication(of request: RequestHead) -> Decision? {
    guard let token else { return nil }
    switch token.state(of: request, cookie: cookie) {
    case .known: return nil
    case .arriving where request.method != "POST":
      return .setCookie("\(cookie)=\(token.text); Path=/; HttpOnly; SameSite=Strict")
    case .arriving, .unknown:
      return refused(401, "This \(command) asks for its token: open the address that `herbx \(command)` printed.")
    }
  }

  /// A page of another site, or of another port of this machine, may make a browser send the cookie, but it can neither
  /// hide its origin nor send this content type without being asked first (Fetch, "CORS-safelisted request-header").
  private func written(_ request: RequestHead, host: String) -> Decision {
    guard request.single("origin")?.lowercased() == "http://" + host.lowercased(),
      request.headers["sec-fetch-site"] == nil || request.single("sec-fetch-site") == "same-origin"
    else { return refused(403, "Only the page of this \(command) may change anything.") }
    let type = request.single("content-type")?.lowercased().prefix { $0 != ";" }
    guard type == "application/json" else { return refused(415, "What is written must be application/json.") }
    return .allowed
  }

  private func refused(_ status: Int, _ sentence: String) -> Decision { .refused(status: status, sentence: sentence) }

  /// No address here needs an escape, an empty part or a dot in front: so none is taken, and nothing is decoded.
  static func isPlain(_ path: String) -> Bool {
    guard path.utf8.first == UInt8(ascii: "/"), path.utf8.count <= 200 else { return false }
    let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    return path == "/"
      || parts.allSatisfy { part in
        part.first != "." && !part.isEmpty
          && part.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
              || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
          }
      }
  }
}
