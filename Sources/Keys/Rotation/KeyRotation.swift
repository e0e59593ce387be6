import OpenRouter

/// One job from beginning to end: confirm the refusal, take the lock, read the file again, adopt or have a key made,
/// confirm the new key.
struct KeyRotation: Sendable {
  let settings: KeyRingSettings
  let environment: KeyRingEnvironment

  /// - Parameter served: whether the job's key has worked for this process by now.
  @concurrent
  func run(_ job: RotationJob, served: @Sendable () async -> Bool) async -> RotationResult {
    environment.sink(.rotating(turn: job.lease.turn, reason: job.reason, key: job.lease.key.masked))
    if job.reason == .unauthorized {
      switch await environment.checkKey(job.lease.key) {
      case .alive: return RotationResult(outcome: .vouched)
      case .unavailable(let reason): return RotationResult(outcome: .unverified(reason: reason))
      case .refused, .unsupported: break
      }
    }
    do {
      return try await environment.withLock(patience: settings.lockPatience) { () throws(KeyFailure) in
        try await exchange(job, served: served)
      }
    } catch {
      return RotationResult(outcome: .failed(error, inForce: nil))
    }
  }

  /// The part under the lock.
  private func exchange(
    _ job: RotationJob, served: @Sendable () async -> Bool
  ) async throws(KeyFailure) -> RotationResult {
    try await environment.settleOpenAttempts(settings)
    var dead = job.lease.key
    if let found = try environment.currentKey(), found != dead {
      let proof = await environment.prove(found, patience: settings.freshKeyPatience)
      switch proof {
      case .proven, .unproven:
        environment.record(.adopt, key: found)
        environment.sink(.adopted(key: found.masked))
        return RotationResult(outcome: .replaced(found, verified: proof == .proven))
      case .refused where try environment.readHistory().isFresh(found, at: environment.wallClock()):
        return RotationResult(outcome: .failed(.freshKeyFailed(), inForce: found))
      case .refused, .exhausted:
        // A dead key in the place of another: it is the one to be replaced.
        dead = found
      }
    } else if let outcome = try await examineFreshKey(job, served: served) {
      return RotationResult(outcome: outcome)
    }
    guard job.made < settings.maxRotations else { throw .rotationLimit(settings.maxRotations) }
    return try await provision(replacing: dead, why: job.reason)
  }

  private func provision(replacing dead: APIKey, why: RotationReason) async throws(KeyFailure) -> RotationResult {
    let provisioner = KeyProvisioner(settings: settings, environment: environment)
    let fresh = try await provisioner.make(replacing: dead, rejected: dead, why: why.rawValue)
    let proof = await environment.prove(fresh.key, patience: settings.freshKeyPatience)
    guard proof != .refused else {
      return RotationResult(outcome: .failed(.freshKeyFailed(), inForce: fresh.key), made: 1)
    }
    return RotationResult(outcome: .replaced(fresh.key, verified: proof != .unproven), made: 1)
  }

  /// Looks closer at a refused key that herbx had made a short while ago and that has not worked for anybody: one more
  /// key would fail as well. Nil where the key is none of these, or turns out to have been used up by others.
  ///
  /// Answers on their way may still show that it works, and a new key may need a moment. So this takes its time.
  private func examineFreshKey(
    _ job: RotationJob, served: @Sendable () async -> Bool
  ) async throws(KeyFailure) -> RotationResult.Outcome? {
    var backoff = Backoff()
    let start = environment.elapsed()
    while true {
      guard !job.served, try environment.readHistory().isFresh(job.lease.key, at: environment.wallClock()),
        await !served()
      else { return nil }
      // What it has left was too little from the beginning: a new one would have no more.
      if job.reason == .early { return .vouched }
      switch await environment.checkKey(job.lease.key) {
      case .alive where job.reason == .unauthorized: return .vouched
      case .alive(let status) where (status.used ?? .zero) > .zero: return nil
      case .unavailable(let reason): return .unverified(reason: reason)
      case .alive, .refused, .unsupported: break
      }
      guard environment.elapsed() - start < settings.freshKeyPatience else {
        return .failed(.freshKeyFailed(), inForce: nil)
      }
      await environment.sleep(backoff.next())
    }
  }
}
