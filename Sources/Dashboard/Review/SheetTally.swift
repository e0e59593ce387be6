internal import Review

/// What is decided of one sheet.
struct SheetTally: Sendable, Equatable {
  var open = 0
  var accepted = 0
  var replaced = 0
  var flagged = 0
  var conflicts = 0
  var stale = 0

  init() {}

  init(_ reviews: some Collection<FieldReview>, open: Int, stale: Int) {
    (self.open, self.stale) = (open, stale)
    for review in reviews {
      switch review.decision.action {
      case .accept: accepted += 1
      case .replace: replaced += 1
      case .flag, .comment, .withdraw: flagged += 1
      }
      if review.conflict != nil { conflicts += 1 }
    }
  }

  static func + (one: SheetTally, other: SheetTally) -> SheetTally {
    var sum = one
    sum.open += other.open
    sum.accepted += other.accepted
    sum.replaced += other.replaced
    sum.flagged += other.flagged
    sum.conflicts += other.conflicts
    sum.stale += other.stale
    return sum
  }
}
