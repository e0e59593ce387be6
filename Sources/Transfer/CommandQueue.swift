import Synchronization
import SystemLayer

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

/// Names a transfer, and remembers a cancellation that comes before the transfer itself has reached the thread.
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
/// it; a command wakes the thread where it sleeps.
final class CommandQueue: Sendable {
  struct Commands {
    var jobs: [Job] = []
    var cancelled: [UInt64] = []
    /// Pieces of bodies that were asked for, by transfer.
    var pieces: [(id: UInt64, need: BodyReader.Need, piece: Result<[UInt8], BodyFault>)] = []
    /// Transfers whose end is no longer held back.
    var released: [UInt64] = []
    /// Steps of the tasks that run on the engine's thread.
    var steps: [UnownedJob] = []
    var isStopping = false

    var isEmpty: Bool {
      jobs.isEmpty && cancelled.isEmpty && pieces.isEmpty && released.isEmpty && steps.isEmpty && !isStopping
    }
  }

  private struct State {
    var commands = Commands()
    var isClosed = false
    /// Whether the thread waits, and has to be woken.
    var isAsleep = false
    var lastID: UInt64 = 0
  }

  private let state = Mutex(State())
  private let poll: DescriptorPoll

  /// - Throws: where the system gives no more descriptors.
  init() throws(SystemError) { poll = try DescriptorPoll() }

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

  /// Gives a piece of a body that the transfer `id` had asked for.
  func give(_ piece: Result<[UInt8], BodyFault>, of need: BodyReader.Need, to id: UInt64) {
    _ = post { $0.pieces.append((id, need, piece)) }
  }

  /// Says that the end of a body need not be held back any more.
  func release(_ id: UInt64) {
    _ = post { $0.released.append(id) }
  }

  func submit(_ step: UnownedJob) -> Bool {
    post { $0.steps.append(step) }
  }

  func stop() {
    _ = post { $0.isStopping = true }
  }

  /// Everything posted since the last time. Called on the engine's thread.
  func collect() -> Commands {
    state.withLock { state in
      state.isAsleep = false
      guard !state.commands.isEmpty else { return Commands() }
      defer { state.commands = Commands(isStopping: state.commands.isStopping) }
      return state.commands
    }
  }

  /// Says that the thread is about to wait; false where there are commands already.
  func fallAsleep() -> Bool {
    state.withLock { state in
      state.isAsleep = state.commands.isEmpty
      return state.isAsleep
    }
  }

  /// Waits until a socket is ready, there is a command, or the time is over. Called on the engine's thread.
  func wait(for sockets: [WatchedDescriptor], atMost longest: Duration) -> [ReadyDescriptor] {
    poll.wait(for: sockets, atMost: longest)
  }

  /// Takes nothing more and returns what nobody took up.
  func close() -> Commands {
    state.withLock { state in
      state.isClosed = true
      defer { state.commands = Commands() }
      return state.commands
    }
  }

  private func post(_ change: (inout Commands) -> Void) -> Bool {
    let (isTaken, wasAsleep) = state.withLock { state in
      guard !state.isClosed, !state.commands.isStopping else { return (false, false) }
      change(&state.commands)
      defer { state.isAsleep = false }
      return (true, state.isAsleep)
    }
    // Behind the lock, which the thread takes as soon as it is awake.
    if wasAsleep { poll.wake() }
    return isTaken
  }
}
