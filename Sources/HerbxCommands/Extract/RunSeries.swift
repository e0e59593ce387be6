internal import Extraction
internal import OpenRouter
internal import SystemLayer

/// Ordinary runs of several models over the same specimens, one after the other, under one bound: each may spend what the
/// others have left, whatever became of earlier starts.
struct RunSeries {
  let starts: [Extract]
  /// In US dollars; nil for none.
  let bound: Money?

  /// Runs that end so leave a person something to do before the next can begin.
  private static let passing: Set<ExitStatus> = [
    .everySpecimenHasARecord, .someSpecimensFailed, .earlyValidation, .outOfMoney, .modelGone,
  ]

  /// Goes on with each run that is not done.
  /// - Parameter failed: is told what ended a run before it began.
  /// - Returns: the first status that is not 0.
  func run(
    _ basis: StartBasis, _ context: CommandContext, failed: (String, CommandFailure) -> Void
  ) async throws -> ExitStatus {
    var first = ExitStatus.everySpecimenHasARecord
    for index in starts.indices {
      var start = starts[index]
      var own = basis
      if index > 0 { own.second = nil }
      start.bounds.maxCost = try bound.map { try left(for: index, of: $0).digits } ?? start.bounds.maxCost
      let status: ExitStatus
      do {
        try await start.once(own, context)
        status = .everySpecimenHasARecord
      } catch let exit as SilentExit {
        status = exit.status
      } catch let failure as CommandFailure where Self.passing.contains(failure.status) {
        failed(start.output, failure)
        status = failure.status
      }
      guard Self.passing.contains(status) else { throw SilentExit(status: status) }
      if first == .everySpecimenHasARecord { first = status }
    }
    return first
  }

  private func left(for index: Int, of bound: Money) throws(CommandFailure) -> Money {
    let all = try starts.map { start throws(CommandFailure) in try Spending(of: start.output) }
    // A model that was killed before its first answer has no cost of its own to count what it left in flight at.
    let dearest = all.compactMap(\.highest).max() ?? .zero
    let spent = all.indices.filter { $0 != index }.map { all[$0].total(orElse: dearest) }.reduce(.zero, +)
    return spent < bound ? bound - spent : .zero
  }
}

/// What a run has cost: by its records, or by its journal of requests where that knows of more.
struct Spending {
  let paid: Money
  /// Of one answer; nil where none has come.
  let highest: Money?
  /// What may still be billed.
  let open: Int

  init(of folder: String) throws(CommandFailure) {
    let folder = RunPath.plain(folder)
    var records = RecordIndex()
    do { _ = try records.read(path: folder + "/raw.jsonl") } catch { throw CommandFailure(.inputMissing, error) }
    try self.init(of: folder, records)
  }

  /// - Parameter records: those of the folder.
  init(of folder: String, _ records: RecordIndex) throws(CommandFailure) {
    let accounts: RequestAccounts
    do { accounts = try RequestJournal.accounts(in: folder) } catch { throw CommandFailure(.inputMissing, error) }
    (paid, highest, open) = (max(records.cost, accounts.total), records.spread.highest, accounts.open.count)
  }

  /// With what may still be billed, at the highest cost seen.
  /// - Parameter other: where this run has seen none.
  func total(orElse other: Money = .zero) -> Money { paid + (highest ?? other) * open }
}
