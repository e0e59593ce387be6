import OpenRouter

/// Whether a key that has just come into the file can be put in force.
enum KeyProof: Sendable, Equatable {
  /// `/key` answers for it.
  case proven
  /// `/key` could not be asked, or there is none.
  case unproven
  /// Its limit is used up already.
  case exhausted
  /// Refused each time it was asked.
  case refused
}

extension KeyRingEnvironment {
  /// Asks `/key` for `key` until it is not refused, at most for `patience`: a new key may answer 401 for a moment.
  func prove(_ key: APIKey, patience: Duration) async -> KeyProof {
    var backoff = Backoff()
    let start = elapsed()
    while true {
      switch await checkKey(key) {
      case .alive(let status): return status.remaining == .zero ? .exhausted : .proven
      case .unsupported, .unavailable: return .unproven
      case .refused: guard elapsed() - start < patience else { return .refused }
      }
      await sleep(backoff.next())
    }
  }

  /// Holds the lock of the key file while `body` runs. Waits for it without blocking a thread.
  func withLock<Value: Sendable>(
    patience: Duration, _ body: () async throws(KeyFailure) -> Value
  ) async throws(KeyFailure) -> Value {
    var backoff = Backoff()
    let start = elapsed()
    while true {
      let hold: KeyLockHold?
      do { hold = try tryLock() } catch { throw .lockUnusable("\(error)") }
      if let hold {
        defer { hold.release() }
        return try await body()
      }
      guard elapsed() - start < patience else { throw .lockTimeout(lockPath, after: patience) }
      await sleep(backoff.next())
    }
  }
}

/// Pauses that double, from a twentieth of a second to one second.
struct Backoff {
  private var pause = Duration.milliseconds(50)

  mutating func next() -> Duration {
    defer { pause = min(pause * 2, .seconds(1)) }
    return pause
  }
}
