/// Serves one connection: request after request until the client leaves or is too slow.
struct Conversation {
  /// Longest head taken.
  static let longestHead = 16 * 1024
  /// From the connection's first moment, or from the answer before, to the end of the head.
  static let headTime = Duration.seconds(15)
  /// How often an open stream of events looks for something new, and how often it shows that it still stands.
  private static let eventInterval = Duration.seconds(1)
  private static let quietLooks = 15

  let client: ClientConnection
  let site: any Site

  func run() async {
    // Any error ends the connection: the client is gone, or the server stops.
    while let next = try? await serveNext(), next {}
    await client.close()
  }

  /// Whether the connection stays open.
  private func serveNext() async throws -> Bool {
    switch try await readHead() {
    case .head(let head):
      let answer = await site.answer(head)
      return try await deliver(
        answer, isHead: head.method == "HEAD", keepsAlive: head.keepsAlive && !head.announcesBody)
    case .late(let isSilent):
      if !isSilent { try await refuse(408, "The request took too long to arrive.") }
    case .tooLong: try await refuse(431, "The request's headers are longer than \(Self.longestHead) bytes.")
    case .malformed: try await refuse(400, "This is no HTTP request.")
    }
    return false
  }

  private func refuse(_ status: Int, _ sentence: String) async throws {
    _ = try await deliver(.refusal(status, sentence), isHead: false, keepsAlive: false)
    await client.drain(.seconds(1))
  }

  private enum Reading {
    case head(RequestHead)
    case late(isSilent: Bool)
    case tooLong
    case malformed
  }

  private func readHead() async throws -> Reading {
    let due = ContinuousClock.now + Self.headTime
    var searched = 0
    while true {
      if let end = Self.blankLine(in: client.buffer, after: searched) {
        guard end <= Self.longestHead else { return .tooLong }
        return RequestHead(client.take(end + 4).dropLast(4)).map(Reading.head) ?? .malformed
      }
      guard client.buffer.count <= Self.longestHead else { return .tooLong }
      searched = max(0, client.buffer.count - 3)
      // A deadline alone would not hold against a client whose bytes are always there.
      guard .now < due, try await client.fill(before: due) else { return .late(isSilent: client.buffer.isEmpty) }
    }
  }

  /// Offset of the blank line that ends a head.
  private static func blankLine(in bytes: [UInt8], after start: Int) -> Int? {
    let (cr, lf) = (UInt8(ascii: "\r"), UInt8(ascii: "\n"))
    var at = start
    while at + 3 < bytes.count {
      if bytes[at] == cr, bytes[at + 1] == lf, bytes[at + 2] == cr, bytes[at + 3] == lf { return at }
      at += 1
    }
    return nil
  }

  private func deliver(_ answer: Answer, isHead: Bool, keepsAlive: Bool) async throws -> Bool {
    switch answer.body {
    case .bytes(let bytes):
      try await client.write(answer.head(length: bytes.count, keepsAlive: keepsAlive) + (isHead ? [] : bytes))
      return keepsAlive
    case .image(let image):
      try await client.write(answer.head(length: image.count, keepsAlive: keepsAlive))
      if !isHead { try await send(image) }
      return keepsAlive
    case .events(let look):
      try await client.write(answer.head(length: nil, keepsAlive: false))
      if !isHead { try await stream(look) }
      return false
    }
  }

  private func send(_ image: OpenImage) async throws {
    var offset = 0
    while offset < image.count {
      let piece = image.read(at: offset, count: min(1 << 18, image.count - offset))
      // A file cut short under the reader: the length has been promised, so only the connection's end tells.
      guard !piece.isEmpty else { throw ClientConnection.Gone() }
      try await client.write(piece)
      offset += piece.count
    }
  }

  private func stream(_ look: @Sendable () async -> [UInt8]?) async throws {
    var last: [UInt8] = []
    var quiet = 0
    while let message = await look() {
      try Task.checkCancellation()
      if message != last {
        try await client.write(Array("data: ".utf8) + message + Array("\n\n".utf8))
        (last, quiet) = (message, 0)
      } else {
        quiet += 1
        if quiet % Self.quietLooks == 0 { try await client.write(Array(": still here\n\n".utf8)) }
      }
      try await client.pause(for: Self.eventInterval)
    }
  }
}

/// What a server shows.
protocol Site: Sendable {
  func answer(_ request: RequestHead) async -> Answer
}
