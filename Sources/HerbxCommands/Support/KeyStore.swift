internal import Extraction
internal import Keys
internal import OpenRouter
internal import SystemLayer

/// Where a command gets its keys: the key file, the script that makes new ones, and the records of both.
struct KeyStore: Sendable {
  let file: KeyFile
  private let context: CommandContext
  private let address: ServiceAddress
  private let account: AccountClient
  private let script: ProvisioningScript

  init(_ options: ServiceOptions, _ context: CommandContext, address: ServiceAddress, account: AccountClient) {
    self.context = context
    self.address = address
    self.account = account
    file = KeyFileLocation(variables: context.environment).find(flag: options.keysFile)
    script = ProvisioningScript(
      finding: ScriptSearch(variables: context.environment).find(flag: options.provisionScript), keyFile: file,
      baseURL: address.base, variables: context.environment)
    maskSecrets()
  }

  /// Lets nothing be printed that this machine holds as a secret by now.
  func maskSecrets() { context.secrets.add(redactor) }

  /// Masks every secret that this machine holds.
  var redactor: Redactor { KnownSecrets.redactor(keyFile: file, variables: context.environment) }

  var accessLog: AccessLog { AccessLog(of: file, identity: identity, redactor: redactor) }

  private var identity: ProcessIdentity { .current(arguments: context.arguments, redactor: redactor) }

  /// The key in force now.
  /// - Throws: status 5 with what to do.
  func load() throws(CommandFailure) -> LoadedKey {
    do { return try LoadedKey.load(from: file, variables: context.environment) } catch {
      throw CommandFailure(.noUsableKey, error)
    }
  }

  /// The key that makes, lists and deletes keys.
  func management() throws(CommandFailure) -> APIKey {
    do { return try ManagementKey.load(variables: context.environment, beside: file) } catch {
      throw CommandFailure(.noUsableKey, error)
    }
  }

  /// What herbx wrote of the keys that it had made.
  func ledgerEntries() throws(CommandFailure) -> [KeyLedger.Entry] {
    do { return try KeyLedger(of: file).entries() } catch {
      throw CommandFailure(
        .noUsableKey, kind: "ledger_unreadable", "the ledger beside `\(file.path)` cannot be read: \(error)",
        hint: "see who owns it: `ls -l \(file.path.shellWord)*`")
    }
  }

  /// What the service calls `key`, where herbx had made it. Found by the key's SHA-256: keys may begin alike.
  func hash(of key: APIKey) throws -> String? {
    // Ledgers of earlier versions lack the SHA-256; their journals have it.
    let entry = try ledgerEntries().last { $0.keySHA256 == key.sha256 }
    return try entry?.hash ?? RotationJournal(of: file).history().hash(of: key)
  }

  /// The files, script and service that a ring works with.
  func environment(sink: @escaping @Sendable (KeyEvent) -> Void) -> KeyRingEnvironment {
    var environment = KeyRingEnvironment.live(
      keyFile: file, variables: context.environment, script: script, identity: identity,
      checkKey: { [account] in await account.check($0) }, sink: sink)
    environment.service = address
    return environment
  }
}
