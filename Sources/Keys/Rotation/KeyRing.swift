public import OpenRouter
internal import Synchronization

/// The keys of a run: one in force at a time, replaced once when it dies, by one rotation for all who wait.
///
/// `KeyRingState` decides, this carries out: it keeps who waits, runs the one job, and tells what happens.
///
/// The second refusal of a request that was sent again with the fresh key is reported like the first. Where that fresh
/// key has worked for somebody (here, in another process, or by what `/key` says of its use), it was used up by others: it
/// is replaced in the ordinary way, and the request goes back into the queue. Where a key that herbx had made has never
/// worked, one more would not help: the report ends with "Fresh key also failed". So no request is sent more than once
/// with the same fresh key, and no key is made for one that never worked.
public final class KeyRing: KeySource {
  private struct Guarded {
    var state: KeyRingState
    var continuations: [KeyRingState.WaiterID: CheckedContinuation<KeyRingState.Answer?, Never>] = [:]
    var lastID = 0
    /// Work that the end of the program waits for.
    var tasks: [Int: Task<Void, Never>] = [:]
  }

  private let rotation: KeyRotation
  private let guarded: Mutex<Guarded>

  private var environment: KeyRingEnvironment { rotation.environment }

  /// Loads the first key.
  ///
  /// Where the journal shows a provisioning without an end, looks into the key file first, under its lock.
  /// - Throws: `KeyFailure` where it is unclear whether a key was made; `KeyFileError` where there is no key.
  public static func open(_ settings: KeyRingSettings, in environment: KeyRingEnvironment) async throws -> KeyRing {
    let provisioner = KeyProvisioner(settings: settings, environment: environment)
    if try !provisioner.history().open.isEmpty {
      try await provisioner.withLock { () throws(KeyFailure) in try await provisioner.resolveOpenAttempts() }
    }
    let loaded = try environment.loadKey()
    provisioner.record(.load, key: loaded.key, detail: "\(loaded.origin)")
    environment.sink(.loaded(key: loaded.key.masked, origin: loaded.origin))
    return KeyRing(first: loaded.key, settings, in: environment)
  }

  init(first key: APIKey, _ settings: KeyRingSettings, in environment: KeyRingEnvironment) {
    let provisioner = KeyProvisioner(settings: settings, environment: environment)
    rotation = KeyRotation(provisioner, madeBefore: settings.countsWholeRun ? 0 : provisioner.keysMadeForRun())
    let state = KeyRingState(
      first: key, expected: settings.expectedCost, newLimit: Money(digits: settings.keyLimit),
      replacesEarly: settings.replacesEarly)
    guarded = Mutex(Guarded(state: state))
  }

  /// The state as it is now.
  var state: KeyRingState { guarded.withLock { $0.state } }

  /// The key in force.
  public var key: APIKey { state.lease.key }

  /// Keys that this run has had made so far.
  public var made: Int { state.made }

  /// Asks `/key` about the key in force, and remembers the answer: no request has to ask again.
  public func checkKey() async -> KeyCheck {
    let lease = guarded.withLock { guarded in
      guarded.state.checkBegins()
      return guarded.state.lease
    }
    let check = await environment.checkKey(lease.key)
    guarded.withLock { $0.state.learn(lease.generation, check) }
    return check
  }

  public func lease() async throws -> KeyLease {
    guard case .lease(let lease) = try await answer({ $0.askLease(by: $1) }) else {
      preconditionFailure("a lease was asked for")
    }
    return lease
  }

  public func finished(_ lease: KeyLease, served: Bool, cost: Money?) async {
    decide { $0.state.finished(lease, served: served, cost: cost) }
  }

  public func report(_ refusal: KeyRefusal, of lease: KeyLease) async throws -> KeyReplacement {
    let reason: RotationReason =
      switch refusal {
      case .unauthorized: .unauthorized
      case .spent: .spent
      }
    guard case .replacement(let replacement) = try await answer({ $0.report(reason, of: lease, by: $1) }) else {
      preconditionFailure("a replacement was asked for")
    }
    return replacement
  }

  /// Returns when nothing is under way: a script is never left alone by a program that ends in good order.
  public func waitUntilIdle() async {
    while let task = guarded.withLock({ $0.tasks.values.first }) { await task.value }
  }

  // MARK: - Waiting

  /// Asks the state and waits for its answer. A cancelled waiter leaves; the job, which is everybody's, goes on.
  private func answer(
    _ ask: @escaping @Sendable (inout KeyRingState, KeyRingState.WaiterID) -> KeyRingState.Step
  ) async throws -> KeyRingState.Answer {
    let id = guarded.withLock { guarded in
      guarded.lastID += 1
      return guarded.lastID
    }
    let answer = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        decide { guarded in
          guarded.continuations[id] = continuation
          return ask(&guarded.state, id)
        }
        // Cancelled before it had begun to wait.
        if Task.isCancelled { cancel(id) }
      }
    } onCancel: {
      cancel(id)
    }
    guard let answer else { throw CancellationError() }
    if case .failure(let failure) = answer { throw failure }
    return answer
  }

  private func cancel(_ id: KeyRingState.WaiterID) {
    let continuation = guarded.withLock { guarded in
      guarded.state.cancel(id) ? guarded.continuations.removeValue(forKey: id) : nil
    }
    continuation?.resume(returning: nil)
  }

  // MARK: - Carrying out

  /// Lets the state decide, and carries out what follows.
  private func decide(_ event: (inout Guarded) -> KeyRingState.Step) {
    let resumptions = guarded.withLock { guarded in
      let step = event(&guarded)
      if let job = step.job { start(in: &guarded) { await self.run(job) } }
      if let key = step.firstServed { start(in: &guarded) { self.noteServed(key) } }
      for key in step.released { start(in: &guarded) { await self.environment.release(key) } }
      return step.answers.compactMap { id, answer in
        guarded.continuations.removeValue(forKey: id).map { (continuation: $0, answer: answer) }
      }
    }
    for resumption in resumptions { resumption.continuation.resume(returning: resumption.answer) }
  }

  private func start(in guarded: inout Guarded, _ body: @escaping @Sendable () async -> Void) {
    guarded.lastID += 1
    let id = guarded.lastID
    guarded.tasks[id] = Task {
      await body()
      self.guarded.withLock { $0.tasks[id] = nil }
    }
  }

  /// Tells the state of the job's end before the task ends: nobody can see the old state after it.
  private func run(_ job: KeyJob) async {
    switch job.kind {
    case .check:
      let check = await environment.checkKey(job.lease.key)
      decide { $0.state.checked(check) }
    case .rotate(let reason):
      let result = await rotation.run(job, because: reason) { self.hasServed(job.lease) }
      tell(result.outcome, of: job)
      decide { $0.state.rotated(result) }
    }
  }

  private func hasServed(_ lease: KeyLease) -> Bool {
    guarded.withLock { $0.state.served && $0.state.lease == lease }
  }

  private func noteServed(_ key: APIKey) {
    do { try environment.journal.noteServed(key, at: environment.wallClock()) } catch {
      environment.sink(.warning("cannot note in the journal that the key has worked: \(error)"))
    }
  }

  private func tell(_ outcome: RotationResult.Outcome, of job: KeyJob) {
    let generation = job.lease.generation
    let event: KeyEvent =
      switch outcome {
      case .replaced(let key, let check):
        .replaced(generation: generation + 1, key: key.masked, verified: check?.isAlive == true)
      case .stillValid: .stillValid(generation: generation, key: job.lease.key.masked)
      case .unverified(let reason): .unverified(generation: generation, reason: reason)
      case .failed(let failure): .failed(failure)
      }
    environment.sink(event)
  }
}
