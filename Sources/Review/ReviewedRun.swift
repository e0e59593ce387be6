public import Extraction
internal import OpenRouter
internal import SystemLayer

/// The annotations of a run beside the records that they are about.
public struct ReviewedRun: Sendable {
  public let ledger: ReviewLedger
  /// Of each annotated image's present record; empty for a failure.
  public let recordSHA256: [SpecimenName: String]
  public let summary: ReviewSummary

  /// - Throws: `ReadFailure` where a file is there and cannot be read.
  public init(run: FilePath) throws(ReadFailure) {
    var log = AnnotationLog(run: run)
    let images = try log.readNew()
    var hashes: [SpecimenName: String] = [:]
    if !images.isEmpty {
      var records = RecordLines(path: run.appending("raw.jsonl").string)
      _ = try records.forEach { line in
        guard let record = RecordView(line: line.bytes), images.contains(record.image) else { return }
        hashes[record.image] = record.dwcSHA256
      }
    }
    ledger = log.ledger
    recordSHA256 = hashes
    summary = ReviewSummary(log.ledger, unreadable: log.unreadable) { hashes[$0] }
  }

  /// One line for each annotation: when, who, of what, and what they say.
  public var lines: [String] {
    ledger.all.map { annotation in
      let isStale = recordSHA256[annotation.image] != annotation.recordSHA256
      let says =
        switch annotation.action {
        case .accept: "accepts \(Self.quoted(annotation.seen ?? ""))"
        case .replace(let value): "corrects to \(Self.quoted(value))"
        case .flag: "flags"
        case .comment: "remarks"
        case .withdraw: "withdraws"
        }
      let words = annotation.comment.map { ": " + Self.quoted($0) } ?? ""
      return [
        annotation.created, Self.plain(annotation.reviewer.name), Self.plain(annotation.image.text),
        Self.plain(annotation.term), says + words + (isStale ? " (of an earlier answer, not applied)" : ""),
      ].joined(separator: "  ")
    }
  }

  private static func quoted(_ text: String) -> String { JSONValue.string(text).text }

  /// Without control characters, for a terminal.
  private static func plain(_ text: String) -> String { String(quoted(text).dropFirst().dropLast()) }
}
