public import OpenRouter
public import SystemLayer

/// Follows a run folder from outside: reads `raw.jsonl` and `events.jsonl` forwards, each byte once, also while they
/// grow. Changes nothing.
public struct RunStatusReader {
  public let path: String
  private var tally = RunTally()
  private var events = EventTally()
  private var recordLines: RecordLines
  private var eventLines: RecordLines
  private var accounts = RequestAccounts()
  private var requestLines: RecordLines
  private var requestFile: FileIdentity?
  private var files: [FileIdentity?] = []
  /// Of a run with shards, by number.
  private var shards: [Int: RunStatusReader] = [:]
  private var snapshot: (model: String?, images: Int?, input: String?, isSimulated: Bool) = (nil, nil, nil, false)

  /// - Throws: `RunFolderMissing` where `path` is no run folder.
  public init(path: String) throws(RunFolderMissing) {
    guard Self.isRunFolder(path) else { throw RunFolderMissing(path: path) }
    self.path = path
    recordLines = RecordLines(path: path + "/raw.jsonl")
    eventLines = RecordLines(path: path + "/events.jsonl")
    requestLines = RecordLines(path: path + "/requests.jsonl")
  }

  /// Whether the folder holds what a run leaves.
  public static func isRunFolder(_ path: String) -> Bool {
    ["environment.json", "events.jsonl", "raw.jsonl", "run.json"].contains { FilePath(path).appending($0).exists }
  }

  /// The input folder that the run recorded.
  public var input: String? { snapshot.input }
  /// Reads what is new and says how the run stands.
  /// - Parameters:
  ///   - now: for a running run's rate.
  ///   - visit: told of each new record, with its line.
  public mutating func read(
    now: Timestamp, visit: (RecordView, RecordLines.Line) -> Void = { _, _ in }
  ) throws(ReadFailure) -> RunStatus {
    if !FilePath(path + "/raw.jsonl").exists, let definition = try RunDefinition.read(ShardedRun(path)) {
      return try readShards(definition, now: now, visit: visit)
    }
    startAgainWhereReplaced()
    // The lock first: a run that ends in between is then seen as running, and not as one that died.
    let holder = RunFolder.holder(of: path)
    _ = try eventLines.forEach { events.add($0.bytes) }
    _ = try recordLines.forEach { line in
      if let record = tally.addRecord(line.bytes) { visit(record, line) }
    }
    if snapshot.input == nil || events.model == nil { readSnapshot() }
    var status = RunStatus(
      id: RunFolder.runID(of: path), holder: holder, tally, events, snapshot.images, snapshot.model, now)
    status.isSimulated = snapshot.isSimulated
    status.cost.lost = try readLostCost()
    return status
  }

  /// What the journal of requests knows of answers that never came. Each start makes the file anew.
  private mutating func readLostCost() throws(ReadFailure) -> Money {
    let present = FileIdentity(of: FilePath(path).appending("requests.jsonl"))
    if present != requestFile {
      (accounts, requestLines, requestFile) = (
        RequestAccounts(), RecordLines(path: path + "/requests.jsonl"), present
      )
    }
    _ = try requestLines.forEach { accounts.add($0.bytes) }
    return accounts.lostTotal
  }

  /// Reads each shard as a run of its own, and sums them up.
  private mutating func readShards(
    _ definition: RunDefinition, now: Timestamp, visit: (RecordView, RecordLines.Line) -> Void
  ) throws(ReadFailure) -> RunStatus {
    let run = ShardedRun(path)
    if shards.values.contains(where: \.isReplaced) { (tally, shards) = (RunTally(), [:]) }
    var statuses: [Int: RunStatus] = [:]
    for shard in run.shards where shard.count == definition.shards && Self.isRunFolder(run.folder(of: shard)) {
      let known = shards.removeValue(forKey: shard.number)
      var reader: RunStatusReader
      do { reader = try known ?? RunStatusReader(path: run.folder(of: shard)) } catch { continue }
      statuses[shard.number] = try reader.read(now: now) { record, line in
        tally.add(record)
        let place = RecordPlace(shard: shard.number, offset: line.offset)
        visit(record, RecordLines.Line(bytes: line.bytes, offset: place.position, length: line.length))
      }
      shards[shard.number] = reader
    }
    snapshot = (definition.model, definition.images, definition.input, statuses.values.contains(where: \.isSimulated))
    let standing = ShardStatus.all(definition, statuses, run)
    let holder = statuses.values.compactMap(\.holder).first
    let events = EventTally(of: shards.sorted { $0.key < $1.key }.map(\.value.events))
    var status = RunStatus(
      id: RunFolder.runID(of: path), holder: holder, tally, events, definition.images, definition.model, now)
    status.total = max(status.total, statuses.values.map(\.total).reduce(0, +))
    status.remaining = max(0, status.total - status.done - (status.isRunning ? status.failed : 0))
    status.state = ShardStatus.state(standing, running: status.state)
    status.shards = standing
    status.cost.lost = statuses.values.map(\.cost.lost).reduce(.zero, +)
    status.isSimulated = snapshot.isSimulated
    return status
  }

  /// Whether another run's files stand where this one's were.
  private var isReplaced: Bool {
    let states = ["raw.jsonl", "events.jsonl"].map { try? FileStatus(of: FilePath(path).appending($0)) }
    return zip(files, states).contains { earlier, present in earlier != nil && earlier != present?.identity }
      || zip([recordLines.offset, eventLines.offset], states).contains { $0 > $1?.size ?? 0 }
  }

  private mutating func readSnapshot() {
    guard let latest = try? SnapshotFile.latest(in: path) else { return }
    snapshot = (
      latest["model"]?.string, latest["input"]?["images"]?.count, latest["input"]?["path"]?.string,
      RunIdentity(latest).isSimulated
    )
  }

  /// A folder that was removed and made again, or a file cut short, is another run.
  private mutating func startAgainWhereReplaced() {
    let states = ["raw.jsonl", "events.jsonl"].map { try? FileStatus(of: FilePath(path).appending($0)) }
    if isReplaced {
      (tally, events, snapshot) = (RunTally(), EventTally(), (nil, nil, nil, false))
      recordLines = RecordLines(path: path + "/raw.jsonl")
      eventLines = RecordLines(path: path + "/events.jsonl")
    }
    files = states.map { $0?.identity }
  }
}

/// A path that was to be a run folder (exit status 66).
public struct RunFolderMissing: ExplainedError, Equatable {
  public let path: String

  public init(path: String) { self.path = path }

  public var kindName: String { "run_missing" }
  public var message: String { "`\(path)` is no run folder: it holds neither environment.json nor raw.jsonl" }
  public var hint: String? { "give the folder that was given to `herbx extract --output`" }
}
