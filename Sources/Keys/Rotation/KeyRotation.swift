import OpenRouter

/// One rotation from beginning to end: confirm the refusal, adopt another key where one stands in the file, else have one
/// made under the lock and validate it.
///
/// Many processes may share the file. Adopting needs no lock; only who makes a key holds it, and all others watch the file.
struct KeyRotation: Sendable {
  private let provisioner: KeyProvisioner
  /// Keys that the run had had made before this process joined it.
  private let madeBefore: Int
  private var settings: KeyRingSettings { provisioner.settings }

  var environment: KeyRingEnvironment { provisioner.environment }

  init(_ provisioner: KeyProvisioner, madeBefore: Int = 0) {
    self.provisioner = provisioner
    self.madeBefore = madeBefore
  }

  /// - Parameter served: whether the job's key has worked for this process by now.
  @concurrent
  func run(
    _ job: KeyJob, because reason: RotationReason, served: @Sendable () -> Bool
  ) async -> RotationResult {
    environment.sink(.rotating(generation: job.lease.generation, reason: reason, key: job.lease.key.masked))
    do {
      return try await replace(job, because: reason, served: served)
    } catch {
      return RotationResult(outcome: .failed(error))
    }
  }

  private func replace(
    _ job: KeyJob, because reason: RotationReason, served: @Sendable () -> Bool
  ) async throws(KeyFailure) -> RotationResult {
    var adoption = KeyAdoption(replacing: job.lease.key, provisioner)
    var confirmation = KeyConfirmation(of: job.lease.key, in: environment)
    var isDead = reason != .unauthorized || job.isRefused
    var turn = LockTurn(provisioner)
    while true {
      if let result = await adoption.look() { return result }
      if !isDead {
        switch await confirmation.look() {
        case .stillValid: return RotationResult(outcome: .stillValid)
        case .unverified(let reason): return RotationResult(outcome: .unverified(reason: reason))
        case .wait: await turn.pause()
        case .dead: isDead = true
        }
      } else if let hold = try provisioner.tryLock() {
        defer { hold.release() }
        return try await replaceUnderLock(job, because: reason, served: served)
      } else {
        try await turn.wait()
      }
    }
  }

  /// Whoever has the lock: no other process is making a key.
  private func replaceUnderLock(
    _ job: KeyJob, because reason: RotationReason, served: @Sendable () -> Bool
  ) async throws(KeyFailure) -> RotationResult {
    try await provisioner.resolveOpenAttempts()
    var dead = job.lease.key
    if let found = try provisioner.keyInFile(), found != dead {
      let history = try provisioner.history()
      let validation = history.isInForce(found) ? .unknown : await provisioner.validate(found)
      switch validation {
      case .valid, .unknown: return provisioner.adopt(found, check: validation.check)
      case .refused where history.isFresh(found, at: environment.wallClock()):
        return RotationResult(outcome: .failed(.freshKeyFailed(environment.service)))
      case .refused, .exhausted:
        // A dead key in the place of another: it is the one to be replaced.
        dead = found
      }
    } else if let outcome = try await examineFreshKey(job, because: reason, served: served) {
      return RotationResult(outcome: outcome)
    }
    guard max(job.made, provisioner.keysMadeForRun() - madeBefore) < settings.maxRotations else {
      throw .rotationLimit(settings.maxRotations)
    }
    return try await provision(replacing: dead, why: reason)
  }

  private func provision(replacing dead: APIKey, why: RotationReason) async throws(KeyFailure) -> RotationResult {
    let fresh = try await provisioner.make(replacing: dead, rejected: dead, why: why.rawValue)
    let validation = await provisioner.validate(fresh.key)
    provisioner.noteValidated(fresh.key, validation)
    guard validation != .refused else {
      return RotationResult(outcome: .failed(.freshKeyFailed(environment.service)), made: 1)
    }
    return RotationResult(outcome: .replaced(fresh.key, check: validation.check), made: 1)
  }

  /// Looks closer at a refused key that herbx had made a short while ago and that has not worked for anybody: one more
  /// key would fail as well. Nil where the key is none of these, or turns out to have been used up by others.
  ///
  /// Answers on their way may still show that it works, and a new key may need a moment. So this takes its time.
  private func examineFreshKey(
    _ job: KeyJob, because reason: RotationReason, served: @Sendable () -> Bool
  ) async throws(KeyFailure) -> RotationResult.Outcome? {
    var pauses = GrowingPause()
    let start = environment.elapsed()
    while true {
      guard !job.served, try provisioner.history().isFresh(job.lease.key, at: environment.wallClock()), !served()
      else { return nil }
      // What it has left was too little from the beginning: a new one would have no more.
      if reason == .early { return .stillValid }
      switch await environment.checkKey(job.lease.key) {
      case .alive where reason == .unauthorized: return .stillValid
      case .alive(let status) where (status.used ?? .zero) > .zero: return nil
      case .unavailable(let reason): return .unverified(reason: reason)
      case .alive, .refused, .unsupported: break
      }
      guard environment.elapsed() - start < settings.freshKeyPatience else {
        return .failed(.freshKeyFailed(environment.service))
      }
      await environment.sleep(pauses.next())
    }
  }
}
