internal import ArgumentParser
internal import Evaluation
internal import Extraction
internal import OpenRouter
internal import SystemLayer

/// `herbx pilot`.
struct PilotCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "pilot", abstract: "Try models on a sample of a folder before paying for all of it.",
    discussion: Examples.following(
      """
      Takes a sample that stands for the folder (by subfolder, pixels and bytes; the same for the same seed), runs each \
      model on it under one bound, and tells how right they are, how often they agree, and what the whole folder would \
      take. Start the same command again after a stop: it goes on. The runs are ordinary ones, one after the other, in \
      OUTPUT: `herbx status OUTPUT/MODEL --watch` follows one, `herbx dashboard --root OUTPUT` all.
      """,
      [
        "herbx pilot --input sheets --output p --max-cost 3 --model a/b --model c/d":
          "two models, at most three dollars; then pilot.html in the output folder",
        "herbx pilot --input sheets --output p --max-cost 1 --model a/b --review":
          "a curator's corrections of the first model's sheets become the truth",
      ]))

  @Option(help: ArgumentHelp("The folder of images.", valueName: "dir"), completion: .directory) var input: String
  @Option(
    help: ArgumentHelp("The folder of the pilot; made where it is missing.", valueName: "dir"), completion: .directory)
  var output: String
  @Option(
    parsing: .singleValue, help: ArgumentHelp("A model to try; stands once for each.", valueName: "alias|id"),
    completion: .modelAliases)
  var model: [String]
  @Option(help: ArgumentHelp("How many specimens.", valueName: "n")) var sample = 60
  @Option(help: ArgumentHelp("What all models together may cost at most.", valueName: "usd")) var maxCost: String
  @Option(
    help: ArgumentHelp("A table of truth (see `herbx evaluate`).", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var truth: String?
  @Option(help: ArgumentHelp("The share of accepted fields that may be wrong, in percent.", valueName: "percent"))
  var error = 2.0
  @Option(help: ArgumentHelp("Requests in flight at most, 1 to 512.", valueName: "n")) var concurrency = 8
  @Flag(help: "Open the first model's sheets for review; what is decided there is the truth.") var review = false
  @Flag(help: "Print JSON.") var json = false
  @OptionGroup(title: "Service and keys") var service: ServiceOptions
  @Flag(help: "Ask a simulated service in this process instead: no key, no network, no cost.") var simulate = false
  @OptionGroup(title: "The simulated service") var simulator: SimulatorFlags

  func validate() throws {
    if !simulate, let option = simulator.given, option != "--seed" {
      throw ValidationError("`\(option)` needs `--simulate`: without it this would be a real run")
    }
    guard (1...100_000).contains(sample) else { throw ValidationError("`--sample \(sample)`: give 1 to 100000") }
    guard Money(digits: maxCost) != nil else {
      throw ValidationError("`--max-cost \(maxCost)`: give an amount in US dollars, such as 3.00")
    }
    guard (0...100).contains(error) else { throw ValidationError("`--error \(error)`: give 0 to 100 percent") }
    guard Set(folders).count == folders.count else { throw ValidationError("`--model` names a model twice") }
  }

  func run(_ context: CommandContext) async throws {
    let place = RunPath.plain(output)
    let sampled = try PilotSample.take(input: input, output: place, count: sample, seed: simulator.seed ?? 1)
    context.printNote("\(sampled.count) of \(sampled.found) specimens are the sample: `\(sampled.list)`")
    let starts = try model.indices.map { try start(model[$0], folders[$0], list: sampled.list) }
    let prompts = StartBasis(prompts: try PromptFiles(starts[0].asking).load())
    let status = try await RunSeries(starts: starts, bound: Money(digits: maxCost)).run(prompts, context) {
      run, failure in
      context.printNote("\(run): \(failure.message)")
    }
    if review { try await openReview(context) }
    let runs = starts.map { RunPath.plain($0.output) }.filter { FilePath($0 + "/raw.jsonl").exists }
    if runs.isEmpty { throw SilentExit(status: status) }
    let report = try Evaluated.report(of: runs, truth: try source(runs[0]))
    if report.isSimulated { context.printNote("warning: \(PilotReport.simulated)") }
    let pilot = PilotReport(report, found: sampled.found, error: error / 100, concurrency: concurrency)
    try write(pilot.html, to: place + "/pilot.html")
    if json { context.printData(pilot.json.text) } else { for line in pilot.lines { context.printData(line) } }
    context.printNote("page: \(place)/pilot.html")
    if status != .everySpecimenHasARecord { throw SilentExit(status: status) }
  }

  /// One folder for each model, called by it.
  private var folders: [String] {
    model.map { model in
      RunPath.plain(output) + "/" + String(model.map { $0.isLetter || $0.isNumber || "-._".contains($0) ? $0 : "-" })
    }
  }

  /// The ordinary run of one model.
  private func start(_ model: String, _ folder: String, list: String) throws -> Extract {
    var tokens = [
      "--input", input, "--output", folder, "--files-from", list, "--model", model, "--max-cost", maxCost,
      "--concurrency", String(concurrency),
    ]
    for (flag, value) in [
      ("--base-url", service.baseURL), ("--keys-file", service.keysFile),
      ("--provision-script", service.provisionScript),
    ] {
      if let value { tokens += [flag, value] }
    }
    if simulate { tokens += ["--simulate"] + simulator.tokens }
    return try Extract.parse(tokens)
  }

  private func openReview(_ context: CommandContext) async throws {
    let command = try ReviewCommand.parse([folders[0], "--port", "0"])
    context.printNote("stop the review with Ctrl-C: then the pilot goes on with what was decided as its truth")
    var context = context
    // Of JSON, standard output holds nothing else.
    if json { context.printData = context.printNote }
    try await command.run(context)
  }

  /// The table, else what a curator has decided on the first model's sheets.
  private func source(_ run: String) throws -> (any TruthSource)? {
    do {
      if let truth { return try TruthTable(path: truth, by: nil) }
      return FilePath(run + "/annotations.jsonl").exists ? try ReviewedTruth(run: run) : nil
    } catch let error as TruthError {
      throw CommandFailure(error.kind == .malformed ? .usage : .inputMissing, error)
    } catch let error as ReadFailure { throw CommandFailure(.inputMissing, error) }
  }

  private func write(_ text: String, to path: String) throws(CommandFailure) {
    do { try replaceFile(FilePath(path), with: SecretMask().text(text)) } catch {
      throw CommandFailure.output(path, WriteFailure(error))
    }
  }
}
