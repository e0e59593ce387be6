internal import ArgumentParser
internal import Extraction
internal import OpenRouter

/// `herbx doctor`.
struct DoctorCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check key, script, service and machine before a run; costs nothing.",
    discussion: Examples.following(
      """
      One line per check: ✓ holds, ✗ does not, with the remedy, ! holds with something to heed, – was not checked. Exit status 1 where a check fails. \
      Makes no key and sends no image.
      """,
      ["herbx doctor --model qwen-vl-72b --output runs/first": "for the run that is meant"]))

  @Option(
    help: ArgumentHelp("The run folder that is meant; the working folder without it.", valueName: "run"),
    completion: .directory)
  var output: String?
  @Option(
    help: ArgumentHelp(
      "The model that is meant; without it the free model that a run would take.", valueName: "alias|id"),
    completion: .modelAliases)
  var model: String?
  @Option(help: ArgumentHelp("The requests in flight that are meant, 1 to 512.", valueName: "n"))
  var concurrency = 8
  @Flag(help: "Print JSON.") var json = false
  @OptionGroup(title: "Service and keys") var service: ServiceOptions

  func validate() throws {
    guard (1...512).contains(concurrency) else {
      throw ValidationError("`--concurrency \(concurrency)`: give 1 to 512")
    }
  }

  func run(_ context: CommandContext) async throws {
    try await ServiceSession.with(service, context) { session in
      let facts = await DoctorExamination(options: self, context: context, session: session).facts()
      let report = DoctorReport(facts, now: .now(), redactor: session.keys.redactor)
      context.printData(json ? report.json.text : report.text)
      if !json { context.printNote(report.summary) }
      if report.failures > 0 { throw SilentExit(status: .checkFailed) }
    }
  }
}
