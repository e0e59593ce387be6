public import OpenRouter
public import SystemLayer

/// The files by which the shards of a run tell each other what holds for all. Each is made once, by one process, and
/// never changed: no lock across hosts is needed.
public struct SharedFiles: Sendable {
  private let run: ShardedRun
  private let secrets: SharedMask

  /// - Parameter secrets: what must not stand in them, should a service send it in its words.
  public init(_ run: ShardedRun, secrets: SharedMask = SharedMask()) { (self.run, self.secrets) = (run, secrets) }

  // Why the run as a whole was stopped.

  public var stoppedPath: String { run.path + "/stopped.json" }

  /// Nil where nothing has stopped the run.
  public func stop() -> StopReason? {
    guard let json = try? SnapshotFile.read(stoppedPath) else { return nil }
    guard let cause = json["cause"]?.string.flatMap(StopReason.Cause.init), let kind = json["kind"]?.string,
      let message = json["message"]?.string
    else { return nil }
    return StopReason(cause, kind: kind, message: message, hint: json["hint"]?.string)
  }

  /// Tells the others; the first reason holds.
  public func tell(_ stop: StopReason, shard: Shard) {
    let holder = LockHolder.current()
    let json: JSONValue = [
      "cause": .string(stop.cause.rawValue), "kind": .string(stop.kind), "message": .string(stop.message),
      "hint": JSONValue(stop.hint), "exit_status": .number(String(stop.exitStatus.rawValue)),
      "shard": .number(String(shard.number)), "host": JSONValue(holder.host), "job": JSONValue(holder.job),
      "timestamp": .string(Timestamp.now().iso8601),
    ]
    _ = try? createFile(FilePath(stoppedPath), with: secrets.json(json.indented()))
  }

  // The early validation, which one shard does for all.

  private var validatedPath: String { run.path + "/validated.json" }

  public var isValidated: Bool { FilePath(validatedPath).exists }

  public func tellValidated(by shard: Shard) {
    guard !isValidated else { return }
    let json: JSONValue = [
      "shard": .number(String(shard.number)), "timestamp": .string(Timestamp.now().iso8601),
    ]
    _ = try? createFile(FilePath(validatedPath), with: secrets.json(json.indented()))
  }

  public enum Validation: Sendable, Equatable { case passed, own, otherRuns }

  /// Who does the early validation: a shard that died over it is followed by the next.
  public func validation(for shard: Shard) throws(WriteFailure) -> Validation {
    if isValidated { return .passed }
    let latest = numbered("validation").last
    if let latest, let claimed = (try? SnapshotFile.read(path("validation", latest)))?["shard"]?.int {
      if claimed == shard.number { return .own }
      if let other = Shard(number: claimed, of: shard.count), RunFolder.holder(of: run.folder(of: other)) != nil {
        return .otherRuns
      }
    }
    let claim: JSONValue = ["shard": .number(String(shard.number))]
    return try create("validation", (latest ?? 0) + 1, claim) ? .own : .otherRuns
  }

  // The shares of the money.

  /// The latest deal, with its number.
  public func shares() -> (number: Int, shares: MoneyShares)? {
    numbered("shares").last.flatMap { number in shares(number: number).map { (number, $0) } }
  }

  /// One deal; nil where there is none of this number.
  public func shares(number: Int) -> MoneyShares? {
    (try? SnapshotFile.read(path("shares", number))).flatMap(MoneyShares.init(json:))
  }

  /// What the run may cost: the bound of the latest deal, which may be another than that of the run's beginning.
  public func bound(of definition: RunDefinition) -> Money? {
    shares()?.shares.bound ?? definition.maxCost.flatMap(Money.init(digits:))
  }

  /// - Returns: false where another process has dealt meanwhile.
  public func deal(_ shares: MoneyShares, number: Int) throws(WriteFailure) -> Bool {
    try create("shares", number, shares.json)
  }

  private func create(_ name: String, _ number: Int, _ json: JSONValue) throws(WriteFailure) -> Bool {
    let text = secrets.json(json.indented())
    return try WriteFailure.naming(bytes: text.bytes.count) { () throws(SystemError) in
      try createFile(FilePath(path(name, number)), with: text)
    }
  }

  private func path(_ name: String, _ number: Int) -> String { "\(run.path)/\(name)-\(number).json" }

  private func numbered(_ name: String) -> [Int] {
    let names = ((try? Folder(FilePath(run.path)).entries()) ?? []).map { String(decoding: $0.name, as: UTF8.self) }
    return names.compactMap {
      $0.hasPrefix(name + "-") && $0.hasSuffix(".json") ? Int($0.dropFirst(name.count + 1).dropLast(5)) : nil
    }.sorted()
  }
}

extension StopReason {
  /// Whether the reason holds for every shard of a run: no key, an empty account, a model that is gone, answers that are
  /// no records. A shard that has used up its own share of the money stops alone.
  public var holdsForAllShards: Bool {
    switch cause {
    case .earlyValidation, .rollingStop, .noKey, .needsOperator, .model: true
    case .money: !kind.hasPrefix("max_cost")
    default: false
    }
  }
}
