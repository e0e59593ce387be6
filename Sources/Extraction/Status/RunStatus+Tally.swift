internal import OpenRouter

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

extension RunStatus {
  /// The minutes over which a running run's rate is taken.
  static let rateWindow = 300_000

  init(
    id: String, holder: LockHolder?, _ tally: RunTally, _ events: EventTally, _ images: Int?, _ recordedModel: String?,
    _ now: Timestamp
  ) {
    self.id = id
    state = Self.state(holder: holder, events, hasRecords: tally.done + tally.failed > 0)
    self.holder = isRunning ? holder : nil
    model = events.model ?? recordedModel
    (firstStarted, started, starts) = (events.firstStarted, events.started, events.starts)
    ended = isRunning ? nil : events.ended ?? tally.last ?? events.started
    (done, failed) = (tally.done, tally.failed)
    total = max(events.total ?? images ?? 0, done + failed)
    remaining = isRunning || events.todo != nil ? max(0, max(0, events.todo ?? open) - events.decided) : open
    inFlightLimit = events.inFlightLimit
    outage = isRunning ? events.outage(at: now) : nil
    (freePerDay, stopping) = (events.freePerDay, isRunning ? events.stopping : nil)
    ratePerMinute = rate(tally, now)
    cost.total = tally.cost
    cost.wasted = tally.wasted
    cost.unpriced = tally.unpriced
    cost.perSuccess = done > 0 && tally.unpriced == 0 ? Money(amount: tally.cost.amount / Decimal(done)) : nil
    keys = tally.keys.values.sorted { ($1.records, $0.key) < ($0.records, $1.key) }
    coverage = Self.coverage(tally)
    failures = Self.failures(tally)
    (keyEvents, notes) = (events.keyEvents, events.notes)
    (rotations, throttled) = (events.rotations, events.throttled)
    timeline = tally.minutes.timeline(most: 180)
  }

  private static func state(holder: LockHolder?, _ events: EventTally, hasRecords: Bool) -> State {
    if let holder, !hasEnded(holder, events) { return .running(pid: holder.pid.map(String.init) ?? "unknown") }
    switch events.end {
    case .completed: return .finished
    case .stopped(let kind, let message): return .stopped(kind: kind, message: message)
    case nil where events.starts == 0 && !hasRecords:
      return .stopped(kind: "not_started", message: "no start of it has begun to send; run.log says why")
    case nil: return .died
    }
  }

  /// Whether the holder of the lock is the start that has told of its end, and only has not let go yet.
  private static func hasEnded(_ holder: LockHolder, _ events: EventTally) -> Bool {
    guard let pid = holder.pid, pid == events.pid, let began = holder.started, let ended = events.ended else {
      return false
    }
    return events.end != nil && began <= ended
  }

  /// While a run goes on, what the last minutes brought; else the whole of the latest start.
  private func rate(_ tally: RunTally, _ now: Timestamp) -> Double? {
    let end = isRunning ? now : tally.last ?? now
    // Another host's clock may be ahead.
    var begin = started.flatMap { $0 < end ? $0 : nil } ?? tally.recent.first { $0 < end } ?? end
    if isRunning { begin = max(begin, Timestamp(milliseconds: now.milliseconds - Self.rateWindow)) }
    if let since = tally.recentSince, since > begin { begin = since }
    let count = tally.recent.count { $0 >= begin && $0 <= end }
    let span = end.milliseconds - begin.milliseconds
    return count > 0 && span > 0 ? Double(count) * 60_000 / Double(span) : nil
  }

  private static func coverage(_ tally: RunTally) -> [Coverage] {
    guard tally.done > 0 else { return [] }
    return tally.terms.names.indices.filter { tally.filled[$0] > 0 }.map { number in
      Coverage(
        term: tally.terms.names[number], filled: tally.filled[number],
        share: Double(tally.filled[number]) / Double(tally.done))
    }.sorted { ($1.filled, $0.term) < ($0.filled, $1.term) }
  }

  private static func failures(_ tally: RunTally) -> [FailureGroup] {
    let groups = tally.kinds.kinds.enumerated().filter { $1.count > 0 }.map { number, kind in
      let standing = kind.examples.last { example in
        tally.entries[SpecimenName(example.image)].map { !$0.isSuccess && $0.kind == number } ?? false
      }
      return FailureGroup(kind: kind.name, count: kind.count, example: standing)
    }
    return groups.sorted { ($1.count, $0.kind) < ($0.count, $1.kind) }
  }
}
