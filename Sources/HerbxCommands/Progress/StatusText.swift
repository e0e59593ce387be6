internal import Extraction
internal import OpenRouter
internal import SystemLayer

/// A run's status for people: a pure function of the status, drawn for a width.
struct StatusText {
  private let status: RunStatus
  /// What is reviewed, in one sentence; nil where nobody has begun.
  private let review: String?
  private let showsFields: Bool

  /// - Parameter showsFields: whether the share of each term is drawn below the rest.
  init(_ status: RunStatus, review: String? = nil, showsFields: Bool = false) {
    self.status = status
    self.review = review
    self.showsFields = showsFields
  }

  /// What fits on a screen: the run's head first, each line cut at the edge.
  func screen(_ size: Screen.Size, dress: Dress) -> [String] {
    // The last column stays free: a line that fills it leaves the cursor between two lines.
    let width = max(1, size.columns - 1)
    var whole = lines(width: width, dress: dress)
    // A long name would push the run's state off the edge.
    let state = headline(dress, name: "")
    let room = max(8, width - headline(.plain, name: "").count)
    whole[0] = Self.clean(status.id).cut(to: room) + state
    let all = whole.map { $0.cut(to: width) }
    guard all.count > size.rows else { return all }
    let shown = all.prefix(max(1, size.rows - 1))
    return shown + ["  … \(Plural.of(all.count - shown.count, "more line"))".cut(to: width)]
  }

  /// The whole, one string a line, none wider than `width` columns but for words that are data.
  func lines(width: Int, dress: Dress) -> [String] {
    let barWidth = min(40, max(10, width - 44))
    var lines = [headline(dress, name: Self.clean(status.id))]
    if status.isSimulated { lines.append(row("simulated", "its records are invented, nothing was paid")) }
    switch status.state {
    case .stopped(_, let message): lines.append(row("reason", message))
    case .died:
      lines.append(row("on disk", "safe: no record is lost"))
      lines.append(row("in flight", "what was then, may be paid for and is asked for again"))
      lines.append(row("next", "`herbx resume` with this folder, or the same command again"))
    case .running, .finished: break
    }
    if let outage = status.outage {
      let since = "since \(outage.since.local): \(Self.clean(outage.reason))"
      lines.append(row("waiting", outage.until.map(ShortWords.dailyLimit) ?? since))
    }
    let share = status.total > 0 ? Double(status.done + status.failed) / Double(status.total) : 0
    lines.append(
      row("progress", "\(dress.bar(share, width: barWidth)) \(ShortWords.percent(share)) of \(status.total)"))
    lines.append(row("specimens", counts))
    if let review { lines.append(row("reviewed", review)) }
    lines.append(row("pace", pace))
    lines.append(row("cost", cost))
    if let model = status.model { lines.append(row("model", Self.clean(model))) }
    lines += [row("time", times), row("keys", keys)]
    if status.throttled > 0 {
      let limit = status.inFlightLimit.map { ", \($0) in flight at most" } ?? ""
      lines.append(row("throttled", Plural.of(status.throttled, "time") + limit))
    }
    lines += shards
    lines += failures(width, dress)
    if showsFields { lines += coverage(width: barWidth, dress) }
    return lines
  }

  /// The whole in one line.
  var line: String {
    var parts = [
      present, "\(status.done + status.failed)/\(status.total)",
      "\(status.failed) failed",
    ]
    if status.isSimulated { parts.insert("simulated", at: 0) }
    if let rate = status.ratePerMinute { parts.append("\(ShortWords.rate(rate))/min") }
    if let timeLeft { parts.append(timeLeft) }
    let cost = status.cost.isUnknown ? "cost unknown" : ShortWords.money(status.cost.total + status.cost.lost)
    return (parts + [cost]).joined(separator: ", ")
  }

  /// What the run does, in a word or a few.
  private var present: String {
    if status.stopping != nil { return "stopping" }
    guard let outage = status.outage else { return status.state.word }
    return "waiting" + (outage.until.map { " " + ShortWords.dailyLimit(until: $0) } ?? "")
  }

  private var timeLeft: String? {
    status.daysLeft.map { "\(Plural.of($0, "day")) left" }
      ?? status.secondsLeft.map { "\(ShortWords.duration(seconds: $0)) left" }
  }

  private func headline(_ dress: Dress, name: String) -> String {
    switch status.state {
    case .running(let pid):
      let words = Self.clean(status.holder?.words ?? "process \(pid)")
      if let waiting = status.stopping {
        return "\(name): \(dress.paint("stopping", .yellow)), waiting for \(waiting) in flight, \(words)"
      }
      return "\(name): \(dress.paint("running", .green)), \(words)"
    case .stopped(let kind, _): return "\(name): \(dress.paint("stopped", .yellow)) (\(kind))"
    case .finished: return "\(name): \(dress.paint("finished", .green))"
    case .died:
      return "\(name): \(dress.paint("died", .red)) without a word"
    }
  }

  private var counts: String {
    var text = "\(status.done) done, \(status.failed) failed, \(status.open) open"
    if let share = status.successShare { text += "; \(ShortWords.percent(share)) succeeded" }
    return text
  }

  private var pace: String {
    let rate = status.ratePerMinute.map { "\(ShortWords.rate($0)) a minute" } ?? "nothing yet"
    return rate + (timeLeft.map { ", \($0)" } ?? "")
  }

  private var cost: String {
    if status.cost.isUnknown { return "unknown: the service does not say what its answers cost" }
    var text = "\(ShortWords.money(status.cost.total + status.cost.lost)) in all"
    if status.cost.lost > .zero { text += ", \(ShortWords.money(status.cost.lost)) of it for answers that never came" }
    if let each = status.cost.perSuccess { text += ", \(ShortWords.money(each)) per success" }
    if status.cost.wasted > .zero { text += ", \(ShortWords.money(status.cost.wasted)) on failures" }
    if status.cost.unpriced > 0 { text += ", unknown for \(Plural.of(status.cost.unpriced, "answer"))" }
    return text
  }

  private var times: String {
    let started = status.firstStarted.map { "began \($0.local)" } ?? "no start on record"
    let ended = status.ended.map { ", last seen \($0.local)" } ?? ""
    return started + (status.starts > 1 ? ", \(status.starts) starts" : "") + ended
  }

  private var keys: String {
    let uses = status.keys.map { "\($0.key) \(ShortWords.money($0.cost)) for \($0.records)" }
    let rotations = Plural.of(status.rotations, "rotation")
    return uses.isEmpty ? rotations : "\(rotations); \(uses.joined(separator: ", "))"
  }

  private func coverage(width: Int, _ dress: Dress) -> [String] {
    guard !status.coverage.isEmpty else { return [] }
    let longest = min(26, status.coverage.map(\.term.count).max() ?? 0)
    return ["", "fields of \(Plural.of(status.done, "success", many: "successes"))"]
      + status.coverage.map { entry in
        let percent = Self.right(ShortWords.percent(entry.share), 4)
        return "  \(Self.left(entry.term, longest)) \(dress.bar(entry.share, width: width)) \(percent) \(entry.filled)"
      }
  }

  private func failures(_ width: Int, _ dress: Dress) -> [String] {
    guard !status.failures.isEmpty else { return [] }
    return ["", "failures"]
      + status.failures.flatMap { group in
        ["  \(dress.paint(Self.right(String(group.count), 5), .red)) \(Self.clean(group.kind))"]
          + (group.example.map { ["        \(Self.clean($0.image)): \(Self.clean($0.error))"] } ?? [])
      }
  }

  /// Those that are done are counted; each other one has its line.
  private var shards: [String] {
    guard let shards = status.shards else { return [] }
    let counts = Dictionary(grouping: shards, by: \.word).mapValues(\.count).sorted { $0.key < $1.key }
    let toDo = ShardStatus.arrayToDo(shards)
    let open = shards.filter { $0.word != "done" && $0.word != "never started" }
    return [row("shards", counts.map { "\($0.value) \($0.key)" }.joined(separator: ", ") + ", of \(shards.count)")]
      + open.map { row("  \($0.shard.number)", Self.clean($0.words)) }
      + (toDo.isEmpty ? [] : [row("still to do", "--array=\(toDo)")])
  }

  private func row(_ name: String, _ text: String) -> String { "  \(Self.left(name, 10)) \(text)" }

  private static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// A record's or a file's line break is no line of the status.
  private static func clean(_ text: String) -> String { SecretMask().line(text).string }
}
