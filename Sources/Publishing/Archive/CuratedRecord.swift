public import Extraction

/// What curators said of a specimen's record.
public struct CuratedRecord: Sendable {
  public struct Value: Sendable {
    /// Empty where the curator says that the sheet has none.
    public let text: String
    /// The annotation's identifier.
    public let annotation: String

    public init(text: String, annotation: String) {
      self.text = text
      self.annotation = annotation
    }
  }

  public var values: [String: Value]
  /// Whether somebody has looked at the record and flagged nothing.
  public var isReviewed: Bool

  public init(values: [String: Value] = [:], isReviewed: Bool = false) {
    self.values = values
    self.isReviewed = isReviewed
  }
}

/// Where curators' words come from: a run's annotations.
public typealias CuratedRecords = @Sendable (RecordView) -> CuratedRecord
