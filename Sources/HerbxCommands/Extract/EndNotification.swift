internal import Extraction
internal import Logging
internal import OpenRouter
internal import SystemLayer

/// Tells a person that a start has ended, by a command of theirs (`--notify`): the summary as JSON on its standard input,
/// the exit status and the run folder in its environment.
struct EndNotification {
  let command: String
  let run: String
  /// The variables of this process, without keys.
  let environment: [String: String]
  let journal: RunJournal

  /// Runs the command, for 30 s at most. One that fails is told, and changes nothing.
  func send(_ summary: RunSummary) async {
    var process = ChildProcess("/bin/sh", arguments: ["-c", command], deadline: .seconds(30))
    process.environment = environment.filter { !$0.key.hasPrefix("OPENROUTER_") }.merging(
      ["HERBX_EXIT_STATUS": String(summary.exitStatus.rawValue), "HERBX_RUN": run]
    ) { $1 }
    process.input = SecretMask().json(Array((journal.log.redact(summary.json.text) + "\n").utf8)).bytes
    do {
      let outcome = try await process.run()
      if !outcome.isSuccess { journal.logger.warning("⚠️ `--notify` ended with \(outcome.ending)") }
    } catch { journal.logger.warning("⚠️ `--notify` could not be run: \(error)") }
  }
}
