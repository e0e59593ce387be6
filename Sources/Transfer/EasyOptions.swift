import CCurl

/// Sets libcurl's options on one handle and keeps the first refusal.
@safe
struct EasyOptions {
  /// Bytes that each request in flight holds. One such after the other is sent without asking whether the socket takes more.
  private static let uploadBuffer = 1 << 16
  /// A connection is kept for other requests no longer than this, in seconds.
  private static let longestLife = 600
  /// Bytes that nobody acknowledges for so long, in milliseconds, end their connection.
  private static let longestUnacknowledged = 120_000

  private let easy: UnsafeMutableRawPointer
  private(set) var code = CURLE_OK

  init(_ easy: UnsafeMutableRawPointer) {
    unsafe self.easy = easy
  }

  mutating func set(_ option: CURLoption, _ value: Int) {
    if code == CURLE_OK { code = unsafe ccurl_set_long(easy, option, value) }
  }

  mutating func set(_ option: CURLoption, _ value: String) {
    if code == CURLE_OK { code = unsafe value.withCString { unsafe ccurl_set_string(easy, option, $0) } }
  }

  mutating func set(_ option: CURLoption, pointer: UnsafeMutableRawPointer?) {
    if code == CURLE_OK { code = unsafe ccurl_set_pointer(easy, option, pointer) }
  }

  mutating func set(_ option: CURLoption, list: UnsafeMutablePointer<curl_slist>?) {
    if code == CURLE_OK { code = unsafe ccurl_set_list(easy, option, list) }
  }

  /// What holds for all exchanges of a handle.
  mutating func apply(_ kind: EasyHandle.Kind, to address: Address, _ configuration: TransferConfiguration) {
    set(CURLOPT_URL, kind.url)
    set(CURLOPT_NOSIGNAL, 1)
    // A redirect must not carry a key elsewhere; a name that leads to loopback must not go through a proxy.
    set(CURLOPT_FOLLOWLOCATION, 0)
    if code == CURLE_OK { code = unsafe ccurl_set_protocol(easy, address.isSecure) }
    if address.isLoopback { set(CURLOPT_PROXY, "") }
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    set(CURLOPT_USERAGENT, configuration.userAgent)
    set(CURLOPT_ACCEPT_ENCODING, ContentEncoding.accepted)
    set(CURLOPT_HTTP_CONTENT_DECODING, 0)
    set(CURLOPT_TCP_KEEPALIVE, 1)
    set(CURLOPT_TCP_KEEPIDLE, 30)
    set(CURLOPT_TCP_KEEPINTVL, 15)
    if code == CURLE_OK { code = unsafe ccurl_set_lifetime(easy, Self.longestLife) }
    if code == CURLE_OK { code = unsafe ccurl_set_user_timeout(easy, UInt32(Self.longestUnacknowledged)) }
    set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
    // Where requests can share a connection, one that is being made is worth waiting for.
    set(CURLOPT_PIPEWAIT, kind.version == .http1 ? 0 : 1)
    if let file = configuration.caFile { set(CURLOPT_CAINFO, file) }
    unsafe ccurl_set_quick_exit(easy)
    if kind.hasBody || kind.method == .post {
      set(CURLOPT_POST, 1)
      set(CURLOPT_UPLOAD_BUFFERSIZE, Self.uploadBuffer)
    }
    if kind.method != .post, kind.hasBody || kind.method != .get { set(CURLOPT_CUSTOMREQUEST, kind.method.rawValue) }
  }

  /// What is one exchange's own, the headers aside.
  mutating func apply(
    _ request: TransferRequest, length: Int, context: UnsafeMutableRawPointer
  ) {
    // No CURLOPT_TIMEOUT: libcurl looks at it before it reads what has arrived.
    set(CURLOPT_CONNECTTIMEOUT_MS, max(1, request.connectDeadline.milliseconds))
    if code == CURLE_OK, length > 0 || request.method == .post {
      code = unsafe ccurl_set_off(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(length))
    }
    unsafe set(CURLOPT_PRIVATE, pointer: context)
  }

  /// - Parameter isWatched: whether libcurl's own words are heard: by these the version shows, and a stream's refusal.
  mutating func setCallbacks(_ context: UnsafeMutableRawPointer, isWatched: Bool) {
    guard code == CURLE_OK else { return }
    code = unsafe ccurl_set_read(easy, Callbacks.read, Callbacks.seek, context)
    if code == CURLE_OK { code = unsafe ccurl_set_write(easy, Callbacks.write, Callbacks.header, context) }
    if code == CURLE_OK, isWatched { code = unsafe ccurl_set_trace(easy, Callbacks.trace, context) }
    // An old library repeats a request on a lost connection without a word; but only on one that was used before.
    if unsafe ccurl_set_start(easy, Callbacks.start, context) != CURLE_OK {
      set(CURLOPT_FRESH_CONNECT, 1)
    }
  }
}

extension Duration {
  /// Whole milliseconds, at most what libcurl takes (24 days).
  var milliseconds: Int {
    let parts = components
    guard parts.seconds < Int64(Int32.max) / 1000 else { return Int(Int32.max) }
    return Int(parts.seconds) * 1000 + Int(parts.attoseconds / 1_000_000_000_000_000)
  }
}
