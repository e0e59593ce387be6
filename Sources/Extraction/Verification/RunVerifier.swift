internal import OpenRouter
internal import SystemLayer

/// Proves a run after the fact, from its folder and its images. Reads only.
public struct RunVerifier {
  let folder: String
  let snapshots: [JSONValue]
  let ledger: VerificationLedger
  /// Where the images lie.
  let input: String?
  private let tail: RecordLines.Tail
  private let closings: [Closing]
  private let hasEvents: Bool

  /// How a start says that it ended.
  private struct Closing {
    let timestamp: String
    let cost: Money
    let chain: String?
  }

  /// Reads the run's snapshots and records.
  /// - Parameter input: where the images lie now, if they were moved.
  public init(folder: String, input: String? = nil) throws(ReadFailure) {
    self.folder = folder
    var snapshots: [JSONValue] = []
    var texts: [[UInt8]] = []
    for name in try SnapshotFile.names(in: folder) {
      if let snapshot = try SnapshotFile.read(folder + "/" + name) { snapshots.append(snapshot) }
      if let text = try SnapshotFile.bytes(folder + "/" + name) { texts.append(text) }
    }
    self.snapshots = snapshots
    self.input = input ?? snapshots.last?["input"]?["path"]?.string
    hasEvents = FilePath(folder + "/events.jsonl").exists
    closings = try Self.closings(folder)
    var ledger = VerificationLedger(
      chain: ChainFollower(
        snapshots: texts, closings: Set(closings.compactMap(\.chain)),
        // Starts of versions that linked nothing, in a run that had been linked before.
        takesUnlinked: snapshots.contains { $0["start"] == nil && $0["service"] == nil }))
    var lines = RecordLines(path: folder + "/raw.jsonl")
    tail = try lines.forEach { ledger.add($0.bytes) }
    self.ledger = ledger
  }

  /// Looks at everything, the images' bytes included.
  public func verify() throws(ReadFailure) -> RunVerification {
    var result = RunVerification()
    result.isSimulated = snapshots.last.map { RunIdentity($0).isSimulated } ?? false
    result.add("snapshots", "the snapshots belong to the run", snapshotFindings, remarks: snapshotRemarks)
    var foreign = ledger.foreignLines
    if tail.length > 0 { foreign.append("the last line is torn (\(tail.length) bytes); the next start mends it") }
    result.add("lines", "every line of raw.jsonl is a record", foreign)
    result.add("schema", "every record has the form of docs/record.schema.json", ledger.malformed)
    result.add("sequence", "the records' sequence numbers rise", ledger.disorder)
    result.add("single_success", "no image has two successes", ledger.doubleSuccesses)
    let images = VerifiedImages(self)
    result.add("complete", images.claim, images.incomplete, remarks: images.remarks)
    result.add("hashes", "the images are those that were extracted", images.changed)
    result.add("costs", "the costs add up", costFindings)
    let claim =
      ledger.chain.carriers > 0
      ? "the records are those that were written, in their order"
      : "the records carry no chain: that they are as they were written cannot be shown"
    let unlinked = ledger.chain.unlinked
    result.add(
      "chain", claim, chainFindings, more: ledger.chain.findings.more,
      remarks: unlinked > 0 ? ["of an earlier version, which linked none: \(Plural.of(unlinked, "line"))"] : [])
    return result
  }

  private var snapshotFindings: [String] {
    guard !snapshots.isEmpty else { return ["there is no environment.json"] }
    let known = Set(snapshots.compactMap { $0["model"]?.string })
    return ledger.models.subtracting(known).sorted().map { "no snapshot names the records' model `\($0)`" }
  }

  private var snapshotRemarks: [String] {
    let id = RunFolder.runID(of: folder)
    let others = Set(snapshots.compactMap { $0["run_id"]?.string }.filter { $0 != id }).sorted()
    let isSimulated = snapshots.last.map { RunIdentity($0).isSimulated } ?? false
    return others.map { "the folder was called `\($0)` before" }
      + (isSimulated ? ["the run is simulated: its records are invented"] : [])
  }

  private static func closings(_ folder: String) throws(ReadFailure) -> [Closing] {
    var lines = RecordLines(path: folder + "/events.jsonl")
    var closings: [Closing] = []
    _ = try lines.forEach { line in
      guard let event = (try? JSONParser.parse(line.bytes)).flatMap(Event.init(json:)),
        [.extractionCompleted, .extractionStopped].contains(event.kind), let cost = event.data["cost"]?.money
      else { return }
      closings.append(
        Closing(timestamp: event.timestamp.iso8601, cost: cost, chain: event.data["chain"]?.string))
    }
    return closings
  }

  /// Each start's closing sum is that of the records up to one of them.
  private var costFindings: [String] {
    closings.filter { !ledger.sums.contains($0.cost) }.map {
      "the start that ended \($0.timestamp) counted \($0.cost), which no number of the records gives: they come to \(ledger.cost)"
    }
  }

  private var chainFindings: [String] {
    let chain = ledger.chain
    let lost = closings.filter { $0.chain.map(chain.missing.contains) == true }.map {
      "records that were there when the start of \($0.timestamp) ended are gone or changed"
    }
    let events = chain.carriers > 0 && !hasEvents ? ["events.jsonl is gone"] : []
    return chain.findings.named + lost + events
  }
}
