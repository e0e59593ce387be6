internal import ArgumentParser
internal import Extraction
internal import OpenRouter
internal import SystemLayer

/// How one start goes on, of a run that begins or is resumed.
struct StartOptions: ParsableArguments {
  @Flag(help: "Say what would be done and what it would cost; no image is sent, nothing written or locked.")
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      "A bar on a terminal, a plain line every 30 s elsewhere (auto); or always one of them, or none.",
      valueName: "auto|bar|plain|none"))
  var progress = ProgressStyle.auto

  @Option(
    help: ArgumentHelp(
      "A shell command to run at the end and when a wait begins: the summary as JSON on its input, HERBX_RUN and "
        + "HERBX_EXIT_STATUS (or `waiting`) set.",
      valueName: "command"))
  var notify: String?
}

/// What the model is asked, and which.
struct AskingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "An alias or a model id. Without it a free model that takes images and schemas is looked up; paid models are "
        + "used only when named.", valueName: "alias|id"), completion: .modelAliases)
  var model: String?

  @Option(
    help: ArgumentHelp(
      "A second model that reads the same specimens into RUN/second, under the same --max-cost.", valueName: "alias|id"),
    completion: .modelAliases)
  var secondModel: String?

  @Option(
    help: ArgumentHelp(
      "The Darwin Core terms to ask for, parted by commas, or those to leave out: `--terms=-verbatimLabel`.",
      valueName: "list"))
  var terms: String?

  @Option(help: ArgumentHelp("A system prompt of your own.", valueName: "file"), completion: .file())
  var systemPrompt: String?

  @Option(help: ArgumentHelp("A user prompt of your own.", valueName: "file"), completion: .file())
  var userPrompt: String?

  @Flag(
    help: """
      Go on though the model, the service, the input folder, the prompts, the terms or the like are others than the run \
      began with, or images that it has known are gone.
      """)
  var allowChanged = false

  @Option(
    help: ArgumentHelp(
      "How strictly the model is bound to the record's form; else the strictest that the catalogue says it takes.",
      valueName: "json_schema|json_object|none"), completion: .list(AnswerFormat.allCases.map(\.rawValue)),
    transform: word)
  var answerFormat: AnswerFormat?

  @Option(
    name: .customLong("max-tokens"),
    help: ArgumentHelp(
      "The longest answer, in tokens; thoughts count (default: \(ChatTemplate.largestAnswer)).", valueName: "n"))
  var tokenBound: Int?

  var maxTokens: Int { tokenBound ?? ChatTemplate.largestAnswer }

  @Option(
    help: ArgumentHelp(
      "How much the model thinks before it answers; sent only where the catalogue says that it can.",
      valueName: "off|low|medium|high"), completion: .list(ChatTemplate.Reasoning.allCases.map(\.rawValue)),
    transform: word)
  var reasoning: ChatTemplate.Reasoning?

  @Option(
    help: ArgumentHelp(
      "1: where an answer cannot be used, tell the model what was wrong with it and ask once more; both are paid.",
      valueName: "0|1"))
  var askAgain = 0

  func validate() throws {
    guard (0...1).contains(askAgain) else { throw ValidationError("`--ask-again \(askAgain)`: give 0 or 1") }
    do { _ = try AskedTerms.selected(terms) } catch { throw ValidationError("`--terms`: \(error.message)") }
    guard (64...1_000_000).contains(maxTokens) else {
      throw ValidationError("`--max-tokens \(maxTokens)`: give 64 to 1000000")
    }
  }

  /// What one request may cost at most by the catalogue's prices.
  func worstCase(_ prices: CatalogueModel.Prices) -> Money? {
    SpecimenCost.worstCase(at: prices, answerTokens: maxTokens, tellsAnswer: askAgain > 0)
  }

  /// The terms to ask for; checked by `validate`.
  var askedTerms: [DarwinCoreTerm] { (try? AskedTerms.selected(terms)) ?? AskedTerms.all }
}

/// One of the words of an enumeration.
private func word<Value: RawRepresentable & CaseIterable>(_ text: String) throws -> Value
where Value.RawValue == String {
  if let value = Value(rawValue: text) { return value }
  throw ValidationError("give one of \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
}

/// Which of the folder's images.
struct SelectionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Take at most this many specimens.", valueName: "n"))
  var limit: Int?

  @Option(help: ArgumentHelp("Skip this many specimens, in the order of their names.", valueName: "n"))
  var offset = 0

  @Flag(help: "Leave specimens alone that failed in an earlier start.")
  var noRetryFailed = false

  @Flag(
    help: """
      Ask again, and pay again, for specimens whose answer was paid for and could not be used, though the question is \
      the same. Without it such answers are only read again.
      """)
  var retryBilled = false

  @Flag(help: "Do not send files whose bytes are those of another; their records name it.")
  var skipDuplicates = false

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Only files that match, such as '*.tif' or 'box-7/**'; may be repeated.", valueName: "glob"))
  var include: [String] = []

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("No files that match; may be repeated.", valueName: "glob"))
  var exclude: [String] = []

  @Option(
    help: ArgumentHelp(
      "Take the files that this one lists, one path a line, relative to the input folder; nothing is walked.",
      valueName: "file"), completion: .file())
  var filesFrom: String?

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("`--limit \(limit)`: give 1 or more") }
    if offset < 0 { throw ValidationError("`--offset \(offset)`: give 0 or more") }
  }

  /// - Throws: status 66 where the list of files cannot be used.
  func plan(input: String) throws(CommandFailure) -> RunPlan.Selection {
    var selection = RunPlan.Selection()
    selection.filter.include = include.map(Glob.init)
    selection.filter.exclude = exclude.map(Glob.init)
    do throws(FileList.Failure) {
      selection.list = try filesFrom.map { path throws(FileList.Failure) in try FileList(FilePath(path), input: input) }
    } catch {
      throw CommandFailure(
        .inputMissing, kind: "list_unusable", error.message,
        hint: "give a text file with one path a line, relative to `--input`")
    }
    selection.offset = offset
    selection.limit = limit
    selection.retriesFailed = !noRetryFailed
    selection.retriesBilled = retryBilled
    return selection
  }
}

/// What bounds the run.
struct BoundOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Requests in flight at most, 1 to 512.", valueName: "n"))
  var concurrency = 8

  @Option(
    help: ArgumentHelp(
      "Requests a minute at most, spread evenly. Free models are paced to 20 by themselves.", valueName: "n"))
  var requestsPerMinute: Int?

  @Option(
    help: ArgumentHelp(
      "Stop before the run has cost more than this, earlier starts included.", valueName: "usd"))
  var maxCost: String?

  @Option(
    help: ArgumentHelp(
      "New keys that this start may make, each with a spending limit of 15.00 USD.", valueName: "n"))
  var maxRotations = 3

  @Flag(help: "Do not make the next key before the present one is used up; wait for the refusals.")
  var noEarlyRotation = false

  @Flag(help: "Delete a key that was rotated out once its last request is done, where herbx had made it.")
  var revokeOld = false

  @Option(
    name: .customLong("timeout"),
    help: ArgumentHelp(
      "From a request's start to its answer's last byte (default: \(BoundOptions.usualTimeout); with "
        + "`--service-tier flex` \(BoundOptions.flexTimeout)).", valueName: "seconds"))
  var givenTimeout: Int?

  static let usualTimeout = 300
  /// An answer of the flex tier waits until a provider has room.
  static let flexTimeout = 900

  /// Seconds.
  func timeout(_ tier: RoutingOptions.ServiceTier?) -> Int {
    givenTimeout ?? (tier == .flex ? Self.flexTimeout : Self.usualTimeout)
  }

  @Option(help: ArgumentHelp("How often a specimen's request is made again after a fault of its own.", valueName: "n"))
  var retries = 3

  @Option(
    help: ArgumentHelp(
      "How long to wait while the service, the network or the input folder is not well, before status 75.",
      valueName: "seconds"))
  var outagePatience = 43_200

  @Option(
    help: ArgumentHelp(
      "How long to wait for another run to leave the run folder, before status 73.", valueName: "seconds"))
  var waitForLock = 0

  @Flag(help: "Stop with status 75 at a daily limit of free requests, and do not wait for its end.")
  var noWait = false

  @Flag(
    help: """
      Ask the service to keep answers for a while (X-OpenRouter-Cache), so that what a crash lost in flight comes back \
      free of charge. The service then stores the answers for that time.
      """)
  var responseCache = false

  func validate() throws {
    guard (1...512).contains(concurrency) else {
      throw ValidationError("`--concurrency \(concurrency)`: give 1 to 512")
    }
    if let requestsPerMinute, requestsPerMinute < 1 {
      throw ValidationError("`--requests-per-minute \(requestsPerMinute)`: give 1 or more")
    }
    if let maxCost, Money(digits: maxCost) == nil {
      throw ValidationError("`--max-cost \(maxCost)`: give an amount in US dollars, such as 10.50")
    }
    guard maxRotations >= 0 else { throw ValidationError("`--max-rotations \(maxRotations)`: give 0 or more") }
    if let givenTimeout, !(1...86_400).contains(givenTimeout) {
      throw ValidationError("`--timeout \(givenTimeout)`: give 1 to 86400")
    }
    if revokeOld, noEarlyRotation { throw ValidationError("`--revoke-old` does not go with `--no-early-rotation`") }
    guard (1...2_592_000).contains(outagePatience) else {
      throw ValidationError("`--outage-patience \(outagePatience)`: give 1 to 2592000")
    }
    guard (0...2_592_000).contains(waitForLock) else {
      throw ValidationError("`--wait-for-lock \(waitForLock)`: give 0 to 2592000")
    }
    guard (0...100).contains(retries) else { throw ValidationError("`--retries \(retries)`: give 0 to 100") }
  }
}

/// The checkpoint at the beginning, and the stop later on.
struct ValidationOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Decide this many specimens before the rest may begin.", valueName: "n"))
  var earlyCheckpoint = 5

  @Option(help: ArgumentHelp("The share of them that must succeed, 0 to 1.", valueName: "f"))
  var earlyThreshold = 0.5

  @Flag(help: "Begin with all specimens at once.")
  var noEarlyValidation = false

  @Option(
    help: ArgumentHelp(
      "Stop with status 4 where fewer of the last 50 specimens succeed, 0 to 1, or 15 in a row fail with the same words; "
        + "0 never stops.", valueName: "f"))
  var stopBelow = 0.5

  func validate() throws {
    guard (0...1).contains(stopBelow) else { throw ValidationError("`--stop-below \(stopBelow)`: give 0 to 1") }
    guard earlyCheckpoint >= 1 else { throw ValidationError("`--early-checkpoint \(earlyCheckpoint)`: give 1 or more") }
    guard (0...1).contains(earlyThreshold) else {
      throw ValidationError("`--early-threshold \(earlyThreshold)`: give 0 to 1")
    }
  }
}
