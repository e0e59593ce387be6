internal import ArgumentParser
internal import Dashboard
internal import Extraction
internal import Review
internal import SystemLayer

/// `herbx review`.
struct ReviewCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "Accept and correct a run's values on a page; nothing is overwritten.",
    discussion: Examples.following(
      """
      Prints the page's address, which holds a token, and serves it on this machine until it is stopped. Every decision is \
      a line of annotations.jsonl in the run folder, on the disk before the page says so; raw.jsonl is never touched. \
      With `--import` no page is served: the corrections of a table (columns `image,term,value` and, if there are any, \
      `comment`) become annotations, all of them or none.
      """,
      [
        "herbx review runs/first --reviewer Ada": "the page of one run",
        "herbx review --root runs --port 0": "all runs below a folder, on a free port",
        "herbx review runs/first --sheet 17": "straight to one of the worst sheets of an evaluation",
        "herbx review runs/first --import corrections.csv": "corrections from a spreadsheet",
      ]))

  @Argument(help: "The run folder (or use --root).", completion: .directory) var run: String?
  @Option(
    help: ArgumentHelp("The folder to look for runs in, two levels deep.", valueName: "dir"), completion: .directory)
  var root: String?
  @Option(
    help: ArgumentHelp(
      "Who reviews, as `Name` or `Name <ORCID iD>` (default: your user's name).", valueName: "name"))
  var reviewer: String?
  @Option(
    help: ArgumentHelp("A second run over the same sheets, to compare with (default: RUN/second).", valueName: "dir"),
    completion: .directory)
  var second: String?
  @Option(
    help: ArgumentHelp("Where the images lie now, if they were moved.", valueName: "dir"), completion: .directory)
  var input: String?
  @Option(help: ArgumentHelp("Share of the certain sheets to look at for control.", valueName: "percent"))
  var control = "5%"
  @Option(help: ArgumentHelp("The confidence from which a sheet is certain.", valueName: "percent"))
  var certain = 90
  @Option(help: ArgumentHelp("The port; 0 for any free one.", valueName: "n")) var port: UInt16 = 5001
  @Option(help: ArgumentHelp("The sheet to open first, by its number on the pages.", valueName: "n")) var sheet: Int?
  @Option(
    name: .customLong("import"), help: ArgumentHelp("Take in the corrections of a CSV file.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var table: String?

  func validate() throws {
    guard (run == nil) != (root == nil) || (run == nil && table == nil) else {
      throw ValidationError("give a run folder, or `--root` for all runs below a folder")
    }
    guard table == nil || run != nil else { throw ValidationError("`--import` needs the run folder") }
    guard sheet.map({ $0 >= 0 && run != nil }) ?? true else {
      throw ValidationError("`--sheet` needs the run folder, and a number from 0")
    }
    guard controlShare != nil else { throw ValidationError("`--control \(control)` is no share from 0% to 100%") }
    guard (1...100).contains(certain) else {
      throw ValidationError("`--certain \(certain)` is no percentage from 1 to 100")
    }
  }

  private var controlShare: Double? {
    let digits = control.hasSuffix("%") ? control.dropLast() : control[...]
    return Double(digits).flatMap { (0...100).contains($0) ? $0 / 100 : nil }
  }

  func run(_ context: CommandContext) async throws {
    let who = try Self.reviewer(reviewer)
    if let run { try RunPath.check(run) }
    if let second { try RunPath.check(second) }
    if let table, let run { return try importTable(table, into: RunPath.plain(run), by: who, context) }
    var settings = ReviewSettings(reviewer: who)
    let beside = run.flatMap(SecondRun.existing)
    settings.second = try (second ?? beside).map { try DashboardCommand.folder($0) }
    settings.input = try input.map { try DashboardCommand.folder($0) }
    (settings.controlShare, settings.certainFrom) = (controlShare ?? 0.05, certain)
    var options = Dashboard.Options(root: try DashboardCommand.folder(run ?? root ?? "."), port: port)
    (options.asksForToken, options.review, options.input) = (true, settings, settings.input)
    (options.secrets, options.sheet) = (context.secrets, sheet)
    let dashboard: Dashboard
    do { dashboard = try await Dashboard.start(options) } catch { throw CommandFailure(.serviceUnavailable, error) }
    context.printData(dashboard.link)
    context.printNote("the review runs until it is stopped (Ctrl-C); what is decided is on the disk at once")
    await SignalWatch.untilStopped()
    await dashboard.stop()
  }

  private static func reviewer(_ text: String?) throws(CommandFailure) -> Reviewer {
    guard let text else { return Reviewer(name: ProcessInformation.userName) }
    guard let reviewer = Reviewer(text) else {
      throw CommandFailure(
        .usage, kind: "bad_reviewer", "`\(text)` is no name, or what stands in its brackets is no ORCID iD",
        hint: "for example `--reviewer \"Jane Doe <0000-0002-1825-0097>\"`, or the name alone")
    }
    return reviewer
  }

  private func importTable(_ table: String, into run: String, by who: Reviewer, _ context: CommandContext) throws {
    let importer = CorrectionImporter(run: FilePath(run), reviewer: who)
    do {
      let count = try importer.take(FilePath(table))
      context.printNote("\(count) \(count == 1 ? "correction" : "corrections") taken as annotations")
    } catch let error as CorrectionsRefused {
      for problem in error.problems.prefix(20) { context.printNote("line \(problem.line): \(problem.reason)") }
      if error.problems.count > 20 { context.printNote("and \(error.problems.count - 20) more") }
      throw CommandFailure(
        .checkFailed, kind: "bad_corrections",
        "`\(table)` does not fit the run in \(error.problems.count) of its lines",
        hint: "nothing was taken; mend these lines and import the table again")
    } catch let error as SystemError where error.path == FilePath(table) {
      throw CommandFailure(
        .inputMissing, kind: "table_missing", "\(error)", hint: "give the table of corrections with `--import`")
    } catch let error as SystemError {
      throw CommandFailure(
        .writeFailed, kind: "write_failed", "\(error)", hint: "nothing was taken; mend that and import again")
    } catch let error as ReadFailure {
      throw CommandFailure(.inputMissing, error)
    }
  }
}
