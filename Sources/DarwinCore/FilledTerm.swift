/// Whether a term of a record says anything: its value is no placeholder, and its confidence is not zero.
///
/// A record is a success where at least one term *that was asked for* is filled; that an answer holds the name of some
/// term of the standard (`type`, `language`, `class`…) makes none.
public enum FilledTerm {
  /// - Parameters:
  ///   - value: nil where the term has none.
  ///   - confidence: as the model gave it, nil where it gave none or no number.
  public static func isFilled(_ term: String, value: String?, confidence: Double?) -> Bool {
    guard let value, confidence.flatMap(Confidence.init)?.isZero != true else { return false }
    return !Placeholder.matches(value, term: term)
  }
}

/// How sure a model says to be, from 0 to 1. What lies outside is unknown: `95` may be percent or a slip.
public struct Confidence: Sendable, Equatable {
  public let fraction: Double

  /// Nil where `fraction` is none from 0 to 1.
  public init?(_ fraction: Double) {
    guard (0...1).contains(fraction) else { return nil }
    self.fraction = fraction
  }

  public var isZero: Bool { fraction == 0 }
}
