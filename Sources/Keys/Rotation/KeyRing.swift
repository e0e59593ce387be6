public import OpenRouter
internal import Synchronization

/// The keys of a run: one in force at a time, replaced once when it dies, by one rotation for all who wait.
///
/// The second refusal of a request that was sent again with the fresh key is reported like the first, by `replace`. The
/// ring decides what it means. Where that fresh key has worked for somebody (here, in another process, or by what `/key`
/// says of its use), it was used up by others: it is replaced in the ordinary way, and the request goes back into the
/// queue. Where a key that herbx had made has never worked, one more would not help: the report ends with "Fresh key also
/// failed". So no request is sent more than once with the same fresh key, and no key is made for one that never worked.
public actor KeyRing: KeySource {
  private let rotation: KeyRotation
  private(set) var state: KeyRingState {
    didSet { atOnce.withLock { [state] in $0 = state.leaseAtOnce } }
  }
  /// The key in force, while nobody has to wait for one: what nearly every request asks for, without a visit here.
  private nonisolated let atOnce: Mutex<KeyLease?>
  private var continuations: [KeyRingState.WaiterID: CheckedContinuation<KeyRingState.Answer, any Error>] = [:]
  private var lastID = 0
  private var job: Task<Void, Never>?

  private var environment: KeyRingEnvironment { rotation.environment }

  /// Loads the first key.
  ///
  /// Where the journal shows a provisioning without an end, looks into the key file first, under its lock.
  /// - Throws: `KeyFailure` where it is unclear whether a key was made; `KeyFileError` where there is no key.
  public static func open(
    _ settings: KeyRingSettings, in environment: KeyRingEnvironment
  ) async throws -> KeyRing {
    if try !environment.readHistory().open.isEmpty {
      try await environment.withLock(patience: settings.lockPatience) { () throws(KeyFailure) in
        try await environment.settleOpenAttempts(settings)
      }
    }
    let loaded = try environment.loadKey()
    environment.record(.load, key: loaded.key, detail: "\(loaded.origin)")
    environment.sink(.loaded(key: loaded.key.masked, origin: loaded.origin))
    return KeyRing(first: loaded.key, settings, in: environment)
  }

  init(first key: APIKey, _ settings: KeyRingSettings, in environment: KeyRingEnvironment) {
    rotation = KeyRotation(settings: settings, environment: environment)
    state = KeyRingState(first: key)
    atOnce = Mutex(state.leaseAtOnce)
  }

  /// Keys that this run has had made so far.
  public var made: Int { state.made }

  public nonisolated func lease() async throws -> KeyLease {
    if let lease = atOnce.withLock({ $0 }) { return lease }
    return try await leaseInTurn()
  }

  private func leaseInTurn() async throws -> KeyLease {
    let id = newID()
    guard case .lease(let lease) = try await answer(state.leaseAsked(by: id), to: id) else {
      preconditionFailure("a lease was asked for")
    }
    return lease
  }

  public func replace(_ lease: KeyLease, because refusal: KeyRefusal) async throws -> KeyReplacement {
    switch refusal {
    case .unauthorized: try await report(lease, .unauthorized)
    case .spent: try await report(lease, .spent)
    }
  }

  /// Replaces a key that still works, before it is used up: where `/key` shows that what is left does not cover the
  /// requests in flight. `.vouched` where a fresh key has too little from the beginning.
  ///
  /// Is tried once for a key: after a failure, the failure is the answer, and a refusal will be reported in its time.
  public func rotateEarly(_ lease: KeyLease) async throws -> KeyReplacement { try await report(lease, .early) }

  public func noteServed(_ lease: KeyLease) {
    guard let key = state.wasServed(lease.turn) else { return }
    do { try environment.journal.noteServed(key, at: environment.wallClock()) } catch {
      environment.sink(.warning("cannot note in the journal that the key has worked: \(error)"))
    }
  }

  /// A script is never left alone by a program that ends in good order.
  public func settle() async {
    while let running = job { await running.value }
  }

  private func report(_ lease: KeyLease, _ reason: RotationReason) async throws -> KeyReplacement {
    let id = newID()
    let reply = state.reported(lease.turn, because: reason, by: id)
    guard case .replacement(let replacement) = try await answer(reply, to: id) else {
      preconditionFailure("a replacement was asked for")
    }
    return replacement
  }

  private func newID() -> KeyRingState.WaiterID {
    lastID += 1
    return lastID
  }

  private func answer(
    _ reply: KeyRingState.Reply, to id: KeyRingState.WaiterID
  ) async throws -> KeyRingState.Answer {
    let answer: KeyRingState.Answer
    switch reply {
    case .answer(let known): answer = known
    case .wait: answer = try await wait(id)
    case .begin(let begun):
      start(begun)
      answer = try await wait(id)
    }
    if case .failure(let failure) = answer { throw failure }
    return answer
  }

  /// A cancelled waiter leaves; the job, which is everybody's, goes on.
  private func wait(_ id: KeyRingState.WaiterID) async throws -> KeyRingState.Answer {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuations[id] = $0 }
    } onCancel: {
      Task { await self.cancelled(id) }
    }
  }

  private func cancelled(_ id: KeyRingState.WaiterID) {
    guard state.cancelled(id) else { return }
    continuations.removeValue(forKey: id)?.resume(throwing: CancellationError())
  }

  /// The task settles the state itself, on this actor, before it ends: nobody can see the old state after it.
  private func start(_ begun: RotationJob) {
    job = Task {
      let result = await rotation.run(begun) { await self.hasServed(begun.lease.turn) }
      settled(result, of: begun)
    }
  }

  private func hasServed(_ turn: Int) -> Bool { state.hasServed(turn) }

  private func settled(_ result: RotationResult, of done: RotationJob) {
    let settlement = state.settled(result)
    job = nil
    tell(result.outcome, of: done)
    for (id, answer) in settlement.answers { continuations.removeValue(forKey: id)?.resume(returning: answer) }
    if let next = settlement.next { start(next) }
  }

  private func tell(_ outcome: RotationResult.Outcome, of done: RotationJob) {
    let event: KeyEvent =
      switch outcome {
      case .replaced(let key, let verified):
        .replaced(turn: state.lease.turn, key: key.masked, verified: verified)
      case .vouched: .vouched(turn: done.lease.turn, key: done.lease.key.masked)
      case .unverified(let reason): .unverified(turn: done.lease.turn, reason: reason)
      case .failed(let failure, _): .failed(failure)
      }
    environment.sink(event)
  }
}
