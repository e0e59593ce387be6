public import OpenRouter

/// `<key file>.ledger.jsonl`: every key that herbx had made, when, why and for which run.
public struct KeyLedger: Sendable {
  private let store: LineStore

  public init(store: LineStore) { self.store = store }

  /// The ledger of `file`.
  public init(of file: KeyFile) { self.init(store: .file(file.companion(".ledger.jsonl"))) }

  public func record(_ entry: Entry) throws { try store.append(entry.json, durable: true) }

  /// What the ledger says, oldest first. Empty where there is no ledger yet.
  public func entries() throws -> [Entry] { try store.values().compactMap(Entry.init) }

  /// One key that was made.
  public struct Entry: Sendable, Equatable {
    /// What the service calls the key; nil where the script did not say.
    public var hash: String?
    /// The key's name at the service.
    public var name: String
    /// USD, in the digits that the script was given.
    public var limit: String
    /// UTC, ISO 8601 with milliseconds.
    public var made: String
    /// `unauthorized`, `spent`, `early` or `by hand`; `adopted` where its maker was killed before it could say.
    public var why: String
    /// The run that needed it; nil where a person asked for it.
    public var run: String?
    /// The masked key.
    public var key: String
    /// SHA-256 of the key; nil in entries of earlier versions.
    public var keySHA256: String?

    public init(
      hash: String?, name: String, limit: String, made: String, why: String, run: String?, key: String,
      keySHA256: String?
    ) {
      self.hash = hash
      self.name = name
      self.limit = limit
      self.made = made
      self.why = why
      self.run = run
      self.key = key
      self.keySHA256 = keySHA256
    }

    init?(_ line: JSONValue) {
      guard let name = line["name"]?.string, let limit = line["limit"]?.digits, let made = line["made"]?.string,
        let why = line["why"]?.string, let key = line["key"]?.string
      else { return nil }
      self.init(
        hash: line["hash"]?.string, name: name, limit: limit, made: made, why: why, run: line["run"]?.string, key: key,
        keySHA256: line["key_sha256"]?.string)
    }

    public var json: JSONValue {
      .object([
        .init("hash", hash.map { .string($0) } ?? .null),
        .init("name", .string(name)),
        .init("limit", .number(limit)),
        .init("made", .string(made)),
        .init("why", .string(why)),
        .init("run", run.map { .string($0) } ?? .null),
        .init("key", .string(key)),
        .init("key_sha256", keySHA256.map { .string($0) } ?? .null),
      ])
    }
  }
}
