internal import Extraction
internal import Keys
internal import Logging
internal import OpenRouter
internal import Synchronization

/// The keys of a run, with what happens to them told in its log and its events.
struct RunKeys {
  let store: KeyStore
  let journal: RunJournal
  /// Deletes keys that are out of force; nil where they stay.
  let revocation: KeyRevocation?

  /// Told what was used of each key before the run's first request; nil where requests cost nothing.
  let requests: RequestJournal?

  /// Opens the ring with the key in force.
  /// - Throws: status 5 with what to do.
  func open(_ settings: KeyRingSettings) async throws(CommandFailure) -> KeyRing {
    journal.log.mask(store.redactor)
    var environment = store.environment(sink: sink)
    if let requests {
      let check = environment.checkKey
      environment.checkKey = { key in
        let answer = await check(key)
        if case .alive(let status) = answer, let used = status.used { requests.noteUsed(used, of: key) }
        return answer
      }
    }
    if let revocation { environment.release = { await revocation.revoke($0) } }
    do {
      return try await KeyRing.open(settings, in: environment)
    } catch let failure as any ExplainedError {
      journal.log.keep(failure)
      throw CommandFailure(.noUsableKey, failure)
    } catch {
      throw CommandFailure(.noUsableKey, UnexplainedFailure(reason: "\(error)"))
    }
  }

  private var sink: @Sendable (KeyEvent) -> Void {
    let notices = Mutex(KeyNotices())
    let start = ContinuousClock.now
    return { [journal, store] event in
      if case .replaced = event {
        journal.log.mask(store.redactor)
        store.maskSecrets()
      }
      for event in notices.withLock({ $0.take(event, at: ContinuousClock.now - start) }) {
        Self.log(event, in: journal)
        Self.note(event, in: journal)
      }
    }
  }

  private static func log(_ event: KeyEvent, in journal: RunJournal) {
    // The run ends by it and says so then, with what to do.
    if case .failed = event { return }
    let (level, text) = KeyMessages.logLine(for: event)
    switch level {
    case .info: journal.logger.info("\(text)")
    case .warning: journal.logger.warning("\(text)")
    case .error: journal.logger.error("\(text)")
    }
    if case .replaced = event { journal.logger.info("\(KeyMessages.retrying)") }
  }

  private static func note(_ event: KeyEvent, in journal: RunJournal) {
    switch event {
    case .rotating(let generation, let reason, let key):
      journal.note(
        .keyRotating, ["turn": .number(String(generation)), "reason": .string(reason.rawValue), "key": .string(key)])
    case .replaced(let generation, let key, let verified):
      journal.note(
        .keyRotated, ["turn": .number(String(generation)), "key": .string(key), "verified": .bool(verified)])
    case .adopted(let key): journal.note(.keyAdopted, ["key": .string(key)])
    case .failed(let failure):
      journal.note(.keyRotationFailed, ["kind": .string(failure.kindName), "message": .string(failure.message)])
    case .loaded, .provisioned, .stillValid, .unverified, .warning: break
    }
  }
}

/// The keys of a start that has nothing to send.
struct NoKeys: KeySource {
  private struct Unneeded: Error {}

  func lease() async throws -> KeyLease { throw Unneeded() }
  func finished(_ lease: KeyLease, served: Bool, cost: Money?) async {}
  func report(_ refusal: KeyRefusal, of lease: KeyLease) async throws -> KeyReplacement { throw Unneeded() }
}
