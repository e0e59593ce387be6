/// Request line and headers of an HTTP/1.1 request (RFC 9112).
struct RequestHead: Sendable, Equatable {
  var method: String
  /// Percent-decoded, without the query.
  var path: String
  var query: [String: String] = [:]
  /// By lower-case name; the last of equal names counts.
  var headers: [String: String] = [:]
  var isHTTP10 = false

  /// Reads the text before the blank line; nil for anything else than HTTP/1.
  init?(_ bytes: ArraySlice<UInt8>) {
    var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: true)
    guard !lines.isEmpty else { return nil }
    let words = lines.removeFirst().split(separator: " ")
    guard words.count == 3, words[2].hasPrefix("HTTP/1.") else { return nil }
    method = String(words[0])
    isHTTP10 = words[2] == "HTTP/1.0"
    let target = words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = Self.decoded(target[0])
    for pair in (target.count > 1 ? target[1] : "").split(separator: "&") {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      query[Self.decoded(sides[0])] = sides.count > 1 ? Self.decoded(sides[1]) : ""
    }
    for line in lines {
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      headers[line[..<colon].lowercased()] = String(value)
    }
  }

  /// Undoes percent-encoding (RFC 3986, 2.1); what is no code stays as it is.
  private static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%"), rest.count >= 2,
        let decoded = UInt8(Substring(rest.prefix(2)), radix: 16)
      else {
        bytes.append(byte)
        continue
      }
      bytes.append(decoded)
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Nil where the length is missing; -1 where it is no length.
  var contentLength: Int? {
    headers["content-length"].map { text in Int(text).flatMap { $0 >= 0 ? $0 : nil } ?? -1 }
  }

  var isChunked: Bool { headers["transfer-encoding"] != nil }

  /// Whether the client waits for leave before it sends the body.
  var expectsContinue: Bool { headers["expect"]?.lowercased() == "100-continue" }

  var keepsAlive: Bool {
    let wish = headers["connection"]?.lowercased()
    return isHTTP10 ? wish == "keep-alive" : wish != "close"
  }
}
