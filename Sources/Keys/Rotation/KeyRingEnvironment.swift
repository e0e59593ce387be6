public import OpenRouter

/// What a run may do with its keys.
public struct KeyRingSettings: Sendable, Equatable {
  /// Keys that this run may have made; adopting one that stands in the file already does not count.
  public var maxRotations: Int
  /// The beginning of a new key's name at the service.
  public var keyName: String
  /// The spending limit of a new key: USD in decimal digits.
  public var keyLimit: String
  /// The run, for the ledger.
  public var run: String?
  /// Whether `maxRotations` counts what every process of the run has had made, and not this one alone.
  public var countsWholeRun = false
  /// What a specimen costs at most, as far as is known.
  public var expectedCost: Money?
  /// Whether a key is replaced before it is used up.
  public var replacesEarly = true
  /// How long to wait for another process that holds the lock. It may hold it for a whole script and a confirmation.
  public var lockPatience: Duration = .seconds(60)
  /// How long a new key may answer 401 before it counts as refused.
  public var freshKeyPatience: Duration = .seconds(10)
  /// How long after its start a script of a process that has died may still be running.
  public var scriptPatience: Duration = .seconds(35)

  public init(
    maxRotations: Int = 3, keyName: String = "auto-rotation", keyLimit: String = "15.00", run: String? = nil
  ) {
    self.maxRotations = maxRotations
    self.keyName = keyName
    self.keyLimit = keyLimit
    self.run = run
  }
}

/// A lock that is held until it is given back.
public struct KeyLockHold: Sendable {
  public let release: @Sendable () -> Void

  public init(release: @escaping @Sendable () -> Void) { self.release = release }
}

/// Everything outside of a `KeyRing`: files, script, service, clocks. A test replaces what it needs.
public struct KeyRingEnvironment: Sendable {
  /// The key file's path and that of its lock, for messages.
  public var keyFilePath: String
  public var lockPath: String
  /// The service that the keys are for, for messages.
  public var service = ServiceAddress.official
  /// The first key of a run: of the file, else of the environment.
  public var loadKey: @Sendable () throws(KeyFileError) -> LoadedKey
  /// The key in the file now; nil where there is none.
  public var readKeyFile: @Sendable () throws(KeyFileError) -> APIKey?
  /// Takes the lock of the key file; nil where another process holds it.
  public var tryLock: @Sendable () throws -> KeyLockHold?
  /// Who holds that lock, in words; nil where nobody is known.
  public var lockHolder: @Sendable () -> String? = { nil }
  public var runScript: @Sendable (ProvisioningOrder) async -> ScriptOutcome
  /// Asks `/key`.
  public var checkKey: @Sendable (APIKey) async -> KeyCheck
  public var journal: RotationJournal
  public var accessLog: AccessLog
  public var ledger: KeyLedger
  public var wallClock: @Sendable () -> Timestamp
  /// Time since any fixed moment; never runs backwards.
  public var elapsed: @Sendable () -> Duration
  public var sleep: @Sendable (Duration) async -> Void
  /// Eight hex digits, different each time.
  public var randomEnding: @Sendable () -> String
  public var sink: @Sendable (KeyEvent) -> Void
  /// Told of each key that is out of force, once its last request is over.
  public var release: @Sendable (APIKey) async -> Void = { _ in }

  public init(
    keyFilePath: String, lockPath: String,
    loadKey: @escaping @Sendable () throws(KeyFileError) -> LoadedKey,
    readKeyFile: @escaping @Sendable () throws(KeyFileError) -> APIKey?,
    tryLock: @escaping @Sendable () throws -> KeyLockHold?,
    runScript: @escaping @Sendable (ProvisioningOrder) async -> ScriptOutcome,
    checkKey: @escaping @Sendable (APIKey) async -> KeyCheck,
    journal: RotationJournal, accessLog: AccessLog, ledger: KeyLedger,
    wallClock: @escaping @Sendable () -> Timestamp, elapsed: @escaping @Sendable () -> Duration,
    sleep: @escaping @Sendable (Duration) async -> Void, randomEnding: @escaping @Sendable () -> String,
    sink: @escaping @Sendable (KeyEvent) -> Void
  ) {
    self.keyFilePath = keyFilePath
    self.lockPath = lockPath
    self.loadKey = loadKey
    self.readKeyFile = readKeyFile
    self.tryLock = tryLock
    self.runScript = runScript
    self.checkKey = checkKey
    self.journal = journal
    self.accessLog = accessLog
    self.ledger = ledger
    self.wallClock = wallClock
    self.elapsed = elapsed
    self.sleep = sleep
    self.randomEnding = randomEnding
    self.sink = sink
  }
}

extension KeyRingEnvironment {
  /// The real files, script and clocks.
  /// - Parameters:
  ///   - variables: the environment, which may hold the first key.
  ///   - identity: who writes the access log.
  ///   - checkKey: asks `/key` of the service.
  public static func live(
    keyFile: KeyFile, variables: [String: String], script: ProvisioningScript, identity: ProcessIdentity,
    checkKey: @escaping @Sendable (APIKey) async -> KeyCheck, sink: @escaping @Sendable (KeyEvent) -> Void
  ) -> KeyRingEnvironment {
    let lock = KeyFileLock(of: keyFile)
    let start = ContinuousClock.now
    var environment = KeyRingEnvironment(
      keyFilePath: keyFile.path, lockPath: lock.path,
      loadKey: { () throws(KeyFileError) in try LoadedKey.load(from: keyFile, variables: variables) },
      readKeyFile: { () throws(KeyFileError) in try keyFile.key() },
      tryLock: { try lock.attempt() },
      runScript: { await script.run($0) },
      checkKey: checkKey,
      journal: RotationJournal(of: keyFile),
      accessLog: AccessLog(
        of: keyFile, identity: identity, redactor: KnownSecrets.redactor(keyFile: keyFile, variables: variables)),
      ledger: KeyLedger(of: keyFile),
      wallClock: { Timestamp.now() }, elapsed: { ContinuousClock.now - start },
      // Uneven, so that many processes do not come at the same moment. A rotation is never cancelled.
      sleep: { try? await Task.sleep(for: $0 * Double.random(in: 0.5...1)) },
      randomEnding: {
        let digits = String(UInt32.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
      },
      sink: sink)
    environment.lockHolder = { lock.holder }
    return environment
  }
}
