/// Request line and headers of an HTTP/1.1 request (RFC 9112).
public struct RequestHead: Sendable, Equatable {
  public var method: String
  /// The address without its query, as it was sent.
  public var path: String
  /// The values of a form: percent-encoding undone, a plus is a space.
  public var query: [String: String] = [:]
  /// By lower-case name, in the order in which they came.
  public var headers: [String: [String]] = [:]
  public var isHTTP10 = false

  /// How a body says its length.
  public enum BodyLength: Sendable, Equatable {
    case bytes(Int)
    /// In chunks, or a `Content-Length` that is no number or stands twice.
    case unknown
  }

  /// Reads the text before the blank line; nil for anything else than HTTP/1.
  public init?(_ bytes: some Collection<UInt8>) {
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
      query[Self.decoded(sides[0], isForm: true)] = sides.count > 1 ? Self.decoded(sides[1], isForm: true) : ""
    }
    for line in lines {
      guard let colon = line.firstIndex(of: ":") else { return nil }
      headers[line[..<colon].lowercased(), default: []].append(Self.trimmed(line[line.index(after: colon)...]))
    }
  }

  /// The value of a header that stands once; nil where it is missing or stands twice.
  public func single(_ name: String) -> String? {
    guard let values = headers[name], values.count == 1 else { return nil }
    return values[0]
  }

  /// `path` with its percent-encoding undone (RFC 3986, 2.1); what is no code stays as it is.
  public var decodedPath: String { Self.decoded(path[...], isForm: false) }

  public var bodyLength: BodyLength {
    guard headers["transfer-encoding"] == nil else { return .unknown }
    guard headers["content-length"] != nil else { return .bytes(0) }
    guard let text = single("content-length"), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let count = Int(text)
    else { return .unknown }
    return .bytes(count)
  }

  /// Whether the client waits for leave before it sends the body.
  var expectsContinue: Bool { single("expect")?.lowercased() == "100-continue" }

  public var keepsAlive: Bool {
    let wanted = single("connection")?.lowercased()
    return isHTTP10 ? wanted == "keep-alive" : wanted != "close"
  }

  private static func trimmed(_ text: Substring) -> String {
    func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }
    return String(text.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }

  private static func decoded(_ text: Substring, isForm: Bool) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2, let code = UInt8(Substring(rest.prefix(2)), radix: 16) {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(isForm && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
