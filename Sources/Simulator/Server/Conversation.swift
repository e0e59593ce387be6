internal import OpenRouter

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Serves one connection: request after request until the client leaves.
struct Conversation {
  /// Longest head taken, and longest body that is not image data.
  private static let longestHead = 64 * 1024
  private static let longestSkeleton = 8 * 1024 * 1024

  let client: ClientSocket
  let desk: ServiceDesk

  func run() async {
    // Any error ends the connection: the client is gone, or the server stops.
    desk.connectionOpened()
    while let next = try? await serveNext(), next {}
    await client.close()
    desk.connectionClosed()
  }

  /// Whether the connection stays open.
  private func serveNext() async throws -> Bool {
    guard let head = try await readHead() else {
      try await refuse(400, "Malformed HTTP request")
      return false
    }
    guard !head.isChunked, (head.contentLength ?? 0) >= 0 else {
      try await refuse(411, "The simulator needs a Content-Length")
      return false
    }
    let isChat = SimulatedEndpoint.serving(head.path) == .chat
    if isChat { desk.begin() }
    guard let body = try await readBody(head, isChat: isChat) else {
      if isChat { desk.endUnread() }
      try await refuse(413, "Request payload too large")
      return false
    }
    let request = SimulatedRequest(
      method: head.method, path: head.path, query: head.query, headers: head.headers, body: body)
    let delivery = AnswerDelivery(client: client, answer: desk.answer(request), keepsAlive: head.keepsAlive)
    guard isChat else { return try await delivery.run {} }
    return try await deliver(delivery)
  }

  /// The answer's end is noted before its last byte leaves: a client that has it may look at the report at once.
  private func deliver(_ delivery: AnswerDelivery) async throws -> Bool {
    var isEnded = false
    do {
      return try await delivery.run {
        desk.end(delivery.answer, isDelivered: delivery.isWhole)
        isEnded = true
      }
    } catch {
      if !isEnded {
        desk.end(delivery.answer, isDelivered: false)
      } else if delivery.isWhole {
        desk.retract(delivery.answer)
      }
      throw error
    }
  }

  private func refuse(_ status: Int, _ message: String) async throws {
    _ = try await AnswerDelivery(client: client, answer: .error(status, message), keepsAlive: false).run {}
  }

  /// Nil for a head that is none.
  private func readHead() async throws -> RequestHead? {
    var searched = 0
    while true {
      if let end = Self.blankLine(in: client.buffer, after: searched) {
        guard end <= Self.longestHead else { return nil }
        return RequestHead(client.take(atMost: end + 4).dropLast(4))
      }
      guard client.buffer.count <= Self.longestHead else { return nil }
      searched = max(0, client.buffer.count - 3)
      try await client.fill()
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

  /// Nil for a body that is too long.
  private func readBody(_ head: RequestHead, isChat: Bool) async throws -> SimulatedBody? {
    var rest = head.contentLength ?? 0
    if head.expectsContinue { try await client.write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
    var scanner = RequestBodyScanner()
    do {
      while rest > 0 {
        if client.buffer.isEmpty { try await client.fill() }
        let piece = client.take(atMost: rest)
        rest -= piece.count
        scanner.feed(piece)
        guard scanner.skeleton.count <= Self.longestSkeleton else { return nil }
      }
    } catch {
      if isChat { desk.endUnread() }
      throw error
    }
    let digest = scanner.finish()
    return SimulatedBody(
      json: scanner.count == 0 ? nil : desk.parse(scanner.skeleton), images: scanner.images, sha256: digest,
      count: scanner.count)
  }
}
