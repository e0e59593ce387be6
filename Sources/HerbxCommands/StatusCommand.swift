internal import ArgumentParser
internal import Extraction
internal import OpenRouter
internal import Review
internal import SystemLayer

/// `herbx status`.
struct StatusCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Tell how a run stands: one that runs, has ended, or was killed.",
    discussion: Examples.following(
      "Reads the run folder only; it never asks the service, and never disturbs the run.",
      [
        "herbx status runs/first": "how it stands",
        "herbx status runs/first --watch": "the same, until the run ends",
        "herbx status runs/first --fields": "with a bar for each term",
        "herbx status runs/first --json": "for a program",
      ]))

  @Argument(help: "The run folder.", completion: .directory) var run: String
  @Flag(help: "Print JSON.") var json = false
  @Flag(help: "Go on until the run ends: drawn anew every 2 s on a terminal, a line each time it changes elsewhere.")
  var watch = false
  @Flag(help: "Show how often each Darwin Core term was filled.") var fields = false

  func run(_ context: CommandContext) async throws {
    try RunPath.check(run)
    var reader: RunStatusReader
    do { reader = try RunStatusReader(path: RunPath.plain(run)) } catch { throw CommandFailure(.inputMissing, error) }
    let screen = Screen.standardOutput
    var status = try read(&reader)
    var follower = ReviewFollower(run: FilePath(RunPath.plain(run)))
    // What is reviewed. A file that cannot be read is no reason to show no status.
    func review() -> ReviewSummary? { try? follower.summary() }
    guard watch else {
      _ = screen.write(shown(status, review(), screen, context) + .newline)
      return
    }
    var last = SafeText.empty
    while true {
      if !json, context.value("TERM") != "dumb", let size = screen.size() {
        // No newline behind the last line: it would scroll the first one away.
        let lines = StatusText(status, review: review()?.sentence, showsFields: fields)
          .screen(size, dress: Dress(context))
        let drawn = SafeText.screenful(lines.map(context.secrets.current.screen))
        guard screen.write(status.isRunning ? drawn : drawn + .newline) else { return }
      } else {
        let text = json ? shown(status, review(), screen, context) : context.secrets.line(StatusText(status).line)
        guard text == last || screen.write(text + .newline) else { return }
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

  private func shown(
    _ status: RunStatus, _ review: ReviewSummary?, _ screen: Screen, _ context: CommandContext
  ) -> SafeText {
    if json {
      var members = status.json.members ?? []
      if let review { members.append(.init("review", review.json)) }
      if let second { members.append(.init("second", second.json)) }
      return context.secrets.json(JSONValue.object(members).utf8)
    }
    let width = screen.width()
    var dress = Dress(context)
    if width == nil { dress.hasColor = false }
    let lines = StatusText(status, review: review?.sentence, showsFields: fields).lines(
      width: width ?? 80, dress: dress)
    let others = second.map { ["", "second model \($0.model ?? ""): \(StatusText($0).line)"] } ?? []
    return context.secrets.current.screen((lines + others).joined(separator: "\n"))
  }

  /// Of the second model's run, where there is one. That it cannot be read is no reason to show no status.
  private var second: RunStatus? {
    guard let folder = SecondRun.existing(in: run), var reader = try? RunStatusReader(path: folder) else { return nil }
    return try? reader.read(now: .now())
  }
}
