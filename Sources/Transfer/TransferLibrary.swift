import CCurl

/// The transfer library that is linked, as it describes itself.
public enum TransferLibrary {
  /// Versions as text; nil where the library was built without that part.
  public struct Versions: Sendable, Equatable {
    public let curl: String
    /// Name and version of what does TLS, such as `OpenSSL/3.0.19`.
    public let tls: String?
    public let nghttp2: String?
    public let zlib: String?
    public let hasHTTP2: Bool
  }

  public static let versions: Versions = {
    setUp()
    let info = unsafe curl_version_info(CURLVERSION_FIRST).pointee
    let namesHTTP2 = unsafe info.age.rawValue >= CURLVERSION_SIXTH.rawValue
    return Versions(
      curl: unsafe text(info.version) ?? "unknown", tls: unsafe text(info.ssl_version),
      // `curl_version`, which names it too, sets up LDAP and what that can log in with.
      nghttp2: namesHTTP2 ? unsafe text(info.nghttp2_version) : nil,
      zlib: unsafe text(info.libz_version),
      hasHTTP2: unsafe info.features & CURL_VERSION_HTTP2 != 0)
  }()

  /// libcurl must be initialised once, before any other thread uses it.
  static func setUp() { _ = initialized }

  private static let initialized = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK

  private static func text(_ pointer: UnsafePointer<CChar>?) -> String? {
    guard let pointer = unsafe pointer else { return nil }
    let text = unsafe String(cString: pointer)
    return text.isEmpty ? nil : text
  }
}

extension TransferLibrary {
  /// The C libraries at work in each exchange, with their versions.
  public static var linked: [(name: String, version: String)] {
    let tls = versions.tls?.split(separator: "/", maxSplits: 1).map(String.init) ?? []
    let known: [(String, String?)] = [
      ("libcurl", versions.curl), (tls.first ?? "tls", tls.last), ("nghttp2", versions.nghttp2),
      ("zlib", versions.zlib),
    ]
    return known.compactMap { name, version in version.map { (name, $0) } }
  }
}
