public import Review

/// What a review was started with.
public struct ReviewSettings: Sendable {
  public var reviewer: Reviewer
  /// A second run over the same sheets, for suggestions and the queue.
  public var second: String?
  /// Where the images lie now; nil for where the run found them.
  public var input: String?
  /// Of the sheets that look certain, how many to look at all the same; from 0 to 1.
  public var controlShare = 0.05
  /// The confidence from which a sheet looks certain, in percent.
  public var certainFrom = 90

  public init(reviewer: Reviewer) { self.reviewer = reviewer }
}
