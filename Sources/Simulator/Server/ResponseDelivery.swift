internal import LocalServer
internal import SystemLayer

/// Sends one response in the way it asks for.
struct ResponseDelivery {
  let client: HTTPConnection
  let response: SimulatedResponse
  let keepsAlive: Bool

  /// Whether the client is to get all of it.
  var isWhole: Bool { response.delivery.ending == .whole }

  /// - Parameter beforeLastWrite: called once, before the bytes leave with which the client has all that it will get.
  /// - Returns: whether the connection stays open.
  /// - Throws: `HTTPConnection.Closed` where the client left before.
  func run(beforeLastWrite: () -> Void) async throws -> Bool {
    var isHeadSent = false
    try await wait(isHeadSent: &isHeadSent)
    switch response.delivery.ending {
    case .whole:
      beforeLastWrite()
      try await client.write(isHeadSent ? lastChunks : head(length: response.body.count) + response.body)
      return keepsAlive
    case .cut(let count):
      beforeLastWrite()
      let piece = response.body.prefix(count)
      try await client.write(isHeadSent ? chunk(piece) : head(length: response.body.count) + piece)
      return false
    case .closed:
      beforeLastWrite()
      return false
    case .silence:
      guard let interval = response.delivery.blanksEvery else { try await client.waitForEnd() }
      while true { try await trickle(interval, isHeadSent: &isHeadSent) }
    }
  }

  /// Lets the delay pass, with a blank now and then.
  private func wait(isHeadSent: inout Bool) async throws {
    while let ticket = response.ticket, !ticket.mayPass { try await client.pause(for: .milliseconds(2)) }
    var rest = response.delivery.delay
    while let interval = response.delivery.blanksEvery, rest > interval, response.delivery.ending != .closed {
      try await trickle(interval, isHeadSent: &isHeadSent)
      rest -= interval
    }
    try await client.pause(for: rest)
  }

  private func trickle(_ interval: Duration, isHeadSent: inout Bool) async throws {
    try await client.pause(for: interval)
    try await client.write((isHeadSent ? [] : head(length: nil)) + chunk(Array("\n         ".utf8)[...]))
    isHeadSent = true
  }

  /// Status line and headers; chunked where the length is not known yet (RFC 9112, 7.1).
  private func head(length: Int?) -> [UInt8] {
    HTTPResponse.head(
      status: response.status,
      headers: [("Date", Timestamp.now().httpDate)] + response.headers.map { ($0.name, $0.value) },
      framing: [length.map { ("Content-Length", "\($0)") } ?? ("Transfer-Encoding", "chunked")]
        + (keepsAlive ? [] : [("Connection", "close")]))
  }

  private var lastChunks: [UInt8] {
    (response.body.isEmpty ? [] : chunk(response.body[...])) + Array("0\r\n\r\n".utf8)
  }

  private func chunk(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n".utf8)
  }
}
