public import OpenRouter

/// What each shard of a run may cost in all, so that together they stay within the run's bound.
///
/// Dealt once for each submission, by the first of its tasks: what is left goes to the shards by how many images each has
/// still to do. A shard that runs by an earlier deal keeps what it was dealt there.
public struct MoneyShares: Sendable, Equatable {
  /// One shard before the deal.
  public struct Standing: Sendable {
    public let shard: Int
    public let spent: Money
    /// Images without a success.
    public let open: Int
    /// What it may spend by an earlier deal, where it runs by that one.
    public let held: Money?

    public init(shard: Int, spent: Money, open: Int, held: Money?) {
      (self.shard, self.spent, self.open, self.held) = (shard, spent, open, held)
    }
  }

  /// Of the batch system's array, or of nothing.
  public let submission: String
  /// The run's bound when it was dealt; nil in deals of earlier versions.
  public let bound: Money?
  /// By shard: with what it has spent.
  public private(set) var amounts: [Int: Money] = [:]

  /// - Parameter least: what a shard needs to begin. Where the parts would be smaller, fewer shards get one.
  public init(of bound: Money, submission: String, among standings: [Standing], least: Money = .zero) {
    (self.submission, self.bound) = (submission, bound)
    let taken = standings.map { max($0.held ?? .zero, $0.spent) }.reduce(Money.zero, +)
    let left = bound > taken ? bound - taken : .zero
    for standing in standings { amounts[standing.shard] = max(standing.held ?? .zero, standing.spent) }
    var taking = standings.filter { $0.held == nil && $0.open > 0 }.sorted { ($1.open, $0.shard) < ($0.open, $1.shard) }
    var open = taking.map(\.open).reduce(0, +)
    while taking.count > 1, let last = taking.last, left.divided(by: open) * last.open < least {
      taking.removeLast()
      open -= last.open
    }
    for standing in taking {
      amounts[standing.shard] = standing.spent + Self.roundedDown(left.divided(by: open) * standing.open)
    }
  }

  /// To millionths: more digits say nothing, and rounding up would break the bound.
  private static func roundedDown(_ amount: Money) -> Money {
    let step = Money(digits: "0.000001") ?? .zero
    let near = Money(digits: amount.rounded(to: 6)) ?? .zero
    return near > amount ? near - step : near
  }

  public init?(json: JSONValue) {
    guard let submission = json["submission"]?.string, let members = json["shards"]?.members else { return nil }
    self.submission = submission
    bound = json["max_cost"]?.string.flatMap(Money.init(digits:))
    for member in members {
      if let number = Int(member.name), let amount = member.value.string.flatMap(Money.init(digits:)) {
        amounts[number] = amount
      }
    }
  }

  public var json: JSONValue {
    let members = amounts.sorted { $0.key < $1.key }.map { JSONValue.Member(String($0.key), .string($0.value.digits)) }
    return [
      "submission": .string(submission), "max_cost": bound.map { .string($0.digits) } ?? .null,
      "shards": .object(members),
    ]
  }
}
