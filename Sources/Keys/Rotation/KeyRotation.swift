import OpenRouter

/// One rotation from beginning to end: confirm the refusal, take the lock, read the file again, adopt or have a key made,
/// validate the new key.
struct KeyRotation: Sendable {
  private let provisioner: KeyProvisioner
  private var settings: KeyRingSettings { provisioner.settings }

  var environment: KeyRingEnvironment { provisioner.environment }

  init(_ provisioner: KeyProvisioner) { self.provisioner = provisioner }

  /// - Parameter served: whether the job's key has worked for this process by now.
  @concurrent
  func run(
    _ job: KeyJob, because reason: RotationReason, served: @Sendable () -> Bool
  ) async -> RotationResult {
    environment.sink(.rotating(generation: job.lease.generation, reason: reason, key: job.lease.key.masked))
    if reason == .unauthorized, !job.isRefused {
      switch await environment.checkKey(job.lease.key) {
      case .alive: return RotationResult(outcome: .stillValid)
      case .unavailable(let reason): return RotationResult(outcome: .unverified(reason: reason))
      case .refused, .unsupported: break
      }
    }
    do {
      return try await provisioner.withLock { () throws(KeyFailure) in
        try await exchange(job, because: reason, served: served)
      }
    } catch {
      return RotationResult(outcome: .failed(error))
    }
  }

  /// The part under the lock.
  private func exchange(
    _ job: KeyJob, because reason: RotationReason, served: @Sendable () -> Bool
  ) async throws(KeyFailure) -> RotationResult {
    try await provisioner.resolveOpenAttempts()
    var dead = job.lease.key
    if let found = try provisioner.keyInFile(), found != dead {
      let validation = await provisioner.validate(found)
      switch validation {
      case .valid, .unknown:
        provisioner.record(.adopt, key: found)
        environment.sink(.adopted(key: found.masked))
        return RotationResult(outcome: .replaced(found, check: validation.check))
      case .refused where try provisioner.history().isFresh(found, at: environment.wallClock()):
        return RotationResult(outcome: .failed(.freshKeyFailed()))
      case .refused, .exhausted:
        // A dead key in the place of another: it is the one to be replaced.
        dead = found
      }
    } else if let outcome = try await examineFreshKey(job, because: reason, served: served) {
      return RotationResult(outcome: outcome)
    }
    guard job.made < settings.maxRotations else { throw .rotationLimit(settings.maxRotations) }
    return try await provision(replacing: dead, why: reason)
  }

  private func provision(replacing dead: APIKey, why: RotationReason) async throws(KeyFailure) -> RotationResult {
    let fresh = try await provisioner.make(replacing: dead, rejected: dead, why: why.rawValue)
    let validation = await provisioner.validate(fresh.key)
    guard validation != .refused else {
      return RotationResult(outcome: .failed(.freshKeyFailed()), made: 1)
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
      guard environment.elapsed() - start < settings.freshKeyPatience else { return .failed(.freshKeyFailed()) }
      await environment.sleep(pauses.next())
    }
  }
}
