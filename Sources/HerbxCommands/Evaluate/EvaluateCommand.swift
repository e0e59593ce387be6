public import ArgumentParser
public import Evaluation
internal import Extraction
internal import OpenRouter
internal import Publishing
internal import SystemLayer

/// `herbx evaluate`.
struct EvaluateCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Compare runs with what is true, term by term, and with each other.",
    discussion: Examples.following(
      """
      The truth is a table (CSV in UTF-8, one row for each specimen, the columns called by their terms), or what a curator \
      accepted and corrected in one of the runs. No single score is given: each term has its own counts, with the range in \
      which its share of right values lies.
      """,
      [
        "herbx evaluate runs/a runs/b --truth truth.csv": "two models, and how often they agree",
        "herbx evaluate runs/first --truth reviewed --json": "against the reviewed sheets of the run",
      ]))

  @Argument(help: "The run folders.", completion: .directory) var runs: [String]
  @Option(
    help: ArgumentHelp("A table of truth, or `reviewed`: the reviewed specimens of a run.", valueName: "file|reviewed"),
    completion: .file(extensions: ["csv"]))
  var truth: String
  @Option(help: ArgumentHelp("The table's key: image or catalogNumber.", valueName: "column")) var by: TruthKey?
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    if truth == "reviewed", by == .catalogNumber {
      throw ValidationError("`--by catalogNumber` is for a table: reviewed specimens are known by their image")
    }
  }

  func run(_ context: CommandContext) async throws {
    let source = try source(context)
    let report = try Evaluated.report(of: runs, truth: source)
    guard report.runs.contains(where: { $0.specimens + $0.failedSpecimens > 0 }) else { throw unmatched(source) }
    for run in runs { Simulation.tell(of: run, context) }
    if json { return context.printData(report.json.text) }
    for line in EvaluationText(report).lines { context.printData(line) }
  }

  private func source(_ context: CommandContext) throws -> any TruthSource {
    do {
      if truth == "reviewed" { return try ReviewedTruth(run: reviewedRun) }
      let table = try TruthTable(path: truth, by: by)
      if !table.ignored.isEmpty {
        context.printNote("columns of `\(truth)` that are no terms: \(table.ignored.joined(separator: ", "))")
      }
      return table
    } catch let error as TruthError {
      throw CommandFailure(error.kind == .malformed ? .usage : .inputMissing, error)
    } catch let error as ReadFailure {
      throw CommandFailure(.inputMissing, error)
    }
  }

  /// The first that has annotations.
  private var reviewedRun: String {
    let plain = runs.map(RunPath.plain)
    return plain.first { FilePath($0 + "/annotations.jsonl").exists } ?? plain.first ?? ""
  }

  private func unmatched(_ source: any TruthSource) -> CommandFailure {
    CommandFailure(
      .inputMissing,
      TruthError(
        .unmatched, "none of the \(source.count) specimens of the truth is in these runs",
        hint: "its key must be the image's path as `herbx records RUN` shows it; or `--by catalogNumber`"))
  }
}

extension TruthKey: ExpressibleByArgument {}

/// What the commands that evaluate runs have in common.
enum Evaluated {
  static func report(of runs: [String], truth: (any TruthSource)?) throws(CommandFailure) -> EvaluationReport {
    var read: [(path: String, records: RunRecords)] = []
    for run in runs { read.append((RunPath.plain(run), try Publish.records(of: run))) }
    do {
      let evaluation = Evaluation(read, truth: truth)
      return try evaluation.run()
    } catch let error as any ExplainedError { throw CommandFailure(.inputMissing, error) } catch {
      throw CommandFailure(.inputMissing, kind: "read_failed", "\(error)")
    }
  }
}
