internal import Extraction
internal import OpenRouter
internal import SystemLayer

/// The command line's numbers as the scheduler takes them, and as they stand in `environment.json`.
struct RunParameters {
  private let options: Extract
  private let model: ModelChoice
  private let basis: StartBasis?
  private let variables: [String: String]

  init(_ options: Extract, _ model: ModelChoice, variables: [String: String] = [:], basis: StartBasis? = nil) {
    self.basis = basis
    self.options = options
    self.model = model
    self.variables = variables
  }

  /// The service's own limit for free models; more only brings refusals.
  static let freeRequestsPerMinute = 20

  private var requestsPerMinute: Int? {
    options.bounds.requestsPerMinute ?? (model.isFree ? Self.freeRequestsPerMinute : nil)
  }

  private var checkpoint: Int? {
    options.validation.noEarlyValidation ? nil : options.validation.earlyCheckpoint
  }

  /// - Parameter records: of earlier starts. Where these alone would pass the checkpoint, it has been passed.
  func settings(_ records: RecordIndex) -> SchedulerSettings {
    var settings = SchedulerSettings()
    settings.concurrency = options.bounds.concurrency
    settings.requestsPerMinute = requestsPerMinute
    settings.attempts = options.bounds.retries + 1
    settings.outagePatience = .seconds(options.bounds.outagePatience)
    settings.earlyCheckpoint = hasPassedCheckpoint(records) ? nil : checkpoint
    settings.earlyThreshold = options.validation.earlyThreshold
    settings.stopBelow = options.validation.stopBelow
    settings.waitsForDailyLimit = !options.bounds.noWait
    settings.maxCost = options.bounds.maxCost.flatMap(Money.init(digits:))
    settings.spent = records.cost
    settings.expectedCost = records.spread.highest ?? model.entry.flatMap(SpecimenCost.estimate(for:))
    settings.worstCaseCost = model.highestPrices.flatMap(options.asking.worstCase)
    settings.askAgain = options.asking.askAgain
    settings.seed = .random(in: .min ... .max)
    return settings
  }

  private func hasPassedCheckpoint(_ records: RecordIndex) -> Bool {
    guard let checkpoint, !options.asking.allowChanged, records.entries.count >= checkpoint else { return false }
    return Double(records.successes) >= options.validation.earlyThreshold * Double(records.entries.count)
  }

  var members: [JSONValue.Member] {
    let numbers: [(String, JSONValue)] = [
      ("concurrency", number(options.bounds.concurrency)),
      ("requests_per_minute", requestsPerMinute.map(number) ?? .null),
      ("paced_as_free", .bool(options.bounds.requestsPerMinute == nil && model.isFree)),
      ("outage_patience_seconds", number(options.bounds.outagePatience)),
      ("timeout_seconds", number(options.timeout)), ("attempts", number(options.bounds.retries + 1)),
      ("max_cost", options.bounds.maxCost.map(JSONValue.string) ?? .null),
      ("max_rotations", number(options.bounds.maxRotations)),
      ("early_checkpoint", checkpoint.map(number) ?? .null),
      ("early_threshold", .number(String(options.validation.earlyThreshold))),
      ("stop_below", .number(String(options.validation.stopBelow))),
      ("shard", JSONValue(basis?.part?.shard.words)),
      ("limit", options.selection.limit.map(number) ?? .null), ("offset", number(options.selection.offset)),
      ("retry_failed", .bool(!options.selection.noRetryFailed)),
      ("response_cache", .bool(options.bounds.responseCache)),
      ("answer_format", .string((options.asking.answerFormat ?? model.format).rawValue)),
      ("max_tokens", number(options.asking.maxTokens)), ("temperature", 0),
      ("ask_again", number(options.asking.askAgain)),
      ("retry_billed", .bool(options.selection.retryBilled)),
      ("model_chosen", .string(model.reason)), ("allow_changed", .bool(options.asking.allowChanged)),
      ("waits_for_daily_limit", .bool(!options.bounds.noWait)),
      ("skip_unconvertible", .bool(options.images.skipUnconvertible)),
      ("image_cache", JSONValue(options.images.imageCache.map { FilePath($0).resolved.string })),
      ("image_cache_size", .string(options.images.imageCacheSize)), ("keys", keys),
    ]
    return numbers.map { JSONValue.Member($0.0, $0.1) } + (basis?.second?.members ?? []) + options.selection.patterns
      + options.identityParameters
  }

  /// Where keys come from, and how they are replaced; null where the place is the usual one.
  private var keys: JSONValue {
    [
      "file": JSONValue(place(options.service.keysFile, "HERBX_KEYS_FILE")),
      "script": JSONValue(place(options.service.provisionScript, "HERBX_PROVISION_SCRIPT")),
      "early_rotation": .bool(!options.bounds.noEarlyRotation), "revoke_old": .bool(options.bounds.revokeOld),
    ]
  }

  /// A simulated service's places are gone with it.
  private func place(_ flag: String?, _ variable: String) -> String? {
    options.simulate ? nil : (flag ?? variables[variable]).flatMap { $0.isEmpty ? nil : FilePath($0).resolved.string }
  }

  private func number(_ value: Int) -> JSONValue { .number(String(value)) }
}
