internal import SystemLayer

/// What a server does with its requests.
public protocol RequestHandler: Sendable {
  /// The response to one request, of which only the head has been read. Any error ends the connection without one.
  func respond(to request: RequestHead, body: RequestBody) async throws -> HTTPResponse

  /// The response to what is no request that could be handled.
  func refusal(of fault: RequestFault) -> HTTPResponse

  func connectionOpened()

  func connectionClosed()
}

extension RequestHandler {
  public func connectionOpened() {}

  public func connectionClosed() {}
}

/// Why a request is refused before a handler sees it.
public enum RequestFault: Sendable, Equatable {
  case malformedHead
  case headTooLong(limit: Int)
  case headTooSlow
  case tooManyConnections

  /// The status of RFC 9110 and RFC 6585 that says so.
  public var status: Int {
    switch self {
    case .malformedHead: 400
    case .headTooLong: 431
    case .headTooSlow: 408
    case .tooManyConnections: 503
    }
  }

  public var sentence: String {
    switch self {
    case .malformedHead: "This is no HTTP request."
    case .headTooLong(let limit): "The request's headers are longer than \(limit) bytes."
    case .headTooSlow: "The request took too long to arrive."
    case .tooManyConnections: "Too many connections are open."
    }
  }
}

/// Serves one connection: request after request until the client leaves or breaks a limit.
struct ConnectionHandler {
  let client: HTTPConnection
  let limits: ServerLimits
  let handler: any RequestHandler
  let secrets: SharedMask

  func run() async {
    // Any error ends the connection: the client is gone, or the server stops.
    handler.connectionOpened()
    while let next = try? await serveNext(), next {}
    await client.close()
    handler.connectionClosed()
  }

  /// Whether the connection stays open.
  private func serveNext() async throws -> Bool {
    switch try await readHead() {
    case .success(let head):
      let body = RequestBody(of: head, on: client, limits: limits)
      let response = try await handler.respond(to: head, body: body)
      let keepsAlive = head.keepsAlive && body.isComplete
      let isOpen = try await client.send(
        response, mask: secrets.current, isHead: head.method == "HEAD", keepsAlive: keepsAlive)
      if !body.isComplete { await client.drain(for: .seconds(1)) }
      return isOpen
    case .failure(let failure):
      if let fault = failure.fault {
        _ = try await client.send(
          handler.refusal(of: fault), mask: secrets.current, isHead: false, keepsAlive: false)
        await client.drain(for: .seconds(1))
      }
      return false
    }
  }

  /// Nil as the fault of a connection on which nothing came.
  private struct HeadFailure: Error {
    var fault: RequestFault?
  }

  private func readHead() async throws -> Result<RequestHead, HeadFailure> {
    func failure(_ fault: RequestFault?) -> Result<RequestHead, HeadFailure> { .failure(HeadFailure(fault: fault)) }
    let due = ContinuousClock.now + limits.headTime
    var searched = 0
    while true {
      if let end = Self.blankLine(in: client.buffer, after: searched) {
        guard end <= limits.headBytes else { return failure(.headTooLong(limit: limits.headBytes)) }
        return RequestHead(client.take(atMost: end + 4).dropLast(4)).map { .success($0) } ?? failure(.malformedHead)
      }
      guard client.buffer.count <= limits.headBytes else { return failure(.headTooLong(limit: limits.headBytes)) }
      searched = max(0, client.buffer.count - 3)
      // A deadline alone would not hold against a client whose bytes are always there.
      guard .now < due, try await client.fill(before: due) else {
        return failure(client.buffer.isEmpty ? nil : .headTooSlow)
      }
    }
  }

  /// Offset of the blank line that ends a head.
  private static func blankLine(in bytes: ArraySlice<UInt8>, after start: Int) -> Int? {
    let (cr, lf) = (UInt8(ascii: "\r"), UInt8(ascii: "\n"))
    var offset = start
    while offset + 3 < bytes.count {
      let at = bytes.startIndex + offset
      if bytes[at] == cr, bytes[at + 1] == lf, bytes[at + 2] == cr, bytes[at + 3] == lf { return offset }
      offset += 1
    }
    return nil
  }
}
