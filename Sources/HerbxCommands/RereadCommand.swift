internal import ArgumentParser
internal import Extraction
internal import OpenRouter

/// `herbx reread`.
struct RereadCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "reread", abstract: "Judge the kept answers of failed specimens again, without a request.",
    discussion: Examples.following(
      """
      An answer that could not be used is kept in its record. This reads it by the rules of this version and appends a \
      record where it holds one. Nothing is asked, nothing is paid; no line is changed. A resumed run does the same \
      before it asks for anything.
      """,
      ["herbx reread runs/first --dry-run": "what a newer herbx could read of the failures"]))

  @Argument(help: "The run folder.", completion: .directory) var run: String
  @Flag(help: "Say what would change; nothing is written or locked.") var dryRun = false
  @Flag(help: "Print JSON.") var json = false

  func run(_ context: CommandContext) async throws {
    try RunPath.check(run)
    let path = RunPath.plain(run)
    // A `raw.jsonl` in their folder would make another run of it.
    if let shard = ShardedRun(path).shards.first {
      throw CommandFailure(
        .usage, kind: "shards", "the run `\(path)` has shards, each with records of its own",
        hint: "herbx reread \(ShardedRun(path).folder(of: shard).shellWord), and so on with each")
    }
    let findings = try await dryRun ? look(path).findings : append(path, context).findings
    for line in json ? [Self.json(findings).text] : lines(findings) { context.printData(line) }
  }

  private func look(_ path: String) throws -> RunRereading {
    let earlier = try PreviousRun(folder: path)
    return try RunRereading(folder: path, records: earlier.records)
  }

  private func append(_ path: String, _ context: CommandContext) async throws -> RunRereading {
    let folder: RunFolder
    do { folder = try RunFolder(path) } catch { throw CommandFailure(.outputNotWritable, error) }
    var earlier = try PreviousRun(folder: path)
    let journal: RunJournal
    do { journal = try RunJournal(folder: folder, echo: nil) } catch { throw CommandFailure(.writeFailed, error) }
    defer { journal.finish() }
    try earlier.mend(folder, journal)
    journal.begin(try RecordChain(folder: path))
    let rereading = try RunRereading(folder: path, records: earlier.records)
    do { try await rereading.append(to: journal, records: &earlier.records) } catch let failure as WriteFailure {
      throw CommandFailure(.writeFailed, failure)
    }
    return rereading
  }

  private func lines(_ findings: [RunRereading.Finding]) -> [String] {
    let all = findings.map { finding in
      let result = finding.fault ?? "a record of \(finding.terms) terms"
      return "`\(finding.image)`: \(finding.before) → \(result)"
    }
    let count = findings.count { $0.fault == nil }
    let verb = dryRun ? "would become" : "became"
    return all + ["\(count) of \(findings.count) kept answers \(verb) records"]
  }

  private static func json(_ findings: [RunRereading.Finding]) -> JSONValue {
    let list = findings.map { finding -> JSONValue in
      [
        "image": .string(finding.image.text), "before": .string(finding.before), "error_kind": JSONValue(finding.fault),
        "terms": JSONValue(finding.terms),
      ]
    }
    return ["records": JSONValue(findings.count { $0.fault == nil }), "answers": .array(list)]
  }
}
