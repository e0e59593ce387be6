internal import DarwinCore
internal import Extraction

/// What one specimen adds to the files of an export. Made of nothing but the record, so that several can be made at once.
struct SpecimenRows: Sendable {
  var occurrence = RowBytes(.tsv)
  var identifications = RowBytes(.tsv)
  var multimedia = RowBytes(.tsv)
  var provenance = RowBytes(.csv)
  var catalogNumber: String?
  var remarks = 0
}

/// Makes a specimen's rows.
struct SpecimenRenderer: Sendable {
  let core: ArchiveTable
  let options: ArchiveExport.Options
  let dataset: DatasetValues

  func rows(of record: RecordView, _ curated: CuratedRecord, id: String) throws -> SpecimenRows {
    let specimen = InterpretedSpecimen(
      record, curated: curated, dataset: dataset, minimumConfidence: options.minimumConfidence)
    let values = try agreed(specimen)
    var provenance = ProvenanceRows(specimen, id: id, dataset: options.dataset)
    var rows = SpecimenRows()
    if options.format == .csv { rows.occurrence = RowBytes(.csv) }
    rows.occurrence.append(row: core.columns.map { $0 == "occurrenceID" ? id : values[$0]?.text ?? "" })
    provenance.append(
      "occurrence", .init(term: "occurrenceID", text: id, source: .dataset, basis: "occurrence-ids.csv"))
    for column in core.columns { if let value = values[column] { provenance.append("occurrence", value) } }
    if options.format == .dwca {
      addIdentifications(values, id, &rows, &provenance)
      addImage(record, values, id, &rows, &provenance)
    }
    rows.provenance = provenance.rows
    rows.catalogNumber = values["catalogNumber"]?.text
    rows.remarks = specimen.interpretation.remarks.count
    return rows
  }

  /// By term; where a second reading must agree, only what it says too (`ValueMatch`).
  private func agreed(_ specimen: InterpretedSpecimen) throws -> [String: Interpretation.Value] {
    var values = Dictionary(specimen.interpretation.values.map { ($0.term, $0) }) { first, _ in first }
    guard let second = options.second else { return values }
    let other = try second.record(of: specimen.record.image).map {
      InterpretedSpecimen($0, curated: CuratedRecord(), dataset: dataset, minimumConfidence: nil).interpretation
    }
    for (term, value) in values where value.source == .model || (value.source == .rule && value.rule != .constant) {
      let isAgreed = other?[term].map { ValueMatch($0, value.text, kind: FactKind(term: term)).isSame } ?? false
      if specimen.annotation(of: value) == nil, !isAgreed { values[term] = nil }
    }
    return values
  }

  /// The determination that counts, then the earlier ones.
  private func addIdentifications(
    _ values: [String: Interpretation.Value], _ id: String, _ rows: inout SpecimenRows,
    _ provenance: inout ProvenanceRows
  ) {
    let columns = ArchiveTable.identification.columns
    if let name = values["scientificName"], name.rule != .higherTaxon {
      rows.identifications.append(row: [id] + columns.map { values[$0]?.text ?? "" })
      for column in columns { if let value = values[column] { provenance.append("identification", value) } }
    }
    guard let previous = values["previousIdentifications"] else { return }
    for earlier in PreviousIdentification.list(previous.text, order: dataset.dateOrder) {
      let cells = earlier.cells
      rows.identifications.append(row: [id] + columns.map { cells[$0] ?? "" })
      for column in columns {
        guard let text = cells[column], !text.isEmpty else { continue }
        provenance.append(
          "identification",
          .init(term: column, text: text, source: .rule, basis: "previousIdentifications", rule: .partOfName))
      }
    }
  }

  private func addImage(
    _ record: RecordView, _ values: [String: Interpretation.Value], _ id: String, _ rows: inout SpecimenRows,
    _ provenance: inout ProvenanceRows
  ) {
    guard let base = options.imageBaseURL else { return }
    let image = ImageAddress(base: base, path: record.image.text)
    let cells = [
      "type": "StillImage", "format": image.mediaType, "identifier": image.address,
      "title": values["catalogNumber"]?.text ?? "", "license": values["license"]?.text ?? "",
      "rightsHolder": values["rightsHolder"]?.text ?? "",
    ]
    let columns = ArchiveTable.multimedia.columns
    rows.multimedia.append(row: [id] + columns.map { cells[$0] ?? "" })
    for column in columns {
      guard let text = cells[column], !text.isEmpty else { continue }
      let basis = ["identifier": "image", "format": "image", "title": "catalogNumber"][column]
      let isDatasets = ["license", "rightsHolder"].contains(column)
      let source = isDatasets ? values[column]?.source ?? .dataset : Interpretation.Source.rule
      provenance.append(
        "multimedia",
        .init(term: column, text: text, source: source, basis: basis, rule: source == .rule ? .constant : nil))
    }
  }
}

extension PreviousIdentification {
  /// By the columns of the identification history.
  fileprivate var cells: [String: String] {
    [
      "verbatimIdentification": verbatim, "scientificName": name?.fullName ?? "",
      "scientificNameAuthorship": name?.authorship ?? "", "taxonRank": name?.rank ?? "", "genus": name?.genus ?? "",
      "specificEpithet": name?.specificEpithet ?? "", "infraspecificEpithet": name?.infraspecificEpithet ?? "",
      "identificationQualifier": name?.qualifier ?? "", "identifiedBy": identifiedBy, "dateIdentified": dateIdentified,
    ]
  }
}
