public import OpenRouter

/// `<key file>.access.jsonl`: one line for every use that was made of a key, readable by its owner alone.
public struct AccessLog: Sendable {
  public enum Action: String, Sendable, CaseIterable {
    case load
    case adopt
    case provisionStarted = "provision-started"
    case provisionDone = "provision-done"
    case provisionFailed = "provision-failed"
    case revoke
    case list
    case check
  }

  private let store: LineStore
  private let identity: ProcessIdentity
  private let redactor: Redactor
  private let now: @Sendable () -> Timestamp

  /// - Parameter redactor: knows what a service may send in place of a name or a hash.
  public init(
    store: LineStore, identity: ProcessIdentity, redactor: Redactor = Redactor(),
    now: @escaping @Sendable () -> Timestamp = { Timestamp.now() }
  ) {
    self.store = store
    self.identity = identity
    self.redactor = redactor
    self.now = now
  }

  /// The log of `file`.
  public init(of file: KeyFile, identity: ProcessIdentity, redactor: Redactor) {
    self.init(store: .file(file.companion(".access.jsonl")), identity: identity, redactor: redactor)
  }

  /// Writes one line.
  /// - Parameters:
  ///   - key: shown masked.
  ///   - detail: for example the name of a new key, or the hash of a revoked one. Must hold no secret.
  public func record(_ action: Action, key: APIKey? = nil, detail: String? = nil) throws {
    try store.append(
      .object([
        .init("timestamp", .string(now().description)),
        .init("pid", .number(String(identity.pid))),
        .init("user", .string(identity.user)),
        .init("command", .string(identity.command)),
        .init("action", .string(action.rawValue)),
        .init("key", key.map { .string($0.masked) } ?? .null),
        .init("detail", detail.map { .string(redactor.redact($0)) } ?? .null),
      ]))
  }

  /// What the log says, oldest first. Empty where there is no log yet.
  public func entries() throws -> [AccessEntry] { try store.values().compactMap(AccessEntry.init) }
}

/// One line of the access log.
public struct AccessEntry: Sendable, Equatable {
  /// As it stands in the line: UTC, ISO 8601 with milliseconds.
  public let timestamp: String
  public let pid: Int?
  public let user: String?
  public let command: String?
  /// The action's word; a newer herbx may write words that this one does not know.
  public let action: String
  /// The masked key.
  public let key: String?
  public let detail: String?

  init?(_ line: JSONValue) {
    guard let timestamp = line["timestamp"]?.string, let action = line["action"]?.string else { return nil }
    self.timestamp = timestamp
    self.action = action
    pid = line["pid"]?.int
    user = line["user"]?.string
    command = line["command"]?.string
    key = line["key"]?.string
    detail = line["detail"]?.string
  }
}
