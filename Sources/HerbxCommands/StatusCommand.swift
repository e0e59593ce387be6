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
        "herbx status runs/first --watch": "the same, until the run ends (and its second model's)",
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
    let screen = Screen.standardOutput
    var watched = try WatchedRun(run)
    var follower = ReviewFollower(run: FilePath(RunPath.plain(run)))
    // What is reviewed. A file that cannot be read is no reason to show no status.
    func review() -> ReviewSummary? { try? follower.summary() }
    guard watch else {
      _ = screen.write(shown(watched, review(), screen, context) + .newline)
      return
    }
    var last = SafeText.empty
    while true {
      if !json, context.value("TERM") != "dumb", let size = screen.size() {
        guard screen.write(drawn(watched, review(), size, context)) else { return }
      } else {
        let text = json ? shown(watched, review(), screen, context) : line(watched, context)
        guard text == last || screen.write(text + .newline) else { return }
        last = text
      }
      guard !watched.isOver else { return }
      try await Task.sleep(for: .seconds(2))
      try watched.look()
    }
  }

  /// The terminal's whole screen. While it is drawn again and again no newline stands behind the last line, for it would
  /// scroll the first one away; the last time it needs a row of its own.
  private func drawn(
    _ watched: WatchedRun, _ review: ReviewSummary?, _ size: Screen.Size, _ context: CommandContext
  ) -> SafeText {
    var size = size
    size.rows -= (watched.isOver ? 1 : 0) + (watched.second == nil ? 0 : 1)
    let lines =
      StatusText(watched.status, review: review?.sentence, showsFields: fields).screen(size, dress: Dress(context))
      + (watched.secondLine.map { [$0.cut(to: max(1, size.columns - 1))] } ?? [])
    let text = SafeText.screenful(lines.map(context.secrets.current.screen))
    return watched.isOver ? text + .newline : text
  }

  private func line(_ watched: WatchedRun, _ context: CommandContext) -> SafeText {
    let first = context.secrets.line(StatusText(watched.status).line)
    return watched.secondLine.map { first + .newline + context.secrets.line($0) } ?? first
  }

  private func shown(
    _ watched: WatchedRun, _ review: ReviewSummary?, _ screen: Screen, _ context: CommandContext
  ) -> SafeText {
    if json {
      var members = watched.status.json.members ?? []
      if let review { members.append(.init("review", review.json)) }
      if let second = watched.second { members.append(.init("second", second.json)) }
      return context.secrets.json(JSONValue.object(members).utf8)
    }
    let width = screen.width()
    var dress = Dress(context)
    if width == nil { dress.hasColor = false }
    let lines = StatusText(watched.status, review: review?.sentence, showsFields: fields).lines(
      width: width ?? 80, dress: dress)
    let others = watched.secondLine.map { ["", $0] } ?? []
    return context.secrets.current.screen((lines + others).joined(separator: "\n"))
  }
}
