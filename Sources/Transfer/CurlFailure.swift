import CCurl

/// All that is known of an exchange that libcurl ended without an answer. Turned into an error without a look at
/// anything else.
struct CurlFailure {
  var code: CURLcode
  /// libcurl's own words; empty where it has none.
  var detail = ""
  var address: Address
  var deadline = Duration.zero
  var connectDeadline = Duration.zero
  var largestReply = 0
  var hasConnected = true
  /// What a proxy answered to the wish for a connection; 0 where none was asked.
  var proxyStatus = 0
  /// Whether the process may open no more files, connections included.
  var hasNoMoreFiles = false
  /// Whether the answer was refused for its length.
  var wasTooLarge = false
  /// Why the body could not be read, where that ended it.
  var sourceFault: String?
  /// Whether libcurl was kept from sending the body again.
  var wasRepeating = false
  /// Whether the host said that it had not begun with the request.
  var wasRefused = false
  var bodyWasSent = false
  var requestWasWhole = false
  var partial: TransferReply?

  var error: TransferError {
    TransferError(
      kind, message, bodyWasSent: bodyWasSent, requestWasWhole: requestWasWhole && !wasRefused, partial: partial)
  }

  private var kind: TransferError.Kind {
    if sourceFault != nil { return .source }
    if wasRepeating || wasRefused { return .broken }
    if wasTooLarge { return .tooLarge }
    if hasNoMoreFiles { return .openFiles }
    if proxyStatus == 407 { return .proxy }
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: return .resolve
    case CURLE_COULDNT_CONNECT: return .connect
    case CURLE_OPERATION_TIMEDOUT: return .timeout
    case CURLE_URL_MALFORMAT: return .address
    case CURLE_SSL_CONNECT_ERROR: return .handshake
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
      CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CRL_BADFILE, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_ENGINE_NOTFOUND,
      CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_ENGINE_INITFAILED, CURLE_USE_SSL_FAILED:
      return .certificate
    default: return .broken
    }
  }

  private var message: String {
    let host = "`\(address.name)`"
    switch kind {
    case .source: return "the body for \(host) could not be read: \(sourceFault ?? "")"
    case .tooLarge: return "the answer of \(host) is longer than the \(largestReply) bytes allowed"
    case .resolve where code == CURLE_COULDNT_RESOLVE_PROXY:
      return "the name of the proxy on the way to \(host) could not be resolved"
    case .resolve: return "the name \(host) could not be resolved"
    case .connect: return "no connection to \(host): \(reason)"
    case .handshake: return "the secure connection to \(host) broke while it was made: \(reason)"
    case .certificate: return "the certificate of \(host) is not trusted: \(reason)"
    case .proxy: return "the proxy on the way to \(host) wants to know who asks (407)"
    case .openFiles: return "no connection to \(host): the process may open no more files"
    case .timeout where !hasConnected && connectDeadline < deadline:
      return "no connection to \(host) within \(connectDeadline.inSeconds)"
    case .timeout: return "no whole answer from \(host) within \(deadline.inSeconds)"
    case .address: return "the address of \(host) is not taken: \(reason)"
    case .broken where wasRefused:
      return "\(host) closed the connection before it had begun with the request"
    default:
      let repeated = "it was lost after part of the request had left, which is not sent twice"
      return "the connection to \(host) broke: \(wasRepeating ? repeated : reason)"
    }
  }

  /// libcurl's detail for those failures where it is about connections and certificates only, else its fixed text for
  /// the code: other details could quote what was sent or received, or a proxy's password.
  private var reason: String {
    let text = detail.prefix { $0 != "\n" && $0 != "\r" }
    let general = unsafe String(cString: curl_easy_strerror(code))
    return Self.sentence(isAboutConnection && !text.isEmpty ? String(text) : general)
  }

  private var isAboutConnection: Bool {
    switch code {
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_COULDNT_CONNECT, CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION,
      CURLE_SSL_CACERT_BADFILE,
      CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_HTTP2, CURLE_HTTP2_STREAM:
      return true
    default: return false
    }
  }

  /// Begins small, unless with a word all in capitals, and ends without a full stop.
  private static func sentence(_ text: String) -> String {
    let second = text.dropFirst().first
    let small = second?.isLowercase == true ? text.prefix(1).lowercased() + text.dropFirst() : text
    return small.hasSuffix(".") ? String(small.dropLast()) : small
  }
}

extension Duration {
  /// For people: `300 s`, `0.25 s`.
  var inSeconds: String {
    let rest = milliseconds % 1000
    guard rest > 0 else { return "\(components.seconds) s" }
    var digits = String(String(rest + 1000).dropFirst())
    while digits.hasSuffix("0") { digits.removeLast() }
    return "\(components.seconds).\(digits) s"
  }
}
