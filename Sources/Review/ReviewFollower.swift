public import Extraction
internal import SystemLayer

/// What is reviewed of a run that goes on: records and annotations are read forwards, each line once.
public struct ReviewFollower {
  private var log: AnnotationLog
  private var records: RecordLines
  private var recordSHA256: [SpecimenName: String] = [:]

  public init(run: FilePath) {
    log = AnnotationLog(run: run)
    records = RecordLines(path: run.appending("raw.jsonl").string)
  }

  /// Nil where nobody has reviewed the run; its records are not read then.
  /// - Throws: `ReadFailure` where a file is there and cannot be read.
  public mutating func summary() throws(ReadFailure) -> ReviewSummary? {
    guard log.path.exists else { return nil }
    try log.readNew()
    var found: [SpecimenName: String] = [:]
    _ = try records.forEach { line in
      if let record = RecordView(line: line.bytes) { found[record.image] = record.dwcSHA256 }
    }
    recordSHA256.merge(found) { _, new in new }
    return ReviewSummary(log.ledger, unreadable: log.unreadable) { recordSHA256[$0] }
  }
}
