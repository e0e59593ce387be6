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
  /// In microseconds. Answers that come within it of each other are taken up at one look at the connections, and what
  /// follows from them is done at one go. Next to the seconds for which a model thinks it is nothing.
  private static let gathering: UInt32 = 3_000
  /// Of mail, between two looks at the connections.
  private static let mostRounds = 32
  /// How many looks at the connections in a row are left out because there is mail.
  private static let mostLooksSpared = 2

  private let handle: Handle
  private let inbox: Inbox
  private let executor: EngineExecutor
  private let configuration: TransferConfiguration
  private let share: Share
  private let workshop = BodyWorkshop()
  private let idle = IdleHandles()
  private var admission: Admission
  private var exchanges: [UInt64: Exchange] = [:]
  /// Those that have to wait until their host is known.
  private var waiting: [UInt64: Job] = [:]
  /// Those in flight that may tell what their host speaks.
  private var watched: [UInt64] = []
  private var limit = 0
  /// Whether a connection has something to read, or takes more.
  private var isReady = false
  private var looksSpared = 0
  /// When something has to be looked at that libcurl does not watch; nil while there is no such thing.
  private var nextCheck: SuspendingClock.Instant?

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

  /// Lets libcurl work where a connection is ready or its clock says so (which it does for a new exchange at once): it
  /// asks the system about each connection in flight.
  private func perform() {
    var milliseconds = 0
    unsafe curl_multi_timeout(handle.multi, &milliseconds)
    guard isReady || milliseconds == 0 else { return }
    isReady = false
    var running: Int32 = 0
    let code = unsafe curl_multi_perform(handle.multi, &running)
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

  /// While a body is on its way nothing is gathered: it would wait too.
  private var isSending: Bool { exchanges.values.contains(where: \.isSending) }

  private func sleep() {
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
    isReady = ready > 0
    if isReady, exchanges.count > 1, !isSending { usleep(Self.gathering) }
    guard code != CURLM_OK else { return }
    abandon(code)
    // Without a working poll the loop would spin.
    usleep(100_000)
  }
}

// What happens to single exchanges.
extension EngineLoop {
  private func start(_ job: Job) {
    let remaining = job.request.deadline - (SuspendingClock.now - job.began)
    guard remaining > .zero else {
      over(job, .failure(job.timeoutError))
      return
    }
    let origin = job.address.origin
    let generation = admission.generation(of: origin)
    do throws(TransferError) {
      let exchange = try Exchange(job, on: handle(for: job, generation), remaining: remaining, workshop: workshop)
      setLimit()
      let code = unsafe curl_multi_add_handle(handle.multi, exchange.easy)
      guard code == CURLM_OK else {
        exchange.handle.close()
        throw job.libraryError(code)
      }
      exchanges[job.ticket.id] = exchange
      if generation == nil { watched.append(job.ticket.id) }
      if let instant = exchange.stallInstant { checkNoLater(than: instant) }
    } catch {
      over(job, .failure(error))
    }
  }

  private func handle(for job: Job, _ generation: Generation?) throws(TransferError) -> EasyHandle {
    let kind = EasyHandle.Kind(job.request, generation)
    if let handle = idle.take(kind) { return handle }
    return try EasyHandle(kind, for: job, configuration, share: share)
  }

  private func cancel(_ id: UInt64) {
    if let exchange = exchanges[id] {
      finish(exchange, .failure(exchange.cancelledError))
    } else if let job = waiting[id] {
      leave(job, .failure(.cancelled(job.address)))
    }
  }

  /// Ends an exchange in flight: out of libcurl, then answered. A handle that has failed makes no further exchange.
  private func finish(_ exchange: Exchange, _ result: Result<TransferReply, TransferError>) {
    unsafe curl_multi_remove_handle(handle.multi, exchange.easy)
    if case .success = result { idle.give(exchange.handle) } else { exchange.handle.close() }
    exchanges[exchange.job.ticket.id] = nil
    over(exchange.job, result)
  }

  /// Ends an exchange that was not yet let in.
  private func leave(_ job: Job, _ result: Result<TransferReply, TransferError>) {
    waiting[job.ticket.id] = nil
    over(job, result)
  }

  private func over(_ job: Job, _ result: Result<TransferReply, TransferError>) {
    job.end(result)
    startAll(admission.ended(job.ticket.id, at: job.address.origin))
  }

  private func learned(_ generation: Generation, of origin: String) {
    startAll(admission.learned(generation, of: origin))
    setLimit()
  }

  private func startAll(_ ids: [UInt64]) {
    for id in ids {
      if let job = waiting.removeValue(forKey: id) { start(job) }
    }
  }

  private func setLimit() {
    guard limit != admission.limit else { return }
    limit = admission.limit
    unsafe ccurl_multi_set_long(handle.multi, CURLMOPT_MAX_HOST_CONNECTIONS, limit)
  }

  private func checkNoLater(than instant: SuspendingClock.Instant) {
    nextCheck = nextCheck.map { min($0, instant) } ?? instant
  }

  /// libcurl itself has failed: nothing in flight can be trusted to end.
  private func abandon(_ code: CURLMcode) {
    for exchange in Array(exchanges.values) { finish(exchange, .failure(exchange.job.libraryError(code, exchange))) }
  }

  /// In this order: exchanges, multi handle, share. No post rings the multi handle once the inbox is closed.
  private func cleanUp() {
    let left = inbox.close()
    for job in left.jobs { job.end(.failure(.cancelled(job.address))) }
    for job in waiting.values { job.end(.failure(.cancelled(job.address))) }
    waiting = [:]
    for exchange in Array(exchanges.values) { finish(exchange, .failure(exchange.cancelledError)) }
    idle.close()
    unsafe curl_multi_cleanup(handle.multi)
    share.close()
    for step in left.steps { unsafe step.runSynchronously(on: executor.asUnownedTaskExecutor()) }
  }
}
