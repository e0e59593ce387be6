internal import ArgumentParser
internal import Extraction
internal import OpenRouter
internal import Review
internal import SystemLayer

/// `herbx annotations`.
struct AnnotationsCommand: ContextCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv
  }

  static let configuration = CommandConfiguration(
    commandName: "annotations", abstract: "List what reviewers have decided about a run.",
    discussion: Examples.following(
      """
      `--format csv` prints the corrections in force with the columns `image,term,value` and, if there are any, `comment`: \
      the table that `herbx review RUN --import` takes. `--format json` prints all annotations that were not withdrawn, \
      one a line, as W3C Web Annotations.
      """,
      [
        "herbx annotations runs/first": "what was decided, for people",
        "herbx annotations runs/first --format csv": "for a spreadsheet",
      ]))

  @Argument(help: "The run folder.", completion: .directory) var run: String
  @Option(help: "How to print them.") var format = Format.text

  func run(_ context: CommandContext) async throws {
    try RunPath.check(run)
    let review: ReviewedRun
    do { review = try ReviewedRun(run: FilePath(RunPath.plain(run))) } catch {
      throw CommandFailure(.inputMissing, error)
    }
    switch format {
    case .csv:
      let text = Corrections.table(review.ledger) { review.recordSHA256[$0] }
      context.printData(String(text.dropLast()))
    case .json:
      for annotation in review.ledger.all { context.printData(String(decoding: annotation.line, as: UTF8.self)) }
    case .text:
      for line in review.lines { context.printData(line) }
      context.printNote(review.summary.sentence)
    }
  }
}
