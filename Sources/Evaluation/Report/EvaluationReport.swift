/// What an evaluation has found.
public struct EvaluationReport: Sendable, Equatable {
  public internal(set) var runs: [RunTally]
  public let hasTruth: Bool
  public let specimensOfTruth: Int
  /// By the run whose fields are looked at, and the one that confirms them; of a run with itself: nothing.
  public internal(set) var agreements: [[Agreement]]

  /// Whether a run of it is.
  public var isSimulated: Bool { runs.contains(where: \.isSimulated) }

  init(runs: [RunTally], hasTruth: Bool, specimensOfTruth: Int) {
    self.runs = runs
    self.hasTruth = hasTruth
    self.specimensOfTruth = specimensOfTruth
    agreements = Array(repeating: Array(repeating: Agreement(), count: runs.count), count: runs.count)
  }

  /// Takes what the same runs amount to over further specimens, whose names stand behind all of these.
  mutating func add(_ other: EvaluationReport) {
    for one in runs.indices {
      runs[one].add(other.runs[one])
      for index in runs.indices { agreements[one][index].add(other.agreements[one][index]) }
    }
  }

  /// Each run with each other one, the one with fewer specimens first.
  public var pairs: [(one: Int, other: Int)] {
    let order = runs.indices.sorted { (runs[$0].successes, $0) < (runs[$1].successes, $1) }
    return order.indices.flatMap { place in order[(place + 1)...].map { (order[place], $0) } }
      .flatMap { [$0, (one: $0.1, other: $0.0)] }
  }

  /// The confidences for which is said what accepting from there on would mean, in percent.
  public static let thresholds = [50, 60, 70, 80, 90, 95, 99]
}
