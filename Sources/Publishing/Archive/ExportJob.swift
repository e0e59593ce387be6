internal import DarwinCore
internal import Extraction
internal import OpenRouter
internal import SystemLayer

/// The files of an export, while records come in batches: the rows of a batch are made at once on all processors, and
/// written in the order of the records.
final class ExportJob {
  private let folder: FilePath
  private let options: ArchiveExport.Options
  private let renderer: SpecimenRenderer
  private let occurrences: RowFile
  private let identifications: RowFile?
  private let multimedia: RowFile?
  private let failures: RowFile
  private let provenance: RowFile
  private var ids: OccurrenceIDs
  private var exported: Set<ImageDigest> = []
  private var firstImages: [String: SpecimenName] = [:]
  private var sharedImages: [String: [String]] = [:]
  private(set) var summary = ArchiveExport.Summary()

  /// A record that waits for its rows.
  struct Waiting: Sendable {
    let entry: RunRecords.Entry
    let line: [UInt8]
    let digest: ImageDigest
    let candidate: String
    let curated: CuratedRecords
  }

  /// What became of it.
  private enum Outcome: Sendable {
    case rows(SpecimenRows)
    case refused(RecordView, String)
    case unreadable
  }

  init(_ folder: FilePath, _ runs: [RunRecords], _ options: ArchiveExport.Options) throws(PublishingError) {
    self.folder = folder
    self.options = options
    let terms = runs.reduce(into: Set<String>()) { $0.formUnion($1.terms) }
    let derived = ["infragenericEpithet", "cultivarEpithet", "minimumDepthInMeters", "maximumDepthInMeters"]
    let core = ArchiveTable.occurrence(extra: terms + derived)
    renderer = SpecimenRenderer(core: core, options: options, dataset: options.dataset.values)
    ids = try OccurrenceIDs(path: options.idsPath)
    let isArchive = options.format == .dwca
    func table(_ table: ArchiveTable) throws(PublishingError) -> RowFile {
      try RowFile(folder.appending(table.file), .tsv, head: ["coreid"] + table.columns)
    }
    occurrences = try RowFile(
      folder.appending(isArchive ? core.file : "occurrences.csv"), isArchive ? .tsv : .csv, head: core.columns)
    identifications = isArchive ? try table(.identification) : nil
    multimedia = isArchive && options.imageBaseURL != nil ? try table(.multimedia) : nil
    failures = try RowFile(
      folder.appending("not-exported.csv"), .csv,
      head: ["image", "reason", "error_kind", "error", "model", "image_sha256"])
    provenance = try RowFile(folder.appending("provenance.csv"), .csv, head: ProvenanceRows.head)
  }

  func waiting(_ entry: RunRecords.Entry, _ line: [UInt8], _ curated: @escaping CuratedRecords) -> Waiting? {
    // Records of the first versions lack the image's hash: then its name must do.
    let name = ContentHash.hex(of: Array("name:\(entry.image.text)".utf8))
    guard let digest = entry.digest ?? ImageDigest(hex: name) else { return nil }
    return Waiting(entry: entry, line: line, digest: digest, candidate: ids.candidate(for: digest), curated: curated)
  }

  /// Makes the rows of a batch and writes them.
  func take(_ batch: [Waiting], workers: Int) async throws {
    let renderer = renderer
    let only = options.only
    let size = max(1, (batch.count + workers - 1) / workers)
    let parts = stride(from: 0, to: batch.count, by: size).map { Array(batch[$0..<min(batch.count, $0 + size)]) }
    let outcomes = try await withThrowingTaskGroup(of: (Int, [Outcome]).self) { group in
      for (index, part) in parts.enumerated() {
        group.addTask { (index, try part.map { try Self.outcome(of: $0, renderer, only) }) }
      }
      var outcomes = [[Outcome]](repeating: [], count: parts.count)
      for try await (index, made) in group { outcomes[index] = made }
      return outcomes.flatMap(\.self)
    }
    for (waiting, outcome) in zip(batch, outcomes) { try write(waiting, outcome) }
  }

  private static func outcome(
    of waiting: Waiting, _ renderer: SpecimenRenderer, _ only: ArchiveExport.Selection
  ) throws -> Outcome {
    guard let record = RecordView(line: waiting.line) else { return .unreadable }
    guard waiting.entry.isSuccess else { return .refused(record, "the extraction failed") }
    let curated = waiting.curated(record)
    guard only == .all || curated.isReviewed else { return .refused(record, "not reviewed") }
    return .rows(try renderer.rows(of: record, curated, id: waiting.candidate))
  }

  private func write(_ waiting: Waiting, _ outcome: Outcome) throws(PublishingError) {
    let image = waiting.entry.image
    switch outcome {
    case .unreadable: break
    case .refused(let record, let reason): try refuse(record, reason)
    case .rows(let rows):
      guard exported.insert(waiting.digest).inserted else {
        if let record = RecordView(line: waiting.line) {
          try refuse(record, "the same image was exported from another record")
        }
        return
      }
      ids.take(waiting.candidate, for: waiting.digest, image: image)
      try occurrences.write(rows.occurrence)
      try identifications?.write(rows.identifications)
      try multimedia?.write(rows.multimedia)
      try provenance.write(rows.provenance)
      summary.occurrences += 1
      summary.remarks += rows.remarks
      if let number = rows.catalogNumber { note(number, image) }
    }
  }

  private func note(_ number: String, _ image: SpecimenName) {
    if let first = firstImages[number] {
      sharedImages[number, default: [first.text]].append(image.text)
    } else {
      firstImages[number] = image
    }
  }

  private func refuse(_ record: RecordView, _ reason: String) throws(PublishingError) {
    summary.notExported += 1
    var rows = RowBytes(.csv)
    rows.append(
      row: [
        record.image.text, reason, record.errorKind ?? "", record.error ?? "", record.model ?? "",
        record.imageSHA256 ?? "",
      ].map(Cell.clean))
    try failures.write(rows)
  }

  /// Ends all files; returns their names in the order in which they stand in a zip.
  func end(published: String) throws(PublishingError) -> [String] {
    guard summary.occurrences > 0 else {
      throw PublishingError(.nothingToExport, "no record is to be exported", hint: "see `herbx records RUN`")
    }
    // The identifiers are on the disk before anything that names them.
    try ids.save()
    for file in [occurrences, identifications, multimedia, failures, provenance] { try file?.end() }
    summary.newIDs = ids.newCount
    summary.sharedCatalogNumbers = sharedImages.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    guard options.format == .dwca else { return ["occurrences.csv", "not-exported.csv", "provenance.csv"] }
    let extensions = [ArchiveTable.identification] + (multimedia == nil ? [] : [.multimedia])
    try write(ArchiveDescriptor.xml(core: renderer.core, extensions: extensions), to: "meta.xml")
    try write(DatasetMetadata.xml(options.dataset, published: published), to: "eml.xml")
    return ["meta.xml", "eml.xml", renderer.core.file] + extensions.map(\.file) + [
      "not-exported.csv", "provenance.csv",
    ]
  }

  private func write(_ document: String, to name: String) throws(PublishingError) {
    do { try replaceFile(folder.appending(name), with: SecretMask().text(document)) } catch {
      throw PublishingError(error)
    }
  }
}
