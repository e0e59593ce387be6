internal import Extraction
internal import Keys
internal import Logging
internal import OpenRouter
internal import SystemLayer

/// Learns what requests have cost whose answers never came: before a start reckons with them, while a run stands at its
/// bound, and at its end.
///
/// A killed start leaves word of what it had in flight; the service knows what of it was billed. Where the head of an answer
/// had come, the service is asked for that answer; else what `/key` says is used of the key, beyond what is accounted for,
/// is all that they can have cost together.
struct MoneySettlement: Sendable {
  let requests: RequestJournal
  let account: AccountClient
  let journal: RunJournal
  /// What is kept back for one request.
  let reserve: Money
  var now: @Sendable () -> Timestamp = { .now() }
  /// Returns after the duration.
  var sleep: @Sendable (Duration) async -> Void = { try? await Task.sleep(for: $0) }

  /// How long after it was sent a request may still be billed.
  static let age = Duration.seconds(60)
  /// How long what `/key` says may lag behind answers.
  static let lag = Duration.seconds(2)
  /// Answers that are asked after one by one.
  private static let mostQuestions = 100

  /// What an earlier start left.
  /// - Parameters:
  ///   - key: in force, with what `/key` says of it.
  ///   - left: what the bound leaves beside what was spent, and what a start wants at once; where what is not settled yet
  ///     stands between them, the requests are given their time first. Nil where there is no bound.
  func settle(_ key: APIKey, _ check: KeyCheck, left: Money?, wanted: Money) async {
    await askOneByOne(key)
    let open = requests.accounts.open
    guard !open.isEmpty else { return }
    var check = check
    if let left, left < reserve * open.count + wanted, left >= reserve, let rest {
      await wait(for: rest)
      check = await account.check(key)
    }
    askForUse(key, check)
    let unknown = requests.accounts.open.count
    if unknown > 0 {
      journal.logger.warning(
        "⚠️ what \(unknown) requests of an earlier start have cost is not known: \(reserve * unknown) count against the bound"
      )
    }
  }

  /// While a run stands at its bound, or at its end; nothing is in flight.
  /// - Parameter waits: whether the requests are given the time in which they may still be billed.
  /// - Returns: how many requests are settled, and what they have cost together.
  @discardableResult
  func settleOwn(_ key: APIKey, waits: Bool) async -> (requests: Int, cost: Money) {
    let before = requests.accounts
    guard !before.open.isEmpty else { return (0, .zero) }
    await askOneByOne(key)
    if waits, let rest {
      await wait(for: rest)
    } else if requests.accounts.open.values.contains(where: \.isAnswered) {
      await sleep(Self.lag)
    }
    if rest == nil { askForUse(key, await account.check(key)) }
    let after = requests.accounts
    return (before.open.count - after.open.count, after.lostTotal - before.lostTotal)
  }

  /// How long it takes until none of the requests can still be billed; nil where that is so already.
  private var rest: Duration? {
    guard let youngest = requests.accounts.open.values.filter({ !$0.isAnswered }).map(\.sent).max() else { return nil }
    let wait = Self.age - now().duration(since: youngest)
    return wait > .zero && wait <= Self.age ? wait : nil
  }

  private func wait(for rest: Duration) async {
    let count = requests.accounts.open.count
    journal.logger.info(
      "waiting \(rest.components.seconds + 1) s to learn what \(count) requests have cost whose answers never came")
    await sleep(rest + .milliseconds(100))
  }

  private func askForUse(_ key: APIKey, _ check: KeyCheck) {
    guard case .alive(let status) = check, let used = status.spent,
      let settlement = requests.accounts.settlement(
        of: key.sha256, used: used, reserve: reserve, sentBefore: now().advanced(by: .zero - Self.age))
    else { return }
    requests.settle(settlement)
    tell(settlement.numbers.count, settlement.cost, "at most, by what /key says is used")
  }

  private func askOneByOne(_ key: APIKey) async {
    let known = requests.accounts.open.values.filter { $0.generationID != nil }.sorted { $0.number < $1.number }
    var (count, sum) = (0, Money.zero)
    for request in known.prefix(Self.mostQuestions) {
      guard let id = request.generationID, let cost = await account.cost(ofGeneration: id, key) else { continue }
      requests.settle(Settlement(key: request.key, numbers: [request.number], cost: cost))
      (count, sum) = (count + 1, sum + cost)
    }
    if count > 0 { tell(count, sum, "by what the service says of each") }
  }

  private func tell(_ count: Int, _ cost: Money, _ source: String) {
    journal.logger.info("\(count) requests whose answers never came have cost \(cost), \(source)")
  }
}
