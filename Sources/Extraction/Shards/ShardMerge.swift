internal import OpenRouter
internal import SystemLayer

/// Makes an ordinary run folder of a run with shards: the records sorted by their images' names, so that any number of
/// shards gives the same; the chain anew; the annotations as they are.
public struct ShardMerge {
  private let run: ShardedRun
  private let definition: RunDefinition
  private var places: [(image: SpecimenName, position: Int, length: Int)] = []
  private var index = RecordIndex()

  /// Reads which records there are.
  public init(_ run: ShardedRun, _ definition: RunDefinition) throws(ReadFailure) {
    (self.run, self.definition) = (run, definition)
    var lines = RecordLines(path: run.path + "/raw.jsonl")
    var places: [(image: SpecimenName, position: Int, length: Int)] = []
    _ = try lines.forEach { line in
      guard let record = RecordView(line: line.bytes) else { return }
      places.append((record.image, line.offset, line.length))
    }
    // One image's records stay in their order.
    self.places = places.enumerated().sorted { ($0.element.image, $0.offset) < ($1.element.image, $1.offset) }.map(
      \.element)
  }

  public struct Outcome: Sendable {
    public let records: Int
    public let summary: RunSummary
  }

  /// Writes the folder.
  /// - Parameters:
  ///   - folder: a new one.
  ///   - command: the command line, masked, for the snapshot.
  /// - Throws: `ReadFailure` or `WriteFailure`.
  public mutating func write(to folder: RunFolder, command: String) async throws -> Outcome {
    let journal = try RunJournal(folder: folder, echo: nil)
    let images = definition.plan(definition.input, of: run).plan.specimens.count
    let snapshot = try snapshot(folder.runID, command, images: images)
    try SnapshotFile.write(SecretMask().json(snapshot.indented()), to: folder.path + "/environment.json")
    var chain = RecordChain()
    chain.fold(try SnapshotFile.bytes(folder.path + "/environment.json") ?? [])
    journal.begin(chain)
    journal.note(
      .extractionStarted,
      [
        "pid": .number(String(ProcessInformation.pid)), "model": .string(definition.model),
        "total": .number(String(images)), "todo": 0, "done": 0, "failed": 0, "resumed": false,
      ])
    try await copyRecords(to: journal)
    try copyAnnotations(to: folder)
    let summary = summary(images: images)
    let carried = journal.chain.flatMap { $0.isEmpty ? nil : JSONValue.Member("chain", .string($0)) }
    journal.note(
      summary.stop == nil ? .extractionCompleted : .extractionStopped,
      .object((summary.json.members ?? []) + (carried.map { [$0] } ?? [])))
    return Outcome(records: places.count, summary: summary)
  }

  private static let pieceLength = 500

  private mutating func copyRecords(to journal: RunJournal) async throws {
    let files = RecordPlace.files(of: run.path + "/raw.jsonl")
    var sequence = 0
    for start in stride(from: 0, to: places.count, by: Self.pieceLength) {
      var lines: [SafeText] = []
      for place in places[start..<min(places.count, start + Self.pieceLength)] {
        sequence += 1
        let line = try Self.numbered(read(place.position, place.length, files), sequence)
        index.add(line)
        lines.append(journal.log.json(line + [UInt8(ascii: "\n")]))
      }
      let taken = lines
      let results = await withCheckedContinuation { continuation in
        journal.append(taken) { continuation.resume(returning: $0) }
      }
      for result in results { try result.get() }
    }
  }

  private func read(
    _ position: Int, _ length: Int, _ files: [(number: Int, path: String)]
  ) throws(ReadFailure) -> [UInt8] {
    let place = RecordPlace(position: position)
    let path = files.first { $0.number == place.shard }?.path ?? ""
    return try ReadFailure.naming { () throws(SystemError) in
      try OpenFile(reading: FilePath(path)).read(at: place.offset, count: length)
    }
  }

  /// The record with its number in the new file, without its link in the old chain.
  private static func numbered(_ line: [UInt8], _ sequence: Int) throws(ReadFailure) -> [UInt8] {
    let content = RecordChain.carried(by: line)?.content ?? line
    guard let record = try? JSONParser.parse(content), let members = record.members else { return content }
    let changed = members.map { member in
      member.name == RecordMember.sequence.rawValue
        ? JSONValue.Member(member.name, .number(String(sequence))) : member
    }
    return JSONValue.object(changed).utf8
  }

  /// The latest snapshot, as one of the whole.
  private func snapshot(_ id: String, _ command: String, images: Int) throws(ReadFailure) -> JSONValue {
    let latest = try SnapshotFile.latest(in: run.path)?.members ?? []
    let whole: [String: JSONValue] = [
      "run_id": .string(id), "command": .string(command), "model": .string(definition.model),
      "input": ["path": .string(definition.input), "images": .number(String(images))],
    ]
    let bounds: [String: JSONValue] = [
      "concurrency": .number(String(definition.concurrency)), "shard": .null, "limit": .null,
      "max_cost": SharedFiles(run).bound(of: definition).map { .string($0.digits) } ?? .null,
      "max_rotations": .number(String(definition.maxRotations)),
    ]
    return .object(
      latest.map { member in
        guard member.name == "parameters" else { return .init(member.name, whole[member.name] ?? member.value) }
        let parameters = (member.value.members ?? []).map { JSONValue.Member($0.name, bounds[$0.name] ?? $0.value) }
        return .init(member.name, .object(parameters))
      })
  }

  /// Each line by its bytes: they are bound to what the records say, which has not changed.
  private func copyAnnotations(to folder: RunFolder) throws(WriteFailure) {
    let paths = [run.path + "/annotations.jsonl"] + run.files("annotations.jsonl").map(\.path)
    let lines = paths.flatMap { path in
      ((try? readFile(FilePath(path))) ?? []).split(separator: UInt8(ascii: "\n")).map { (Self.created($0), $0) }
    }
    guard !lines.isEmpty else { return }
    // The last decision about a field counts, whichever file it stands in.
    let sorted = lines.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }
    let all = sorted.flatMap { Array($0.element.1) + [UInt8(ascii: "\n")] }
    try WriteFailure.naming(bytes: all.count) { () throws(SystemError) in
      try replaceFile(FilePath(folder.path + "/annotations.jsonl"), with: SecretMask().json(all))
    }
  }

  /// When an annotation was made, as ISO 8601 in UTC; empty for a line that is none.
  private static func created(_ line: ArraySlice<UInt8>) -> String {
    (try? JSONParser.parse(Array(line)))?["created"]?.string ?? ""
  }

  private func summary(images: Int) -> RunSummary {
    var summary = RunSummary()
    let decided = index.entries.count
    summary.done = index.entries.values.count { $0.isSuccess }
    summary.failed = decided - summary.done
    summary.total = max(images, decided)
    summary.costs = index.costs
    if summary.open > 0 {
      summary.stop = StopReason(
        .unavailable, kind: "merged_unfinished", message: "\(summary.open) images had no record when it was merged")
    }
    return summary
  }
}
