internal import ArgumentParser
internal import DarwinCore
internal import Extraction
internal import OpenRouter
internal import Publishing
internal import SystemLayer

/// `herbx check`.
struct CheckCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check a run's records by the rules of Darwin Core; exit status 1 where one cannot be.",
    discussion: Examples.following(
      """
      The 67 tests of TDWG's data quality standard that apply to labels, the flags that GBIF would set, and where the \
      model contradicts its own verbatim terms. The results of each record stand in quality.jsonl of the run folder.
      """,
      ["herbx check runs/first": "what a curator should look at before an export"]))

  @Argument(help: "The run folder.", completion: .directory) var run: String
  @Option(help: "What the collection has in common, for what would be exported.", completion: .file()) var dataset:
    String?
  @Flag(help: "Print JSON.") var json = false
  @Flag(help: "Print one JSON line for each record and test of the standard.") var bdq = false

  func validate() throws {
    if json && bdq { throw ValidationError("--json and --bdq exclude each other") }
  }

  func run(_ context: CommandContext) async throws {
    let records = try Publish.records(of: run)
    Simulation.tell(of: run, context)
    let dataset = try Publish.dataset(dataset)
    let curated = try Publish.curated(run)
    let year = Int(SystemLayer.Timestamp.now().iso8601.prefix(4)) ?? 2026
    let parameters = QualityParameters(latestYear: year, dateOrder: dataset.dateOrder)
    var report = QualityReport(keepsLines: json)
    do {
      var file = try QualityFile(run: RunPath.plain(run))
      try report.check(records, curated: curated, dataset: dataset, parameters: parameters) { record in
        try file.write(record)
        if bdq { for line in record.testLines { context.printData(line.text) } }
      }
      try file.commit()
    } catch let error as PublishingError { throw Publish.failure(error) }
    if !bdq { context.printData(json ? report.json.text : report.text) }
    if report.hasErrors { throw SilentExit(status: .checkFailed) }
  }
}
