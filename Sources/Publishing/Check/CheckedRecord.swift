public import DarwinCore
public import Extraction
public import OpenRouter

/// What the rules say of one record.
public struct CheckedRecord: Sendable {
  /// A fault of a value, in words.
  public struct Finding: Sendable, Equatable {
    public let grade: QualityTest.Grade
    /// A BDQ label, a GBIF flag, or `herbx`.
    public let origin: String
    public let term: String
    public let value: String
    public let reason: String
  }

  public let image: SpecimenName
  public let findings: [Finding]
  /// Of each test, on the record as the model wrote it and as it would be exported.
  let before: [QualityResponse]
  let after: [QualityResponse]
  let flags: [GBIFFlag]

  public var hasError: Bool { findings.contains { $0.grade == .error } }

  init(_ record: RecordView, curated: CuratedRecord, dataset: DatasetValues, parameters: QualityParameters) {
    image = record.image
    let specimen = InterpretedSpecimen(record, curated: curated, dataset: dataset, minimumConfidence: nil)
    let exported = specimen.interpretation.termValues
    let written = Self.writtenValues(record)
    before = QualityTest.all.map { $0.response(to: written, parameters) }
    after = QualityTest.all.map { $0.response(to: exported, parameters) }
    flags = GBIFFlag.all(of: exported, latestYear: parameters.latestYear)
    let remarks = specimen.interpretation.remarks.map {
      Finding(
        grade: $0.isContradiction ? .error : .notice, origin: "herbx", term: $0.term, value: $0.text, reason: $0.reason)
    }
    let failures = zip(QualityTest.all, after).filter { $0.1.isNotCompliant }.map {
      Finding(grade: $0.0.grade, origin: $0.0.label, term: "", value: "", reason: $0.1.reason)
    }
    findings =
      remarks + failures
      + flags.map { Finding(grade: .notice, origin: $0.name, term: "", value: "", reason: $0.reason) }
  }

  /// The record's own words, placeholders included, by the terms' names without prefix.
  static func writtenValues(_ record: RecordView) -> TermValues {
    var values = TermValues()
    for field in record.dwc.map(RecordField.all) ?? [] {
      let name = field.term.split(separator: ":").last.map(String.init) ?? field.term
      if let text = field.text { values[name] = text }
    }
    return values
  }

  /// One line for each test, as the standard's own data have them.
  public var testLines: [JSONValue] {
    zip(QualityTest.all, before).map { test, response in
      .object([
        .init("image", .string(image.text)), .init("label", .string(test.label)), .init("guid", .string(test.guid)),
        .init("status", .string(response.status.rawValue)), .init("result", JSONValue(response.result)),
        .init("amendments", .object(response.amendments.map { .init($0.term, .string($0.value)) })),
        .init("reason", .string(response.reason)),
      ])
    }
  }

  /// The line of `quality.jsonl`: what is wrong, and what rules changed.
  public var json: JSONValue {
    let amendments = zip(QualityTest.all, before).flatMap { test, response in
      response.amendments.map { amendment in
        JSONValue.object([
          .init("label", .string(test.label)), .init("status", .string(response.status.rawValue)),
          .init("term", .string(amendment.term)), .init("value", .string(amendment.value)),
          .init("reason", .string(response.reason)),
        ])
      }
    }
    return .object([
      .init("image", .string(image.text)), .init("findings", .array(findings.map(\.json))),
      .init("amendments", .array(amendments)),
    ])
  }
}

extension CheckedRecord.Finding {
  /// A term and its value stand there where the finding is about one.
  var json: JSONValue {
    var members: [JSONValue.Member] = [.init("grade", .string(grade.rawValue)), .init("origin", .string(origin))]
    if !term.isEmpty { members += [.init("term", .string(term)), .init("value", .string(value))] }
    return .object(members + [.init("reason", .string(reason)), .init("sentence", .string(text))])
  }

  /// `error  eventDate `1967-07-15`: the verbatim date … says …`
  var text: String { term.isEmpty ? reason : "`\(term)` is `\(value)`: \(reason)" }
}
