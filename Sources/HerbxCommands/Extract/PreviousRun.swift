internal import Extraction
internal import OpenRouter

/// What a run folder says of the starts before this one.
struct PreviousRun {
  /// The latest snapshot; nil for a run's first start.
  let snapshot: JSONValue?
  /// The records, those included that this start reads again.
  var records: RecordIndex
  let torn: RecordLines.Tail

  var isResume: Bool { model != nil }
  var model: String? { snapshot?["model"]?.string }
  var identity: RunIdentity? { snapshot.map(RunIdentity.init) }

  /// Reads snapshots and records; changes nothing.
  init(folder path: String) throws {
    snapshot = try SnapshotFile.latest(in: path)
    var index = RecordIndex()
    let tail = try index.read(path: path + "/raw.jsonl")
    // A last record that lacks only its newline has been paid for: it is mended, and counts.
    if TornTail.isWhole(tail) { index.add(tail.bytes) }
    (records, torn) = (index, tail)
  }

  /// Why this start may not go on with the run's records whatever the flags say; nil where it may. Invented records and
  /// real ones never mix.
  func mixture(isSimulated: Bool) -> CommandFailure? {
    guard let identity, identity.isSimulated != isSimulated else { return nil }
    let message =
      identity.isSimulated
      ? "the run's records were invented by `--simulate`, this start asks a real service"
      : "the run's records came from a real service, this start would add invented ones"
    return CommandFailure(.usage, kind: "changed", message, hint: "give another folder with `--output`")
  }

  /// Why this start may not go on with what the run began with; nil where nothing differs.
  func conflict(_ wanted: RunIdentity, followsInput: Bool = false) -> CommandFailure? {
    let differences = identity.map { wanted.differences(from: $0, followsInput: followsInput) } ?? []
    guard !differences.isEmpty else { return nil }
    return CommandFailure(
      .usage, kind: "changed", differences.joined(separator: "; "),
      hint: "give another folder with `--output`, or go on all the same with `--allow-changed`")
  }
}
