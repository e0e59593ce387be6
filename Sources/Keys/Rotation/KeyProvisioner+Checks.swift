import OpenRouter

/// Whether a key that has just come into the file can be put in force.
enum KeyValidation: Sendable, Equatable {
  /// `/key` answers for it.
  case valid(KeyStatus)
  /// `/key` could not be asked, or there is none.
  case unknown
  /// Its limit is used up already.
  case exhausted
  /// Refused each time it was asked.
  case refused

  /// What it says of the key's use; nil where nothing is known.
  var check: KeyCheck? { if case .valid(let status) = self { .alive(status) } else { nil } }
}

extension KeyProvisioner {
  /// Asks `/key` for `key` until it is not refused: a new key may answer 401 for a moment.
  func validate(_ key: APIKey) async -> KeyValidation {
    var pauses = GrowingPause()
    let start = environment.elapsed()
    while true {
      switch await environment.checkKey(key) {
      case .alive(let status): return status.remaining == .zero ? .exhausted : .valid(status)
      case .unsupported, .unavailable: return .unknown
      case .refused: guard environment.elapsed() - start < settings.freshKeyPatience else { return .refused }
      }
      await environment.sleep(pauses.next())
    }
  }

  /// Holds the lock of the key file while `body` runs. Waits for it without blocking a thread.
  func withLock<Value: Sendable>(
    _ body: () async throws(KeyFailure) -> Value
  ) async throws(KeyFailure) -> Value {
    var turn = LockTurn(self)
    while true {
      if let hold = try tryLock() {
        defer { hold.release() }
        return try await body()
      }
      try await turn.wait()
    }
  }

  func tryLock() throws(KeyFailure) -> KeyLockHold? {
    do { return try environment.tryLock() } catch { throw .lockUnusable("\(error)") }
  }

  func history() throws(KeyFailure) -> RotationHistory {
    do { return try environment.journal.history() } catch { throw .journal("\(error)") }
  }

  func keyInFile() throws(KeyFailure) -> APIKey? {
    do { return try environment.readKeyFile() } catch { throw .keyFile(error) }
  }

  /// Closes the attempts that have succeeded. Whoever calls it holds the lock, so that no attempt is another process's.
  /// - Throws: where it is unclear whether a key was made. A second one is never made by itself.
  func resolveOpenAttempts() async throws(KeyFailure) {
    for attempt in try history().open {
      var pauses = GrowingPause()
      resolving: while true {
        let key = try keyInFile()
        switch attempt.outcome(found: key, at: environment.wallClock(), patience: settings.scriptPatience) {
        case .succeeded(let key):
          end(attempt.id, .adopted(key))
          enter(adopted: key, of: attempt)
          break resolving
        case .maybeRunning: await environment.sleep(pauses.next())
        case .unclear:
          throw .unclearProvisioning(
            attempt, keyFile: environment.keyFilePath,
            found: key == nil ? "holds no key" : "still holds the refused key")
        }
      }
    }
  }

  /// The maker was killed before it could: its hash is not known, its name is.
  private func enter(adopted key: APIKey, of attempt: ProvisioningAttempt) {
    guard key.sha256 != attempt.rejected,
      (try? environment.ledger.entries())?.contains(where: { $0.keySHA256 == key.sha256 }) == false
    else { return }
    do {
      try environment.ledger.record(
        KeyLedger.Entry(
          hash: nil, name: attempt.keyName, limit: settings.keyLimit, made: attempt.time.description, why: "adopted",
          run: settings.run, key: key.masked, keySHA256: key.sha256))
    } catch {
      environment.sink(.warning("cannot enter the adopted key into the ledger: \(error)"))
    }
  }

  /// Puts a key in force that somebody else has brought.
  /// - Parameter check: what `/key` says of it; nil where it was not asked.
  func adopt(_ key: APIKey, check: KeyCheck?) -> RotationResult {
    record(.adopt, key: key)
    environment.sink(.adopted(key: key.masked))
    return RotationResult(outcome: .replaced(key, check: check ?? ledgerCheck(key)))
  }

  /// What the ledger says of a key that another process had made and has validated: its limit. So ninety processes that
  /// go over to it need not ask `/key` ninety times; what others have used of it shows in its time.
  private func ledgerCheck(_ key: APIKey) -> KeyCheck? {
    guard let entry = (try? environment.ledger.entries())?.last(where: { $0.keySHA256 == key.sha256 }),
      let limit = Money(digits: entry.limit)
    else { return nil }
    return .alive(KeyStatus(unusedLimit: limit))
  }

  /// Keys that were made for this run, by whatever process.
  func keysMadeForRun() -> Int {
    guard let run = settings.run else { return 0 }
    return (try? environment.ledger.entries())?.count { $0.run == run } ?? 0
  }

  /// Tells the other processes. Where it cannot be written, they ask for themselves.
  func noteValidated(_ key: APIKey, _ validation: KeyValidation) {
    try? environment.journal.noteValidated(key, validation, at: environment.wallClock())
  }

  /// Writes a line of the access log. A log that cannot be written is told, and stops nothing.
  func record(_ action: AccessLog.Action, key: APIKey?, detail: String? = nil) {
    do { try environment.accessLog.record(action, key: key, detail: detail) } catch {
      environment.sink(.warning("cannot write the access log: \(error)"))
    }
  }

  /// Closes an attempt. Where that cannot be written, the next start finds it open and looks into the key file.
  func end(_ id: String, _ ending: ProvisioningEnding) {
    do { try environment.journal.end(id, ending, at: environment.wallClock()) } catch {
      environment.sink(.warning("cannot close the entry `\(id)` in the journal: \(error)"))
    }
  }
}

/// What has become of a provisioning that was begun and has no end: a crash, or a script that was cut off.
enum OpenAttemptOutcome: Equatable {
  /// Another key than the refused one stands in the file: it succeeded, or a person has helped.
  case succeeded(APIKey)
  /// A script whose herbx has died may still be at work: look again.
  case maybeRunning
  case unclear
}

extension ProvisioningAttempt {
  /// - Parameter key: what the key file holds now.
  func outcome(found key: APIKey?, at now: Timestamp, patience: Duration) -> OpenAttemptOutcome {
    if let key, key.sha256 != rejected { return .succeeded(key) }
    let age = Duration.milliseconds(now.milliseconds - time.milliseconds)
    return age >= .zero && age < patience ? .maybeRunning : .unclear
  }
}

/// Pauses that double, from a twentieth of a second to one second. Whoever sleeps them makes them uneven.
struct GrowingPause {
  private var pause = Duration.milliseconds(50)

  mutating func next() -> Duration {
    defer { pause = min(pause * 2, .seconds(1)) }
    return pause
  }
}
