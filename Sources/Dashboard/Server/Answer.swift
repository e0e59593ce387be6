/// One answer of the server, before it is written.
struct Answer: Sendable {
  enum Body: Sendable {
    case bytes([UInt8])
    case image(OpenImage)
    /// Server-sent events: what to send now, looked at again and again; nil ends the stream.
    case events(@Sendable () async -> [UInt8]?)
  }

  var status = 200
  var headers: [(name: String, value: String)] = []
  var body = Body.bytes([])

  static func bytes(_ bytes: [UInt8], type: String) -> Answer {
    Answer(headers: [("Content-Type", type)], body: .bytes(bytes))
  }

  static func json(_ bytes: [UInt8]) -> Answer { .bytes(bytes, type: "application/json; charset=utf-8") }

  /// A refusal in plain words.
  static func refusal(_ status: Int, _ sentence: String) -> Answer {
    var answer = Answer.bytes(Array((sentence + "\n").utf8), type: "text/plain; charset=utf-8")
    answer.status = status
    return answer
  }

  static let notFound = refusal(404, "There is nothing at this address.")

  func with(_ name: String, _ value: String) -> Answer {
    var answer = self
    answer.headers.append((name, value))
    return answer
  }

  /// Status line and headers.
  /// - Parameter length: of the body in bytes; nil for one that goes on until the connection closes.
  func head(length: Int?, keepsAlive: Bool) -> [UInt8] {
    var lines = ["HTTP/1.1 \(status) \(Self.phrase(status))"]
    let named = Set(headers.map(\.name))
    lines += (headers + SecurityHeaders.all.filter { !named.contains($0.name) }).map { "\($0.name): \($0.value)" }
    if let length { lines.append("Content-Length: \(length)") }
    lines.append("Connection: \(keepsAlive ? "keep-alive" : "close")")
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }

  private static func phrase(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 304: "Not Modified"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 408: "Request Timeout"
    case 421: "Misdirected Request"
    case 431: "Request Header Fields Too Large"
    case 503: "Service Unavailable"
    default: "Refused"
    }
  }
}

/// Headers of every answer. Nothing may be loaded from elsewhere, framed, guessed at or told to another site.
enum SecurityHeaders {
  static let policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

  static let all: [(name: String, value: String)] = [
    ("Content-Security-Policy", policy), ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"), ("Cache-Control", "no-store"),
  ]
}
