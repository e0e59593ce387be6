import CCurl

/// libcurl's callbacks: each finds its transfer behind the context and hands over. They neither throw nor block.
enum Callbacks {
  static let read: ccurl_bytes = { bytes, size, count, context in
    let target = unsafe UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
    return unsafe transfer(context).read(into: target) ?? Int(CURL_READFUNC_PAUSE)
  }

  static let seek: ccurl_seek = { context, offset, origin in
    let toStart = offset == 0 && origin == 0
    return unsafe toStart && transfer(context).mayStart() ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL
  }

  /// Only reached where a transfer's request is about to be written; 1 aborts it.
  static let start: ccurl_start = { context, _, _, _, _ in
    unsafe transfer(context).mayStart() ? 0 : 1
  }

  static let header: ccurl_bytes = { bytes, size, count, context in
    let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    return unsafe transfer(context).take(headerLine: line) ? line.count : refused
  }

  static let write: ccurl_bytes = { bytes, size, count, context in
    let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    return unsafe transfer(context).take(body: piece) ? piece.count : refused
  }

  static let socket: ccurl_socket = { easy, socket, what, context, _ in
    unsafe Unmanaged<MultiHandle>.fromOpaque(context).takeUnretainedValue().watch(socket, for: what)
    let isSending = what == CURL_POLL_OUT || what == CURL_POLL_INOUT
    if isSending, let context = unsafe ccurl_get_private(easy) { unsafe transfer(context).socket = socket }
    return 0
  }

  static let trace: ccurl_trace = { _, kind, bytes, count, context in
    switch kind {
    case CURLINFO_HEADER_OUT:
      unsafe transfer(context).see(requestHeader: UnsafeRawBufferPointer(start: bytes, count: count))
    case CURLINFO_TEXT: unsafe transfer(context).see(words: UnsafeRawBufferPointer(start: bytes, count: count))
    default: break
    }
    return 0
  }

  /// A number that no piece has, for a piece may be empty.
  private static let refused = Int(UInt32.max)

  private static func transfer(_ context: UnsafeMutableRawPointer) -> HTTPTransfer {
    unsafe Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue()
  }
}
