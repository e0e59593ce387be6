import OpenRouter

/// Runs the script once and keeps the books: journal before and after, access log, ledger.
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
      id: order.id, keyName: order.keyName, rejected: current?.sha256, time: time, pid: ProcessIdentity.pid)
    do { try environment.journal.begin(attempt) } catch { throw .journal("\(error)") }
    environment.record(.provisionStarted, key: current, detail: order.keyName)
    let outcome = await environment.runScript(order)
    do {
      return try finish(outcome, of: order, replacing: current, why: why)
    } catch {
      environment.record(.provisionFailed, key: current, detail: error.kind.rawValue)
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
    if !isUnclear { environment.end(order.id, .failed(reason: failure.kind.rawValue)) }
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
    environment.end(order.id, .made(key, hash: report?.hash))
    environment.record(.provisionDone, key: key, detail: name)
    do {
      try environment.ledger.record(
        KeyLedger.Entry(
          hash: report?.hash, name: name, limit: order.limit, made: environment.wallClock().description, why: why,
          run: settings.run, key: key.masked))
    } catch {
      environment.sink(.warning("cannot enter the new key into the ledger: \(error)"))
    }
    environment.sink(.provisioned(name: name, hash: report?.hash, key: key.masked))
    return MadeKey(key: key, name: name, hash: report?.hash)
  }
}

extension KeyRingEnvironment {
  /// Writes a line of the access log. A log that cannot be written is told, and stops nothing.
  func record(_ action: AccessLog.Action, key: APIKey?, detail: String? = nil) {
    do { try accessLog.record(action, key: key, detail: detail) } catch {
      sink(.warning("cannot write the access log: \(error)"))
    }
  }

  /// Closes an attempt. Where that cannot be written, the next start finds it open and looks into the key file.
  func end(_ id: String, _ ending: ProvisioningEnding) {
    do { try journal.end(id, ending, at: wallClock()) } catch {
      sink(.warning("cannot close the entry `\(id)` in the journal: \(error)"))
    }
  }
}
