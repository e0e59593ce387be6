internal import LocalServer
internal import SystemLayer

/// A stream of server-sent events (HTML Living Standard, 9.2): what is new is sent as soon as a look finds it.
enum EventStream {
  /// How often an open stream looks for something new, and after how many looks without it shows that it still stands.
  private static let interval = Duration.seconds(1)
  private static let quietLooks = 15

  /// - Parameters:
  ///   - secrets: what no event may show.
  ///   - look: the present state; nil ends the stream.
  static func response(_ secrets: SharedMask, _ look: @escaping @Sendable () async -> [UInt8]?) -> HTTPResponse {
    HTTPResponse(
      headers: [("Content-Type", "text/event-stream")],
      body: .stream(length: nil) { client in
        var last: [UInt8] = []
        var quiet = 0
        while let state = await look() {
          let message = secrets.json(state).bytes
          try Task.checkCancellation()
          if message != last {
            try await client.write(Array("data: ".utf8) + message + Array("\n\n".utf8))
            (last, quiet) = (message, 0)
          } else {
            quiet += 1
            if quiet % quietLooks == 0 { try await client.write(Array(": still here\n\n".utf8)) }
          }
          try await client.pause(for: interval)
        }
      })
  }
}
