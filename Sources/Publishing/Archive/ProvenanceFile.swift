internal import DarwinCore
internal import Extraction
internal import OpenRouter
internal import SystemLayer

/// `provenance.csv`: for each cell that is not empty, where it comes from.
struct ProvenanceFile {
  static let head = [
    "occurrenceID", "table", "term", "value", "source", "basis", "rule", "annotation", "model", "confidence",
    "generation_id", "image_sha256", "image",
  ]

  private let file: RowFile
  private let dataset: DatasetFile

  init(_ path: FilePath, _ dataset: DatasetFile) throws(PublishingError) {
    file = try RowFile(path, .csv, head: Self.head)
    self.dataset = dataset
  }

  func write(_ id: String, _ table: String, _ value: Interpretation.Value, _ specimen: InterpretedSpecimen)
    throws(PublishingError)
  {
    let annotation = specimen.annotation(of: value)
    let isModels = value.source == .model || (value.source == .rule && value.rule != .constant && annotation == nil)
    let record = specimen.record
    try file.write([
      id, table, value.term, value.text, value.source.rawValue, value.basis ?? "",
      value.rule?.rawValue ?? datasetRule(value),
      annotation ?? "", isModels ? record.model ?? "" : "",
      isModels ? specimen.confidence(of: value).map { DecimalText.text($0, decimals: 4) } ?? "" : "",
      isModels ? record[.generationID]?.string ?? "" : "", record.imageSHA256 ?? "", Cell.clean(record.image.text),
    ])
  }

  /// A code where `dataset.json` has a name.
  private func datasetRule(_ value: Interpretation.Value) -> String {
    guard value.source == .dataset else { return "" }
    let written =
      value.term == "license" ? dataset[.license] : value.term == "geodeticDatum" ? dataset[.datum] : value.text
    guard written != value.text else { return "" }
    return (value.term == "license" ? Interpretation.Rule.vocabulary : .codeOfDatum).rawValue
  }

  func end() throws(PublishingError) { try file.end() }
}
