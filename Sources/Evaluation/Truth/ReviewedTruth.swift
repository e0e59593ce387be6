public import Extraction
internal import Review
internal import SystemLayer

/// What curators said of a run's specimens: the fields that they accepted or corrected. Of a field that nobody decided, or
/// that is flagged, nothing is known.
public struct ReviewedTruth: TruthSource {
  public let terms: [String]
  public let filledTerms: Set<String>
  private let values: [SpecimenName: [String: String]]

  public var count: Int { values.count }

  /// - Parameter run: the reviewed run's folder.
  /// - Throws: `TruthError` where nothing of it is reviewed, `ReadFailure` where a file cannot be read.
  public init(run: String) throws {
    let reviewed = try ReviewedRun(run: FilePath(run))
    var values: [SpecimenName: [String: String]] = [:]
    for image in reviewed.ledger.images {
      guard let sha256 = reviewed.recordSHA256[image], !sha256.isEmpty else { continue }
      let decided = reviewed.ledger.reviews(of: image, recordSHA256: sha256).compactMapValues {
        $0.isFlagged ? nil : $0.value
      }
      if !decided.isEmpty { values[image] = decided }
    }
    guard !values.isEmpty else {
      throw TruthError(
        .missing, "no field of `\(run)` is reviewed", hint: "review some sheets first: `herbx review \(run.shellWord)`")
    }
    self.values = values
    terms = Set(values.values.flatMap(\.keys)).sorted(by: LabelGroup.isBefore)
    filledTerms = values.values.reduce(into: Set()) { filled, fields in
      for (term, text) in fields where TruthValue(text: text) != .none { filled.insert(term) }
    }
  }

  public func values(of record: RecordView) -> [TruthValue]? {
    values[record.image].map { fields in terms.map { fields[$0].map(TruthValue.init(text:)) ?? .unknown } }
  }
}
