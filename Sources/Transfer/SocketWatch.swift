import CCurl

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The sockets that libcurl wants to hear of, and when it wants to be called without one; on the engine's thread.
///
/// libcurl's own `curl_multi_perform` asks the system about each connection in flight each time it is called: with 64 in
/// flight, 39 system calls for each request. Told which socket is ready, it looks at that one only.
@safe
final class SocketWatch {
  private var sockets: Set<Int32> = []
  private let poll: OpaquePointer
  private var found = [ccurl_ready](repeating: ccurl_ready(), count: 64)
  private let bell: Bell
  /// When libcurl wants to be called for its own deadlines; nil for not at all.
  private(set) var due: SuspendingClock.Instant?
  private(set) var ready: [ccurl_ready] = []

  /// Nil where the system gives no more descriptors.
  init?(_ bell: Bell) {
    guard let poll = unsafe ccurl_poll_make() else { return nil }
    unsafe self.poll = poll
    self.bell = bell
    unsafe ccurl_poll_set(poll, bell.readEnd, true, false)
  }

  deinit { unsafe ccurl_poll_free(poll) }

  /// What libcurl says of a socket: `CURL_POLL_IN`, …, `CURL_POLL_REMOVE`.
  func set(_ socket: Int32, to what: Int32) {
    if what == CURL_POLL_REMOVE {
      if sockets.remove(socket) != nil { unsafe ccurl_poll_remove(poll, socket) }
    } else {
      sockets.insert(socket)
      unsafe ccurl_poll_set(poll, socket, what & CURL_POLL_IN != 0, what & CURL_POLL_OUT != 0)
    }
  }

  /// What libcurl says of its clock: milliseconds from now, negative for never.
  func setTimer(_ milliseconds: Int) {
    due = milliseconds < 0 ? nil : .now + .milliseconds(milliseconds)
  }

  /// Whether libcurl's time has come; it will say anew when the next one is.
  func takeDue() -> Bool {
    guard let due, due <= .now else { return false }
    self.due = nil
    return true
  }

  func isWatched(_ socket: Int32) -> Bool { sockets.contains(socket) }

  /// Waits until a socket is ready, the bell rings, or the time is over.
  /// - Returns: false where the system cannot say.
  func wait(atMost longest: Duration) -> Bool {
    ready.removeAll(keepingCapacity: true)
    var longest = longest
    if let due { longest = min(longest, due - .now) }
    let milliseconds = max(0, longest.milliseconds + (longest > .zero ? 1 : 0))
    let count = unsafe ccurl_poll_wait(poll, Int32(milliseconds), &found, Int32(found.count))
    guard count >= 0 else { return errno == EINTR }
    for one in found.prefix(Int(count)) {
      if one.socket == bell.readEnd { bell.silence() } else { ready.append(one) }
    }
    return true
  }
}
