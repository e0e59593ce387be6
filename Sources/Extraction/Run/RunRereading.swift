internal import Logging
internal import OpenRouter

/// Judges the answers that a run's failures keep again, by the present rules and without a request.
public struct RunRereading: Sendable {
  /// One answer that is kept.
  public struct Finding: Sendable, Equatable {
    public let image: SpecimenName
    /// The failure's kind so far.
    public let before: String
    /// Nil where the answer holds a record.
    public let fault: String?
    /// The terms with a value, of a record.
    public let terms: Int
  }

  public private(set) var findings: [Finding] = []
  private var lines: [[UInt8]] = []

  /// Looks at the last record of each image.
  /// - Parameters:
  ///   - folder: the run folder.
  ///   - records: of the same run.
  public init(folder: String, records: RecordIndex, now: Timestamp = .now()) throws(ReadFailure) {
    let path = folder + "/raw.jsonl"
    let terms = try SnapshotFile.latest(in: folder)?["parameters"]?["terms"]?.array?.compactMap(\.string)
    let asked = terms.map { Set($0) } ?? AskedTerms.names
    var reader = RecordLines(path: path)
    var (number, sequence) = (0, records.highestSequence)
    var (findings, lines): ([Finding], [[UInt8]]) = ([], [])
    _ = try reader.forEach { line in
      number += 1
      guard let view = RecordView(line: line.bytes), records.entries[view.image]?.lastLine == number,
        records.entries[view.image]?.extracted == nil, let answer = KeptAnswer(view, asked: asked)
      else { return }
      let success = answer.success(sequence: sequence + 1, at: now)
      if let success {
        sequence += 1
        lines.append(success.line)
      }
      findings.append(
        Finding(
          image: view.image, before: view.errorKind ?? "",
          fault: success == nil ? answer.fault?.kind ?? "incomplete" : nil,
          terms: success.map { RecordView(line: Array($0.line.dropLast()))?.fields.count ?? 0 } ?? 0))
    }
    (self.findings, self.lines) = (findings, lines)
  }

  /// How many answers hold a record.
  public var successes: Int { lines.count }

  /// Appends the records that were found and takes them up into `records`.
  /// - Throws: `WriteFailure` where one could not be written.
  public func append(to journal: RunJournal, records: inout RecordIndex) async throws {
    guard !lines.isEmpty else { return }
    let results = await withCheckedContinuation { continuation in
      journal.append(lines.map { journal.log.json($0) }) { continuation.resume(returning: $0) }
    }
    for (line, result) in zip(lines, results) {
      try result.get()
      records.add(Array(line.dropLast()))
    }
    journal.logger.info(
      "📖 \(successes) of \(findings.count) kept answers hold a record by the present rules; nothing was asked for")
  }
}
