internal import ArgumentParser
internal import Extraction
internal import OpenRouter
internal import Review
internal import SystemLayer

/// `herbx status`.
struct StatusCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Tell how a run stands: one that runs, has ended, or was killed.",
    discussion: "Reads the run folder only; it never asks the service, and never disturbs the run.")

  @Argument(help: "The run folder.") var run: String
  @Flag(help: "Print JSON.") var json = false
  @Flag(help: "Go on until the run ends: drawn anew every 2 s on a terminal, a line each time it changes elsewhere.")
  var watch = false

  func run(_ context: CommandContext) async throws {
    try RunPath.check(run)
    var reader: RunStatusReader
    do { reader = try RunStatusReader(path: RunPath.plain(run)) } catch { throw CommandFailure(.inputMissing, error) }
    let screen = Screen.standardOutput
    var status = try read(&reader)
    guard watch else {
      _ = screen.write(shown(status, screen, context) + .newline)
      return
    }
    let isTerminal = screen.width() != nil && context.value("TERM") != "dumb" && !json
    var last = SafeText.empty
    while true {
      let text = isTerminal || json ? shown(status, screen, context) : context.secrets.line(StatusText(status).line)
      if isTerminal {
        guard screen.write(.clearedScreen + text + .newline) else { return }
      } else if text != last {
        guard screen.write(text + .newline) else { return }
        last = text
      }
      guard status.isRunning else { return }
      try await Task.sleep(for: .seconds(2))
      status = try read(&reader)
    }
  }

  private func read(_ reader: inout RunStatusReader) throws(CommandFailure) -> RunStatus {
    do { return try reader.read(now: .now()) } catch { throw CommandFailure(.inputMissing, error) }
  }

  private func shown(_ status: RunStatus, _ screen: Screen, _ context: CommandContext) -> SafeText {
    // A file that cannot be read is no reason to show no status.
    let review = try? ReviewSummary.read(run: FilePath(RunPath.plain(run)))
    if json {
      let members = (status.json.members ?? []) + (review.map { [.init("review", $0.json)] } ?? [])
      return context.secrets.json(JSONValue.object(members).utf8)
    }
    let width = screen.width()
    var dress = Dress(context)
    if width == nil { dress.hasColor = false }
    return context.secrets.current.screen(
      StatusText(status, review: review?.sentence).lines(width: width ?? 80, dress: dress).joined(separator: "\n"))
  }
}
