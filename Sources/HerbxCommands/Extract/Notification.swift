internal import Extraction
internal import Logging
internal import OpenRouter
internal import SystemLayer

/// Tells a person that a start has ended or begins to wait, by a command of theirs (`--notify`): the summary as JSON on its
/// standard input, the exit status (`waiting` for a run that goes on) and the run folder in its environment.
struct Notification {
  let command: String
  let run: String
  /// The variables of this process, without keys.
  let environment: [String: String]
  let journal: RunJournal

  /// Runs the command, for 30 s at most. One that fails is told, and changes nothing.
  /// - Parameter wait: why the run waits; nil for its end.
  func send(_ summary: RunSummary, waitingFor wait: String? = nil) async {
    var members = summary.json.members ?? []
    if let wait {
      members.removeAll { $0.name == "exit_status" }
      members.append(.init("waiting", .string(wait)))
    }
    var process = ChildProcess("/bin/sh", arguments: ["-c", command], deadline: .seconds(30))
    process.environment = environment.filter { !$0.key.hasPrefix("OPENROUTER_") }.merging(
      [
        "HERBX_EXIT_STATUS": wait == nil ? String(summary.exitStatus.rawValue) : "waiting", "HERBX_RUN": run,
      ]
    ) { $1 }
    let text = journal.log.redact(JSONValue.object(members).text) + "\n"
    process.input = SecretMask().json(Array(text.utf8)).bytes
    do {
      let outcome = try await process.run()
      if !outcome.isSuccess { journal.logger.warning("⚠️ `--notify` ended with \(outcome.ending)") }
    } catch { journal.logger.warning("⚠️ `--notify` could not be run: \(error)") }
  }
}
