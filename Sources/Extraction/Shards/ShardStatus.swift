public import OpenRouter
public import SystemLayer

/// How one shard of a run stands.
public struct ShardStatus: Sendable, Equatable {
  public let shard: Shard
  /// Nil where it was never started.
  public let state: RunStatus.State?
  public let holder: LockHolder?
  public let done: Int
  public let failed: Int
  public let total: Int
  /// The last sign of life.
  public let lastSeen: Timestamp?

  /// Whether all that its latest start selected has been decided.
  public var isDone: Bool { state == .finished }

  /// `done`, `running`, `stopped`, `silent` or `never started`.
  public var word: String {
    switch state {
    case nil: "never started"
    case .finished: "done"
    case .running: "running"
    case .stopped: "stopped"
    case .died: "silent"
    }
  }

  /// What a person should know of it beside the word.
  public var words: String {
    let counts = "\(done + failed) of \(total)"
    switch state {
    case nil: return "never started"
    case .finished: return "done, \(done) of \(total), \(failed) failed"
    case .running(let pid): return "running, \(holder?.words ?? "process \(pid)"), \(counts)"
    case .stopped(let kind, let message): return "stopped (\(kind)), \(counts): \(message)"
    case .died: return "silent" + (lastSeen.map { " since \($0.local)" } ?? "") + ", \(counts)"
    }
  }

  public var json: JSONValue {
    var stopped = JSONValue.null
    if case .stopped(let kind, let message) = state { stopped = ["kind": .string(kind), "message": .string(message)] }
    return [
      "shard": RunStatus.number(shard.number), "state": .string(word), "host": RunStatus.text(holder?.host),
      "job": RunStatus.text(holder?.job), "last_seen": RunStatus.time(lastSeen), "stopped": stopped,
      "total": RunStatus.number(total), "done": RunStatus.number(done), "failed": RunStatus.number(failed),
    ]
  }
}

extension ShardStatus {
  static func all(_ definition: RunDefinition, _ statuses: [Int: RunStatus], _ run: ShardedRun) -> [ShardStatus] {
    (1...definition.shards).compactMap { Shard(number: $0, of: definition.shards) }.map { shard in
      guard let status = statuses[shard.number] else {
        // A folder with a lock and nothing else: it has just begun.
        let holder = RunFolder.holder(of: run.folder(of: shard))
        let state = holder.map { RunStatus.State.running(pid: $0.pid.map(String.init) ?? "unknown") }
        return ShardStatus(
          shard: shard, state: state, holder: holder, done: 0, failed: 0, total: 0, lastSeen: holder?.started)
      }
      // One that was ended while it waited for the early validation of another has begun nothing.
      let hasBegun = status.state != .died || status.starts > 0 || status.done + status.failed > 0
      return ShardStatus(
        shard: shard, state: hasBegun ? status.state : nil, holder: status.holder, done: status.done,
        failed: status.failed,
        total: status.total, lastSeen: status.ended ?? status.started)
    }
  }

  /// Of the whole: it runs while one shard does, and is finished when all are.
  static func state(_ shards: [ShardStatus], running: RunStatus.State) -> RunStatus.State {
    if let shard = shards.first(where: { if case .running = $0.state { true } else { false } }) {
      return shard.state ?? running
    }
    if shards.allSatisfy(\.isDone) { return .finished }
    for shard in shards { if case .stopped = shard.state, let state = shard.state { return state } }
    if shards.contains(where: { $0.state == .died }) { return .died }
    let open = shards.count { !$0.isDone }
    return .stopped(kind: "not_started", message: "\(open) of \(shards.count) shards were never started")
  }

  /// The shards still to do, as Slurm's `--array` takes them; empty where none is.
  public static func arrayToDo(_ shards: [ShardStatus]) -> String {
    Shard.list(shards.filter { $0.word != "done" && $0.word != "running" }.map(\.shard.number))
  }
}
