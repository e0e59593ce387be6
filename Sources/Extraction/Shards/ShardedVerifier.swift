internal import OpenRouter
internal import SystemLayer

/// Proves a run with shards: each as a run of its own, and that together they are one run. Reads only.
public struct ShardedVerifier {
  private let run: ShardedRun
  private let definition: RunDefinition?
  private let moved: String?

  /// Images by the numbers of the shards that have a record of them, and those that have a success.
  private struct Holdings {
    var recorded: [SpecimenName: Set<Int>] = [:]
    var succeeded: [SpecimenName: Set<Int>] = [:]
  }

  /// - Parameter input: where the images lie now, if they were moved.
  public init(_ run: ShardedRun, input: String? = nil) throws(ReadFailure) {
    (self.run, moved) = (run, input)
    definition = try RunDefinition.read(run)
  }

  public func verify() throws(ReadFailure) -> RunVerification {
    var result = RunVerification()
    guard let definition else {
      result.add("definition", "run.json says how the run is divided", ["`\(run.definitionPath)` cannot be read"])
      return result
    }
    let strange = run.shards.filter {
      $0.count != definition.shards && RunStatusReader.isRunFolder(run.folder(of: $0))
    }
    result.add(
      "definition", "run.json says how the run is divided",
      (definition.rule == Shard.rule ? [] : ["herbx does not know the rule `\(definition.rule)`"])
        + strange.map { "`shards/\($0.folderName)` is of another division than run.json's \(definition.shards)" })
    var holdings = Holdings()
    for shard in run.shards where shard.count == definition.shards {
      let folder = run.folder(of: shard)
      guard RunStatusReader.isRunFolder(folder) else { continue }
      result.take(try RunVerifier(folder: folder, input: moved).verify(), from: shard)
      try gather(shard, into: &holdings)
    }
    addTogether(holdings, definition, to: &result)
    return result
  }

  private func gather(_ shard: Shard, into holdings: inout Holdings) throws(ReadFailure) {
    var lines = RecordLines(path: run.folder(of: shard) + "/raw.jsonl")
    _ = try lines.forEach { line in
      guard let record = RecordView(line: line.bytes) else { return }
      holdings.recorded[record.image, default: []].insert(shard.number)
      if record.isSuccess { holdings.succeeded[record.image, default: []].insert(shard.number) }
    }
  }

  private func addTogether(_ holdings: Holdings, _ definition: RunDefinition, to result: inout RunVerification) {
    func shown(_ numbers: Set<Int>) -> String { numbers.sorted().map(String.init).joined(separator: " and ") }
    let twice = holdings.succeeded.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }
    result.add(
      "one_shard", "no image has a success in two shards",
      twice.map { "`\($0.key)`: shards \(shown($0.value))" })
    let wrong = holdings.recorded.sorted { $0.key < $1.key }.compactMap { name, numbers -> String? in
      let right = Shard.number(of: name, count: definition.shards)
      return numbers == [right] ? nil : "`\(name)` belongs to shard \(right), and stands in \(shown(numbers))"
    }
    result.add("right_shard", "every record stands in the shard that its image's name says", wrong)
    result.add(
      "partition", "every image of the input has its record in exactly one shard", missing(holdings, definition))
  }

  private func missing(_ holdings: Holdings, _ definition: RunDefinition) -> [String] {
    let input = moved ?? definition.input
    guard FilePath(input).exists else { return ["the input folder `\(input)` is gone"] }
    let (plan, failure) = definition.plan(input, of: run)
    if let failure { return [failure] }
    let letters = Set(holdings.recorded.keys.map(\.text))
    return plan.specimens.map(\.name).compactMap { name in
      if let numbers = holdings.recorded[name] {
        return numbers.count == 1 ? nil : "`\(name)` stands in \(numbers.count) shards"
      }
      if letters.contains(name.text) { return nil }
      return "`\(name)` has no record; it belongs to shard \(Shard.number(of: name, count: definition.shards))"
    }
  }
}

extension RunVerification {
  /// A shard's findings, each with the shard's number, under the claims of the whole.
  fileprivate mutating func take(_ part: RunVerification, from shard: Shard) {
    isSimulated = isSimulated || part.isSimulated
    for check in part.checks {
      extend(check.name, check.claim, check.findings.map { "shard \(shard.number): \($0)" }, more: check.more)
    }
  }
}
