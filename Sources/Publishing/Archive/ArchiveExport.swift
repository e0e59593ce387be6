internal import DarwinCore
internal import Extraction
internal import OpenRouter
internal import SystemLayer

/// `herbx export`: from runs to a Darwin Core Archive or a table.
public struct ArchiveExport {
  public enum Format: String, Sendable, CaseIterable { case dwca, csv }
  public enum Selection: String, Sendable, CaseIterable { case all, reviewed }

  public struct Options: Sendable {
    /// A zip file by its ending, else a folder.
    public var output: String
    public var format = Format.dwca
    public var dataset = DatasetFile()
    /// Where the images can be had; nil where nowhere.
    public var imageBaseURL: String?
    public var idsPath: String
    public var only = Selection.all
    /// From 0 to 1.
    public var minimumConfidence: Double?
    /// The same specimens read by a second model: values on which both do not agree are left out.
    public var second: RunRecords?

    public init(output: String, idsPath: String) {
      self.output = output
      self.idsPath = idsPath
    }
  }

  public struct Summary: Sendable {
    public var occurrences = 0
    public var notExported = 0
    public var newIDs = 0
    /// Values of the model that did not pass.
    public var remarks = 0
    /// Catalogue numbers that more than one image has, with the images.
    public var sharedCatalogNumbers: [(number: String, images: [String])] = []
  }

  private let options: Options
  private let runs: [(records: RunRecords, curated: CuratedRecords)]

  public init(_ runs: [(records: RunRecords, curated: CuratedRecords)], _ options: Options) {
    self.runs = runs
    self.options = options
  }

  /// How many records are made ready at once, and by how many workers.
  private static let batch = 128
  private static let workers = 2

  public func run() async throws(PublishingError) -> Summary {
    let output = FilePath(options.output)
    let isZip = options.output.lowercased().hasSuffix(".zip")
    let name = output.lastComponent?.string ?? ""
    let folder = isZip ? output.folder.appending(".\(name).\(UInt64.random(in: .min ... .max))") : output
    do { try Folder(folder).make() } catch { if error.code != .fileExists { throw PublishingError(error) } }
    defer { if isZip { Self.remove(folder) } }
    let job = try ExportJob(folder, runs.map(\.records), options)
    for run in runs {
      do { try await take(run.records, run.curated, job) } catch { throw Self.publishing(error) }
    }
    let names = try job.end(published: published)
    guard isZip else { return job.summary }
    do {
      var zip = try ZipFile(replacing: output)
      for name in names { try zip.add(name, from: folder.appending(name)) }
      try zip.commit()
    } catch { throw Self.publishing(error) }
    return job.summary
  }

  private func take(_ records: RunRecords, _ curated: @escaping CuratedRecords, _ job: ExportJob) async throws {
    var reader = try records.reader()
    while true {
      var batch: [ExportJob.Waiting] = []
      while batch.count < Self.batch, let (entry, line) = try reader.next() {
        if let waiting = job.waiting(entry, line, curated) { batch.append(waiting) }
      }
      if batch.isEmpty { return }
      try await job.take(batch, workers: Self.workers)
    }
  }

  private var published: String {
    let latest = runs.compactMap(\.records.lastTimestamp).max().map { String($0.prefix(10)) }
    return options.dataset[.published].isEmpty ? latest ?? "2000-01-01" : options.dataset[.published]
  }

  private static func publishing(_ error: any Error) -> PublishingError {
    if let error = error as? PublishingError { return error }
    if let error = error as? SystemError { return PublishingError(error) }
    return PublishingError(.unreadable, "\(error)")
  }

  private static func remove(_ folder: FilePath) {
    for entry in (try? Folder(folder).entries()) ?? [] { folder.appending(bytes: entry.name).remove() }
    folder.removeFolder()
  }
}
