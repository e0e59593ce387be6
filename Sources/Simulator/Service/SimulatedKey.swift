internal import OpenRouter
internal import SystemLayer

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A key as the service keeps it. Limits are soft, as the real service's are: what was under way is still answered.
struct SimulatedKey: Sendable {
  let secret: String
  let hash: String
  var name: String
  /// USD; nil for no limit.
  var limit: Decimal?
  var limitReset: String?
  var includesBYOK = false
  var usage: Decimal = 0
  /// What providers billed for answers with the user's own keys, in USD.
  var byokUsage: Decimal = 0
  var isDisabled = false
  var expiresAt: Date?
  let createdAt: Date
  var updatedAt: Date?
  /// From 1, in the order in which keys were made.
  let number: Int
  /// Made over the network, not there from the start.
  let isProvisioned: Bool
  /// Chat requests that were let through.
  var accepted = 0
  /// Requests to any endpoint that came while the key was fresh.
  var refusedAsFresh = 0
  var isDeleted = false

  init(
    secret: String, name: String, limit: Decimal?, number: Int, isProvisioned: Bool, createdAt: Date
  ) {
    self.secret = secret
    self.name = name
    self.limit = limit
    self.number = number
    self.isProvisioned = isProvisioned
    self.createdAt = createdAt
    hash = ContentHash.hex(of: Array(secret.utf8))
  }

  /// As the service shows keys in lists: the first three and the last four characters.
  var label: String { "sk-or-v1-\(secret.dropFirst("sk-or-v1-".count).prefix(3))...\(secret.suffix(4))" }

  var remaining: Decimal? { limit.map { max(0, $0 - usage) } }

  /// Whether the limit is used up, `overshoot` USD beyond it.
  func isSpent(overshoot: Decimal) -> Bool { limit.map { usage >= $0 + overshoot } ?? false }
}

/// All keys of the account, in the order in which they were made.
struct KeyStore: Sendable {
  private(set) var keys: [SimulatedKey] = []
  private var positions: [String: Int] = [:]
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed, name: "keys") }

  /// A secret of the service's form: `sk-or-v1-` and 64 hex digits.
  mutating func makeSecret() -> String {
    let words = (0..<4).map { _ in
      let digits = String(generator.next(), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
    return "sk-or-v1-" + words.joined()
  }

  @discardableResult
  mutating func add(
    secret: String? = nil, name: String, limit: Decimal?, isProvisioned: Bool, at now: Date
  ) -> Int {
    let key = SimulatedKey(
      secret: secret ?? makeSecret(), name: name, limit: limit, number: keys.count + 1, isProvisioned: isProvisioned,
      createdAt: now)
    positions[key.secret] = keys.count
    keys.append(key)
    return keys.count - 1
  }

  subscript(position: Int) -> SimulatedKey {
    get { keys[position] }
    set { keys[position] = newValue }
  }

  /// Where the key with this secret stands; nil for an unknown or a deleted one.
  func position(ofSecret secret: String) -> Int? { positions[secret].flatMap { keys[$0].isDeleted ? nil : $0 } }

  /// Where the key with this hash stands; nil for an unknown or a deleted one.
  func position(ofHash hash: String) -> Int? { keys.firstIndex { $0.hash == hash && !$0.isDeleted } }
}
