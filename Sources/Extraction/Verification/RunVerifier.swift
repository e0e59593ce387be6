internal import OpenRouter
internal import SystemLayer

/// Proves a run after the fact, from its folder and its images. Reads only.
public struct RunVerifier {
  private let folder: String
  private let snapshots: [JSONValue]
  private let ledger: VerificationLedger
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
  public init(folder: String) throws(ReadFailure) {
    self.folder = folder
    var snapshots: [JSONValue] = []
    var texts: [[UInt8]] = []
    for name in try SnapshotFile.names(in: folder) {
      if let snapshot = try SnapshotFile.read(folder + "/" + name) { snapshots.append(snapshot) }
      if let text = try SnapshotFile.bytes(folder + "/" + name) { texts.append(text) }
    }
    self.snapshots = snapshots
    hasEvents = FilePath(folder + "/events.jsonl").exists
    closings = try Self.closings(folder)
    var ledger = VerificationLedger(
      chain: ChainFollower(snapshots: texts, closings: Set(closings.compactMap(\.chain))))
    var lines = RecordLines(path: folder + "/raw.jsonl")
    tail = try lines.forEach { ledger.add($0.bytes) }
    self.ledger = ledger
  }

  /// Looks at everything, the images' bytes included.
  public func verify() throws(ReadFailure) -> RunVerification {
    var result = RunVerification()
    result.add("snapshots", "the snapshots belong to the run", snapshotFindings)
    let torn = tail.length == 0 ? [] : ["the last line is torn (\(tail.length) bytes); the next start mends it"]
    result.add("lines", "every line of raw.jsonl is a record", ledger.foreignLines + torn)
    result.add("schema", "every record has the form of docs/record.schema.json", ledger.malformed)
    result.add("sequence", "the records' sequence numbers rise", ledger.disorder)
    result.add("single_success", "no image has two successes", ledger.doubleSuccesses)
    let specimens = selectedSpecimens
    // In whatever Unicode form: a copy of the folder may have changed it.
    let letters = Set(ledger.images.map(\.text))
    let missing = specimens.map(\.name).filter { !letters.contains($0.text) || !hasRecord($0, among: specimens) }
      .map { "`\($0)` has no record" }
    result.add("complete", "every image of the input has its record", inputFindings ?? missing)
    result.add(
      "hashes", "the images are those that were extracted",
      inputFindings ?? hashFindings(specimens) + goneFindings(specimens))
    result.add("costs", "the costs add up", costFindings)
    let claim =
      ledger.chain.carriers > 0
      ? "the records are those that were written, in their order"
      : "the records carry no chain: that they are as they were written cannot be shown"
    result.add("chain", claim, chainFindings)
    return result
  }

  /// By its bytes; or by its letters, where no other image has them.
  private func hasRecord(_ name: SpecimenName, among specimens: [Specimen]) -> Bool {
    ledger.images.contains(name) || specimens.count { $0.name.text == name.text } == 1
  }

  private var latest: JSONValue? { snapshots.last }
  private var input: String? { latest?["input"]?["path"]?.string }

  private var snapshotFindings: [String] {
    guard !snapshots.isEmpty else { return ["there is no environment.json"] }
    let id = RunFolder.runID(of: folder)
    var findings = snapshots.compactMap { $0["run_id"]?.string }.filter { $0 != id }.map {
      "a snapshot is of run `\($0)`, the folder is `\(id)`"
    }
    let known = Set(snapshots.compactMap { $0["model"]?.string })
    findings += ledger.models.subtracting(known).sorted().map { "no snapshot names the records' model `\($0)`" }
    return findings
  }

  /// Why the images cannot be looked at.
  private var inputFindings: [String]? {
    guard let input else { return ["no snapshot names the input folder"] }
    guard FilePath(input).exists else {
      return ["the input folder `\(input)` is gone"]
    }
    return nil
  }

  /// What the latest start selected.
  private var selectedSpecimens: [Specimen] {
    guard let input, inputFindings == nil else { return [] }
    var selection = RunPlan.Selection()
    selection.offset = latest?["parameters"]?["offset"]?.count ?? 0
    selection.limit = latest?["parameters"]?["limit"]?.count
    return RunPlan(input: input, runFolder: folder, selection: selection, records: RecordIndex()).specimens
  }

  private func hashFindings(_ specimens: [Specimen]) -> [String] {
    guard let input else { return [] }
    return specimens.compactMap { specimen in
      guard let success = ledger.lastSuccess[specimen.name] else { return nil }
      guard let recorded = success.sha256 else { return "`\(specimen.name)`: its record has no SHA-256" }
      do {
        let hash = try ImageFile(path: specimen.path(in: input)).hashOfContent()
        return hash == recorded ? nil : "`\(specimen.name)` has changed since it was extracted"
      } catch {
        return "`\(specimen.name)`: \(error)"
      }
    }
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
    return chain.findings + lost + events
  }

  /// Images that have a success and are no longer there, though the folder is.
  private func goneFindings(_ specimens: [Specimen]) -> [String] {
    guard let input else { return [] }
    let present = Set(specimens.map(\.name.text))
    return ledger.lastSuccess.keys.filter { !present.contains($0.text) }.sorted().compactMap { name in
      FilePath(input).appending(name.text).exists || name.text.contains("\\x") ? nil : "`\(name)` is gone"
    }
  }
}
