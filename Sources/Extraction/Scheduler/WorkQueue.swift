/// The specimens that still have to be sent: new ones in their order, and those that come back, each at its time.
struct WorkQueue: Equatable {
  struct Item: Equatable {
    let specimen: Int
    var tries = SpecimenTries()
    let due: Duration
    var isFresh = false
  }

  private let fresh: [Int]
  private var nextFresh = 0
  /// Sorted by `due`, the latest first.
  private var returning: [Item] = []

  init(_ specimens: [Int]) { fresh = specimens }

  var isEmpty: Bool { nextFresh == fresh.count && returning.isEmpty }
  /// How many of them speak for an outage: see `SpecimenTries.isTrusted`.
  func trusted(whereItCosts: Bool) -> Int {
    fresh.count - nextFresh + returning.count { $0.tries.isTrusted(whereItCosts: whereItCosts) }
  }

  mutating func put(_ item: Item) {
    let place = returning.firstIndex { $0.due <= item.due } ?? returning.endIndex
    returning.insert(item, at: place)
  }

  /// What may be sent now: a specimen whose time has come, else a new one where `allowsFresh`.
  mutating func take(at now: Duration, allowsFresh: Bool) -> Item? {
    if let last = returning.last, last.due <= now { return returning.removeLast() }
    return allowsFresh ? takeFresh(at: now) : nil
  }

  /// The specimen that says most about the service: one that has not failed before, if there is one.
  mutating func takeLeastTried(at now: Duration, allowsFresh: Bool) -> Item? {
    if allowsFresh, let item = takeFresh(at: now) { return item }
    let ranks = returning.indices.map { (returning[$0].tries.faults, returning[$0].tries.requests, -$0) }
    return ranks.min(by: <).map { returning.remove(at: -$0.2) }
  }

  private mutating func takeFresh(at now: Duration) -> Item? {
    guard nextFresh < fresh.count else { return nil }
    defer { nextFresh += 1 }
    return Item(specimen: fresh[nextFresh], due: now, isFresh: true)
  }

  /// Settles the undecided faults of those that wait, and takes out those that have reached `limit`.
  mutating func settle(charge: Int, limit: Int) -> [Item] {
    for index in returning.indices { returning[index].tries.settle(charge: charge) }
    let failed = returning.filter { $0.tries.faults >= limit }
    if !failed.isEmpty { returning.removeAll { $0.tries.faults >= limit } }
    return failed
  }

  /// The next of those that have never been sent.
  var nextUnsent: Int? { nextFresh < fresh.count ? fresh[nextFresh] : nil }

  /// When the next specimen comes back.
  var nextDue: Duration? { returning.last?.due }
}
