import OpenRouter

/// Runs the script once and keeps the records of it: journal before and after, access log, ledger.
///
/// Whoever calls it holds the lock of the key file.
struct KeyProvisioner: Sendable {
  let settings: KeyRingSettings
  let environment: KeyRingEnvironment

  /// A key that the script has made and that stands in the file.
  struct MadeKey: Sendable, Equatable {
    let key: APIKey
    let name: String
    let hash: String?
  }

  /// Has a key made in place of `current`.
  /// - Parameters:
  ///   - current: the key in the file or in force; nil where there is none.
  ///   - rejected: the key of which the script learns that it was refused; nil where a person asks.
  ///   - why: for the ledger.
  func make(replacing current: APIKey?, rejected: APIKey?, why: String) async throws(KeyFailure) -> MadeKey {
    let time = environment.wallClock()
    let order = ProvisioningOrder(
      name: settings.keyName, limit: settings.keyLimit, id: "\(time.compact)-\(environment.randomEnding())",
      rejected: rejected)
    let attempt = ProvisioningAttempt(
      id: order.id, keyName: order.keyName, rejected: current?.sha256, time: time, pid: ProcessInformation.pid)
    do { try environment.journal.begin(attempt) } catch {
      // The line may stand in the file all the same: no script has run, so nothing is unclear.
      end(attempt.id, .failed(reason: KeyFailure.Kind.journal.rawValue))
      throw .journal("\(error)")
    }
    record(.provisionStarted, key: current, detail: order.keyName)
    let outcome = await environment.runScript(order)
    do {
      return try finish(outcome, of: order, replacing: current, why: why)
    } catch {
      record(.provisionFailed, key: current, detail: error.kind.rawValue)
      throw error
    }
  }

  private func finish(
    _ outcome: ScriptOutcome, of order: ProvisioningOrder, replacing current: APIKey?, why: String
  ) throws(KeyFailure) -> MadeKey {
    let failure: KeyFailure
    var isUnclear = false
    switch outcome {
    case .done(let report):
      // A script that says "done" and left no key behind has made one somewhere: the attempt stays open.
      let key = try loadedKey(other: current, keyName: order.keyName)
      return enter(key, report, order, why: why)
    case .notFound(let paths): failure = .scriptNotFound(paths)
    case .unsafe(let path, let reason): failure = .scriptUnsafe(path, reason: reason)
    case .notExecutable(let path, let reason): failure = .scriptNotExecutable(path, reason: reason)
    case .failed(let exit, let line):
      isUnclear = ScriptExit.isUnclear(exit)
      failure = .provisioningFailed(
        lastLine: line, status: "exit status \(exit)", keyName: order.keyName, isUnclear: isUnclear)
    case .signalled(let signal, let line):
      isUnclear = true
      failure = .provisioningFailed(
        lastLine: line, status: "ended by signal \(signal)", keyName: order.keyName, isUnclear: true)
    case .timedOut(let exit, let line):
      isUnclear = ScriptExit.isUnclear(afterTimeout: exit)
      failure = .scriptTimedOut(lastLine: line, keyName: order.keyName, isUnclear: isUnclear)
    }
    // It may have come as far as the file. Then the key is as good as any other.
    if isUnclear, let key = try? loadedKey(other: current, keyName: order.keyName) {
      return enter(key, nil, order, why: why)
    }
    if !isUnclear { end(order.id, .failed(reason: failure.kind.rawValue)) }
    throw failure
  }

  /// The key in the file, where it is another than `current`.
  private func loadedKey(other current: APIKey?, keyName: String) throws(KeyFailure) -> APIKey {
    let found: APIKey?
    do {
      found = try environment.readKeyFile()
    } catch {
      throw .notLoaded(
        keyFile: environment.keyFilePath, why: "cannot be used (\(error.message))", keyName: keyName)
    }
    guard let found else {
      throw .notLoaded(keyFile: environment.keyFilePath, why: "holds no key", keyName: keyName)
    }
    guard found != current else {
      throw .notLoaded(keyFile: environment.keyFilePath, why: "still holds the old key", keyName: keyName)
    }
    return found
  }

  private func enter(_ key: APIKey, _ report: ScriptReport?, _ order: ProvisioningOrder, why: String) -> MadeKey {
    let name = report?.name ?? order.keyName
    end(order.id, .made(key, hash: report?.hash))
    record(.provisionDone, key: key, detail: name)
    do {
      try environment.ledger.record(
        KeyLedger.Entry(
          hash: report?.hash, name: name, limit: order.limit, made: environment.wallClock().description, why: why,
          run: settings.run, key: key.masked, keySHA256: key.sha256))
    } catch {
      environment.sink(.warning("cannot enter the new key into the ledger: \(error)"))
    }
    environment.sink(.provisioned(name: name, hash: report?.hash, key: key.masked))
    return MadeKey(key: key, name: name, hash: report?.hash)
  }
}
