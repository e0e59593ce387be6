public import DarwinCore
public import Extraction
public import OpenRouter
internal import SystemLayer

/// `herbx check`: what the rules say of a run's records.
public struct QualityReport: Sendable {
  private struct Counts {
    var compliant = 0
    var notCompliant = 0
    var unmet = 0
    var amended = 0

    mutating func add(_ response: QualityResponse) {
      switch (response.status, response.isNotCompliant) {
      case (.hasResult, true): notCompliant += 1
      case (.hasResult, false): compliant += 1
      case (.prerequisitesNotMet, _): unmet += 1
      case (.amended, _), (.filledIn, _): amended += 1
      case (.notAmended, _): break
      }
    }
  }

  private var before = [Counts](repeating: Counts(), count: QualityTest.all.count)
  private var after = [Counts](repeating: Counts(), count: QualityTest.all.count)
  private var flags: [String: Int] = [:]
  private var contradictions: [String: Int] = [:]
  public private(set) var recordCount = 0
  public private(set) var recordsWithErrors = 0
  private var errorLines: [String] = []
  private var lines: [JSONValue] = []
  private let keepsLines: Bool

  /// The most records with errors that the text names.
  private static let mostNamed = 50

  /// - Parameter keepsLines: whether `json` lists each record.
  public init(keepsLines: Bool) { self.keepsLines = keepsLines }

  /// Checks each success of a run and hands it to `body`.
  public mutating func check(
    _ records: RunRecords, curated: CuratedRecords, dataset: DatasetFile, parameters: QualityParameters,
    body: (CheckedRecord) throws -> Void
  ) throws {
    try records.forEach { entry, record, _ in
      guard entry.isSuccess else { return }
      let checked = CheckedRecord(record, curated: curated(record), dataset: dataset.values, parameters: parameters)
      add(checked)
      try body(checked)
    }
  }

  private mutating func add(_ record: CheckedRecord) {
    recordCount += 1
    for index in before.indices {
      before[index].add(record.before[index])
      after[index].add(record.after[index])
    }
    for flag in record.flags { flags[flag.name, default: 0] += 1 }
    for finding in record.findings where finding.origin == "herbx" { contradictions[finding.term, default: 0] += 1 }
    if keepsLines { lines.append(record.json) }
    guard record.hasError else { return }
    recordsWithErrors += 1
    if recordsWithErrors <= Self.mostNamed {
      errorLines += record.findings.filter { $0.grade == .error }.map { "\(record.image.text)  \($0.text)" }
    }
  }

  public var hasErrors: Bool { recordsWithErrors > 0 }

  public var json: JSONValue {
    let tests = QualityTest.all.enumerated().map { index, test in
      JSONValue.object([
        .init("label", .string(test.label)), .init("guid", .string(test.guid)),
        .init("grade", .string(test.grade.rawValue)),
        .init("as_written", Self.json(before[index])), .init("as_exported", Self.json(after[index])),
      ])
    }
    let counted = { (counts: [String: Int]) in
      JSONValue.object(counts.sorted { $0.key < $1.key }.map { .init($0.key, .number(String($0.value))) })
    }
    return .object([
      .init("records", .number(String(recordCount))), .init("records_with_errors", .number(String(recordsWithErrors))),
      .init("tests", .array(tests)), .init("gbif_flags", counted(flags)),
      .init("values_not_used", counted(contradictions)),
      .init("specimens", .array(lines)),
    ])
  }

  private static func json(_ counts: Counts) -> JSONValue {
    .object([
      .init("compliant", .number(String(counts.compliant))),
      .init("not_compliant", .number(String(counts.notCompliant))),
      .init("not_applicable", .number(String(counts.unmet))), .init("amended", .number(String(counts.amended))),
    ])
  }

  public var text: String {
    var lines = ["\(Plural.of(recordCount, "record")), \(recordsWithErrors) with errors", ""]
    lines.append(Self.row("validation", "written", "exported", "grade"))
    for (index, test) in QualityTest.all.enumerated()
    where test.kind == .validation && (before[index].notCompliant > 0 || after[index].notCompliant > 0) {
      lines.append(
        Self.row(
          String(test.label.dropFirst(11)), "\(before[index].notCompliant)", "\(after[index].notCompliant)",
          test.grade.rawValue))
    }
    lines += ["", Self.row("amendment", "values", "", "")]
    for (index, test) in QualityTest.all.enumerated() where test.kind == .amendment && before[index].amended > 0 {
      lines.append(Self.row(String(test.label.dropFirst(10)), "\(before[index].amended)", "", ""))
    }
    if !contradictions.isEmpty {
      lines += ["", Self.row("values of the model that are not used", "records", "", "")]
      lines += contradictions.sorted { $0.key < $1.key }.map { Self.row($0.key, "\($0.value)", "", "") }
    }
    if !flags.isEmpty {
      lines += ["", Self.row("flags that GBIF would set", "records", "", "")]
      lines += flags.sorted { $0.key < $1.key }.map { Self.row($0.key, "\($0.value)", "", "") }
    }
    if !errorLines.isEmpty { lines += [""] + errorLines }
    if recordsWithErrors > Self.mostNamed {
      lines.append(
        "… and \(Plural.of(recordsWithErrors - Self.mostNamed, "record")) more: --json, or quality.jsonl in the run folder"
      )
    }
    return lines.joined(separator: "\n")
  }

  /// A name, two numbers that stand below each other, a word.
  private static func row(_ name: String, _ first: String, _ second: String, _ word: String) -> String {
    func right(_ text: String) -> String { String(repeating: " ", count: max(0, 10 - text.count)) + text }
    let left = name + String(repeating: " ", count: max(1, 50 - name.count))
    return (left + right(first) + right(second) + "  " + word).trimmingEnd
  }
}

extension String {
  fileprivate var trimmingEnd: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

/// `quality.jsonl` of a run folder: made anew by each check, whole or not at all.
public struct QualityFile: ~Copyable {
  private var file: ReplacementFile

  public init(run: String) throws(PublishingError) {
    do { file = try ReplacementFile(replacing: FilePath(run).appending("quality.jsonl")) } catch {
      throw PublishingError(error)
    }
  }

  public mutating func write(_ record: CheckedRecord) throws(PublishingError) {
    do { try file.write(SecretMask().json(record.json.line)) } catch { throw PublishingError(error) }
  }

  public consuming func commit() throws(PublishingError) {
    do { try file.commit() } catch { throw PublishingError(error) }
  }
}
