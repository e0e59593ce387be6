public import OpenRouter
public import SystemLayer

/// What a run's requests have cost over all its starts, by `requests.jsonl`. Pure.
public struct RequestAccounts: Sendable, Equatable {
  /// A request whose cost is not known: in flight, or lost.
  public struct Open: Sendable, Equatable {
    public let number: Int
    public let key: String
    public let sent: Timestamp
    public var generationID: String?
    /// Whether an answer came: it is billed by now.
    public var isAnswered = false
    /// What it takes to make a record of the answer; nil where no head of it had come.
    public var about: JSONValue?
  }

  /// By the SHA-256 of the key that paid.
  public private(set) var costs: [String: Money] = [:]
  /// What of it the service said of requests whose answers never came.
  public private(set) var lost: [String: Money] = [:]
  public private(set) var open: [Int: Open] = [:]
  /// What `/key` said was used of a key before this run used it.
  public private(set) var usedBefore: [String: Money] = [:]
  public private(set) var lastNumber = 0

  public init(costs: [String: Money] = [:]) { self.costs = costs }

  /// Takes what the records say that each key has paid, where that is more: a power loss may have cost lines of the journal,
  /// and a run may have been begun without one.
  mutating func raise(to recorded: [String: Money]) { costs.merge(recorded) { max($0, $1) } }

  /// Of answers that never came.
  public var lostTotal: Money { lost.values.reduce(.zero, +) }

  public var total: Money { costs.values.reduce(.zero, +) }

  /// Whether anything was noted of the key.
  func knows(_ key: String) -> Bool {
    usedBefore[key] != nil || costs[key] != nil || open.values.contains { $0.key == key }
  }

  /// Takes a line of the journal; one that is torn counts as nothing.
  mutating func add(_ line: [UInt8]) {
    if let value = try? JSONParser.parse(line) { add(value) }
  }

  mutating func add(_ line: JSONValue) {
    let key = line["key_sha256"]?.string ?? ""
    let number = line["number"]?.int.flatMap { (0...1 << 50).contains($0) ? $0 : nil } ?? 0
    lastNumber = max(lastNumber, number)
    switch line["event"]?.string {
    case "sent":
      let time = line["timestamp"]?.string.flatMap { Timestamp(iso8601: $0) } ?? .now()
      begin(
        Open(
          number: number, key: key, sent: time, generationID: line["generation_id"]?.string,
          isAnswered: line["answered"]?.bool ?? false, about: line["about"]))
    case "answering":
      open[number]?.generationID = line["generation_id"]?.string
      open[number]?.about = line["about"]
    case "ended": end(number, cost: line["cost"]?.money ?? .zero)
    case "unconfirmed":
      if let id = line["generation_id"]?.string { open[number]?.generationID = id }
      open[number]?.isAnswered = line["answered"]?.bool ?? false
    case "settled":
      for number in line["numbers"]?.array?.compactMap(\.int) ?? [] { open[number] = nil }
      costs[key, default: .zero] += line["cost"]?.money ?? .zero
      lost[key, default: .zero] += line["cost"]?.money ?? .zero
    case "carried":
      costs[key, default: .zero] += line["cost"]?.money ?? .zero
      lost[key, default: .zero] += line["lost"]?.money ?? .zero
    case "key": if usedBefore[key] == nil, let used = line["used"]?.money { usedBefore[key] = used }
    default: break
    }
  }

  mutating func begin(_ request: Open) {
    open[request.number] = request
    lastNumber = max(lastNumber, request.number)
  }

  mutating func end(_ number: Int, cost: Money) {
    guard let request = open.removeValue(forKey: number) else { return }
    costs[request.key, default: .zero] += cost
  }

  /// What the open requests of `key` can have cost together at most, by what `/key` says is used of it now: all of it that
  /// is not accounted for. Others who use the key make it more, never less. Nil where it is more than is kept back.
  /// - Parameters:
  ///   - reserve: what is kept back for each of them.
  ///   - before: requests without an answer must have been sent before this time; where there are later ones, nothing can
  ///     be said.
  public func settlement(of key: String, used: Money, reserve: Money, sentBefore before: Timestamp) -> Settlement? {
    let requests = open.values.filter { $0.key == key }.sorted { $0.number < $1.number }
    guard let start = usedBefore[key], !requests.isEmpty,
      requests.allSatisfy({ $0.isAnswered || $0.sent < before })
    else { return nil }
    let accounted = start + (costs[key] ?? .zero)
    let cost = used > accounted ? used - accounted : .zero
    return cost <= reserve * requests.count ? Settlement(key: key, numbers: requests.map(\.number), cost: cost) : nil
  }

  /// The lines that say the same, for the next start.
  var carriedLines: [JSONValue] {
    let carried = costs.sorted { $0.key < $1.key }.map { key, cost in
      JSONValue.object([
        .init("event", "carried"), .init("key_sha256", .string(key)), .init("cost", .number(cost.digits)),
        .init("lost", .number((lost[key] ?? .zero).digits)), .init("number", .number(String(lastNumber))),
      ])
    }
    let before = usedBefore.sorted { $0.key < $1.key }.map { key, used in
      JSONValue.object([
        .init("event", "key"), .init("key_sha256", .string(key)), .init("used", .number(used.digits)),
      ])
    }
    return carried + before + open.values.sorted { $0.number < $1.number }.map(\.line)
  }
}

/// Open requests whose cost is known by now.
public struct Settlement: Sendable, Equatable {
  public let key: String
  public let numbers: [Int]
  /// Of all of them together.
  public let cost: Money

  public init(key: String, numbers: [Int], cost: Money) {
    self.key = key
    self.numbers = numbers
    self.cost = cost
  }

  var line: JSONValue {
    .object([
      .init("event", "settled"), .init("numbers", .array(numbers.map { .number(String($0)) })),
      .init("key_sha256", .string(key)), .init("cost", .number(cost.digits)),
    ])
  }
}

extension RequestAccounts.Open {
  var line: JSONValue {
    .object(
      [
        .init("event", "sent"), .init("number", .number(String(number))), .init("key_sha256", .string(key)),
        .init("timestamp", .string(sent.iso8601)), .init("generation_id", generationID.map { .string($0) } ?? .null),
        .init("answered", .bool(isAnswered)),
      ] + (about.map { [.init("about", $0)] } ?? []))
  }
}
