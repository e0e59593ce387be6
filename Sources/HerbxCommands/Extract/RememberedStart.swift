internal import OpenRouter

/// The options that a run's latest start had, by its snapshot, but for those that are given anew.
struct RememberedStart {
  private(set) var arguments: [String] = []
  private let given: Set<String>

  /// - Parameters:
  ///   - tokens: what was typed.
  ///   - selectsAll: whether to forget which of the folder's images were chosen.
  init(_ snapshot: JSONValue, besides tokens: [String], selectsAll: Bool) {
    given = Set(tokens.filter { $0.hasPrefix("--") }.map { String($0.prefix { $0 != "=" }) })
    let parameters = snapshot["parameters"] ?? [:]
    addBounds(parameters)
    addPace(parameters, model: snapshot["model"]?.string ?? "")
    addQuestion(parameters)
    addImages(parameters)
    addRouting(parameters)
    addSelection(parameters, selectsAll: selectsAll)
    add("--second-model", parameters["second_model"]?.string)
    guard snapshot["service"]?["simulated"]?.bool != true else { return }
    add("--base-url", snapshot["service"]?["address"]?.string)
    add("--keys-file", parameters["keys"]?["file"]?.string)
    add("--provision-script", parameters["keys"]?["script"]?.string)
  }

  private mutating func add(_ option: String, _ value: String?) {
    if let value, !given.contains(option) { arguments.append("\(option)=\(value)") }
  }

  private mutating func add(_ option: String, _ values: JSONValue?) {
    guard !given.contains(option) else { return }
    arguments += (values?.array ?? []).compactMap(\.string).map { "\(option)=\($0)" }
  }

  private mutating func add(flag: String, _ holds: Bool?) {
    if holds == true, !given.contains(flag) { arguments.append(flag) }
  }

  private mutating func addBounds(_ parameters: JSONValue) {
    for (option, name) in [
      ("--concurrency", "concurrency"),
      ("--outage-patience", "outage_patience_seconds"), ("--timeout", "timeout_seconds"),
      ("--max-rotations", "max_rotations"), ("--early-threshold", "early_threshold"), ("--stop-below", "stop_below"),
      ("--ask-again", "ask_again"),
    ] {
      add(option, parameters[name]?.digits)
    }
    add("--retries", parameters["attempts"]?.int.map { String($0 - 1) })
    add(flag: "--response-cache", parameters["response_cache"]?.bool)
    add(flag: "--no-wait", parameters["waits_for_daily_limit"]?.bool.map { !$0 })
    if !given.contains("--revoke-old") {
      add(flag: "--no-early-rotation", parameters["keys"]?["early_rotation"]?.bool.map { !$0 })
    }
    if !given.contains("--no-early-rotation") { add(flag: "--revoke-old", parameters["keys"]?["revoke_old"]?.bool) }
    if let checkpoint = parameters["early_checkpoint"]?.digits {
      add("--early-checkpoint", checkpoint)
    } else if parameters["early_threshold"] != nil, !given.contains("--early-checkpoint") {
      add(flag: "--no-early-validation", true)
    }
  }

  /// A free model's own pace is not kept: the next start may ask another model.
  private mutating func addPace(_ parameters: JSONValue, model: String) {
    let pace = parameters["requests_per_minute"]
    // Snapshots of earlier versions do not say whose pace it was.
    let wasFree = pace?.int == RunParameters.freeRequestsPerMinute && model.hasSuffix(":free")
    if parameters["paced_as_free"]?.bool ?? wasFree { return }
    add("--requests-per-minute", pace?.digits)
  }

  private mutating func addQuestion(_ parameters: JSONValue) {
    // Another model may take another form.
    if !given.contains("--model") { add("--answer-format", parameters["answer_format"]?.string) }
    add("--reasoning", parameters["reasoning"]?.string)
    let terms = parameters["terms"]?.array?.compactMap(\.string) ?? []
    if !terms.isEmpty { add("--terms", terms.joined(separator: ",")) }
  }

  private mutating func addImages(_ parameters: JSONValue) {
    let images = parameters["images"]
    add("--image-long-side", images?["long_side"].flatMap { $0.string ?? $0.digits })
    add("--image-quality", images?["quality"]?.digits)
    add("--rotate", images?["rotate"]?.string)
    add(flag: "--send-originals", images?["send_originals"]?.bool)
    add("--max-pixels", parameters["max_pixels"]?.digits)
    add(flag: "--skip-unconvertible", parameters["skip_unconvertible"]?.bool)
    add("--image-cache", parameters["image_cache"]?.string)
    add("--image-cache-size", parameters["image_cache_size"]?.string)
  }

  private mutating func addRouting(_ parameters: JSONValue) {
    add("--service-tier", parameters["service_tier"]?.string)
    add(flag: "--zdr", parameters["zdr"]?.bool)
    add(flag: "--no-data-collection", parameters["data_collection"]?.string.map { $0 == "deny" })
    add("--provider", parameters["providers"])
    add("--fallback-model", parameters["fallback_models"])
  }

  private mutating func addSelection(_ parameters: JSONValue, selectsAll: Bool) {
    add(flag: "--no-retry-failed", parameters["retry_failed"]?.bool.map { !$0 })
    add(flag: "--skip-duplicates", parameters["skip_duplicates"]?.bool)
    guard !selectsAll else { return }
    add("--limit", parameters["limit"]?.digits)
    add("--offset", parameters["offset"]?.digits)
    add("--include", parameters["include"])
    add("--exclude", parameters["exclude"])
    add("--files-from", parameters["files_from"]?.string)
  }
}
