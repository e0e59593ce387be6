internal import ArgumentParser
internal import Dispatch
internal import Extraction
internal import Synchronization
internal import SystemLayer

/// What `--progress` takes.
enum ProgressStyle: String, ExpressibleByArgument, CaseIterable, Sendable {
  case auto, bar, plain, none
}

/// Owns standard error while a run goes on, so that log lines and the line in place never mix.
///
/// Everything is written on a queue of its own: a terminal that is held (Ctrl-S) or gone never holds the run.
final class ProgressDisplay: Sendable {
  private let screen: Screen
  private let style: ProgressStyle
  private let dress: Dress
  private let secrets: SharedMask
  private let queue = DispatchQueue(label: "herbx.progress")
  private let state = Mutex(State())
  private let timer = Mutex<Task<Void, Never>?>(nil)

  private struct State {
    var line: ProgressLine?
    var rates = RateWindow()
    /// When the latest progress came, to let the clock go on between two.
    var receivedAt: ContinuousClock.Instant?
    var waiting: [SafeText] = []
    var dropped = 0
    /// Columns of the line in place; nil while there is none.
    var shownColumns: Int?
    var hasEnded = false
    var isGone = false
    var isScheduled = false
    var isTickDue = false

    /// The line as of now: while nothing is decided, the rate falls.
    var present: ProgressLine? {
      guard !hasEnded, var line, let receivedAt else { return nil }
      line.progress.elapsed += .now - receivedAt
      line.rate = rates.perMinute(at: line.progress.elapsed)
      return line
    }
  }

  /// Lines that wait for a terminal which takes none; beyond this only their number is kept (run.log has them all).
  private static let mostWaiting = 1000
  static let plainInterval = 30

  init(_ style: ProgressStyle, _ context: CommandContext) {
    screen = context.screen
    dress = Dress(context)
    secrets = context.secrets
    let canDraw = screen.width() != nil && (context.value("TERM") ?? "dumb") != "dumb"
    self.style = style == .auto ? (canDraw ? .bar : .plain) : style
  }

  deinit { timer.withLock { $0?.cancel() } }

  /// A line that stays, above the one in place.
  func print(_ line: SafeText) {
    let isNew = state.withLock { state -> Bool in
      if state.waiting.count < Self.mostWaiting { state.waiting.append(line) } else { state.dropped += 1 }
      defer { state.isScheduled = true }
      return !state.isScheduled
    }
    if isNew { queue.async { self.draw() } }
  }

  func update(_ progress: RunProgress) {
    let isFirst = state.withLock { state -> Bool in
      defer { state.receivedAt = .now }
      state.rates.add(progress)
      state.line = ProgressLine(progress: progress, rate: state.rates.perMinute(at: progress.elapsed))
      return state.receivedAt == nil
    }
    if isFirst { startTimer() }
  }

  /// The run is over: the last line stays, and nothing is drawn in place any more.
  func end() {
    timer.withLock { timer in
      timer?.cancel()
      timer = nil
    }
    let last = state.withLock { state -> String? in
      if state.hasEnded { return nil }
      state.hasEnded = true
      guard let line = state.line else { return nil }
      switch style {
      case .bar: return line.drawn(width: (screen.width() ?? 80) - 1, dress: dress)
      case .plain: return line.plain
      case .auto, .none: return nil
      }
    }
    if let last { print(secrets.current.screen(last)) }
  }

  /// Waits until everything is written, but not for long: the terminal may be held.
  func flush() {
    end()
    let done = DispatchSemaphore(value: 0)
    queue.async { done.signal() }
    _ = done.wait(timeout: .now() + .seconds(2))
  }

  private func startTimer() {
    guard style == .bar || style == .plain else { return }
    let interval = style == .bar ? Duration.milliseconds(200) : .seconds(Self.plainInterval)
    let task = Task { [weak self, style] in
      if style == .bar { self?.tickSoon() }
      while (try? await Task.sleep(for: interval)) != nil { self?.tickSoon() }
    }
    timer.withLock { $0 = task }
  }

  /// One tick at most waits for a terminal that is held.
  private func tickSoon() {
    let isFirst = state.withLock { state in
      defer { state.isTickDue = true }
      return !state.isTickDue
    }
    if isFirst { queue.async { [weak self] in self?.tick() } }
  }

  private func tick() {
    state.withLock { $0.isTickDue = false }
    if style == .bar { return draw() }
    if let line = state.withLock({ $0.present }) { write(secrets.line(line.plain) + .newline) }
  }

  /// Writes what waits, and the line in place below it. Runs on the queue only.
  private func draw() {
    let width = (screen.width() ?? 80) - 1
    let text = state.withLock { state -> SafeText in
      var text = state.shownColumns.map { SafeText.erasing(columns: $0, in: width + 1) } ?? .empty
      for line in state.waiting { text += line + .newline }
      if state.dropped > 0 { text += secrets.line("… more in run.log: \(Plural.of(state.dropped, "line"))") + .newline }
      (state.waiting, state.dropped, state.isScheduled, state.shownColumns) = ([], 0, false, nil)
      if style == .bar, let line = state.present {
        text += secrets.current.screen(line.drawn(width: width, dress: dress))
        state.shownColumns = line.drawn(width: width, dress: .plain).count
      }
      return text
    }
    write(text)
  }

  private func write(_ text: SafeText) {
    guard text != .empty, !state.withLock({ $0.isGone }) else { return }
    if !screen.write(text) { state.withLock { $0.isGone = true } }
  }
}
