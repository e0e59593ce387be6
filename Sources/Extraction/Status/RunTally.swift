internal import OpenRouter

/// Sums up a run's records and events, line by line, in whatever portions they come.
struct RunTally: Sendable {
  /// One image's standing after its last record.
  struct Entry: Sendable {
    var isSuccess: Bool
    var terms: TermSet
    /// Into `kinds`, for a failure.
    var kind: Int
  }

  private(set) var entries: [SpecimenName: Entry] = [:]
  private(set) var done = 0
  private(set) var filled = [Int](repeating: 0, count: TermTable.capacity)
  private(set) var terms = TermTable()
  private(set) var kinds = FailureKinds()
  private(set) var cost = Money.zero
  private(set) var wasted = Money.zero
  /// Successes of which the service did not say what they cost.
  private(set) var unpriced = 0
  private(set) var keys: [String: RunStatus.KeyUse] = [:]
  private(set) var minutes = MinuteCounts()
  /// Of the latest records, oldest first.
  private(set) var recent: [Timestamp] = []
  /// Where `recent` begins, once older ones were let go.
  private(set) var recentSince: Timestamp?
  private(set) var last: Timestamp?

  /// More than come in the minutes over which a rate is taken, but for runs so fast that fewer will do.
  private static let mostRecent = 4096

  var failed: Int { entries.count - done }

  /// Takes a line of `raw.jsonl`; one that is no record counts as nothing.
  mutating func addRecord(_ line: [UInt8]) -> RecordView? {
    guard let record = RecordView(line: line) else { return nil }
    add(record)
    return record
  }

  mutating func add(_ record: RecordView) {
    pay(record)
    stand(record)
    if let timestamp = record.timestamp { clock(timestamp, record.isSuccess) }
  }

  private mutating func pay(_ record: RecordView) {
    guard let paid = record.cost else {
      unpriced += record.isSuccess ? 1 : 0
      return
    }
    cost += paid
    if !record.isSuccess { wasted += paid }
    guard let key = record.keySHA256 else { return }
    keys[key, default: .init(key: String(key.prefix(12)), records: 0, cost: .zero)].records += 1
    keys[key]?.cost += paid
  }

  private mutating func stand(_ record: RecordView) {
    if let earlier = entries[record.image] {
      done -= earlier.isSuccess ? 1 : 0
      count(earlier.terms, by: -1)
      if !earlier.isSuccess { kinds.remove(earlier.kind) }
    }
    var entry = Entry(isSuccess: record.isSuccess, terms: terms.set(of: record.fields), kind: 0)
    if record.isSuccess {
      done += 1
    } else {
      entry.kind = kinds.add(record.errorKind ?? "unknown", .init(image: record.image.text, error: record.error ?? ""))
    }
    count(entry.terms, by: 1)
    entries[record.image] = entry
  }

  private mutating func count(_ set: TermSet, by step: Int) {
    if set == TermSet() { return }
    for number in terms.names.indices where set.contains(number) { filled[number] += step }
  }

  private mutating func clock(_ timestamp: Timestamp, _ isSuccess: Bool) {
    minutes.add(timestamp, isSuccess: isSuccess)
    last = max(last ?? timestamp, timestamp)
    recent.append(timestamp)
    guard recent.count > Self.mostRecent else { return }
    recentSince = recent[Self.mostRecent / 2 - 1]
    recent.removeFirst(Self.mostRecent / 2)
  }
}

/// Failures by their kind, with the latest examples of each.
struct FailureKinds: Sendable {
  struct Kind: Sendable {
    let name: String
    var count = 0
    var examples: [RunStatus.FailureGroup.Example] = []
  }

  private(set) var kinds: [Kind] = []
  private var numbers: [String: Int] = [:]
  private static let mostExamples = 20

  mutating func add(_ name: String, _ example: RunStatus.FailureGroup.Example) -> Int {
    let number = numbers[name] ?? kinds.count
    if number == kinds.count {
      kinds.append(Kind(name: name))
      numbers[name] = number
    }
    kinds[number].count += 1
    kinds[number].examples.append(example)
    if kinds[number].examples.count > Self.mostExamples { kinds[number].examples.removeFirst() }
    return number
  }

  mutating func remove(_ number: Int) { kinds[number].count -= 1 }
}

/// Records in each minute of a run.
struct MinuteCounts: Sendable {
  private(set) var counts: [Int: RunStatus.Timeline.Piece] = [:]

  mutating func add(_ timestamp: Timestamp, isSuccess: Bool) {
    let minute = timestamp.milliseconds / 60_000
    if isSuccess {
      counts[minute, default: .init()].succeeded += 1
    } else {
      counts[minute, default: .init()].failed += 1
    }
  }

  /// The whole time in at most `most` pieces.
  func timeline(most: Int) -> RunStatus.Timeline {
    guard let first = counts.keys.min(), let last = counts.keys.max() else { return .init() }
    let width = max(1, (last - first + most) / most)
    var timeline = RunStatus.Timeline()
    timeline.start = Timestamp(milliseconds: first * 60_000)
    timeline.pieceSeconds = width * 60
    timeline.pieces = Array(repeating: .init(), count: (last - first) / width + 1)
    for (minute, count) in counts {
      timeline.pieces[(minute - first) / width].succeeded += count.succeeded
      timeline.pieces[(minute - first) / width].failed += count.failed
    }
    return timeline
  }
}
