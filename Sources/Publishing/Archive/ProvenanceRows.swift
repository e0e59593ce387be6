internal import DarwinCore
internal import Extraction
internal import OpenRouter

/// The rows of `provenance.csv` for one specimen: for each cell that is not empty, where it comes from.
struct ProvenanceRows {
  static let head = [
    "occurrenceID", "table", "term", "value", "source", "basis", "rule", "annotation", "model", "confidence",
    "generation_id", "image_sha256", "image",
  ]

  private(set) var rows = RowBytes(.csv)
  private let specimen: InterpretedSpecimen
  private let dataset: DatasetFile
  private let id: String
  private let model: String
  private let generation: String
  /// The cells that are the same in each row: the image.
  private let end: [UInt8]

  init(_ specimen: InterpretedSpecimen, id: String, dataset: DatasetFile) {
    self.specimen = specimen
    self.dataset = dataset
    self.id = id
    model = specimen.record.model ?? ""
    generation = specimen.record[.generationID]?.string ?? ""
    var end = RowBytes(.csv)
    end.append(row: [specimen.record.imageSHA256 ?? "", Cell.clean(specimen.record.image.text)])
    self.end = [UInt8(ascii: ",")] + end.bytes
  }

  mutating func append(_ table: String, _ value: Interpretation.Value) {
    let annotation = specimen.annotation(of: value)
    let isModels = value.source == .model || (value.source == .rule && value.rule != .constant && annotation == nil)
    let confidence = isModels ? specimen.confidence(of: value).map { DecimalText.text($0, decimals: 4) } ?? "" : ""
    for (index, cell) in [
      id, table, value.term, value.text, value.source.rawValue, value.basis ?? "",
      value.rule?.rawValue ?? datasetRule(value),
      annotation ?? "", isModels ? model : "", confidence, isModels ? generation : "",
    ].enumerated() {
      if index > 0 { rows.append(raw: [UInt8(ascii: ",")]) }
      rows.append(cell)
    }
    rows.append(raw: end)
  }

  /// A code where `dataset.json` has a name.
  private func datasetRule(_ value: Interpretation.Value) -> String {
    guard value.source == .dataset else { return "" }
    let written =
      value.term == "license" ? dataset[.license] : value.term == "geodeticDatum" ? dataset[.datum] : value.text
    guard written != value.text else { return "" }
    return (value.term == "license" ? Interpretation.Rule.vocabulary : .codeOfDatum).rawValue
  }
}
