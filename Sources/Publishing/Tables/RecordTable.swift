internal import DarwinCore
internal import Extraction
internal import OpenRouter

/// `herbx records`: one line for each specimen, for scripts and spreadsheets.
public struct RecordTable {
  public enum Format: String, Sendable, CaseIterable { case jsonl, csv, tsv }
  public enum Selection: String, Sendable, CaseIterable { case done, failed }

  private let records: RunRecords
  private let format: Format
  private let isFlat: Bool
  private let only: Selection?

  public init(_ records: RunRecords, format: Format, isFlat: Bool, only: Selection?) {
    self.records = records
    self.format = format
    self.isFlat = isFlat
    self.only = only
  }

  /// Hands each line to `body`, with its newline.
  public func forEachLine(_ body: (String) throws -> Void) throws {
    let terms = columns
    if let delimited { try body(delimited.row(head(terms))) }
    try records.forEach { entry, record, line in
      guard only == nil || (only == .done) == entry.isSuccess else { return }
      if let delimited {
        try body(delimited.row(row(record, terms)))
      } else {
        try body(isFlat ? flat(record).text + "\n" : String(decoding: line, as: UTF8.self) + "\n")
      }
    }
  }

  private var delimited: DelimitedText? {
    switch format {
    case .csv: .csv
    case .tsv: .tsv
    case .jsonl: nil
    }
  }

  /// The terms that some record has, those that are asked for in their order, then the others.
  private var columns: [String] {
    let asked = AskedTerms.all.map(\.name).filter(records.terms.contains)
    return asked + records.terms.subtracting(asked).sorted()
  }

  private func head(_ terms: [String]) -> [String] {
    ["image", "status"] + terms.flatMap { isFlat ? [$0] : [$0, "\($0)_confidence"] }
      + ["error_kind", "error", "model", "timestamp", "cost", "image_sha256"]
  }

  private func row(_ record: RecordView, _ terms: [String]) -> [String] {
    let fields = Dictionary(record.fields.map { ($0.term, $0) }) { _, last in last }
    let values = terms.flatMap { term -> [String] in
      let text = fields[term]?.text.map(Cell.clean) ?? ""
      let confidence = fields[term]?.confidence.map { DecimalText.text($0.fraction, decimals: 4) } ?? ""
      return isFlat ? [text] : [text, confidence]
    }
    return [Cell.clean(record.image.text), record.isSuccess ? "done" : "failed"] + values
      + [
        record.errorKind ?? "", Cell.clean(record.error ?? ""), record.model ?? "", record[.timestamp]?.string ?? "",
        record.cost?.digits ?? "", record.imageSHA256 ?? "",
      ].map(Cell.clean)
  }

  private func flat(_ record: RecordView) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("image", .string(record.image.text)), .init("status", .string(record.isSuccess ? "done" : "failed")),
    ]
    members += record.fields.map { .init($0.term, JSONValue($0.text)) }
    if !record.isSuccess {
      members += [.init("error_kind", JSONValue(record.errorKind)), .init("error", JSONValue(record.error))]
    }
    return .object(members)
  }
}
