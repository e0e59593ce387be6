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

  public func end(_ id: String, _ ending: ProvisioningEnding, at time: Timestamp) throws {
    try store.append(ending.json(id: id, time: time), durable: true)
  }

  /// Notes that a key has worked, here or in any process that shares the file. Once for each key.
  public func noteServed(_ key: APIKey, at time: Timestamp) throws {
    _ = try store.append(Self.line("key-served", key, time)) { RotationHistory($0).hasServed(key) }
  }

  /// Notes that a new key was validated as far as that goes, so that others need not do it again.
  /// - Parameter validation: not `.refused`, or the key is not in force.
  func noteValidated(_ key: APIKey, _ validation: KeyValidation, at time: Timestamp) throws {
    let result: RotationHistory.CheckResult =
      switch validation {
      case .refused: .refused
      case .valid, .exhausted: .valid
      case .unknown: .unknown
      }
    try store.append(
      Self.line("key-validated", key, time, [.init("result", .string(result.rawValue))]))
  }

  /// Claims the question whether a refused key is dead, unless somebody has claimed or answered it since `history`.
  /// - Returns: whether the claim is this process's.
  func claimCheck(of key: APIKey, after history: RotationHistory, at time: Timestamp) throws -> Bool {
    try store.append(Self.line("key-check-started", key, time)) { lines in
      (RotationHistory(lines).checks[key.sha256]?.line ?? -1) >= history.lines
    }
  }

  /// Tells all who share the journal what `/key` says of a refused key.
  func noteChecked(_ key: APIKey, _ result: RotationHistory.CheckResult, at time: Timestamp) throws {
    try store.append(Self.line("key-checked", key, time, [.init("result", .string(result.rawValue))]))
  }

  private static func line(
    _ event: String, _ key: APIKey, _ time: Timestamp, _ more: [JSONValue.Member] = []
  ) -> JSONValue {
    .object(
      [.init("event", .string(event)), .init("key_sha256", .string(key.sha256))] + more + [
        .init("timestamp", .string(time.description))
      ])
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
  public let time: Timestamp
  public let pid: Int

  public init(id: String, keyName: String, rejected: String?, time: Timestamp, pid: Int) {
    self.id = id
    self.keyName = keyName
    self.rejected = rejected
    self.time = time
    self.pid = pid
  }

  init?(_ line: JSONValue) {
    guard let id = line["id"]?.string, let keyName = line["name"]?.string,
      let time = line["timestamp"]?.string.flatMap(Timestamp.init(iso8601:))
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

  func json(id: String, time: Timestamp) -> JSONValue {
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
