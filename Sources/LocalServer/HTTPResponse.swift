internal import SystemLayer

/// One response of a server, before it is written.
public struct HTTPResponse: Sendable {
  public enum Body: Sendable {
    /// Text and JSON pass the server's mask when they are sent.
    case text([UInt8])
    case json([UInt8])
    /// What is no text, such as an image.
    case binary([UInt8])
    /// Written piece by piece behind the head. Without a length it goes on until the connection closes.
    case stream(length: Int?, write: @Sendable (_ client: HTTPConnection) async throws -> Void)
    /// Everything is written by the closure, head included; it returns whether the connection may stay open.
    case custom(write: @Sendable (_ client: HTTPConnection, _ keepsAlive: Bool) async throws -> Bool)
  }

  public var status: Int
  public var headers: [(name: String, value: String)]
  public var body: Body

  public init(status: Int = 200, headers: [(name: String, value: String)] = [], body: Body = .binary([])) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  public static func text(_ bytes: [UInt8], type: String, status: Int = 200) -> HTTPResponse {
    HTTPResponse(status: status, headers: [("Content-Type", type)], body: .text(bytes))
  }

  public static func json(_ bytes: [UInt8], status: Int = 200) -> HTTPResponse {
    HTTPResponse(status: status, headers: [("Content-Type", "application/json; charset=utf-8")], body: .json(bytes))
  }

  /// A refusal in plain words.
  public static func refusal(_ status: Int, _ sentence: String) -> HTTPResponse {
    .text(Array((sentence + "\n").utf8), type: "text/plain; charset=utf-8", status: status)
  }

  public static let notFound = refusal(404, "There is nothing at this address.")

  public func with(_ name: String, _ value: String) -> HTTPResponse {
    var response = self
    response.headers.append((name, value))
    return response
  }

  /// Adds those headers whose name is not there yet.
  public func withDefaults(_ defaults: [(name: String, value: String)]) -> HTTPResponse {
    var response = self
    let named = Set(headers.map { $0.name.lowercased() })
    response.headers += defaults.filter { !named.contains($0.name.lowercased()) }
    return response
  }

  /// Status line and headers, with the blank line behind them.
  /// - Parameter framing: the headers that say how long the body is and whether the connection stays.
  public static func head(
    status: Int, headers: [(name: String, value: String)], framing: [(name: String, value: String)]
  ) -> [UInt8] {
    let lines = ["HTTP/1.1 \(status) \(phrase(status))"] + (headers + framing).map { "\($0.name): \($0.value)" }
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }

  /// The reason phrases of RFC 9110, which no client needs.
  private static func phrase(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 201: "Created"
    case 304: "Not Modified"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 400..<500: "Refused"
    default: "Failed"
    }
  }
}

extension HTTPConnection {
  /// Writes a response.
  /// - Parameters:
  ///   - mask: what no page may show.
  ///   - isHead: whether the request was `HEAD`, which is answered without a body.
  /// - Returns: whether the connection stays open.
  func send(_ response: HTTPResponse, mask: SecretMask, isHead: Bool, keepsAlive: Bool) async throws -> Bool {
    func head(length: Int?) -> [UInt8] {
      let keeps = keepsAlive && length != nil
      return HTTPResponse.head(
        status: response.status, headers: response.headers,
        framing: (length.map { [("Content-Length", "\($0)")] } ?? []) + [("Connection", keeps ? "keep-alive" : "close")]
      )
    }
    func whole(_ bytes: [UInt8]) async throws { try await write(head(length: bytes.count) + (isHead ? [] : bytes)) }
    switch response.body {
    case .text(let bytes): try await whole(mask.text(bytes).bytes)
    case .json(let bytes): try await whole(mask.json(bytes).bytes)
    case .binary(let bytes): try await whole(bytes)
    case .stream(let length, let write):
      try await self.write(head(length: length))
      if !isHead { try await write(self) }
      return keepsAlive && length != nil
    case .custom(let write): return try await write(self, keepsAlive)
    }
    return keepsAlive
  }
}
