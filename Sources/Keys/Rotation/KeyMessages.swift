import OpenRouter
internal import SystemLayer

/// The words of the operating procedure, and those that it lacks. One place, so that logs and errors agree.
public enum KeyMessages {
  public enum Level: Sendable, Equatable { case info, warning, error }

  public static let rotating = "🔑 API key expired/invalid - attempting auto-rotation..."
  public static let provisioned = "✅ New key provisioned successfully"
  public static let retrying = "🔄 Retrying with fresh API key..."

  /// - Parameter key: masked.
  public static func freshKeyLoaded(_ key: String) -> String { "✅ Fresh key loaded: \(key)" }

  /// The line of the log that tells `event`, without time and level word.
  public static func logLine(for event: KeyEvent) -> (level: Level, text: String) {
    switch event {
    case .loaded(let key, let origin): (.info, "🔑 API key loaded: \(key) (from \(origin))")
    case .rotating(_, .unauthorized, _): (.warning, rotating)
    case .rotating(_, .spent, let key): (.warning, "🔑 API key \(key) is spent - attempting auto-rotation...")
    case .rotating(_, .early, let key):
      (.info, "🔑 API key \(key) will not cover the requests in flight - rotating early...")
    case .adopted(let key): (.info, "✅ Newer key found in the key file: \(key), no key was made")
    case .provisioned: (.info, provisioned)
    case .replaced(_, let key, verified: true): (.info, freshKeyLoaded(key))
    case .replaced(_, let key, verified: false): (.info, freshKeyLoaded(key) + " (not confirmed by /key)")
    case .stillValid(_, let key): (.warning, "🔑 API key \(key) is good by /key: the refusal was passing, waiting")
    case .unverified(_, let reason): (.warning, "🔑 /key cannot be asked (\(reason)): no key is made, waiting")
    case .failed(let failure): (.error, failure.message)
    case .warning(let text): (.warning, text)
    }
  }
}

// MARK: - The failures of the procedure

extension KeyFailure {
  /// - Parameter paths: where it was looked for. The last is the procedure's own place, or the one that was named.
  static func scriptNotFound(_ paths: [String]) -> KeyFailure {
    let place = paths.last ?? ScriptSearch.fileName
    let tried = paths.dropLast().map { "`\($0)`" }.joined(separator: ", ")
    let others = tried.isEmpty ? "" : "also looked at \(tried); "
    return KeyFailure(
      .scriptNotFound, "❌ Provisioning script not found: \(place)",
      hint: others + "verify the installation (ls \(place.shellWord)), or name the script with"
        + " --provision-script or HERBX_PROVISION_SCRIPT; then run the same command again")
  }

  static func scriptNotExecutable(_ path: String, reason: String) -> KeyFailure {
    KeyFailure(
      .scriptNotExecutable, "❌ Provisioning script cannot be started: \(path) (\(reason))",
      hint: "chmod +x \(path.shellWord), check its first line, then run the same command again")
  }

  static func scriptUnsafe(_ path: String, reason: String) -> KeyFailure {
    KeyFailure(
      .scriptUnsafe, "❌ Provisioning script is not yours alone to change: \(path) (\(reason))",
      hint:
        "it would get the management key: read it, then type `chmod go-w \(path.shellWord)` and make it yours"
        + " (chown); then run the same command again")
  }

  static func freshKeyFailed(_ service: ServiceAddress) -> KeyFailure {
    KeyFailure(
      .freshKeyFailed, "❌ Fresh key also failed. Check OpenRouter service status.",
      hint: "check \(service.whereToLook), then run the same command again")
  }

  static func scriptTimedOut(lastLine: String?, keyName: String, isUnclear: Bool) -> KeyFailure {
    let said = lastLine.map { "it last said `\($0)`; " } ?? ""
    let next = isUnclear ? orphanRemedy(keyName) : "then run the same command again"
    return KeyFailure(
      .scriptTimedOut, "❌ Provisioning script timed out",
      hint: said
        + "check the network and that the OpenRouter API is accessible, try the script by hand with --verbose; "
        + next)
  }

  static func notLoaded(keyFile: String, why: String, keyName: String) -> KeyFailure {
    KeyFailure(
      .notLoaded, "❌ Key provisioned but not loaded into environment",
      hint: "the key file `\(keyFile)` \(why): check that the script writes to the file that HERBX_KEYS_FILE names"
        + " (herbx keys check); " + orphanRemedy(keyName))
  }

  static func provisioningFailed(lastLine: String?, status: String, keyName: String, isUnclear: Bool) -> KeyFailure {
    KeyFailure(
      .provisioningFailed, "❌ Provisioning failed: \(lastLine ?? "the script said nothing (\(status))")",
      hint: isUnclear
        ? orphanRemedy(keyName) : "put right what the script says, then run the same command again")
  }
}

// MARK: - The failures that the procedure does not know

extension KeyFailure {
  static func rotationLimit(_ limit: Int) -> KeyFailure {
    KeyFailure(
      .rotationLimit, "❌ Rotation limit reached: this run may make \(limit) \(limit == 1 ? "key" : "keys")",
      hint: "find out why keys end so soon (herbx keys list --mine), then run the same command again, with a higher"
        + " --max-rotations if need be")
  }

  static func unclearProvisioning(_ attempt: ProvisioningAttempt, keyFile: String, found: String) -> KeyFailure {
    KeyFailure(
      .unclearProvisioning,
      "❌ Unclear whether a key was made: the provisioning of \(attempt.time) (`\(attempt.keyName)`) has no known end,"
        + " and the key file `\(keyFile)` \(found)",
      hint: orphanRemedy(attempt.keyName))
  }

  /// - Parameter holder: who holds it, in words.
  static func lockTimeout(_ path: String, after patience: Duration, holder: String?) -> KeyFailure {
    KeyFailure(
      .lockUnavailable,
      "❌ Lock not obtained: another process has held `\(path)` for \(patience.components.seconds) s"
        + (holder.map { ": \($0)" } ?? ""),
      hint:
        "see who holds it (on its host: fuser \(path.shellWord)), wait for it or end it, then run the same"
        + " command again")
  }

  static func lockUnusable(_ reason: String) -> KeyFailure {
    KeyFailure(
      .lockUnavailable, "❌ Lock not obtained: \(reason)",
      hint: "the folder of the key file must be writable by you and on a file system with locks")
  }

  static func keyFile(_ error: KeyFileError) -> KeyFailure {
    KeyFailure(.keyFile, "❌ Key file refused: \(error.message)", hint: error.hint)
  }

  static func journal(_ reason: String) -> KeyFailure {
    KeyFailure(
      .journal, "❌ No key is made without a journal: \(reason)",
      hint: "the folder of the key file must be writable by you and not full; then run the same command again")
  }

  /// What a person does where a key may have been made that nobody holds.
  private static func orphanRemedy(_ keyName: String) -> String {
    "whether a key was made is not known, so none is made by itself: look for `\(keyName)` with `herbx keys list`, delete"
      + " it with `herbx keys revoke HASH` where it is there, then make a key with `herbx keys provision` (this clears the"
      + " matter) and run the same command again"
  }
}
