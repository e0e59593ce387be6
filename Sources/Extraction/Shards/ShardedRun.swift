public import OpenRouter
internal import SystemLayer

/// A run that many processes share: `RUN/run.json`, and a run folder for each shard in `RUN/shards`.
public struct ShardedRun: Sendable {
  public let path: String

  public init(_ path: String) { self.path = path }

  public static func isSharded(_ path: String) -> Bool { FilePath(path + "/run.json").exists }

  public var definitionPath: String { path + "/run.json" }

  public func folder(of shard: Shard) -> String { "\(path)/shards/\(shard.folderName)" }

  /// Those whose folder is there, by number.
  public var shards: [Shard] {
    let entries = (try? Folder(FilePath(path + "/shards")).entries()) ?? []
    return entries.compactMap { Shard(folderName: String(decoding: $0.name, as: UTF8.self)) }
      .sorted { ($0.count, $0.number) < ($1.count, $1.number) }
  }

  /// The same file of each shard.
  func files(_ name: String) -> [(number: Int, path: String)] {
    shards.map { ($0.number, folder(of: $0) + "/" + name) }
  }
}

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
  /// The bounds of the whole run.
  public var maxCost: String?
  public var maxRotations: Int
  public var concurrency: Int
  public var requestsPerMinute: Int?
  /// When it was written; also a part of the run's name in the ledger of keys.
  public var created: String

  public init(
    shards: Int, atATime: Int, input: String, images: Int, model: String, prompts: [JSONValue.Member],
    maxCost: String?, maxRotations: Int, concurrency: Int, requestsPerMinute: Int?, created: String
  ) {
    (self.shards, self.atATime, self.input, self.images) = (shards, atATime, input, images)
    (self.model, self.prompts, self.maxCost, self.created) = (model, prompts, maxCost, created)
    (self.maxRotations, self.concurrency) = (maxRotations, concurrency)
    self.requestsPerMinute = requestsPerMinute
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
      requestsPerMinute: bounds?["requests_per_minute"]?.int, created: json["created"]?.string ?? "")
    self.rule = rule
  }

  public var json: JSONValue {
    [
      "shards": .number(String(shards)), "shards_at_a_time": .number(String(atATime)), "rule": .string(rule),
      "input": .string(input), "images": .number(String(images)), "model": .string(model),
      "prompts": .object(prompts),
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
    if let theirs = other.maxCost { compare("`--max-cost`", maxCost ?? "none", theirs) }
    return found
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
