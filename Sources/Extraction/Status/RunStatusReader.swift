public import OpenRouter

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Follows a run folder from outside: reads `raw.jsonl` and `events.jsonl` forwards, each byte once, also while they
/// grow. Changes nothing.
public struct RunStatusReader {
  public let path: String
  private var tally = RunTally()
  private var events = EventTally()
  private var recordLines: RecordLines
  private var eventLines: RecordLines
  private var files: [FileIdentity?] = []
  private var snapshot: (model: String?, images: Int?, input: String?) = (nil, nil, nil)

  /// - Throws: `RunFolderMissing` where `path` is no run folder.
  public init(path: String) throws(RunFolderMissing) {
    guard Self.isRunFolder(path) else { throw RunFolderMissing(path: path) }
    self.path = path
    recordLines = RecordLines(path: path + "/raw.jsonl")
    eventLines = RecordLines(path: path + "/events.jsonl")
  }

  /// Whether the folder holds what a run leaves.
  public static func isRunFolder(_ path: String) -> Bool {
    ["environment.json", "events.jsonl", "raw.jsonl"].contains { unsafe access(path + "/" + $0, F_OK) == 0 }
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
    startAgainWhereReplaced()
    // The lock first: a run that ends in between is then seen as running, and not as one that died.
    let holder = RunFolder.holder(of: path)
    _ = try eventLines.forEach { events.add($0.bytes) }
    _ = try recordLines.forEach { line in
      if let record = tally.addRecord(line.bytes) { visit(record, line) }
    }
    if snapshot.input == nil || events.model == nil { readSnapshot() }
    return RunStatus(id: RunFolder.runID(of: path), holder: holder, tally, events, snapshot.images, snapshot.model, now)
  }

  private mutating func readSnapshot() {
    guard let latest = try? SnapshotFile.latest(in: path) else { return }
    snapshot = (latest["model"]?.string, latest["input"]?["images"]?.int, latest["input"]?["path"]?.string)
  }

  /// A folder that was removed and made again, or a file cut short, is another run.
  private mutating func startAgainWhereReplaced() {
    let identities = [FileIdentity(path: recordsPath), FileIdentity(path: eventsPath)]
    let isOther = zip(files, identities).contains { earlier, present in earlier != nil && earlier != present }
    if isOther || Self.size(recordsPath) < recordLines.offset || Self.size(eventsPath) < eventLines.offset {
      (tally, events, snapshot) = (RunTally(), EventTally(), (nil, nil, nil))
      recordLines = RecordLines(path: path + "/raw.jsonl")
      eventLines = RecordLines(path: path + "/events.jsonl")
    }
    files = identities
  }

  private var recordsPath: [CChar] { FilePath.cString(root: Array(path.utf8), Array("raw.jsonl".utf8)) }
  private var eventsPath: [CChar] { FilePath.cString(root: Array(path.utf8), Array("events.jsonl".utf8)) }

  private static func size(_ path: [CChar]) -> Int {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return 0 }
    return Int(status.st_size)
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
