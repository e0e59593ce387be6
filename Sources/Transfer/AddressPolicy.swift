import CCurl

/// Where a request goes, once the policy has let it pass.
struct Address: Equatable {
  let isSecure: Bool
  /// As libcurl reads it: lower case where it is a number, IPv6 in brackets.
  let host: String
  let port: Int
  let isLoopback: Bool
  /// Tells servers apart.
  let origin: String

  init(isSecure: Bool, host: String, port: Int, isLoopback: Bool) {
    (self.isSecure, self.host, self.port, self.isLoopback) = (isSecure, host, port, isLoopback)
    origin = "\(isSecure ? "https" : "http")://\(host):\(port)"
  }

  /// Names the server for people: the port only where it is not the scheme's own.
  var name: String { port == (isSecure ? 443 : 80) ? host : "\(host):\(port)" }
}

/// Which addresses may be used: `https` anywhere, `http` on this machine only.
enum AddressPolicy {
  /// Reads `url` with libcurl's own parser, so that what is checked here is what is connected to.
  /// - Throws: `.address`, with a message that shows no more than scheme and host.
  static func address(of url: String) throws(TransferError) -> Address {
    guard !url.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7f }), let parts = unsafe curl_url() else {
      throw TransferError(.address, "the address holds a blank or a control character")
    }
    defer { unsafe curl_url_cleanup(parts) }
    guard unsafe curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK,
      let scheme = unsafe part(CURLUPART_SCHEME, of: parts)?.lowercased(),
      let host = unsafe part(CURLUPART_HOST, of: parts)?.lowercased(), !host.isEmpty,
      let port = unsafe part(CURLUPART_PORT, of: parts, UInt32(CURLU_DEFAULT_PORT)).flatMap({ Int($0) })
    else { throw TransferError(.address, "the address is malformed; it should look like `https://host/path`") }
    guard unsafe part(CURLUPART_USER, of: parts) == nil, unsafe part(CURLUPART_PASSWORD, of: parts) == nil else {
      throw TransferError(.address, "the address of `\(host)` holds a user name or a password; leave them out")
    }
    let address = Address(isSecure: scheme == "https", host: host, port: port, isLoopback: isLoopback(host))
    guard address.isSecure || (scheme == "http" && address.isLoopback) else {
      throw TransferError(
        .address, "`\(scheme)` is not taken for `\(host)`: use `https` (`http` is for loopback addresses only)")
    }
    return address
  }

  /// 127.0.0.0/8, ::1 and `localhost`; any other name could be made to point anywhere.
  static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "[::1]" { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { isOctet($0) }
  }

  private static func isOctet(_ text: Substring) -> Bool {
    (1...3).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) } && UInt8(text) != nil
  }

  private static func part(_ part: CURLUPart, of parts: OpaquePointer, _ flags: UInt32 = 0) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard unsafe curl_url_get(parts, part, &text, flags) == CURLUE_OK, let text = unsafe text else { return nil }
    defer { unsafe curl_free(text) }
    return unsafe String(cString: text)
  }
}

extension TransferRequest {
  /// Why no exchange would be made with `url`: malformed, or neither `https` nor plain `http` on a loopback host.
  /// - Throws: `TransferError` of kind `.address`.
  public static func checkAddress(_ url: String) throws(TransferError) { _ = try AddressPolicy.address(of: url) }
}
