import CCurl
import Dispatch
import Synchronization

/// One call of `send` on its way to the engine's thread.
struct Job: Sendable {
  let ticket: Ticket
  let request: TransferRequest
  let address: Address
  let began: SuspendingClock.Instant
  let continuation: CheckedContinuation<Result<TransferReply, TransferError>, Never>

  func end(_ result: Result<TransferReply, TransferError>) {
    continuation.resume(returning: result)
  }
}

/// Names an exchange, and remembers a cancellation that comes before the exchange itself has reached the thread.
final class Ticket: Sendable {
  let id: UInt64
  private let cancelled = Atomic(false)

  init(id: UInt64) {
    self.id = id
  }

  var isCancelled: Bool { cancelled.load(ordering: .acquiring) }
  func cancel() { cancelled.store(true, ordering: .releasing) }
}

/// What the engine's thread has been asked for and has not yet taken up. The only thing that other threads share with
/// it; a post wakes the thread where it sleeps, and never touches libcurl once the thread has begun to clean up.
final class Inbox: Sendable {
  struct Mail {
    var jobs: [Job] = []
    var cancelled: [UInt64] = []
    /// Steps of tasks that run on the engine's thread.
    var steps: [UnownedJob] = []
    var isStopping = false

    var isEmpty: Bool { jobs.isEmpty && cancelled.isEmpty && steps.isEmpty && !isStopping }
  }

  /// The one pointer that crosses threads: `curl_multi_wakeup` may be called from any, as long as the handle lives.
  @safe private struct Bell: @unchecked Sendable {
    let multi: UnsafeMutableRawPointer
  }

  private struct State {
    var mail = Mail()
    var isClosed = false
    /// Whether the thread waits, and has to be woken.
    var isAsleep = false
    /// Whether it waits for mail alone.
    var isListening = false
    var lastID: UInt64 = 0
  }

  private let bell: Bell
  private let state = Mutex(State())
  /// Rings where the thread waits for mail alone.
  private let alarm = DispatchSemaphore(value: 0)

  init(waking multi: UnsafeMutableRawPointer) {
    bell = unsafe Bell(multi: multi)
  }

  func makeTicket() -> Ticket {
    Ticket(
      id: state.withLock { state in
        state.lastID += 1
        return state.lastID
      })
  }

  /// Hands a job over; false where the engine takes no more.
  func submit(_ job: Job) -> Bool {
    post { $0.jobs.append(job) }
  }

  func cancel(_ ticket: Ticket) {
    ticket.cancel()
    _ = post { $0.cancelled.append(ticket.id) }
  }

  /// Hands a step over; false where the engine takes no more.
  func submit(_ step: UnownedJob) -> Bool {
    post { $0.steps.append(step) }
  }

  func stop() {
    _ = post { $0.isStopping = true }
  }

  /// Everything posted since the last time. Called on the engine's thread.
  func collect() -> Mail {
    state.withLock { state in
      state.isAsleep = false
      guard !state.mail.isEmpty else { return Mail() }
      defer { state.mail = Mail(isStopping: state.mail.isStopping) }
      return state.mail
    }
  }

  /// Says that the thread is about to wait; false where there is mail already.
  func fallAsleep() -> Bool {
    state.withLock { state in
      state.isAsleep = state.mail.isEmpty
      return state.isAsleep
    }
  }

  /// Waits until there is mail; false where none came. Called on the engine's thread.
  func waitForMail(atMost duration: Duration) -> Bool {
    let isQuiet = state.withLock { state in
      state.isListening = state.mail.isEmpty
      return state.isListening
    }
    guard isQuiet else { return true }
    let (seconds, attoseconds) = duration.components
    let nanoseconds = Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
    if alarm.wait(timeout: .now() + .nanoseconds(nanoseconds)) == .success { return true }
    let isStillQuiet = state.withLock { state in
      defer { state.isListening = false }
      return state.isListening
    }
    // What rang at the very end must not ring the next time.
    if !isStillQuiet { alarm.wait() }
    return !isStillQuiet
  }

  /// Takes nothing more and returns what nobody took up. After it the handle may be freed.
  func close() -> Mail {
    state.withLock { state in
      state.isClosed = true
      defer { state.mail = Mail() }
      return state.mail
    }
  }

  private func post(_ change: (inout Mail) -> Void) -> Bool {
    state.withLock { state in
      guard !state.isClosed, !state.mail.isStopping else { return false }
      change(&state.mail)
      if state.isAsleep { unsafe curl_multi_wakeup(bell.multi) }
      state.isAsleep = false
      if state.isListening { alarm.signal() }
      state.isListening = false
      return true
    }
  }
}
