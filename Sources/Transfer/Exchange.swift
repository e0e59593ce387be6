import CCurl

/// One exchange in flight, on the engine's thread, and the handle that makes it.
///
/// Owned by the loop; libcurl holds an unretained pointer to it for its callbacks, until the handle has left the multi
/// handle.
@safe
final class Exchange {
  let job: Job
  let handle: EasyHandle
  private(set) var body: BodyReader
  private(set) var reply: ReplyCollector
  /// Why the body could not be read, where that ended the exchange.
  private(set) var sourceFault: String?
  /// Whether libcurl wanted to send a body again of which part had left.
  private(set) var wasRepeating = false
  /// What the host was seen to speak; watched for only where that is not known.
  private(set) var generation: Generation?
  /// When bytes last went either way.
  private(set) var lastMove: SuspendingClock.Instant
  private var bytesMoved: curl_off_t = 0
  private var hasSent = false

  /// - Throws: `.broken` where libcurl refuses an option. The handle is closed then.
  init(
    _ job: Job, on handle: EasyHandle, remaining: Duration, workshop: BodyWorkshop
  ) throws(TransferError) {
    self.job = job
    self.handle = handle
    body = BodyReader(job.request.body, workshop: workshop)
    reply = ReplyCollector(cap: job.request.largestReply)
    lastMove = .now
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    unsafe try handle.begin(job, remaining: remaining, length: body.length, context: context)
  }

  var easy: UnsafeMutableRawPointer { unsafe handle.easy }

  /// Whether the connection was made, TLS included.
  var hasConnected: Bool { unsafe ccurl_get_off(easy, CURLINFO_PRETRANSFER_TIME_T) > 0 }

  /// Whether part of the request has not yet left: its connection is being made, libcurl has not asked for all of the body,
  /// or the system has not taken it.
  var isSending: Bool {
    if !hasSent, body.handedOut == body.length, hasConnected {
      hasSent = unsafe ccurl_get_off(easy, CURLINFO_SIZE_UPLOAD_T) >= curl_off_t(body.length)
    }
    return !hasSent
  }

  /// When the exchange has to be looked at again for silence; nil where no limit is set.
  var stallInstant: SuspendingClock.Instant? { job.request.stallLimit.map { lastMove + $0 } }

  /// Whether nothing went either way for as long as the limit. Until it is connected the connect deadline watches.
  func isStalled(at now: SuspendingClock.Instant) -> Bool {
    guard let limit = job.request.stallLimit, now >= lastMove + limit else { return false }
    // What libcurl has sent from its buffer, or decompressed to nothing, no callback tells.
    let moved = unsafe ccurl_get_off(easy, CURLINFO_SIZE_UPLOAD_T) + ccurl_get_off(easy, CURLINFO_SIZE_DOWNLOAD_T)
    guard moved == bytesMoved, hasConnected else {
      bytesMoved = moved
      lastMove = now
      return false
    }
    return true
  }
}

// What the callbacks do.
extension Exchange {
  /// The next piece of the body; nil ends the exchange.
  func read(into target: UnsafeMutableRawBufferPointer) -> Int? {
    noteMove()
    do {
      return unsafe try body.fill(target)
    } catch {
      sourceFault = error.reason
      return nil
    }
  }

  /// Whether the body can start anew: only as long as no byte of it has left. Anything more would be a second, paid
  /// request.
  func mayStart() -> Bool {
    wasRepeating = wasRepeating || body.handedOut > 0
    noteMove()
    return !wasRepeating
  }

  func take(headerLine bytes: UnsafeRawBufferPointer) -> Bool {
    noteMove()
    return unsafe reply.take(headerLine: bytes)
  }

  func take(body bytes: UnsafeRawBufferPointer) -> Bool {
    noteMove()
    return unsafe reply.take(body: bytes)
  }

  /// The request as it goes out: its first line ends with the protocol.
  func see(requestHeader bytes: UnsafeRawBufferPointer) {
    let line = unsafe bytes.prefix { $0 != UInt8(ascii: "\r") }
    guard generation == nil, unsafe !line.starts(with: "CONNECT ".utf8) else { return }
    if unsafe line.suffix(8).elementsEqual("HTTP/1.1".utf8) || line.suffix(8).elementsEqual("HTTP/1.0".utf8) {
      generation = .one
    } else if unsafe line.suffix(7).elementsEqual(" HTTP/2".utf8) || line.suffix(7).elementsEqual(" HTTP/3".utf8) {
      generation = .two
    }
  }

  private func noteMove() {
    if job.request.stallLimit != nil { lastMove = .now }
  }
}
