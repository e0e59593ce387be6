import OpenRouter

/// Looks for a key that somebody else has brought in place of a refused one. Needs no lock.
struct KeyAdoption {
  private let old: APIKey
  private let provisioner: KeyProvisioner
  /// Keys that stand in the file and do not work.
  private var useless: Set<APIKey> = []

  init(replacing old: APIKey, _ provisioner: KeyProvisioner) {
    self.old = old
    self.provisioner = provisioner
  }

  /// What comes of the file as it is now; nil where nothing does.
  ///
  /// A file that cannot be read may be in the middle of being written: that counts under the lock only.
  mutating func look() async -> RotationResult? {
    guard let found = try? provisioner.environment.readKeyFile(), found != old, !useless.contains(found),
      let history = try? provisioner.environment.journal.history()
    else { return nil }
    if history.isInForce(found) { return provisioner.adopt(found, check: nil) }
    let now = provisioner.environment.wallClock()
    if history.isFresh(found, at: now), history.checks[found.sha256]?.result == .refused {
      return RotationResult(outcome: .failed(.freshKeyFailed(provisioner.environment.service)))
    }
    // Whoever has it made will say whether it works.
    guard history.open.isEmpty, !history.isMade(found) else { return nil }
    let check = await provisioner.environment.checkKey(found)
    switch check {
    case .alive(let status) where status.remaining != .zero: return provisioner.adopt(found, check: check)
    case .unsupported, .unavailable: return provisioner.adopt(found, check: nil)
    case .alive, .refused:
      useless.insert(found)
      return nil
    }
  }
}

/// Waiting for a lock that another process holds, as long as something happens there.
struct LockTurn {
  private let provisioner: KeyProvisioner
  private var pauses = GrowingPause()
  private var lastProgress: Duration
  private var lines: Int?

  init(_ provisioner: KeyProvisioner) {
    self.provisioner = provisioner
    lastProgress = provisioner.environment.elapsed()
  }

  mutating func pause() async { await provisioner.environment.sleep(pauses.next()) }

  /// - Throws: where nothing has been written into the journal for the patience of the settings.
  mutating func wait() async throws(KeyFailure) {
    let (now, count) = (provisioner.environment.elapsed(), (try? provisioner.environment.journal.history())?.lines)
    if count != lines { (lines, lastProgress) = (count, now) }
    let patience = provisioner.settings.lockPatience
    guard now - lastProgress < patience else {
      throw .lockTimeout(
        provisioner.environment.lockPath, after: patience, holder: provisioner.environment.lockHolder())
    }
    await pause()
  }
}
