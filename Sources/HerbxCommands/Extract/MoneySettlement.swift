internal import Extraction
internal import Keys
internal import Logging
internal import OpenRouter
internal import SystemLayer

/// Learns what requests have cost whose answers never came, before a start reckons with them.
///
/// A killed start leaves word of what it had in flight; the service knows what of it was billed. Where the head of an answer
/// had come, the service is asked for that answer; else what `/key` says is used of the key, beyond what is accounted for,
/// is all that they can have cost together.
struct MoneySettlement {
  let requests: RequestJournal
  let account: AccountClient
  let journal: RunJournal
  /// What is kept back for one request.
  let reserve: Money

  /// How long after it was sent a request may still be billed.
  static let age = Duration.seconds(60)
  /// Answers that are asked after one by one.
  private static let mostQuestions = 100

  /// - Parameters:
  ///   - key: in force, with what `/key` says of it.
  ///   - left: what the bound leaves beside what was spent, and what a start wants at once; where what is not settled yet
  ///     stands between them, the requests are given their time first. Nil where there is no bound.
  func settle(_ key: APIKey, _ check: KeyCheck, left: Money?, wanted: Money) async {
    await askOneByOne(key)
    let open = requests.accounts.open
    guard !open.isEmpty else { return }
    var check = check
    if let left, let youngest = open.values.map(\.sent).max(), left < reserve * open.count + wanted, left >= reserve {
      let wait = Self.age - Timestamp.now().duration(since: youngest)
      if wait > .zero, wait <= Self.age {
        journal.logger.info(
          "waiting \(wait.components.seconds + 1) s to learn what \(open.count) requests of an earlier start have cost")
        try? await Task.sleep(for: wait + .milliseconds(100))
        check = await account.check(key)
      }
    }
    if case .alive(let status) = check, let used = status.used,
      let settlement = requests.accounts.settlement(
        of: key.sha256, used: used, reserve: reserve, sentBefore: Timestamp.now().advanced(by: .zero - Self.age))
    {
      requests.settle(settlement)
      journal.logger.info(
        "\(settlement.numbers.count) requests of an earlier start have cost \(settlement.cost) at most, by what /key says is used"
      )
    }
    let rest = requests.accounts.open.count
    if rest > 0 {
      journal.logger.warning(
        "⚠️ what \(rest) requests of an earlier start have cost is not known: \(reserve * rest) count against the bound")
    }
  }

  private func askOneByOne(_ key: APIKey) async {
    let known = requests.accounts.open.values.filter { $0.generationID != nil }.sorted { $0.number < $1.number }
    for request in known.prefix(Self.mostQuestions) {
      guard let id = request.generationID, let cost = await account.cost(ofGeneration: id, key) else { continue }
      requests.settle(Settlement(key: request.key, numbers: [request.number], cost: cost))
    }
  }
}
