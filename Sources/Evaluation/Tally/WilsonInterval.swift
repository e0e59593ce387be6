/// In which range a share lies, with 95 % confidence, of which a sample shows so many of so many.
///
/// Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the American
/// Statistical Association 22 (1927), 209–212. It holds for few cases and for shares near 0 and 1, where the usual
/// `p ± 1.96 s` leaves the range from 0 to 1.
public struct WilsonInterval: Sendable, Equatable {
  public let low: Double
  public let high: Double

  /// The 97.5th percentile of the normal distribution.
  private static let z = 1.959963984540054

  /// Nil where there is no case.
  public init?(_ successes: Int, of cases: Int) {
    guard cases > 0 else { return nil }
    let (n, share, square) = (Double(cases), Double(successes) / Double(cases), Self.z * Self.z)
    let centre = share + square / (2 * n)
    let width = Self.z * (share * (1 - share) / n + square / (4 * n * n)).squareRoot()
    low = successes == 0 ? 0 : max(0, (centre - width) / (1 + square / n))
    high = successes == cases ? 1 : min(1, (centre + width) / (1 + square / n))
  }
}
