internal import Extraction
internal import OpenRouter
internal import SystemLayer

/// The sample of a pilot, as its folder keeps it: a list of files, made once and never again.
struct PilotSample {
  /// The list's path.
  let list: String
  let count: Int
  /// Specimens of the whole folder.
  let found: Int

  /// The sample that the folder has, or a new one.
  /// - Throws: where it has that of another folder, number or seed.
  static func take(input: String, output: String, count: Int, seed: UInt64) throws -> PilotSample {
    let (list, note) = (output + "/sample.txt", output + "/sample.json")
    let wanted: [JSONValue.Member] = [
      .init("input", .string(FilePath(input).resolved.string)), .init("sample", JSONValue(count)),
      .init("seed", .number(String(seed))),
    ]
    if let kept = try SnapshotFile.read(note) {
      for member in wanted where kept[member.name] != member.value {
        throw CommandFailure(
          .usage, kind: "changed",
          "the pilot in `\(output)` began with \(member.name) `\(kept[member.name]?.text ?? "")`, not `\(member.value.text)`",
          hint: "give another folder with `--output`, or the same options")
      }
      return PilotSample(list: list, count: kept["taken"]?.int ?? count, found: kept["found"]?.int ?? 0)
    }
    try InputFolder.check(input)
    let plan = RunPlan(input: input, runFolder: output, selection: .init(), records: RecordIndex())
    try InputFolder.check(plan, of: input, records: 0)
    let sample = StratifiedSample(plan.candidates(in: input), count: count, seed: seed)
    let figures: [JSONValue.Member] = [
      .init("taken", JSONValue(sample.names.count)), .init("found", JSONValue(plan.specimens.count)),
    ]
    do {
      if !FilePath(output).exists { try Folder(FilePath(output)).make() }
      let names = sample.names.map { $0.text + "\n" }.joined()
      try replaceFile(FilePath(list), with: .list(ofFileNames: Array(names.utf8)))
      // Last: what is noted is there.
      try replaceFile(FilePath(note), with: SecretMask().text(JSONValue.object(wanted + figures).text + "\n"))
    } catch { throw CommandFailure.output(list, WriteFailure(error)) }
    return PilotSample(list: list, count: sample.names.count, found: plan.specimens.count)
  }
}
