public import OpenRouter

/// `<key file>.journal.jsonl`: what was begun, and what became of it.
///
/// Making a key cannot be repeated safely: the service has no idempotency key. So a line stands on disk before the
/// script starts, and another one after. A line without its end means that nobody knows whether a key was made.
public struct RotationJournal: Sendable {
  private let store: LineStore

  public init(store: LineStore) { self.store = store }

  /// The journal of `file`.
  public init(of file: KeyFile) { self.init(store: .file(file.companion(".journal.jsonl"))) }

  /// Returns when the line is on the disk: only then may the script start.
  public func begin(_ attempt: ProvisioningAttempt) throws { try store.append(attempt.json, durable: true) }

  public func end(_ id: String, _ ending: ProvisioningEnding, at time: UTCTime) throws {
    try store.append(ending.json(id: id, time: time), durable: true)
  }

  /// Notes that a key has worked, here or in any process that shares the file.
  public func noteServed(_ key: APIKey, at time: UTCTime) throws {
    try store.append(
      .object([
        .init("event", "key-served"), .init("key_sha256", .string(key.sha256)),
        .init("timestamp", .string(time.description)),
      ]))
  }

  public func history() throws -> RotationHistory { RotationHistory(try store.values()) }
}

/// A provisioning that was begun.
public struct ProvisioningAttempt: Sendable, Equatable {
  /// Unique; also the end of the key's name at the service.
  public let id: String
  /// The key's name at the service: `auto-rotation-20251010T115131Z-3f9a0c21`.
  public let keyName: String
  /// SHA-256 of the key that was in force before; nil where there was none.
  public let rejected: String?
  public let time: UTCTime
  public let pid: Int

  public init(id: String, keyName: String, rejected: String?, time: UTCTime, pid: Int) {
    self.id = id
    self.keyName = keyName
    self.rejected = rejected
    self.time = time
    self.pid = pid
  }

  init?(_ line: JSONValue) {
    guard let id = line["id"]?.string, let keyName = line["name"]?.string,
      let time = line["timestamp"]?.string.flatMap(UTCTime.init)
    else { return nil }
    self.init(
      id: id, keyName: keyName, rejected: line["rejected_sha256"]?.string, time: time, pid: line["pid"]?.int ?? 0)
  }

  var json: JSONValue {
    .object([
      .init("event", "provision-started"), .init("id", .string(id)), .init("name", .string(keyName)),
      .init("rejected_sha256", rejected.map { .string($0) } ?? .null),
      .init("timestamp", .string(time.description)), .init("pid", .number(String(pid))),
    ])
  }
}

/// How a provisioning ended.
public enum ProvisioningEnding: Sendable, Equatable {
  /// The key is in the file.
  case made(APIKey, hash: String?)
  /// Surely no key was made, or it was deleted again.
  case failed(reason: String)
  /// Found later: another key stands in the file, so the attempt had succeeded or a person has helped.
  case adopted(APIKey)
  /// A person asked for a key by hand and so took the matter over.
  case cleared

  func json(id: String, time: UTCTime) -> JSONValue {
    var members: [JSONValue.Member] = [.init("event", "provision-done"), .init("id", .string(id))]
    switch self {
    case .made(let key, let hash):
      members += [
        .init("outcome", "made"), .init("key", .string(key.masked)), .init("key_sha256", .string(key.sha256)),
        .init("hash", hash.map { .string($0) } ?? .null),
      ]
    case .failed(let reason): members += [.init("outcome", "failed"), .init("reason", .string(reason))]
    case .adopted(let key):
      members += [
        .init("outcome", "adopted"), .init("key", .string(key.masked)), .init("key_sha256", .string(key.sha256)),
      ]
    case .cleared: members.append(.init("outcome", "cleared"))
    }
    return .object(members + [.init("timestamp", .string(time.description))])
  }
}

/// What the journal's lines add up to.
public struct RotationHistory: Sendable, Equatable {
  /// Attempts without an end, oldest first.
  public private(set) var open: [ProvisioningAttempt] = []
  private var made: [String: UTCTime] = [:]
  private var served: Set<String> = []
  private var hashes: [String: String] = [:]

  init(_ lines: [JSONValue]) {
    for line in lines {
      switch line["event"]?.string {
      case "provision-started": if let attempt = ProvisioningAttempt(line) { open.append(attempt) }
      case "provision-done": end(line)
      case "key-served": if let key = line["key_sha256"]?.string { served.insert(key) }
      default: break
      }
    }
  }

  private mutating func end(_ line: JSONValue) {
    guard let id = line["id"]?.string else { return }
    open.removeAll { $0.id == id }
    guard line["outcome"]?.string == "made", let key = line["key_sha256"]?.string,
      let time = line["timestamp"]?.string.flatMap(UTCTime.init)
    else { return }
    made[key] = time
    hashes[key] = line["hash"]?.string
  }

  /// What the service calls a key that herbx had made; nil where it did not say.
  public func hash(of key: APIKey) -> String? { hashes[key.sha256] }

  /// How long a new key that has not served anybody yet counts as fresh.
  static let freshness = Duration.seconds(3600)

  /// Whether herbx had this key made a short while ago, and it has not worked for anybody since.
  ///
  /// Where such a key is refused, the fault lies elsewhere (the account, the service): one more key would not help.
  public func isFresh(_ key: APIKey, at time: UTCTime) -> Bool {
    guard let born = made[key.sha256], !served.contains(key.sha256) else { return false }
    return .milliseconds(time.milliseconds - born.milliseconds) < Self.freshness
  }
}
