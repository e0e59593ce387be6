import OpenRouter

/// What to make of a provisioning that was begun and has no end: a crash, or a script that was cut off.
enum OpenAttempt: Equatable {
  /// Another key than the refused one stands in the file: it succeeded, or a person has helped.
  case succeeded(APIKey)
  /// A script whose herbx has died may still be at work: look again.
  case maybeRunning
  case unclear

  static func judge(
    _ attempt: ProvisioningAttempt, found key: APIKey?, at time: UTCTime, patience: Duration
  ) -> OpenAttempt {
    if let key, key.sha256 != attempt.rejected { return .succeeded(key) }
    let age = Duration.milliseconds(time.milliseconds - attempt.time.milliseconds)
    return age >= .zero && age < patience ? .maybeRunning : .unclear
  }
}

extension KeyRingEnvironment {
  /// Closes the attempts that have succeeded. Whoever calls it holds the lock, so that no attempt is another process's.
  /// - Throws: where it is unclear whether a key was made. A second one is never made by itself.
  func settleOpenAttempts(_ settings: KeyRingSettings) async throws(KeyFailure) {
    let history = try readHistory()
    for attempt in history.open {
      var backoff = Backoff()
      settling: while true {
        let key = try currentKey()
        switch OpenAttempt.judge(attempt, found: key, at: wallClock(), patience: settings.scriptPatience) {
        case .succeeded(let key):
          end(attempt.id, .adopted(key))
          break settling
        case .maybeRunning: await sleep(backoff.next())
        case .unclear:
          throw .unclearProvisioning(
            attempt, keyFile: keyFilePath, found: key == nil ? "holds no key" : "still holds the refused key")
        }
      }
    }
  }

  func readHistory() throws(KeyFailure) -> RotationHistory {
    do { return try journal.history() } catch { throw .journal("\(error)") }
  }

  func currentKey() throws(KeyFailure) -> APIKey? {
    do { return try readKeyFile() } catch { throw .keyFile(error) }
  }
}
