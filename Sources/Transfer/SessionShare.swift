import CCurl

/// TLS sessions kept beyond the handle that made them, so that a new connection resumes an old session. Used on the
/// engine's thread only, hence without locks.
@safe
final class SessionShare {
  /// Null where there was no memory for it, and sessions are not shared.
  let handle: UnsafeMutableRawPointer?

  init() {
    unsafe handle = curl_share_init()
    if let handle = unsafe handle { unsafe ccurl_share_tls_sessions(handle) }
  }

  /// Frees it, once no handle uses it any more.
  func close() {
    if let handle = unsafe handle { unsafe curl_share_cleanup(handle) }
  }
}
