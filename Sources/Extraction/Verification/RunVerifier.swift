internal import OpenRouter

/// Proves a run after the fact, from its folder and its images. Reads only.
public struct RunVerifier {
  private let folder: String
  private let snapshots: [JSONValue]
  private let ledger: VerificationLedger
  private let tail: RecordLines.Tail

  /// Reads the run's snapshots and records.
  public init(folder: String) throws(ReadFailure) {
    self.folder = folder
    var snapshots: [JSONValue] = []
    for name in try SnapshotFile.names(in: folder) {
      if let snapshot = try SnapshotFile.read(folder + "/" + name) { snapshots.append(snapshot) }
    }
    self.snapshots = snapshots
    var ledger = VerificationLedger()
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
    let missing = specimens.map(\.name).filter { !ledger.images.contains($0) }.map { "`\($0)` has no record" }
    result.add("complete", "every image of the input has its record", inputFindings ?? missing)
    result.add("hashes", "the images are those that were extracted", inputFindings ?? hashFindings(specimens))
    result.add("costs", "the costs add up", try costFindings())
    return result
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

  /// Holds each start's closing sum against the records up to its time.
  private func costFindings() throws(ReadFailure) -> [String] {
    var findings: [String] = []
    var lines = RecordLines(path: folder + "/events.jsonl")
    var closings: [(timestamp: String, cost: Money)] = []
    _ = try lines.forEach { line in
      guard let event = (try? JSONParser.parse(line.bytes)).flatMap(Event.init(json:)),
        [.extractionCompleted, .extractionStopped].contains(event.kind), let cost = event.data["cost"]?.money
      else { return }
      closings.append((event.timestamp.iso8601, cost))
    }
    for closing in closings {
      let sum = ledger.costs.filter { $0.timestamp <= closing.timestamp }.reduce(Money.zero) { $0 + $1.cost }
      if sum != closing.cost {
        findings.append("the start that ended \(closing.timestamp) counted \(closing.cost), its records give \(sum)")
      }
    }
    return findings
  }
}
