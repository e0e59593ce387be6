/// Request line and headers of an HTTP/1.1 request (RFC 9112), as far as a server that only shows things needs them.
struct RequestHead: Sendable, Equatable {
  var method: String
  /// The address without its query, as it was sent.
  var path: String
  var query: [String: String] = [:]
  /// By lower-case name, in the order in which they came.
  var headers: [String: [String]] = [:]
  var isHTTP10 = false

  /// Reads the text before the blank line; nil for anything else than HTTP/1.
  init?(_ bytes: some Collection<UInt8>) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    var lines = text.split(separator: "\r\n", omittingEmptySubsequences: true)[...]
    guard let words = lines.popFirst()?.split(separator: " "), words.count == 3, words[2].hasPrefix("HTTP/1.") else {
      return nil
    }
    method = String(words[0])
    isHTTP10 = words[2] == "HTTP/1.0"
    let target = words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = String(target[0])
    for pair in (target.count > 1 ? target[1] : "").split(separator: "&") {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      query[Self.decoded(sides[0])] = sides.count > 1 ? Self.decoded(sides[1]) : ""
    }
    for line in lines {
      guard let colon = line.firstIndex(of: ":") else { return nil }
      headers[line[..<colon].lowercased(), default: []].append(Self.trimmed(line[line.index(after: colon)...]))
    }
  }

  /// The value of a header that stands once; nil where it is missing or stands twice.
  func single(_ name: String) -> String? {
    guard let values = headers[name], values.count == 1 else { return nil }
    return values[0]
  }

  /// Whether a body would follow: none is ever read.
  var announcesBody: Bool {
    headers["transfer-encoding"] != nil || headers["content-length"]?.contains { $0 != "0" } ?? false
  }

  var keepsAlive: Bool {
    let wish = single("connection")?.lowercased()
    return isHTTP10 ? wish == "keep-alive" : wish != "close"
  }

  private static func trimmed(_ text: Substring) -> String {
    func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }
    return String(text.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }

  /// Undoes the encoding of a form's values (a plus is a blank); what is no code stays as it is.
  private static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2, let code = UInt8(Substring(rest.prefix(2)), radix: 16) {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
