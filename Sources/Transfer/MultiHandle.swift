import CCurl
import SystemLayer

/// A multi handle of libcurl, and the sockets that it wants watched (curl_multi_socket_action(3)): an answer that comes on
/// one connection costs nothing for the others.
///
/// Used on the engine's thread only, once that has begun.
@safe
final class MultiHandle: @unchecked Sendable {
  let multi: UnsafeMutableRawPointer
  private(set) var sockets: [WatchedDescriptor] = []
  /// Those in which a callback left something for the loop to do.
  private var noted: [HTTPTransfer] = []
  /// Those that have handed out a part of their body since libcurl last worked.
  private var sending: [HTTPTransfer] = []

  /// Nil where libcurl gives none: no more memory.
  init?() {
    guard let multi = unsafe curl_multi_init() else { return nil }
    unsafe self.multi = multi
    unsafe ccurl_multi_set_socket(multi, Callbacks.socket, Unmanaged.passUnretained(self).toOpaque())
  }

  /// After it the handle is not used any more.
  func close() { unsafe curl_multi_cleanup(multi) }

  /// Notes what libcurl wants of a socket (CURLMOPT_SOCKETFUNCTION(3)).
  func watch(_ socket: curl_socket_t, for what: Int32) {
    let entry = WatchedDescriptor(
      socket, reads: what == CURL_POLL_IN || what == CURL_POLL_INOUT,
      writes: what == CURL_POLL_OUT || what == CURL_POLL_INOUT)
    switch (sockets.firstIndex { $0.descriptor == socket }, what) {
    case (let index?, CURL_POLL_REMOVE): sockets.remove(at: index)
    case (let index?, _): sockets[index] = entry
    case (nil, CURL_POLL_REMOVE): break
    case (nil, _): sockets.append(entry)
    }
  }

  /// Lets libcurl work on the sockets that are ready, and on what its own clock says.
  func perform(_ ready: [ReadyDescriptor]) -> CURLMcode {
    var running: Int32 = 0
    for each in ready where sockets.contains(where: { $0.descriptor == each.descriptor }) {
      let code = unsafe curl_multi_socket_action(multi, each.descriptor, Self.mask(each), &running)
      guard code == CURLM_OK else { return code }
    }
    if timeout == .zero {
      let code = unsafe curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running)
      guard code == CURLM_OK else { return code }
    }
    return sendMore()
  }

  /// libcurl sends one buffer and then waits to hear that its socket takes more. It nearly always does, and if not libcurl
  /// finds out: so nobody asks the system.
  private func sendMore() -> CURLMcode {
    var running: Int32 = 0
    while !sending.isEmpty {
      let transfers = sending
      sending = []
      for socket in transfers.compactMap(\.socket)
      where sockets.contains(where: { $0.descriptor == socket && $0.writes }) {
        let code = unsafe curl_multi_socket_action(multi, socket, CURL_CSELECT_OUT, &running)
        guard code == CURLM_OK else { return code }
      }
    }
    return CURLM_OK
  }

  /// Has the rest of a body sent of which a part has just been handed out.
  func noteRest(of transfer: HTTPTransfer) { sending.append(transfer) }

  /// Has the loop look at a transfer, once libcurl has worked.
  func note(_ transfer: HTTPTransfer) { noted.append(transfer) }

  func takeNoted() -> [HTTPTransfer] {
    guard !noted.isEmpty else { return [] }
    defer { noted = [] }
    return noted
  }

  /// When libcurl wants to work without a socket that is ready, from now on; nil where it need not.
  var timeout: Duration? {
    var milliseconds = 0
    unsafe curl_multi_timeout(multi, &milliseconds)
    return milliseconds < 0 ? nil : .milliseconds(milliseconds)
  }

  private static func mask(_ ready: ReadyDescriptor) -> Int32 {
    (ready.isReadable ? CURL_CSELECT_IN : 0) | (ready.isWritable ? CURL_CSELECT_OUT : 0)
      | (ready.hasFailed ? CURL_CSELECT_ERR : 0)
  }
}
