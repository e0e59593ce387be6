import CCurl
import SystemLayer

/// The engine's thread from its first step to its last: take the commands, let libcurl work, answer what has ended, then
/// look which deadlines have passed, sleep until something happens. Everything of libcurl's lives and dies here. The
/// thread never waits for a file.
///
/// In this order, since an answer that lies in a socket has been paid for: after a time in which the process stood still
/// (Ctrl-Z, a suspended machine) sockets are read before any deadline counts.
final class EngineLoop {
  /// The longest sleep; commands end it by a call.
  private static let longestSleep = Duration.seconds(1)
  /// As long as there are commands all the time, sockets are looked at only so often.
  private static let longestUnwatched = Duration.milliseconds(5)
  /// A turn that takes so much longer than it should shows that the process stood still.
  private static let longestTurn = Duration.milliseconds(500)

  /// Takes new requests.
  var handle: MultiHandle
  /// Handles whose connections are no longer trusted; each goes with its last transfer.
  var retired: [MultiHandle] = []
  let commands: CommandQueue
  let readers: FileReaders
  let executor: EngineExecutor
  let configuration: TransferConfiguration
  let sessions: SessionShare
  let encoder = Base64Encoder()
  let idle = IdleHandles()
  var limiter: ConnectionLimiter
  var transfers: [UInt64: HTTPTransfer] = [:]
  /// Those that have to wait until their host is known.
  var waiting: [UInt64: Job] = [:]
  /// Those in flight that may tell what their host speaks.
  var watched: [UInt64] = []
  /// Transfers of which a piece of the body is held, and those that wait for their turn.
  var reading: Set<UInt64> = []
  var hungry: [UInt64] = []
  var limit = 0
  /// How long the process has stood still in all: no deadline counts it.
  var standstill = Duration.zero
  /// Sockets on which something can be read or written.
  private var ready: [ReadyDescriptor] = []
  /// When it was last known which sockets are ready.
  private var lastLook = SuspendingClock.now
  private var turnEnd: SuspendingClock.Instant?
  /// When a deadline has to be looked at; nil while there is none.
  var nextCheck: SuspendingClock.Instant?

  init(
    _ handle: MultiHandle, commands: CommandQueue, readers: FileReaders, executor: EngineExecutor,
    configuration: TransferConfiguration
  ) {
    self.handle = handle
    self.commands = commands
    self.readers = readers
    self.executor = executor
    self.configuration = configuration
    sessions = SessionShare()
    limiter = ConnectionLimiter(bounded: max(1, configuration.connectionsPerHost))
  }

  func run() {
    while takeCommands() {
      noteStandstill()
      perform()
      answerFinished()
      feedPaused()
      learn()
      checkDeadlines()
      closeRetired()
      sleep()
    }
    cleanUp()
  }
}

// The steps of the loop.
extension EngineLoop {
  /// - Returns: false where the engine is to stop.
  private func takeCommands() -> Bool {
    let taken = commands.collect()
    for step in taken.steps { executor.run(step) }
    for job in taken.jobs { admit(job) }
    for id in taken.cancelled { cancel(id) }
    for (id, need, piece) in taken.pieces { continueBody(of: id, with: piece, of: need) }
    for id in taken.released { if let transfer = transfers[id] { goOn(transfer) } }
    return !taken.isStopping
  }

  private func admit(_ job: Job) {
    if job.ticket.isCancelled {
      job.end(.failure(.cancelled(job.address)))
    } else if limiter.arrived(job.ticket.id, at: job.address.origin, isSecure: job.address.isSecure) {
      start(job)
    } else {
      waiting[job.ticket.id] = job
      checkNoLater(than: deadline(of: job))
    }
  }

  /// A time in which the process stood still is nobody's: it puts off all deadlines.
  private func noteStandstill() {
    let now = SuspendingClock.now
    if let turnEnd, now - turnEnd > Self.longestTurn { standstill += now - turnEnd }
    turnEnd = nil
  }

  private func perform() {
    for each in retired + [handle] {
      let code = each.perform(ready)
      if code != CURLM_OK { abandon(code) }
    }
  }

  private func answerFinished() {
    for each in retired + [handle] {
      var code = CURLE_OK
      while let easy = unsafe ccurl_multi_next_done(each.multi, &code) {
        guard let context = unsafe ccurl_get_private(easy) else { continue }
        let transfer = unsafe Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue()
        if code == CURLE_OK {
          learned(transfer.repliedVersion, of: transfer.job.address.origin)
        }
        finish(transfer, transfer.result(code))
      }
    }
  }

  /// Has the next pieces of bodies read (those of one piece, which most are, never come here), and notes when a refusal
  /// that came early is to be taken.
  private func feedPaused() {
    for transfer in (retired + [handle]).flatMap({ $0.takeNoted() })
    where transfers[transfer.job.ticket.id] === transfer {
      if transfer.isPaused, let gate = transfer.body.obstacle {
        gate.whenOpen { [commands, id = transfer.job.ticket.id] in commands.release(id) }
      } else if transfer.isPaused {
        readNext(transfer)
      }
      if let due = transfer.refusalIsDue { checkNoLater(than: due) }
    }
  }

  private func learn() {
    guard !watched.isEmpty else { return }
    for id in watched {
      guard let transfer = transfers[id], let version = transfer.version else { continue }
      learned(version, of: transfer.job.address.origin)
    }
    watched.removeAll { transfers[$0].map { $0.version != nil } ?? true }
  }

  func deadline(of job: Job) -> SuspendingClock.Instant { job.began + job.request.deadline + standstill }

  private func checkDeadlines() {
    // What came since the sockets were looked at has not been read.
    guard let check = nextCheck, lastLook >= check else { return }
    let now = lastLook
    for transfer in Array(transfers.values) {
      if now >= transfer.deadline + (standstill - transfer.standstillBefore) {
        if transfer.hasConnected { retireConnections(of: transfer) }
        finish(transfer, .failure(transfer.timeoutError))
      } else if let due = transfer.refusalIsDue, now >= due {
        finish(transfer, transfer.result(CURLE_ABORTED_BY_CALLBACK))
      } else if transfer.isStalled(at: now) {
        if transfer.hasConnected { retireConnections(of: transfer) }
        finish(transfer, .failure(transfer.stalledError))
      }
    }
    for job in Array(waiting.values) where now >= deadline(of: job) { leave(job, .failure(job.timeoutError)) }
    nextCheck = nil
    for transfer in transfers.values { checkNoLater(than: transfer.nextCheck(standstill: standstill)) }
    for job in waiting.values { checkNoLater(than: deadline(of: job)) }
  }

  private func sleep() {
    let now = SuspendingClock.now
    let isIdle = commands.fallAsleep()
    if !isIdle, now < lastLook + Self.longestUnwatched {
      ready = []
      return
    }
    var longest = isIdle ? Self.longestSleep : .zero
    if let check = nextCheck { longest = min(longest, check - now) }
    let handles = retired + [handle]
    for timeout in handles.compactMap(\.timeout) { longest = min(longest, timeout) }
    longest = max(.zero, longest)
    ready = commands.wait(for: handles.flatMap(\.sockets), atMost: longest)
    lastLook = .now
    turnEnd = now + longest
  }
}
