/// What is refused before anything is looked for.
enum RequestRule {
  /// Nil for a request that may be answered.
  static func refusal(of request: RequestHead, _ hosts: HostRule) -> Answer? {
    guard request.method == "GET" || request.method == "HEAD" else {
      return Answer.refusal(405, "Nothing can be changed here: only GET and HEAD are answered.")
        .with("Allow", "GET, HEAD")
    }
    guard !request.announcesBody else { return .refusal(400, "A request with a body is not taken.") }
    guard let host = request.single("host") else { return .refusal(400, "The request needs one Host header.") }
    guard hosts.allows(host) else {
      return .refusal(421, "This dashboard does not answer to that name. Open it by the address it printed.")
    }
    guard isPlain(request.path) else { return .refusal(400, "There is no such address.") }
    return nil
  }

  /// No address here needs an escape, an empty part or a dot in front: so none is taken, and nothing is decoded.
  static func isPlain(_ path: String) -> Bool {
    guard path.utf8.first == UInt8(ascii: "/"), path.utf8.count <= 200 else { return false }
    let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    return path == "/"
      || parts.allSatisfy { part in
        part.first != "." && !part.isEmpty
          && part.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
              || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
          }
      }
  }
}
