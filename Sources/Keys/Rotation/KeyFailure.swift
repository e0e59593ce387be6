public import OpenRouter

/// Why there is no key to go on with. A person is needed: exit status 5.
public struct KeyFailure: Error, Sendable, Equatable, CustomStringConvertible {
  /// A fixed short word for each cause.
  public enum Kind: String, Sendable, CaseIterable {
    case scriptNotFound = "provision_script_not_found"
    case scriptNotExecutable = "provision_script_not_executable"
    case scriptUnsafe = "provision_script_unsafe"
    case scriptTimedOut = "provision_script_timed_out"
    case provisioningFailed = "provisioning_failed"
    case notLoaded = "key_not_loaded"
    case freshKeyFailed = "fresh_key_failed"
    case rotationLimit = "rotation_limit"
    case unclearProvisioning = "provisioning_unclear"
    case lockUnavailable = "key_lock_unavailable"
    case keyFile = "key_file"
    case journal = "key_journal"
  }

  public let kind: Kind
  /// One sentence; that of the operating procedure where it has one.
  public let message: String
  /// What to do next.
  public let hint: String?

  init(_ kind: Kind, _ message: String, hint: String?) {
    self.kind = kind
    self.message = message
    self.hint = hint
  }

  public var description: String { message }
}

extension KeyFailure: ExplainedError {
  public var kindName: String { kind.rawValue }
}
