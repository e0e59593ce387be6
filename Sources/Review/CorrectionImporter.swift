internal import Extraction
internal import OpenRouter
public import SystemLayer

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A table of corrections that was refused whole.
public struct CorrectionsRefused: Error, Sendable, Equatable {
  public let problems: [Corrections.Problem]
}

/// Makes annotations of a table of corrections.
public struct CorrectionImporter: Sendable {
  private let run: FilePath
  private let reviewer: Reviewer
  private static let longestTable = 64 << 20

  public init(run: FilePath, reviewer: Reviewer) {
    self.run = run
    self.reviewer = reviewer
  }

  /// Takes the corrections that are not in force already.
  /// - Returns: how many annotations were written.
  /// - Throws: `CorrectionsRefused` with every line that does not fit; `SystemError` or `ReadFailure`. Nothing was written
  ///   then.
  public func take(_ path: FilePath) throws -> Int {
    let bytes = try OpenFile(reading: path).readAll(limit: Self.longestTable)
    var log = AnnotationLog(run: run)
    try log.readNew()
    var records: [SpecimenName: RecordView] = [:]
    var lines = RecordLines(path: run.appending("raw.jsonl").string)
    let wanted = Set(Self.images(bytes))
    _ = try lines.forEach { line in
      guard let record = RecordView(line: line.bytes), wanted.contains(record.image) else { return }
      records[record.image] = record
    }
    let (corrections, problems) = Corrections.read(
      bytes, hasTerm: { image, term in records[image]?.fields.contains { $0.term == term } == true },
      isKnown: { records[$0]?.isSuccess == true })
    guard problems.isEmpty else { throw CorrectionsRefused(problems: problems) }
    // A table that names a field twice means what it says last.
    var named: Set<[String]> = []
    let last = corrections.reversed().filter { named.insert([$0.image.text, $0.term]).inserted }.reversed()
    let annotations = last.compactMap { correction in
      records[correction.image].flatMap { annotation(correction, $0, log.ledger) }
    }
    try log.append(annotations)
    return annotations.count
  }

  /// The images that a table names, whatever else is wrong with it.
  private static func images(_ bytes: [UInt8]) -> [SpecimenName] {
    guard let rows = try? CSV.parse(bytes), let header = rows.first,
      let column = header.fields.firstIndex(where: { $0[...].trimmingWhitespace.lowercased() == "image" })
    else { return [] }
    return rows.compactMap { $0.fields.indices.contains(column) ? SpecimenName($0.fields[column]) : nil }
  }

  /// Nil where the same is in force already. A comment on a value that the field has already decides nothing.
  private func annotation(
    _ correction: Corrections.Correction, _ record: RecordView, _ ledger: ReviewLedger
  ) -> Annotation? {
    let sha256 = record.dwcSHA256
    let review = ledger.reviews(of: correction.image, recordSHA256: sha256)[correction.term]
    let seen = review?.value ?? record.fields.first { $0.term == correction.term }?.text
    var action = Annotation.Action.replace(correction.value)
    // By bytes: two ways to write an accent are two values.
    if correction.value.utf8.elementsEqual((seen ?? "").utf8) {
      if let comment = correction.comment {
        let comments = ledger.comments(of: correction.image, term: correction.term)
        if comments.contains(where: { $0.comment == comment }) { return nil }
        action = .comment
      } else if review?.decision.action == action {
        return nil
      }
    }
    return Annotation(
      id: "urn:uuid:\(UUID().uuidString.lowercased())", reviewer: reviewer,
      created: Timestamp.now().iso8601, image: correction.image, term: correction.term,
      action: action, comment: correction.comment, seen: seen, recordSHA256: sha256)
  }
}
