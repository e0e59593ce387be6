public import OpenRouter
internal import SystemLayer

/// What is decided once for all shards of a run, and never changed: `run.json`.
public struct RunDefinition: Sendable, Equatable {
  public var shards: Int
  /// How many of them run at a time: what is divided by it holds for the whole.
  public var atATime: Int
  public var rule = Shard.rule
  /// The input folder, links resolved.
  public var input: String
  /// How many images it held.
  public var images: Int
  public var model: String
  /// The SHA-256 of each prompt, by name.
  public var prompts: [JSONValue.Member]
  /// Which files count as specimens: `include`, `exclude` and `files_from` as `environment.json` has them. Empty in runs
  /// of earlier versions.
  public var patterns: [JSONValue.Member]
  /// The bounds of the whole run.
  public var maxCost: String?
  public var maxRotations: Int
  public var concurrency: Int
  public var requestsPerMinute: Int?
  /// When it was written; also a part of the run's name in the ledger of keys.
  public var created: String

  public init(
    shards: Int, atATime: Int, input: String, images: Int, model: String, prompts: [JSONValue.Member],
    maxCost: String?, maxRotations: Int, concurrency: Int, requestsPerMinute: Int?,
    patterns: [JSONValue.Member] = [], created: String
  ) {
    (self.shards, self.atATime, self.input, self.images) = (shards, atATime, input, images)
    (self.model, self.prompts, self.maxCost, self.created) = (model, prompts, maxCost, created)
    (self.maxRotations, self.concurrency) = (maxRotations, concurrency)
    (self.requestsPerMinute, self.patterns) = (requestsPerMinute, patterns)
  }

  public init?(json: JSONValue) {
    guard let shards = json["shards"]?.int, Shard(number: 1, of: shards) != nil,
      let input = json["input"]?.string, let model = json["model"]?.string, let rule = json["rule"]?.string
    else { return nil }
    let bounds = json["bounds"]
    self.init(
      shards: shards, atATime: max(1, json["shards_at_a_time"]?.int ?? shards), input: input,
      images: json["images"]?.int ?? 0, model: model, prompts: json["prompts"]?.members ?? [],
      maxCost: bounds?["max_cost"]?.string, maxRotations: bounds?["max_rotations"]?.int ?? 3,
      concurrency: max(1, bounds?["concurrency"]?.int ?? 8),
      requestsPerMinute: bounds?["requests_per_minute"]?.int, patterns: json["selection"]?.members ?? [],
      created: json["created"]?.string ?? "")
    self.rule = rule
  }

  public var json: JSONValue {
    [
      "shards": .number(String(shards)), "shards_at_a_time": .number(String(atATime)), "rule": .string(rule),
      "input": .string(input), "images": .number(String(images)), "model": .string(model),
      "prompts": .object(prompts), "selection": .object(patterns),
      "bounds": [
        "max_cost": maxCost.map(JSONValue.string) ?? .null, "max_rotations": .number(String(maxRotations)),
        "concurrency": .number(String(concurrency)),
        "requests_per_minute": requestsPerMinute.map { .number(String($0)) } ?? .null,
      ],
      "created": .string(created),
    ]
  }

  /// In what `other` differs, with both values; empty where a shard of it may join this run.
  public func differences(from other: RunDefinition) -> [String] {
    var found: [String] = []
    func compare(_ what: String, _ mine: String, _ theirs: String) {
      if mine != theirs { found.append("\(what) is `\(theirs)`, the run was begun with `\(mine)`") }
    }
    compare("the number of shards", String(shards), String(other.shards))
    compare("the rule of the shards", rule, other.rule)
    compare("the input folder", input, other.input)
    compare("the model", model, other.model)
    for prompt in prompts {
      guard let theirs = other.prompts.first(where: { $0.name == prompt.name })?.value.string else { continue }
      compare("the SHA-256 of the \(prompt.name) prompt", prompt.value.string ?? "", theirs)
    }
    for pattern in patterns {
      let theirs = other.patterns.first { $0.name == pattern.name }?.value ?? .null
      compare("`--\(pattern.name.replacing("_", with: "-"))`", pattern.value.text, theirs.text)
    }
    return found
  }

  /// What `other` asks for in vain, since the bounds of the run's beginning hold on.
  public func ignored(of other: RunDefinition) -> [String] {
    let numbers: [(String, Int?, Int?)] = [
      ("--concurrency", concurrency, other.concurrency), ("--max-rotations", maxRotations, other.maxRotations),
      ("--requests-per-minute", requestsPerMinute, other.requestsPerMinute), ("--at-most", atATime, other.atATime),
    ]
    return numbers.filter { $0.1 != $0.2 }.map { option, mine, theirs in
      let begun = mine.map { "with `\(option) \($0)`" } ?? "without `\(option)`"
      return "the run was begun \(begun), which holds on" + (theirs.map { ": `\($0)` is not taken" } ?? "")
    }
  }

  /// The images that the run is over, as the input folder has them now.
  /// - Parameter input: where it lies now.
  public func specimens(_ input: String, of run: ShardedRun) -> [SpecimenName] {
    plan(input, of: run).plan.specimens.map(\.name)
  }

  /// The same with what is left out, and why the list of files cannot be read.
  func plan(_ input: String, of run: ShardedRun) -> (plan: RunPlan, failure: String?) {
    let (selection, failure) = RunPlan.Selection.recorded(.object(patterns), input: input)
    return (RunPlan(input: input, runFolder: run.path, selection: selection, records: RecordIndex()), failure)
  }

  /// - Returns: nil where there is none yet.
  public static func read(_ run: ShardedRun) throws(ReadFailure) -> RunDefinition? {
    guard ShardedRun.isSharded(run.path), let json = try SnapshotFile.read(run.definitionPath) else { return nil }
    return RunDefinition(json: json)
  }

  /// Writes it unless another process has been first.
  /// - Returns: the one that holds.
  public func settle(in run: ShardedRun) throws -> RunDefinition {
    do throws(SystemError) {
      try Folder(FilePath(run.path)).make()
      _ = try createFile(FilePath(run.definitionPath), with: SecretMask().json(json.indented()))
    } catch { throw WriteFailure(error) }
    guard let settled = try Self.read(run) else {
      throw ReadFailure(SystemError("read", FilePath(run.definitionPath), .invalidArgument))
    }
    return settled
  }
}
