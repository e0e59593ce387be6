internal import DarwinCore

/// How many fields of one model another one confirms, over the specimens that both have read.
///
/// The fields are those of the first: where it says something, or, with a truth, where the sheet does; of terms that the
/// truth has at all. Both saying nothing where the sheet has a value is agreement, and not right.
public struct Agreement: Sendable, Equatable {
  public internal(set) var specimens = 0
  public private(set) var fields = 0
  /// Of these, in which the other says the same but for capitals, full stops and blanks.
  public private(set) var agree = 0
  /// In which it says the same fact, those of `agree` included.
  public private(set) var sameFact = 0
  /// Of `agree`, in which both say what the sheet says but for capitals, full stops and blanks.
  public private(set) var right = 0
  /// Of `sameFact`, in which the first says the sheet's fact.
  public private(set) var rightFacts = 0

  public init() {}

  /// - Parameters:
  ///   - truth: what the sheet says; nil where it says nothing, or where nobody knows.
  ///   - outcome: of `one`; nil without a truth.
  mutating func add(_ one: String?, _ other: String?, truth: String?, outcome: FieldOutcome?, kind: FactKind) {
    guard one != nil || truth != nil else { return }
    fields += 1
    let match = Self.match(one, other, kind)
    guard match.isSame else { return }
    sameFact += 1
    rightFacts += outcome?.isRight == true ? 1 : 0
    guard match != .sameFact else { return }
    agree += 1
    right += outcome == .exact || outcome == .normalised ? 1 : 0
  }

  mutating func add(_ other: Agreement) {
    specimens += other.specimens
    fields += other.fields
    agree += other.agree
    sameFact += other.sameFact
    right += other.right
    rightFacts += other.rightFacts
  }

  private static func match(_ one: String?, _ other: String?, _ kind: FactKind) -> ValueMatch {
    switch (one, other) {
    case (nil, nil): .exact
    case (let one?, let other?): ValueMatch(one, other, kind: kind)
    default: .different
    }
  }
}
