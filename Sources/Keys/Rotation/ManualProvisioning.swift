public import OpenRouter

/// Has a key made because a person asks for it, `herbx keys provision`: with the same script, lock, journal and ledger as
/// a rotation. A person decides here, so provisionings without a known end are closed, and there is no limit.
public struct ManualProvisioning: Sendable {
  /// What came of it.
  public struct Outcome: Sendable, Equatable {
    public let key: APIKey
    /// The key's name at the service.
    public let name: String
    /// What the service calls the key; nil where the script did not say.
    public let hash: String?
    /// Whether `/key` has answered for the key. False where it could not be asked.
    public let verified: Bool
    /// Provisionings that had no known end. A key by one of these names may be an orphan.
    public let cleared: [ProvisioningAttempt]
  }

  private let settings: KeyRingSettings
  private let environment: KeyRingEnvironment

  /// - Parameter settings: the name and the limit of the key; the rest as for a run.
  public init(_ settings: KeyRingSettings, in environment: KeyRingEnvironment) {
    self.settings = settings
    self.environment = environment
  }

  public func run() async throws(KeyFailure) -> Outcome {
    let provisioner = KeyProvisioner(settings: settings, environment: environment)
    return try await provisioner.withLock { () throws(KeyFailure) in
      let open = try provisioner.history().open
      let made = try await provisioner.make(replacing: provisioner.keyInFile(), rejected: nil, why: "by hand")
      for attempt in open { provisioner.end(attempt.id, .cleared) }
      let validation = await provisioner.validate(made.key)
      provisioner.noteValidated(made.key, validation)
      guard validation != .refused else { throw .freshKeyFailed(environment.service) }
      return Outcome(
        key: made.key, name: made.name, hash: made.hash, verified: validation != .unknown, cleared: open)
    }
  }
}
