internal import LocalServer
internal import OpenRouter

/// Takes requests to the simulated service off the network, and lets its responses leave as they ask to.
struct SimulatorHandler: RequestHandler {
  /// Longest body that is not image data.
  private static let longestSkeleton = 8 * 1024 * 1024

  /// Wider than those of a server that people use: a client's patience is what is tried here.
  static var limits: ServerLimits {
    var limits = ServerLimits()
    limits.headBytes = 64 * 1024
    (limits.headTime, limits.bodyTime, limits.writeTime) = (.seconds(3600), .seconds(3600), .seconds(3600))
    limits.connections = 16_384
    return limits
  }

  let state: SimulatorState

  func connectionOpened() { state.connectionOpened() }

  func connectionClosed() { state.connectionClosed() }

  func refusal(of fault: RequestFault) -> HTTPResponse { Self.refusal(400, "Malformed HTTP request") }

  private static func refusal(_ status: Int, _ message: String) -> HTTPResponse {
    HTTPResponse(
      body: .custom { client, _ in
        try await ResponseDelivery(client: client, response: .error(status, message), keepsAlive: false).run {}
      })
  }

  func respond(to head: RequestHead, body: RequestBody) async throws -> HTTPResponse {
    let path = head.decodedPath
    let isChat = SimulatedEndpoint.serving(path) == .chat
    guard head.bodyLength != .unknown else { return Self.refusal(411, "The simulator needs a Content-Length") }
    if isChat { state.begin() }
    let read: SimulatedBody?
    do { read = try await self.read(body) } catch {
      if isChat { state.endUnread() }
      throw error
    }
    guard let read else {
      if isChat { state.endUnread() }
      return Self.refusal(413, "Request payload too large")
    }
    let response = state.respond(
      to: SimulatedRequest(
        method: head.method, path: path, query: head.query, headers: head.headers.compactMapValues(\.last), body: read))
    return HTTPResponse(
      body: .custom { client, keepsAlive in
        let delivery = ResponseDelivery(client: client, response: response, keepsAlive: keepsAlive)
        return isChat ? try await deliver(delivery) : try await delivery.run {}
      })
  }

  /// Nil for a body that is too long.
  private func read(_ body: RequestBody) async throws -> SimulatedBody? {
    var scanner = RequestBodyScanner()
    while let piece = try await body.next() {
      scanner.feed(piece)
      guard scanner.skeleton.count <= Self.longestSkeleton else { return nil }
    }
    let digest = scanner.finish()
    return SimulatedBody(
      json: scanner.count == 0 ? nil : state.parse(scanner.skeleton), images: scanner.images, sha256: digest,
      count: scanner.count)
  }

  /// The response's end is noted before its last byte leaves: a client that has it may look at the report at once.
  private func deliver(_ delivery: ResponseDelivery) async throws -> Bool {
    var isEnded = false
    do {
      return try await delivery.run {
        state.end(delivery.response, isDelivered: delivery.isWhole)
        isEnded = true
      }
    } catch {
      if !isEnded {
        state.end(delivery.response, isDelivered: false)
      } else if delivery.isWhole {
        state.retract(delivery.response)
      }
      throw error
    }
  }
}
