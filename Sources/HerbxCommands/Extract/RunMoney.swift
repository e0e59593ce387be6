internal import Extraction
internal import Keys
internal import Logging
internal import OpenRouter
internal import SystemLayer

/// The money of one start: what it has sent and what that cost, what is unknown of it, and how that is learnt.
struct RunMoney: Sendable {
  let requests: RequestJournal
  let settlement: MoneySettlement

  init(
    _ folder: RunFolder, _ records: RecordIndex, account: AccountClient, journal: RunJournal, reserve: Money,
    secrets: SharedMask
  ) throws(CommandFailure) {
    do { requests = try RequestJournal(folder: folder.path, recorded: records.costs.byKey, secrets: secrets) } catch {
      throw CommandFailure(.writeFailed, error)
    }
    journal.begin(requests)
    settlement = MoneySettlement(requests: requests, account: account, journal: journal, reserve: reserve)
  }

  /// What earlier starts left, before this one reckons with it.
  func settleEarlier(_ key: APIKey, _ check: KeyCheck, bound: Money?, inFlight: Int) async {
    guard !requests.accounts.open.isEmpty else { return }
    await settlement.settle(
      key, check, left: bound.map { $0 - requests.accounts.total }, wanted: settlement.reserve * inFlight)
  }

  /// What a start reckons with.
  func apply(to settings: inout SchedulerSettings) {
    let accounts = requests.accounts
    settings.spent = max(settings.spent, accounts.total)
    settings.unconfirmed = settlement.reserve * accounts.open.count
    settings.unconfirmedRequests = accounts.open.count
    settings.settlesMoney = true
  }

  /// - Parameter most: zero where the service names neither prices nor costs: then nobody knows.
  private static func words(_ open: Int, most: Money) -> String {
    let requests = Plural.of(open, "request")
    if most == .zero { return "the service does not say what \(requests) have cost, nor what its model costs" }
    return "\(requests) may have been billed without word of it, \(most) at most: the next start asks the service"
  }

  /// Learns at a run's end what can be learnt without waiting, and names what may still be billed.
  func conclude(_ key: APIKey?, _ summary: inout RunSummary, _ journal: RunJournal) async {
    if let key { await settlement.settleOwn(key, waits: false) }
    summary.lostCost = requests.accounts.lostTotal
    let open = requests.accounts.open.count
    if open > 0 {
      let most = max(settlement.reserve, summary.highestCost) * open
      journal.logger.warning("⚠️ \(Self.words(open, most: most))")
    }
    requests.flush()
    if let failure = requests.failure { journal.logger.warning("⚠️ the journal of requests has gaps: \(failure)") }
  }
}
