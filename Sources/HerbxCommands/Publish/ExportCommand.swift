public import ArgumentParser
internal import Extraction
public import Publishing

/// `herbx export`.
struct ExportCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Make a Darwin Core Archive, or a table, of one or more runs.",
    discussion: Examples.following(
      """
      The archive has the occurrences, the history of their determinations, the images where --image-base-url says where \
      they are, and for each cell where it comes from (provenance.csv). What is not exported stands in not-exported.csv.
      """,
      [
        "herbx export --init dataset.json": "a file to fill in: title, licence, contact",
        "herbx export runs/first --dataset dataset.json --output first.zip": "for GBIF",
      ]))

  @Argument(help: "The run folders.", completion: .directory) var runs: [String] = []
  @Option(help: "A file that ends with .zip, or a folder.", completion: .file()) var output: String?
  @Option(help: "dwca (a Darwin Core Archive) or csv.") var format = ArchiveExport.Format.dwca
  @Option(help: "What the collection has in common; --init writes one to fill in.", completion: .file()) var dataset:
    String?
  @Option(name: .customLong("image-base-url"), help: "The address below which the images can be had by their paths.")
  var imageBaseURL: String?
  @Option(help: "The file of the occurrences' identifiers (default: occurrence-ids.csv beside the dataset file).")
  var ids: String?
  @Option(help: "all, or reviewed: only what a curator has looked at.") var only = ArchiveExport.Selection.all
  @Option(help: "agreed: only values on which the run's second model agrees (RUN/second).") var accept: Acceptance?
  @Option(
    name: .customLong("min-confidence"), help: "From 0 to 1: values of which the model is less sure are left out.")
  var minimumConfidence: Double?
  @Option(name: .customLong("init"), help: "Write a dataset file to fill in, with a comment at each member.")
  var initPath: String?

  enum Acceptance: String, ExpressibleByArgument, CaseIterable { case agreed }

  func validate() throws {
    if initPath != nil { return }
    if runs.isEmpty { throw ValidationError("name a run folder, or --init FILE") }
    if output == nil { throw ValidationError("--output is missing: a file that ends with .zip, or a folder") }
    if let output, output.lowercased().hasSuffix(".csv") {
      throw ValidationError(
        "--output `\(output)` would be a folder with that name: name a folder, or a file that ends with .zip")
    }
    if let minimumConfidence, !(0...1).contains(minimumConfidence) {
      throw ValidationError("--min-confidence `\(minimumConfidence)` is none from 0 to 1")
    }
    if let imageBaseURL, !imageBaseURL.hasPrefix("https://"), !imageBaseURL.hasPrefix("http://") {
      throw ValidationError("--image-base-url `\(imageBaseURL)` is no address; it begins with https://")
    }
    if let imageBaseURL, imageBaseURL.contains(where: \.isWhitespace) {
      throw ValidationError("--image-base-url `\(imageBaseURL)` holds a blank; write %20 for it")
    }
    if accept != nil, runs.count != 1 { throw ValidationError("--accept agreed takes one run") }
  }

  func run(_ context: CommandContext) async throws {
    if let initPath {
      do { try DatasetFile.writeTemplate(path: initPath) } catch { throw Publish.failure(error) }
      return context.printNote("\(initPath): fill in title, description, license and contact")
    }
    let file = try Publish.dataset(dataset)
    try refuse(file)
    try refuseMixture()
    for run in runs { Simulation.tell(of: run, context) }
    var options = ArchiveExport.Options(output: RunPath.plain(output ?? ""), idsPath: idsPath)
    options.format = format
    options.dataset = file
    options.imageBaseURL = imageBaseURL
    options.only = only
    options.minimumConfidence = minimumConfidence
    if accept != nil, let run = runs.first { options.second = try secondReading(of: RunPath.plain(run)) }
    let read = try runs.map { run in (records: try Publish.records(of: run), curated: try Publish.curated(run)) }
    let summary: ArchiveExport.Summary
    do { summary = try await ArchiveExport(read, options).run() } catch { throw Publish.failure(error) }
    tell(summary, file, context)
  }

  private func secondReading(of run: String) throws -> RunRecords {
    guard FilePath(run + "/second/raw.jsonl").exists else {
      throw CommandFailure(
        .inputMissing, kind: "run_missing", "no second model has read this run: there is no `\(run)/second`",
        hint: "leave `--accept` out, or put a run over the same images there")
    }
    return try Publish.records(of: run + "/second")
  }

  private func refuseMixture() throws(CommandFailure) {
    let simulated = runs.filter { SnapshotFile.isSimulated(run: RunPath.plain($0)) }
    guard let invented = simulated.first, simulated.count < runs.count else { return }
    throw CommandFailure(
      .usage, kind: "simulated_mix", "`\(invented)` is simulated, and others of the runs are not",
      hint: "leave it out: invented records do not go among real ones")
  }

  /// What GBIF would refuse is not made.
  private func refuse(_ file: DatasetFile) throws(CommandFailure) {
    guard format == .dwca, !file.refusals.isEmpty else { return }
    guard let dataset else {
      throw CommandFailure(
        .usage, kind: "dataset_missing",
        "an archive needs a title, a licence and a contact, which stand in a dataset file",
        hint: "herbx export --init dataset.json, fill it in, then --dataset dataset.json; or --format csv")
    }
    throw CommandFailure(
      .checkFailed, kind: "dataset_unfilled", "GBIF would refuse the archive: \(file.refusals.joined(separator: "; "))",
      hint: "fill in `\(dataset)`")
  }

  /// Beside the dataset file: it belongs to the collection, not to a run.
  private var idsPath: String {
    if let ids { return ids }
    let beside = dataset ?? RunPath.plain(output ?? "")
    let folder = beside.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    return (beside.hasPrefix("/") && folder.isEmpty ? "/" : folder.isEmpty ? "" : folder + "/") + "occurrence-ids.csv"
  }

  private func tell(_ summary: ArchiveExport.Summary, _ file: DatasetFile, _ context: CommandContext) {
    context.printNote(
      "\(output ?? ""): \(Plural.of(summary.occurrences, "occurrence")); \(Plural.of(summary.newIDs, "new identifier")) in \(idsPath)"
    )
    if dataset == nil, ids == nil, summary.newIDs > 0 {
      context.printNote(
        "each export of the collection has to use this file, or its specimens get other identifiers: --ids \(idsPath.shellWord)"
      )
    }
    if summary.notExported > 0 {
      context.printNote("not exported, as not-exported.csv says why: \(Plural.of(summary.notExported, "record"))")
    }
    if summary.remarks > 0 {
      context.printNote("did not pass, as `herbx check` says why: \(Plural.of(summary.remarks, "value")) of the model")
    }
    if format == .dwca, !file.unfilled.isEmpty {
      context.printNote("still empty in the dataset file: \(file.unfilled.joined(separator: ", "))")
    }
    for shared in summary.sharedCatalogNumbers.prefix(20) {
      context.printNote(
        "catalogNumber `\(shared.number)` stands on \(shared.images.count) images: \(shared.images.prefix(4).joined(separator: ", "))"
      )
    }
    if summary.sharedCatalogNumbers.count > 20 {
      context.printNote(
        "… and \(summary.sharedCatalogNumbers.count - 20) catalogue numbers more that several images have")
    }
  }
}

extension ArchiveExport.Format: ExpressibleByArgument {}
extension ArchiveExport.Selection: ExpressibleByArgument {}
