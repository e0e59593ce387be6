public import OpenRouter
internal import SystemLayer

/// What a script is asked for.
public struct ProvisioningOrder: Sendable, Equatable {
  /// The beginning of the key's name, passed as `--name`.
  public var name: String
  /// USD in decimal digits, passed as `--limit`.
  public var limit: String
  /// The unique ending of the key's name, passed as `HERBX_PROVISION_ID`.
  public var id: String
  /// The key that was refused; the script learns its SHA-256. Nil where a person asks for a key.
  public var rejected: APIKey?

  public init(name: String, limit: String, id: String, rejected: APIKey?) {
    self.name = name
    self.limit = limit
    self.id = id
    self.rejected = rejected
  }

  /// The name that the key has at the service, if the script follows the project's own.
  public var keyName: String { name + "-" + id }
}

/// How a run of the script ended.
public enum ScriptOutcome: Sendable, Equatable {
  /// Exit 0: the key file holds a new key, says the script.
  case done(ScriptReport?)
  /// - Parameter lastLine: the last line on stderr, else on stdout, masked; nil where it said nothing.
  case failed(exit: Int32, lastLine: String?)
  /// Ended by a signal that did not come from here.
  case signalled(Int32, lastLine: String?)
  /// Ended from here, with all its children, since its time was over.
  /// - Parameter exit: nil where SIGKILL was needed.
  case timedOut(exit: Int32?, lastLine: String?)
  /// There is none at any of these paths.
  case notFound([String])
  /// It is there and cannot be started.
  case notExecutable(path: String, reason: String)
  /// Others than its user could have changed it, and it would get a management key.
  case unsafe(path: String, reason: String)
}

/// The program that makes a new key and writes it into the key file.
///
/// Anybody may replace it, so nothing is taken for granted: it runs in a session of its own, without stdin, without the
/// dead key, for a limited time; its output is bounded and masked; nothing that it started outlives it.
public struct ProvisioningScript: Sendable {
  private let finding: ScriptSearch.Finding
  private let keyFile: KeyFile
  private let baseURL: String
  private let variables: [String: String]
  private let timeout: Duration
  private let grace: Duration

  /// - Parameters:
  ///   - baseURL: of the service, ending in `/api/v1`.
  ///   - variables: the environment that the script inherits, apart from the key.
  ///   - timeout: for the whole run.
  ///   - grace: between SIGTERM and SIGKILL.
  public init(
    finding: ScriptSearch.Finding, keyFile: KeyFile, baseURL: String, variables: [String: String],
    timeout: Duration = .seconds(30), grace: Duration = .seconds(1)
  ) {
    self.finding = finding
    self.keyFile = keyFile
    self.baseURL = baseURL
    self.variables = variables
    self.timeout = timeout
    self.grace = grace
  }

  /// Runs the script as `SCRIPT --name NAME --limit USD`. The caller holds the lock of the key file.
  public func run(_ order: ProvisioningOrder) async -> ScriptOutcome {
    switch finding {
    case .missing(let paths): .notFound(paths)
    case .found(let path) where !FilePath(path).isRegularFile: .notFound([path])
    case .found(let path) where !FilePath(path).isExecutable:
      .notExecutable(path: path, reason: "it has no execute permission")
    case .found(let path): await runChecked(path, order)
    }
  }

  private func runChecked(_ path: String, _ order: ProvisioningOrder) async -> ScriptOutcome {
    if let reason = ScriptSafety.fault(of: path) { return .unsafe(path: path, reason: reason) }
    return await run(path, order)
  }

  private func run(_ path: String, _ order: ProvisioningOrder) async -> ScriptOutcome {
    var process = ChildProcess(
      FilePath(path), arguments: ["--name", order.name, "--limit", order.limit], environment: environment(order),
      deadline: timeout)
    process.grace = grace
    do throws(ChildProcess.Failure) { return outcome(try await process.run()) } catch {
      switch error {
      case .notStarted(let reason): return .notExecutable(path: path, reason: reason)
      // Once it has started, nobody knows what it has done.
      case .lost(let reason): return .signalled(Signal.kill, lastLine: reason)
      }
    }
  }

  private func outcome(_ process: ChildProcess.Outcome) -> ScriptOutcome {
    // Before the file is read: one that is open to others would not be.
    PrivateFile.makePrivate(keyFile.path)
    // The new key too may stand in the output.
    let redactor = KnownSecrets.redactor(keyFile: keyFile, variables: variables)
    let output = ScriptOutput(process.output)
    let lastLine = ScriptOutput(process.errors).lastLine(redactor) ?? output.lastLine(redactor)
    switch process.ending {
    case .timedOut(let exit): return .timedOut(exit: exit, lastLine: lastLine)
    case .exited(0): return .done(output.report(redactor))
    case .exited(let status): return .failed(exit: status, lastLine: lastLine)
    case .signalled(let signal): return .signalled(signal, lastLine: lastLine)
    }
  }

  func environment(_ order: ProvisioningOrder) -> [String: String] {
    var environment = variables
    environment[KeyFile.keyName] = nil
    environment["HERBX_REJECTED_KEY_SHA256"] = order.rejected?.sha256
    environment["HERBX_KEYS_FILE"] = keyFile.path
    environment["HERBX_PROVISION_ID"] = order.id
    environment["HERBX_LOCK_HELD"] = "1"
    environment["OPENROUTER_BASE_URL"] = baseURL
    return environment
  }
}
