import CCurl

/// One transfer in flight, on the engine's thread, and the handle that makes it.
///
/// Owned by the loop; libcurl holds an unretained pointer to it for its callbacks, until the handle has left the multi
/// handle.
@safe
final class HTTPTransfer {
  let job: Job
  let handle: EasyHandle
  /// Whose connections it uses.
  let multi: MultiHandle
  /// When it has to be over, but for the time in which the process stands still.
  let deadline: SuspendingClock.Instant
  /// How long the process had stood still before it began.
  let standstillBefore: Duration
  var body: BodyReader
  private(set) var reply: ReplyCollector
  /// Whether libcurl wanted to send a body again of which part had left.
  private(set) var wasRepeating = false
  /// Whether the host said that it had not begun with the request (RFC 9113, 8.7): a stream that was refused, or that came
  /// behind the last one that a closing connection still serves.
  private(set) var wasRefused = false
  /// What the host was seen to speak; watched for only where that is not known.
  private(set) var version: HTTPVersion?
  /// When bytes last went either way.
  private(set) var lastMove: SuspendingClock.Instant
  private var bytesMoved: curl_off_t = 0
  /// When the last of an answer came that began before the request had left.
  private var refusedSince: SuspendingClock.Instant?
  /// To which libcurl was seen to send it; over HTTP/2 nil for all but the first on a connection.
  var socket: curl_socket_t?
  /// Whether libcurl waits for a piece of the body.
  private(set) var isPaused = false

  /// - Throws: `.broken` where libcurl refuses an option. The handle is closed then.
  init(
    _ job: Job, on handle: EasyHandle, of multi: MultiHandle, encoder: Base64Encoder,
    deadline: SuspendingClock.Instant, standstill: Duration
  ) throws(TransferError) {
    self.job = job
    self.handle = handle
    self.multi = multi
    self.deadline = deadline
    standstillBefore = standstill
    body = BodyReader(job.request.body, encoder, heldBackBy: job.request.gate)
    reply = ReplyCollector(cap: job.request.largestReply, cuts: job.request.cutsReply)
    lastMove = .now
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    unsafe try handle.begin(job, length: body.length, context: context)
  }

  var easy: UnsafeMutableRawPointer { unsafe handle.easy }

  /// Whether the connection was made, TLS included.
  var hasConnected: Bool { unsafe ccurl_get_off(easy, CURLINFO_PRETRANSFER_TIME_T) > 0 }

  /// Whether all of the request has left: libcurl has asked for the whole body, and the system has taken it.
  var isWhole: Bool {
    guard body.handedOut == body.length, hasConnected else { return false }
    return unsafe ccurl_get_off(easy, CURLINFO_SIZE_UPLOAD_T) >= curl_off_t(body.length)
  }

  /// When the transfer has to be looked at again.
  func nextCheck(standstill: Duration) -> SuspendingClock.Instant {
    let end = deadline + (standstill - standstillBefore)
    let other = [job.request.stallLimit.map { lastMove + $0 }, refusalIsDue]
    return other.compactMap(\.self).reduce(end) { min($0, $1) }
  }

  /// How long the rest of a refusal is waited for.
  private static let refusalPatience = Duration.seconds(1)

  /// When a refusal (a status from 400) that came before the request had left is to be taken; nil where there is none.
  /// Over HTTP/2 libcurl takes it for an answer only once the server has also cancelled the stream, which it need not do
  /// (RFC 9113, section 8.1): it may as well read nothing more and wait.
  var refusalIsDue: SuspendingClock.Instant? {
    guard let refusedSince, !isWhole, repliedVersion == .http2 else { return nil }
    return refusedSince + Self.refusalPatience
  }

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

  /// Lets libcurl go on with the body where it waited for a piece.
  func resume() {
    guard isPaused else { return }
    isPaused = false
    unsafe curl_easy_pause(easy, CURLPAUSE_CONT)
  }
}

// What the callbacks do.
extension HTTPTransfer {
  /// The next piece of the body; nil where it has to be read first.
  func read(into target: UnsafeMutableRawBufferPointer) -> Int? {
    noteMove()
    if let count = unsafe body.fill(target) {
      if count > 0, body.handedOut < body.length { multi.noteRest(of: self) }
      return count
    }
    isPaused = true
    multi.note(self)
    return nil
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
    defer { noteRefusal() }
    let hadHead = reply.hasHeaders
    let isTaken = unsafe reply.take(headerLine: bytes)
    if !hadHead, reply.hasHeaders, let tell = job.request.headArrived,
      unsafe (200..<300).contains(ccurl_get_long(easy, CURLINFO_RESPONSE_CODE))
    {
      tell(reply.headers)
    }
    return isTaken
  }

  func take(body bytes: UnsafeRawBufferPointer) -> Bool {
    noteMove()
    defer { noteRefusal() }
    return unsafe reply.take(body: bytes)
  }

  private func noteRefusal() {
    guard reply.hasHeaders, unsafe ccurl_get_long(easy, CURLINFO_RESPONSE_CODE) >= 400, !isWhole else { return }
    refusedSince = .now
    multi.note(self)
  }

  /// The request as it goes out: its first line ends with the protocol.
  func see(requestHeader bytes: UnsafeRawBufferPointer) {
    let line = unsafe bytes.prefix { $0 != UInt8(ascii: "\r") }
    guard version == nil, unsafe !line.starts(with: "CONNECT ".utf8) else { return }
    if unsafe line.suffix(8).elementsEqual("HTTP/1.1".utf8) || line.suffix(8).elementsEqual("HTTP/1.0".utf8) {
      version = .http1
    } else if unsafe line.suffix(7).elementsEqual(" HTTP/2".utf8) || line.suffix(7).elementsEqual(" HTTP/3".utf8) {
      version = .http2
    }
  }

  /// One of libcurl's own sentences, which it says before it would send a refused request again.
  func see(words bytes: UnsafeRawBufferPointer) {
    let refusal = Array("REFUSED_STREAM".utf8)
    if unsafe bytes.prefix(refusal.count).elementsEqual(refusal) { wasRefused = true }
  }

  private func noteMove() {
    if job.request.stallLimit != nil { lastMove = .now }
  }
}
