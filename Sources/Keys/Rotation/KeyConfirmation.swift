import OpenRouter

/// Finds out at `/key` whether a refused key is dead: one 401 is no proof.
///
/// Ninety processes that share a key see it fail at the same moment. One of them asks, and tells the others by the
/// journal. A journal that cannot be read or written is no hindrance: then each asks for itself.
struct KeyConfirmation {
  enum Finding: Equatable {
    case dead
    case stillValid
    case unverified(reason: String)
    /// Another process is asking: look again in a moment.
    case wait
  }

  private let key: APIKey
  private let environment: KeyRingEnvironment
  /// The journal when the key was refused: what was found out before says nothing.
  private let start: RotationHistory?
  /// Another process's question, and since when it has been seen here.
  private var foreign: (line: Int, since: Duration)?

  /// How long another process's question is waited for: it may have died.
  private static let patience = Duration.seconds(5)
  /// For how long a key that was found dead counts as dead, and a question without an answer as open.
  private static let recent = Duration.seconds(60)

  init(of key: APIKey, in environment: KeyRingEnvironment) {
    self.key = key
    self.environment = environment
    start = try? environment.journal.history()
  }

  mutating func look() async -> Finding {
    guard let start, let history = try? environment.journal.history() else { return finding(await ask()) }
    // Somebody is replacing it: it was found dead.
    if history.open.contains(where: { $0.rejected == key.sha256 }) { return .dead }
    if let check = history.checks[key.sha256], isRecent(check) {
      switch check.result {
      case .refused: return .dead
      case .valid where check.line >= start.lines: return .stillValid
      case .unknown where check.line >= start.lines:
        return .unverified(reason: "another process could not ask `/key`")
      case nil where isPending(check): return .wait
      case .valid, .unknown, nil: break
      }
    }
    do {
      guard try environment.journal.claimCheck(of: key, after: history, at: environment.wallClock()) else {
        return .wait
      }
    } catch { return finding(await ask()) }
    return await answer()
  }

  private func isRecent(_ check: RotationHistory.Check) -> Bool {
    guard let time = check.time else { return false }
    let age = Duration.milliseconds(environment.wallClock().milliseconds - time.milliseconds)
    return age < Self.recent && age > .zero - Self.recent
  }

  private mutating func isPending(_ check: RotationHistory.Check) -> Bool {
    let now = environment.elapsed()
    if foreign?.line != check.line { foreign = (check.line, now) }
    return now - (foreign?.since ?? now) < Self.patience
  }

  /// Asks for all who wait.
  private func answer() async -> Finding {
    let check = await ask()
    let result: RotationHistory.CheckResult =
      switch check {
      case .alive: .valid
      case .refused, .unsupported: .refused
      case .unavailable: .unknown
      }
    // Where this cannot be written, the others ask for themselves after a while.
    try? environment.journal.noteChecked(key, result, at: environment.wallClock())
    return finding(check)
  }

  private func ask() async -> KeyCheck { await environment.checkKey(key) }

  private func finding(_ check: KeyCheck) -> Finding {
    switch check {
    case .alive: .stillValid
    case .unavailable(let reason): .unverified(reason: reason)
    case .refused, .unsupported: .dead
    }
  }
}
