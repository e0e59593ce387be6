import CCurl

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The engine's thread from its first step to its last: take the mail, let libcurl work, answer what has ended, look
/// for what has fallen silent, sleep until something happens. Everything of libcurl's lives and dies here.
final class EngineLoop {
  /// The multi handle on its way to the thread.
  @safe struct Handle: @unchecked Sendable {
    let multi: UnsafeMutableRawPointer
  }

  /// The longest sleep; libcurl wakes by itself for its own deadlines, the mail by a call.
  private static let longestSleep = Duration.seconds(1)
  /// Of mail, between two looks at the connections.
  private static let mostRounds = 32
  /// How many looks at the connections in a row are left out because there is mail.
  private static let mostLooksSpared = 2

  let handle: Handle
  let inbox: Inbox
  let executor: EngineExecutor
  let configuration: TransferConfiguration
  let share: Share
  let workshop = BodyWorkshop()
  let idle = IdleHandles()
  var admission: Admission
  var exchanges: [UInt64: Exchange] = [:]
  /// Those that have to wait until their host is known.
  var waiting: [UInt64: Job] = [:]
  /// Those in flight that may tell what their host speaks.
  var watched: [UInt64] = []
  var limit = 0
  /// Whether all connections are to be looked at: one of them has something to read, or takes more.
  private var isReady = false
  /// Until when answers are gathered, once one has begun to come.
  private var gatheringEnd: SuspendingClock.Instant?
  private var looksSpared = 0
  /// When something has to be looked at that libcurl does not watch; nil while there is no such thing.
  var nextCheck: SuspendingClock.Instant?

  init(_ handle: Handle, inbox: Inbox, executor: EngineExecutor, configuration: TransferConfiguration) {
    self.handle = handle
    self.inbox = inbox
    self.executor = executor
    self.configuration = configuration
    share = Share()
    admission = Admission(bounded: max(1, configuration.connectionsPerHost))
  }

  func run() {
    while takeMail() {
      perform()
      answerFinished()
      learn()
      checkSilence()
      sleep()
    }
    cleanUp()
  }
}

// The steps of the loop.
extension EngineLoop {
  /// Takes all mail, and what it brings about. A step of a task mostly posts the next one, and each look at the
  /// connections costs as much as several steps; but steps without end do not keep the engine from its transfers.
  /// - Returns: false where the engine is to stop.
  private func takeMail() -> Bool {
    for _ in 0..<Self.mostRounds {
      let mail = inbox.collect()
      guard !mail.isEmpty else { break }
      for job in mail.jobs { admit(job) }
      for id in mail.cancelled { cancel(id) }
      for step in mail.steps { unsafe step.runSynchronously(on: executor.asUnownedTaskExecutor()) }
      if mail.isStopping { return false }
    }
    return true
  }

  private func admit(_ job: Job) {
    if job.ticket.isCancelled {
      job.end(.failure(.cancelled(job.address)))
    } else if admission.arrived(job.ticket.id, at: job.address.origin, isSecure: job.address.isSecure) {
      start(job)
    } else {
      waiting[job.ticket.id] = job
      checkNoLater(than: job.began + job.request.deadline)
    }
  }

  /// Lets libcurl work where there is something to do. With all connections it does so only where one of them is ready,
  /// for it asks the system about each; what its clock says (which begins each new exchange) concerns single ones. Both
  /// ways are those of curl_multi_timeout(3).
  private func perform() {
    var milliseconds = 0
    unsafe curl_multi_timeout(handle.multi, &milliseconds)
    guard isReady || milliseconds == 0 else { return }
    var running: Int32 = 0
    let code =
      isReady
      ? unsafe curl_multi_perform(handle.multi, &running)
      : unsafe curl_multi_socket_action(handle.multi, CURL_SOCKET_TIMEOUT, 0, &running)
    isReady = false
    if code != CURLM_OK { abandon(code) }
  }

  private func answerFinished() {
    var code = CURLE_OK
    while let easy = unsafe ccurl_multi_next_done(handle.multi, &code) {
      guard let context = unsafe ccurl_get_private(easy) else { continue }
      let exchange = unsafe Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
      if code == CURLE_OK {
        learned(exchange.repliedGeneration, of: exchange.job.address.origin)
      }
      finish(exchange, exchange.result(code))
    }
  }

  private func learn() {
    guard !watched.isEmpty else { return }
    for id in watched {
      guard let exchange = exchanges[id], let generation = exchange.generation else { continue }
      learned(generation, of: exchange.job.address.origin)
    }
    watched.removeAll { exchanges[$0].map { $0.generation != nil } ?? true }
  }

  private func checkSilence() {
    guard let check = nextCheck else { return }
    let now = SuspendingClock.now
    guard now >= check else { return }
    for exchange in Array(exchanges.values) where exchange.isStalled(at: now) {
      finish(exchange, .failure(exchange.stalledError))
    }
    for job in Array(waiting.values) where now >= job.began + job.request.deadline {
      leave(job, .failure(job.timeoutError))
    }
    nextCheck = nil
    exchanges.values.compactMap(\.stallInstant).forEach { checkNoLater(than: $0) }
    waiting.values.forEach { checkNoLater(than: $0.began + $0.request.deadline) }
  }

  private var isSending: Bool { exchanges.values.contains(where: \.isSending) }

  private func sleep() {
    if let end = gatheringEnd { gather(until: end) } else { waitForAnything() }
  }

  /// Waits for mail alone. Answers that come within some milliseconds of each other are taken up at one look at the
  /// connections, and what follows from them is done at one go; what is begun meanwhile does not wait. While a request
  /// is on its way nothing is gathered: it would have to wait.
  private func gather(until end: SuspendingClock.Instant) {
    let left = end - .now
    if left > .zero, !isSending, inbox.waitForMail(atMost: left) { return }
    gatheringEnd = nil
    isReady = true
  }

  private func waitForAnything() {
    let isIdle = inbox.fallAsleep()
    // Mail mostly begins exchanges, which are looked at anyway; but connections are not kept waiting by mail for ever.
    if !isIdle, looksSpared < Self.mostLooksSpared {
      looksSpared += 1
      return
    }
    looksSpared = 0
    var longest = isIdle ? Self.longestSleep : .zero
    if let check = nextCheck { longest = min(longest, check - .now) }
    let milliseconds = max(0, longest.milliseconds + (longest > .zero ? 1 : 0))
    var ready: Int32 = 0
    let code = unsafe curl_multi_poll(handle.multi, nil, 0, Int32(milliseconds), &ready)
    if ready > 0 { answersBegan() }
    guard code != CURLM_OK else { return }
    abandon(code)
    // Without a working poll the loop would spin.
    usleep(100_000)
  }

  private func answersBegan() {
    if exchanges.count > 1, !isSending { gatheringEnd = .now + configuration.gathering } else { isReady = true }
  }
}
