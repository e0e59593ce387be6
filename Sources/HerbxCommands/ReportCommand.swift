internal import ArgumentParser
internal import Dashboard
internal import Extraction
internal import OpenRouter
internal import SystemLayer

/// `herbx report`.
struct ReportCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write a run as one HTML file, to send to a colleague.",
    discussion: Examples.following(
      """
      The file holds everything it shows and needs neither herbx nor a connection: figures, records, and small images \
      up to a size that it states. Prints the file's path. The run is only read, and may go on meanwhile.
      """,
      ["herbx report runs/first --output first.html --thumbnails 5": "a file of a few megabytes"]))

  @Argument(help: "The run folder.", completion: .directory) var run: String
  @Option(
    help: ArgumentHelp("Where to write (default: report.html in the run folder).", valueName: "file"),
    completion: .file())
  var output: String?
  @Option(
    help: ArgumentHelp("Where the images lie now, if they were moved.", valueName: "dir"), completion: .directory)
  var input: String?
  @Option(help: ArgumentHelp("How many megabytes of small images to take in; 0 for none.", valueName: "mb"))
  var thumbnails = 20

  func validate() throws {
    guard (0...2000).contains(thumbnails) else {
      throw ValidationError("`--thumbnails \(thumbnails)` is no size from 0 to 2000 MB")
    }
  }

  func run(_ context: CommandContext) async throws {
    try RunPath.check(run)
    let path = output ?? RunPath.plain(run) + "/report.html"
    let moved = try input.map { path throws(CommandFailure) in try DashboardCommand.folder(path) }
    let outcome: Report.Outcome
    do {
      outcome = try Report(
        run: FilePath(RunPath.plain(run)).resolved.string, thumbnailBytes: thumbnails << 20, input: moved,
        secrets: context.secrets
      ).write(to: path)
    } catch let failure as WriteFailure {
      throw CommandFailure.output(path, failure)
    } catch let failure as any ExplainedError {
      throw CommandFailure(.inputMissing, failure)
    }
    context.printData(path)
    context.printNote(outcome.sentence)
  }
}
