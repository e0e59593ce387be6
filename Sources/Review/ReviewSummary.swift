public import Extraction
public import OpenRouter
internal import SystemLayer

extension RecordView {
  /// SHA-256 of the bytes of `dwc` as they stand in the record, by which an annotation knows the answer it was made of;
  /// empty for a failure.
  public var dwcSHA256: String {
    isSuccess ? self[.dwc].map { ContentHash.hex(of: Array($0.text)) } ?? "" : ""
  }
}

/// What is reviewed of a run, in figures.
public struct ReviewSummary: Sendable, Equatable {
  /// Sheets with a decided field.
  public var sheets = 0
  public var accepted = 0
  public var replaced = 0
  public var flagged = 0
  /// Fields for which two reviewers decided differently.
  public var conflicts = 0
  /// Annotations of an earlier answer about an image that was extracted again.
  public var stale = 0
  /// Lines of `annotations.jsonl` that are no annotation.
  public var unreadable = 0

  public init() {}

  /// - Parameter recordSHA256: of an image's present record; nil for one that has none.
  public init(_ ledger: ReviewLedger, unreadable: Int = 0, recordSHA256: (SpecimenName) -> String?) {
    self.unreadable = unreadable
    for image in ledger.images {
      let sha256 = recordSHA256(image) ?? ""
      let reviews = ledger.reviews(of: image, recordSHA256: sha256)
      if !reviews.isEmpty { sheets += 1 }
      for review in reviews.values { count(review) }
      stale += ledger.stale(of: image, recordSHA256: sha256).count
    }
  }

  private mutating func count(_ review: FieldReview) {
    switch review.decision.action {
    case .accept: accepted += 1
    case .replace: replaced += 1
    case .flag: flagged += 1
    case .comment, .withdraw: break
    }
    if review.conflict != nil { conflicts += 1 }
  }

  /// Reads a run folder; nil where nobody has reviewed it.
  /// - Throws: `ReadFailure` where a file is there and cannot be read.
  public static func read(run: FilePath) throws(ReadFailure) -> ReviewSummary? {
    guard run.appending("annotations.jsonl").exists else { return nil }
    return try ReviewedRun(run: run).summary
  }

  /// As it stands in JSON; nil beside a run that nobody has reviewed.
  public var json: JSONValue {
    [
      "sheets": JSONValue(sheets), "accepted": JSONValue(accepted), "corrected": JSONValue(replaced),
      "flagged": JSONValue(flagged), "conflicts": JSONValue(conflicts), "stale": JSONValue(stale),
      "unreadable": JSONValue(unreadable),
    ]
  }

  /// In one line, for people.
  public var sentence: String {
    let parts = [
      (accepted, "accepted"), (replaced, "corrected"), (flagged, "flagged"), (conflicts, "in conflict"),
      (stale, "of an earlier answer"), (unreadable, "unreadable"),
    ]
    let words = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    return "\(sheets) \(sheets == 1 ? "sheet" : "sheets") reviewed" + (words.isEmpty ? "" : ": fields " + words)
  }
}
