internal import Extraction
internal import Keys
internal import Logging
internal import OpenRouter

/// The keys of a run, with what happens to them told in its log and its events.
struct RunKeys {
  let desk: KeyDesk
  let journal: RunJournal
  let runID: String

  /// Opens the ring with the key in force.
  /// - Throws: status 5 with what to do.
  func open(maxRotations: Int) async throws(CommandFailure) -> KeyRing {
    journal.log.mask(desk.redactor)
    let settings = KeyRingSettings(maxRotations: maxRotations, run: runID)
    do {
      return try await KeyRing.open(settings, in: desk.environment(sink: sink))
    } catch let failure as any ExplainedError {
      throw CommandFailure(.noUsableKey, failure)
    } catch {
      throw CommandFailure(.noUsableKey, UnexplainedFailure(reason: "\(error)"))
    }
  }

  private var sink: @Sendable (KeyEvent) -> Void {
    { [journal, desk] event in
      if case .replaced = event { journal.log.mask(desk.redactor) }
      Self.log(event, in: journal)
      Self.note(event, in: journal)
    }
  }

  private static func log(_ event: KeyEvent, in journal: RunJournal) {
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
    case .rotating(let turn, let reason, let key):
      journal.note(
        .keyRotating, ["turn": .number(String(turn)), "reason": .string(reason.rawValue), "key": .string(key)])
    case .replaced(let turn, let key, let verified):
      journal.note(
        .keyRotated, ["turn": .number(String(turn)), "key": .string(key), "verified": .bool(verified)])
    case .adopted(let key): journal.note(.keyAdopted, ["key": .string(key)])
    case .failed(let failure):
      journal.note(.keyRotationFailed, ["kind": .string(failure.kindName), "message": .string(failure.message)])
    case .loaded, .provisioned, .vouched, .unverified, .warning: break
    }
  }
}

/// The keys of a start that has nothing to send.
struct NoKeys: KeySource {
  private struct Unneeded: Error {}

  func lease() async throws -> KeyLease { throw Unneeded() }
  func replace(_ lease: KeyLease, because refusal: KeyRefusal) async throws -> KeyReplacement { throw Unneeded() }
  func noteServed(_ lease: KeyLease) async {}
}
