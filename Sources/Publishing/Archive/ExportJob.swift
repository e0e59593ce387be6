internal import DarwinCore
internal import Extraction
internal import OpenRouter
internal import SystemLayer

/// The files of an export, while records come.
final class ExportJob {
  private let folder: FilePath
  private let options: ArchiveExport.Options
  private let dataset: DatasetValues
  private let core: ArchiveTable
  private let occurrences: RowFile
  private let identifications: RowFile?
  private let multimedia: RowFile?
  private let failures: RowFile
  private let provenance: ProvenanceFile
  private var exported: Set<String> = []
  private var images: [String: [String]] = [:]
  private(set) var summary = ArchiveExport.Summary()

  init(_ folder: FilePath, _ runs: [RunRecords], _ options: ArchiveExport.Options) throws {
    self.folder = folder
    self.options = options
    dataset = options.dataset.values
    let terms = runs.reduce(into: Set<String>()) { $0.formUnion($1.terms) }
    core = ArchiveTable.occurrence(
      extra: Array(terms) + ["infragenericEpithet", "cultivarEpithet", "minimumDepthInMeters", "maximumDepthInMeters"])
    let isArchive = options.format == .dwca
    occurrences = try RowFile(
      folder.appending(isArchive ? core.file : "occurrences.csv"), isArchive ? .tsv : .csv, head: core.columns)
    let head = { (table: ArchiveTable) in ["coreid"] + table.columns }
    identifications =
      isArchive
      ? try RowFile(folder.appending(ArchiveTable.identification.file), .tsv, head: head(.identification)) : nil
    multimedia =
      isArchive && options.imageBaseURL != nil
      ? try RowFile(folder.appending(ArchiveTable.multimedia.file), .tsv, head: head(.multimedia)) : nil
    failures = try RowFile(
      folder.appending("not-exported.csv"), .csv,
      head: ["image", "reason", "error_kind", "error", "model", "image_sha256"])
    provenance = try ProvenanceFile(folder.appending("provenance.csv"), options.dataset)
  }

  func take(_ entry: RunRecords.Entry, _ record: RecordView, _ curated: CuratedRecord, _ ids: inout OccurrenceIDs)
    throws
  {
    guard entry.isSuccess else { return try refuse(record, "the extraction failed") }
    guard options.only == .all || curated.isReviewed else { return try refuse(record, "not reviewed") }
    // Records of the first versions lack the image's hash: then its name must do.
    let key = entry.imageSHA256 ?? ContentHash.hex(of: Array("name:\(record.image.text)".utf8))
    guard exported.insert(key).inserted else {
      return try refuse(record, "the same image was exported from another record")
    }
    let id = ids.id(ofImage: key, name: record.image.text)
    let specimen = InterpretedSpecimen(
      record, curated: curated, dataset: dataset, minimumConfidence: options.minimumConfidence)
    let values = try agreed(specimen)
    try write(specimen, values, id)
    summary.occurrences += 1
    summary.remarks += specimen.interpretation.remarks.count
    if let number = values["catalogNumber"]?.text { images[number, default: []].append(record.image.text) }
  }

  private func refuse(_ record: RecordView, _ reason: String) throws(PublishingError) {
    summary.notExported += 1
    try failures.write(
      [
        record.image.text, reason, record.errorKind ?? "", record.error ?? "", record.model ?? "",
        record.imageSHA256 ?? "",
      ].map(Cell.clean))
  }

  /// By term; where a second reading must agree, only what it says too.
  private func agreed(_ specimen: InterpretedSpecimen) throws -> [String: Interpretation.Value] {
    var values = Dictionary(specimen.interpretation.values.map { ($0.term, $0) }) { first, _ in first }
    guard let second = options.second else { return values }
    let other = try second.record(of: specimen.record.image).map {
      InterpretedSpecimen($0, curated: CuratedRecord(), dataset: dataset, minimumConfidence: nil).interpretation
    }
    for (term, value) in values where value.source == .model || (value.source == .rule && value.rule != .constant) {
      if specimen.annotation(of: value) == nil, other?[term] != value.text { values[term] = nil }
    }
    return values
  }

  private func write(_ specimen: InterpretedSpecimen, _ values: [String: Interpretation.Value], _ id: String)
    throws(PublishingError)
  {
    let identifier = Interpretation.Value(term: "occurrenceID", text: id, source: .dataset, basis: "occurrence-ids.csv")
    try occurrences.write(core.columns.map { $0 == "occurrenceID" ? id : values[$0]?.text ?? "" })
    try provenance.write(id, "occurrence", identifier, specimen)
    for column in core.columns {
      if let value = values[column] { try provenance.write(id, "occurrence", value, specimen) }
    }
    try writeIdentifications(specimen, values, id)
    try writeImage(specimen, values, id)
  }

  /// The determination that counts, then the earlier ones.
  private func writeIdentifications(
    _ specimen: InterpretedSpecimen, _ values: [String: Interpretation.Value], _ id: String
  ) throws(PublishingError) {
    guard let identifications else { return }
    let columns = ArchiveTable.identification.columns
    if let name = values["scientificName"], name.rule != .higherTaxon {
      try identifications.write([id] + columns.map { values[$0]?.text ?? "" })
      for column in columns {
        if let value = values[column] { try provenance.write(id, "identification", value, specimen) }
      }
    }
    guard let previous = values["previousIdentifications"] else { return }
    for earlier in PreviousIdentification.list(previous.text, order: dataset.dateOrder) {
      let cells = earlier.cells
      try identifications.write([id] + columns.map { cells[$0] ?? "" })
      for column in columns {
        guard let text = cells[column], !text.isEmpty else { continue }
        let value = Interpretation.Value(
          term: column, text: text, source: .rule, basis: "previousIdentifications", rule: .partOfName)
        try provenance.write(id, "identification", value, specimen)
      }
    }
  }

  private func writeImage(
    _ specimen: InterpretedSpecimen, _ values: [String: Interpretation.Value], _ id: String
  ) throws(PublishingError) {
    guard let multimedia, let base = options.imageBaseURL else { return }
    let image = ImageAddress(base: base, path: specimen.record.image.text)
    let cells = [
      "type": "StillImage", "format": image.mediaType, "identifier": image.address,
      "title": values["catalogNumber"]?.text ?? "",
      "license": values["license"]?.text ?? "", "rightsHolder": values["rightsHolder"]?.text ?? "",
    ]
    let columns = ArchiveTable.multimedia.columns
    try multimedia.write([id] + columns.map { cells[$0] ?? "" })
    for column in columns {
      guard let text = cells[column], !text.isEmpty else { continue }
      let basis = ["identifier": "image", "format": "image", "title": "catalogNumber"][column]
      let source: Interpretation.Source =
        ["license", "rightsHolder"].contains(column) ? values[column]?.source ?? .dataset : .rule
      let value = Interpretation.Value(
        term: column, text: text, source: source, basis: basis, rule: source == .rule ? .constant : nil)
      try provenance.write(id, "multimedia", value, specimen)
    }
  }

  /// Ends all files; returns their names in the order in which they stand in a zip.
  func end(published: String) throws(PublishingError) -> [String] {
    for file in [occurrences, identifications, multimedia, failures] { try file?.end() }
    try provenance.end()
    summary.sharedCatalogNumbers = images.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.map {
      ($0.key, $0.value)
    }
    guard options.format == .dwca else { return ["occurrences.csv", "not-exported.csv", "provenance.csv"] }
    let extensions = [ArchiveTable.identification] + (multimedia == nil ? [] : [.multimedia])
    try write(ArchiveDescriptor.xml(core: core, extensions: extensions), to: "meta.xml")
    try write(DatasetMetadata.xml(options.dataset, published: published), to: "eml.xml")
    return ["meta.xml", "eml.xml", core.file] + extensions.map(\.file) + ["not-exported.csv", "provenance.csv"]
  }
}

extension ExportJob {
  private func write(_ document: String, to name: String) throws(PublishingError) {
    do { try replaceFile(folder.appending(name), with: SecretMask().text(document)) } catch {
      throw PublishingError(error)
    }
  }
}

extension PreviousIdentification {
  /// By the columns of the identification history.
  fileprivate var cells: [String: String] {
    [
      "verbatimIdentification": verbatim, "scientificName": name?.fullName ?? "",
      "scientificNameAuthorship": name?.authorship ?? "",
      "taxonRank": name?.rank ?? "", "genus": name?.genus ?? "", "specificEpithet": name?.specificEpithet ?? "",
      "infraspecificEpithet": name?.infraspecificEpithet ?? "", "identificationQualifier": name?.qualifier ?? "",
      "identifiedBy": identifiedBy, "dateIdentified": dateIdentified,
    ]
  }
}

/// Where an image can be had, by its path below the input folder.
struct ImageAddress {
  let address: String
  let mediaType: String

  init(base: String, path: String) {
    let root = base.hasSuffix("/") ? base : base + "/"
    var escaped = ""
    // RFC 3986, 3.3: what a path may hold as it stands.
    for byte in path.utf8 {
      let scalar = Unicode.Scalar(byte)
      let isPlain =
        byte < 0x80
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || "-._~/!$&'()*+,;=:@".unicodeScalars.contains(scalar))
      escaped += isPlain ? String(scalar) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
    address = root + escaped
    switch path.lowercased().split(separator: ".").last {
    case "png": mediaType = "image/png"
    case "tif", "tiff": mediaType = "image/tiff"
    case "webp": mediaType = "image/webp"
    case "gif": mediaType = "image/gif"
    default: mediaType = "image/jpeg"
    }
  }
}
