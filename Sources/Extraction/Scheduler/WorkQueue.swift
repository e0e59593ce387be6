/// The specimens that still have to be sent: new ones in their order, and those that come back, each at its time.
struct WorkQueue: Equatable {
  struct Returning: Equatable {
    let specimen: Int
    /// Requests made so far.
    let attempts: Int
    /// Passing faults met so far.
    let faults: Int
    let due: Duration
    var isFresh = false
  }

  private let fresh: [Int]
  private var nextFresh = 0
  /// Sorted by `due`, the latest first.
  private var returning: [Returning] = []

  init(_ specimens: [Int]) { fresh = specimens }

  var isEmpty: Bool { nextFresh == fresh.count && returning.isEmpty }

  mutating func put(_ item: Returning) {
    let place = returning.firstIndex { $0.due <= item.due } ?? returning.endIndex
    returning.insert(item, at: place)
  }

  /// What may be sent now: a specimen whose time has come, else a new one where `allowsFresh`.
  mutating func take(at now: Duration, allowsFresh: Bool) -> Returning? {
    if let last = returning.last, last.due <= now { return returning.removeLast() }
    guard allowsFresh, nextFresh < fresh.count else { return nil }
    defer { nextFresh += 1 }
    return Returning(specimen: fresh[nextFresh], attempts: 0, faults: 0, due: now, isFresh: true)
  }

  /// When the next specimen comes back.
  var nextDue: Duration? { returning.last?.due }
}
