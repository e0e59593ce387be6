internal import OpenRouter

/// The figures of a key and an account, as text and as JSON.
struct BudgetReport {
  struct Cost {
    let amount: Money
    let source: String
  }

  let key: APIKey
  let status: KeyStatus
  let credits: Credits?
  let cost: Cost?

  /// How many specimens the key's rest buys; nil where the key has no limit or a specimen costs nothing.
  private var specimens: Int? {
    guard let remaining = status.remaining, let cost, cost.amount > .zero else { return nil }
    return remaining.dividedDown(by: cost.amount)
  }

  private static let barWidth = 30

  private var bar: String? {
    guard let limit = status.limit, let used = status.used, limit > .zero else { return nil }
    let share = min(1, (Double(used.digits) ?? 0) / (Double(limit.digits) ?? 1))
    let filled = Int((share * Double(Self.barWidth)).rounded())
    return "[" + String(repeating: "█", count: filled) + String(repeating: "░", count: Self.barWidth - filled)
      + "] \(Int((share * 100).rounded())) % used"
  }

  var text: String {
    var lines = ["key        \(key.masked)" + (status.label.map { "  \($0)" } ?? "")]
    if let bar { lines.append(bar) }
    lines.append("limit      " + (status.limit.map { "\($0.rounded(to: 2)) USD" } ?? "none"))
    if let used = status.used { lines.append("used       \(used.rounded(to: 4)) USD") }
    if let remaining = status.remaining { lines.append("remaining  \(remaining.rounded(to: 4)) USD") }
    if let reset = status.reset { lines.append("resets     \(reset)") }
    if let expires = status.expiresAt { lines.append("expires    \(expires)") }
    if let cost { lines.append("specimen   \(cost.amount.rounded(to: 5)) USD, \(cost.source)") }
    if let specimens { lines.append("buys       \(Plural.of(specimens, "specimen"))") }
    if let credits {
      let left = credits.bought - credits.used
      lines.append("credit     \(left.rounded(to: 2)) USD of \(credits.bought.rounded(to: 2)) USD are left")
    } else {
      lines.append("credit     not to be seen with this key")
    }
    return lines.joined(separator: "\n")
  }

  var json: JSONValue {
    func amount(_ money: Money?) -> JSONValue { money.map { .number($0.digits) } ?? .null }
    return [
      "key": .string(key.masked), "limit": amount(status.limit), "used": amount(status.used),
      "remaining": amount(status.remaining), "reset": status.reset.map(JSONValue.string) ?? .null,
      "expires_at": status.expiresAt.map(JSONValue.string) ?? .null, "cost_per_specimen": amount(cost?.amount),
      "cost_source": cost.map { .string($0.source) } ?? .null,
      "specimens": specimens.map { .number(String($0)) } ?? .null, "credits_bought": amount(credits?.bought),
      "credits_used": amount(credits?.used),
    ]
  }
}
