internal import Extraction
internal import OpenRouter
internal import SystemLayer

/// What one shard may cost: its share of the run's bound, by the deal of its submission.
struct ShardMoney {
  let part: ShardPart
  let definition: RunDefinition
  let input: String
  /// What one request may cost, by the catalogue; nil where it names no price.
  let worstCase: Money?

  /// What a shard needs to begin, in requests.
  private static let first = 2

  /// Deals anew where this submission has no deal yet, where the bound is another, and, without a batch system, where no
  /// other shard is running.
  /// - Parameter asked: `--max-cost` of this start; nil leaves the run's bound as it is.
  /// - Returns: nil where the run has no bound; and what a person should know of it.
  func share(asked: Money?) async throws -> (share: Money?, remarks: [String]) {
    let before = part.files.bound(of: definition)
    guard let bound = asked ?? before else { return (nil, []) }
    let change = before.flatMap { $0 == bound ? nil : Extract.boundRemark("--max-cost", from: $0, to: bound) }
    let share = try await deal(bound).amounts[part.shard.number] ?? .zero
    return (share, [change, "of the run's \(bound) this shard may spend \(share) in all"].compactMap { $0 })
  }

  private func deal(_ bound: Money) async throws -> MoneyShares {
    // A shard that began while the money was dealt may go by the deal before: then once more, with what it holds.
    var isUnsure = false
    while true {
      let latest = part.files.shares()
      let running = await others()
      if let latest, !isUnsure, holds(latest.shares, bound, running) { return latest.shares }
      let (standings, highest) = try standings(held(by: running, latest))
      let dealt = MoneyShares(
        of: bound, submission: part.submission, among: standings, least: max(worstCase ?? .zero, highest) * Self.first)
      guard try part.files.deal(dealt, number: (latest?.number ?? 0) + 1) else { continue }
      isUnsure = await others() != running
      if !isUnsure { return dealt }
    }
  }

  private func holds(_ shares: MoneyShares, _ bound: Money, _ running: Set<Int>) -> Bool {
    guard shares.submission == part.submission, (shares.bound ?? bound) == bound else { return false }
    return !part.submission.isEmpty || !running.isEmpty
  }

  /// The other shards that run by an earlier deal: tasks of this submission wait for its own.
  private func others() async -> Set<Int> {
    var found = othersAtThisMoment()
    // Who has just taken a shard's lock has not said yet who it is: there still stands who held it before.
    for _ in 0..<4 where !found.isEmpty && !part.submission.isEmpty {
      try? await Task.sleep(for: .milliseconds(100))
      found.formIntersection(othersAtThisMoment())
    }
    return found
  }

  private func othersAtThisMoment() -> Set<Int> {
    Set(
      part.run.shards.filter { other in
        guard other != part.shard, let holder = RunFolder.holder(of: part.run.folder(of: other)) else { return false }
        return part.submission.isEmpty || ShardPart.submission(holder.job) != part.submission
      }.map(\.number))
  }

  /// What these may spend: the more of the last two deals, since a shard may have read either.
  private func held(by running: Set<Int>, _ latest: (number: Int, shares: MoneyShares)?) -> [Int: Money] {
    guard let latest else { return [:] }
    let amounts = latest.shares.amounts.merging(
      part.files.shares(number: latest.number - 1)?.amounts ?? [:], uniquingKeysWith: max)
    return amounts.filter { running.contains($0.key) }
  }

  /// With the highest cost of an answer.
  private func standings(_ held: [Int: Money]) throws -> ([MoneyShares.Standing], highest: Money) {
    let names = Dictionary(grouping: definition.specimens(input, of: part.run)) {
      Shard.number(of: $0, count: definition.shards)
    }
    let shards = (1...definition.shards).compactMap { Shard(number: $0, of: definition.shards) }
    let found = try shards.map { shard in (shard, try standing(of: shard, names[shard.number] ?? [])) }
    let highest = found.compactMap(\.1.spending.highest).max() ?? .zero
    let standings = found.map { shard, standing in
      // Starts that were killed have paid for answers of which no record tells.
      MoneyShares.Standing(
        shard: shard.number, spent: standing.spending.total(orElse: max(worstCase ?? .zero, highest)),
        open: standing.open, held: held[shard.number])
    }
    return (standings, highest)
  }

  private func standing(of shard: Shard, _ names: [SpecimenName]) throws -> (spending: Spending, open: Int) {
    let folder = part.run.folder(of: shard)
    var records = RecordIndex()
    _ = try records.read(path: folder + "/raw.jsonl")
    return (try Spending(of: folder, records), names.count { records.entries[$0]?.isSuccess != true })
  }
}
