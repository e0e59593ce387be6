/// Sends one answer in the way it asks for.
struct AnswerDelivery {
  let client: ClientSocket
  let answer: SimulatedAnswer
  let keepsAlive: Bool

  /// Whether the client is to get all of it.
  var isWhole: Bool { answer.delivery.ending == .whole }

  /// - Parameter beforeLastWrite: called once, before the bytes leave with which the client has all that it will get.
  /// - Returns: whether the connection stays open.
  /// - Throws: `ClientSocket.Gone` where the client left before.
  func run(beforeLastWrite: () -> Void) async throws -> Bool {
    var isHeadSent = false
    try await wait(isHeadSent: &isHeadSent)
    switch answer.delivery.ending {
    case .whole:
      beforeLastWrite()
      try await client.write(isHeadSent ? lastChunks : head(length: answer.body.count) + answer.body)
      return keepsAlive
    case .cut(let count):
      beforeLastWrite()
      let piece = answer.body.prefix(count)
      try await client.write(isHeadSent ? chunk(piece) : head(length: answer.body.count) + piece)
      return false
    case .closed:
      beforeLastWrite()
      return false
    case .silence:
      guard let interval = answer.delivery.blanksEvery else { try await client.waitForEnd() }
      while true { try await trickle(interval, isHeadSent: &isHeadSent) }
    }
  }

  /// Lets the delay pass, with a blank now and then.
  private func wait(isHeadSent: inout Bool) async throws {
    while let ticket = answer.ticket, !ticket.mayPass { try await client.pause(for: .milliseconds(2)) }
    var rest = answer.delivery.delay
    while let interval = answer.delivery.blanksEvery, rest > interval, answer.delivery.ending != .closed {
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
    var lines = ["HTTP/1.1 \(answer.status) \(Self.phrase(answer.status))"]
    lines.append("Date: \(HTTPClock.now())")
    lines += answer.headers.map { "\($0.name): \($0.value)" }
    lines.append(length.map { "Content-Length: \($0)" } ?? "Transfer-Encoding: chunked")
    if !keepsAlive { lines.append("Connection: close") }
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }

  private var lastChunks: [UInt8] {
    (answer.body.isEmpty ? [] : chunk(answer.body[...])) + Array("0\r\n\r\n".utf8)
  }

  private func chunk(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n".utf8)
  }

  private static func phrase(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 201: "Created"
    case 400..<500: "Refused"
    default: "Failed"
    }
  }
}
