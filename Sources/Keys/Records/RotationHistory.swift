public import OpenRouter

/// What the journal's lines add up to.
public struct RotationHistory: Sendable, Equatable {
  /// What `/key` said of a key.
  enum CheckResult: String, Sendable {
    case valid, refused, unknown
  }

  /// The last that was written of the question whether a key is dead.
  struct Check: Sendable, Equatable {
    /// Nil while it is being asked.
    let result: CheckResult?
    let time: Timestamp?
    /// The number of its line.
    let line: Int
  }

  /// Attempts without an end, oldest first.
  public private(set) var open: [ProvisioningAttempt] = []
  /// How many lines there are.
  let lines: Int
  /// By the SHA-256 of the key.
  private(set) var checks: [String: Check] = [:]
  private var made: [String: Timestamp] = [:]
  private var hashes: [String: String] = [:]
  private var served: Set<String> = []
  private var validated: Set<String> = []

  init(_ values: [JSONValue]) {
    lines = values.count
    for (number, line) in values.enumerated() {
      let key = line["key_sha256"]?.string
      switch line["event"]?.string {
      case "provision-started": if let attempt = ProvisioningAttempt(line) { open.append(attempt) }
      case "provision-done": end(line)
      case "key-served": if let key { served.insert(key) }
      case "key-validated":
        guard let key else { break }
        if Self.result(line) == .refused { note(line, of: key, number) } else { validated.insert(key) }
      case "key-check-started", "key-checked": if let key { note(line, of: key, number) }
      default: break
      }
    }
  }

  private mutating func note(_ line: JSONValue, of key: String, _ number: Int) {
    checks[key] = Check(
      result: Self.result(line), time: line["timestamp"]?.string.flatMap(Timestamp.init(iso8601:)), line: number)
  }

  private static func result(_ line: JSONValue) -> CheckResult? { line["result"]?.string.flatMap(CheckResult.init) }

  private mutating func end(_ line: JSONValue) {
    guard let id = line["id"]?.string else { return }
    open.removeAll { $0.id == id }
    guard line["outcome"]?.string == "made", let key = line["key_sha256"]?.string,
      let time = line["timestamp"]?.string.flatMap(Timestamp.init(iso8601:))
    else { return }
    made[key] = time
    hashes[key] = line["hash"]?.string
  }

  /// What the service calls a key that herbx had made; nil where it did not say.
  public func hash(of key: APIKey) -> String? { hashes[key.sha256] }

  func hasServed(_ key: APIKey) -> Bool { served.contains(key.sha256) }

  /// Whether whoever had this key made has put it in force, or it has worked since: it can be taken as it is.
  func isInForce(_ key: APIKey) -> Bool { validated.contains(key.sha256) || served.contains(key.sha256) }

  /// Whether herbx had this key made.
  func isMade(_ key: APIKey) -> Bool { made[key.sha256] != nil }

  /// How long a new key that has not served anybody yet counts as fresh.
  static let freshness = Duration.seconds(3600)

  /// Whether herbx had this key made a short while ago, and it has not worked for anybody since.
  ///
  /// Where such a key is refused, the fault lies elsewhere (the account, the service): one more key would not help.
  public func isFresh(_ key: APIKey, at time: Timestamp) -> Bool {
    guard let born = made[key.sha256], !served.contains(key.sha256) else { return false }
    return .milliseconds(time.milliseconds - born.milliseconds) < Self.freshness
  }
}
