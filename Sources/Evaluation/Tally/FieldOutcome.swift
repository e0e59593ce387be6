public import DarwinCore

/// What became of one field of one specimen. A field is in one of these and in no other.
public enum FieldOutcome: Int, Sendable, CaseIterable {
  case exact, normalised, sameFact, lessPrecise
  /// The sheet has a value, the answer has none.
  case omitted
  /// The answer has a value, the sheet has none.
  case invented
  /// The answer says another fact than the sheet.
  case wrong

  /// Nil where neither says anything.
  /// - Parameter answer: nil where the model gave nothing that says something.
  public init?(answer: String?, truth: String?, kind: FactKind) {
    switch (answer, truth) {
    case (nil, nil): return nil
    case (nil, _?): self = .omitted
    case (_?, nil): self = .invented
    case (let answer?, let truth?):
      switch ValueMatch(answer, truth, kind: kind) {
      case .exact: self = .exact
      case .normalised: self = .normalised
      case .sameFact: self = .sameFact
      case .lessPrecise: self = .lessPrecise
      case .different: self = .wrong
      }
    }
  }

  /// Whether the answer says what the sheet says.
  public var isRight: Bool { self == .exact || self == .normalised || self == .sameFact }

  /// Whether the answer says anything.
  public var isAnswered: Bool { self != .omitted }

  /// Its name in JSON.
  public var name: String {
    switch self {
    case .exact: "exact"
    case .normalised: "normalised"
    case .sameFact: "same_fact"
    case .lessPrecise: "less_precise"
    case .omitted: "omitted"
    case .invented: "invented"
    case .wrong: "wrong"
    }
  }
}
