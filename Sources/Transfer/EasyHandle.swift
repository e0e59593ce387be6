import CCurl

/// One of libcurl's easy handles, with the memory that its options point to. It makes one exchange after another of the
/// same kind: what all of them have in common is set once, and libcurl keeps the buffer from which it sends.
///
/// Used on the engine's thread only.
@safe
final class EasyHandle {
  /// What all exchanges of a handle have in common.
  struct Kind: Equatable {
    let url: String
    let method: TransferRequest.Method
    let hasBody: Bool
    /// What the host speaks, where that is known.
    let version: HTTPVersion?

    init(_ request: TransferRequest, _ version: HTTPVersion?) {
      url = request.url
      method = request.method
      hasBody = request.body.contains { $0.encodedCount > 0 }
      self.version = version
    }
  }

  let kind: Kind
  let easy: UnsafeMutableRawPointer
  private let errorText: UnsafeMutablePointer<CChar>
  private var headers: [HeaderField] = []
  private var lines: UnsafeMutablePointer<curl_slist>?

  /// - Throws: `.broken` where libcurl gives no handle or refuses an option.
  init(_ kind: Kind, for job: Job, _ configuration: TransferConfiguration, sessions: SessionShare) throws(TransferError)
  {
    guard let easy = unsafe curl_easy_init() else {
      throw TransferError(.broken, "libcurl gives no handle for `\(job.address.name)`: no more memory")
    }
    self.kind = kind
    unsafe self.easy = easy
    unsafe errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    unsafe errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    var options = unsafe EasyOptions(easy)
    options.apply(kind, to: job.address, configuration)
    unsafe options.set(CURLOPT_SHARE, pointer: sessions.handle)
    unsafe options.set(CURLOPT_ERRORBUFFER, pointer: errorText)
    try check(options.code, job)
  }

  /// Sets what is this exchange's own.
  /// - Parameters:
  ///   - length: of the body, in bytes.
  ///   - context: given to the callbacks; must live until the exchange has left libcurl.
  func begin(
    _ job: Job, length: Int, context: UnsafeMutableRawPointer
  ) throws(TransferError) {
    unsafe errorText.pointee = 0
    var options = unsafe EasyOptions(easy)
    unsafe options.apply(job.request, length: length, context: context)
    unsafe options.setCallbacks(context, isWatched: kind.version != .http1)
    try check(options.code, job)
    if unsafe lines == nil || headers != job.request.headers { try check(setLines(of: job.request), job) }
  }

  /// Frees the handle, then what it pointed to.
  func close() {
    unsafe curl_easy_cleanup(easy)
    unsafe curl_slist_free_all(lines)
    unsafe errorText.deallocate()
  }

  /// libcurl's own words on what went wrong; empty where it has none.
  var detail: String { unsafe String(cString: errorText) }

  private func setLines(of request: TransferRequest) -> CURLcode {
    unsafe curl_slist_free_all(lines)
    unsafe lines = nil
    headers = request.headers
    for line in HeaderLines.lines(for: request) {
      let longer = unsafe line.withCString { unsafe curl_slist_append(lines, $0) }
      guard let longer = unsafe longer else { return CURLE_OUT_OF_MEMORY }
      unsafe lines = longer
    }
    var options = unsafe EasyOptions(easy)
    unsafe options.set(CURLOPT_HTTPHEADER, list: lines)
    return options.code
  }

  /// Closes the handle where libcurl has refused something.
  private func check(_ code: CURLcode, _ job: Job) throws(TransferError) {
    guard code != CURLE_OK else { return }
    close()
    let reason = unsafe String(cString: curl_easy_strerror(code))
    throw TransferError(.broken, "libcurl cannot be set up for `\(job.address.name)`: \(reason)")
  }
}
