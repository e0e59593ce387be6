internal import Extraction
internal import OpenRouter

/// What a run folder says of the starts before this one.
struct PreviousRun {
  /// The model of the latest snapshot.
  let model: String?
  /// Its prompts' SHA-256, by name.
  let prompts: [JSONValue.Member]
  /// How images were prepared; none in runs of earlier versions, which sent every file as it is.
  let images: [JSONValue.Member]
  /// The service that was asked, and whether it was the stand-in; nil where an earlier version left no word of it.
  let service: EnvironmentSnapshot.Service?
  /// The folder of images, links resolved.
  let input: String?
  /// The bound on the cost, as it was given.
  let maxCost: String?
  /// The records, those included that this start reads again.
  var records: RecordIndex
  let torn: RecordLines.Tail

  var isResume: Bool { model != nil }

  /// Reads snapshots and records; changes nothing.
  init(folder path: String) throws {
    let snapshot = try SnapshotFile.latest(in: path)
    model = snapshot?["model"]?.string
    prompts = snapshot?["prompts"]?.members ?? []
    images = snapshot?["parameters"]?["images"]?.members ?? []
    input = snapshot?["input"]?["path"]?.string
    maxCost = snapshot?["parameters"]?["max_cost"]?.string
    service = snapshot?["service"]?["address"]?.string.map {
      .init(address: $0, isSimulated: snapshot?["service"]?["simulated"]?.bool ?? false)
    }
    var index = RecordIndex()
    let tail = try index.read(path: path + "/raw.jsonl")
    // A last record that lacks only its newline has been paid for: it is mended, and counts.
    if TornTail.isWhole(tail) { index.add(tail.bytes) }
    (records, torn) = (index, tail)
  }

  /// Why this start may not go on with the run's records whatever the flags say; nil where it may. Invented records and
  /// real ones never mix.
  func mixture(isSimulated: Bool) -> CommandFailure? {
    guard let service, service.isSimulated != isSimulated else { return nil }
    let message =
      service.isSimulated
      ? "the run's records were invented by `--simulate`, this start asks a real service"
      : "the run's records came from a real service, this start would add invented ones"
    return CommandFailure(.usage, kind: "changed", message, hint: "give another folder with `--output`")
  }

  /// Why this start may not go on with what the run began with; nil where nothing differs.
  func conflict(
    model wanted: String?, prompts wantedPrompts: [JSONValue.Member], images wantedImages: JSONValue,
    address: String? = nil, input wantedInput: String? = nil
  ) -> CommandFailure? {
    var differences: [String] = []
    if let input, let wantedInput, input != wantedInput {
      differences.append("the input folder is `\(wantedInput)`, the run began with `\(input)`")
    }
    // The stand-in has another port at each start.
    if let service, let address, !service.isSimulated, service.address != address {
      differences.append("the service is `\(address)`, the run began with `\(service.address)`")
    }
    if let model, let wanted, wanted != model {
      differences.append("the model is `\(wanted)`, the run began with `\(model)`")
    }
    for prompt in wantedPrompts {
      guard let begun = prompts.first(where: { $0.name == prompt.name }), begun.value != prompt.value else { continue }
      differences.append(
        "the \(prompt.name) prompt has SHA-256 `\(Self.short(prompt.value))`, the run's `\(Self.short(begun.value))`")
    }
    for setting in images where wantedImages[setting.name] != setting.value {
      let wanted = wantedImages[setting.name]?.plainText ?? "none"
      differences.append("the images' \(setting.name) is `\(wanted)`, the run began with `\(setting.value.plainText)`")
    }
    guard !differences.isEmpty else { return nil }
    return CommandFailure(
      .usage, kind: "changed", differences.joined(separator: "; "),
      hint: "give another folder with `--output`, or go on all the same with `--allow-changed`")
  }

  private static func short(_ value: JSONValue) -> String { String((value.string ?? "").prefix(12)) }
}

extension JSONValue {
  fileprivate var plainText: String { string ?? String(decoding: utf8, as: UTF8.self) }
}
