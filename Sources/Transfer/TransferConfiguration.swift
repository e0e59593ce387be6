/// What an engine is set up with.
public struct TransferConfiguration: Sendable {
  /// The most connections to one host over which requests are multiplexed (HTTP/2). Each commonly carries a hundred
  /// requests. A host that speaks HTTP/1.1 only gets one connection for each request in flight.
  public var connectionsPerHost: Int
  /// Sent as `User-Agent` unless a request brings its own.
  public var userAgent: String
  /// A PEM file of the authorities to trust in place of the system's; nil for the system's.
  public var caFile: String?

  public init(connectionsPerHost: Int = 6, userAgent: String = "herbx", caFile: String? = nil) {
    self.connectionsPerHost = connectionsPerHost
    self.userAgent = userAgent
    self.caFile = caFile
  }

  /// Takes the authorities' file from `CURL_CA_BUNDLE`, else `SSL_CERT_FILE`, as the `curl` tool does: an institution
  /// whose proxy inspects TLS names its own authority there. (Proxies themselves libcurl finds in the environment.)
  public init(environment: [String: String], userAgent: String = "herbx") {
    let named = ["CURL_CA_BUNDLE", "SSL_CERT_FILE"].compactMap { environment[$0] }
    self.init(userAgent: userAgent, caFile: named.first { !$0.isEmpty })
  }
}
