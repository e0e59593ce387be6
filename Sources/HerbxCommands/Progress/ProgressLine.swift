internal import Extraction
internal import OpenRouter

/// One line that says where a run stands: a pure function of the progress, drawn for a width.
struct ProgressLine: Sendable, Equatable {
  var progress: RunProgress
  /// Specimens a minute; nil while unknown.
  var rate: Double?

  private static let gap = "  "
  private static let narrowestBar = 8
  private static let widestBar = 40

  /// The line, never wider than `width` columns: it has as many parts as fit, the most needed first.
  func drawn(width: Int, dress: Dress) -> String {
    guard width > 0 else { return "" }
    var kept: [Part] = []
    var used = 0
    for part in parts.sorted(by: { $0.rank < $1.rank }) {
      let needed = part.text.count + (kept.isEmpty ? 0 : Self.gap.count)
      if used + needed > width { continue }
      kept.append(part)
      used += needed
    }
    guard !kept.isEmpty else { return String(repeating: ".", count: min(3, width)) }
    let text = kept.sorted { $0.place < $1.place }.map { dress.paint($0.text, $0.color) }.joined(separator: Self.gap)
    let room = min(Self.widestBar, width - used - Self.gap.count)
    guard room >= Self.narrowestBar else { return text }
    return dress.bar(share, width: room) + Self.gap + text
  }

  /// The line for a log: all parts, no bar.
  var plain: String { parts.map(\.text).joined(separator: ", ") }

  private struct Part {
    let text: String
    /// From left to right.
    let place: Int
    /// What stays when the terminal is narrow: the lowest.
    let rank: Int
    var color: Dress.Color?
  }

  private var share: Double {
    progress.total > 0 ? Double(progress.done + progress.failed) / Double(progress.total) : 1
  }

  private var parts: [Part] {
    var parts = [
      Part(text: "\(progress.done + progress.failed)/\(progress.total)", place: 0, rank: 0),
      Part(text: ShortWords.percent(share), place: 1, rank: 1),
    ]
    if let rate { parts.append(Part(text: "\(ShortWords.rate(rate))/min", place: 2, rank: 4)) }
    if let outage = progress.outage {
      let lasted = ShortWords.duration(seconds: Int((progress.elapsed - outage.since).components.seconds))
      let subject = outage.subject == .service ? "the service" : "the input folder"
      parts.append(Part(text: "waiting for \(subject), \(lasted)", place: 3, rank: 1, color: .yellow))
    } else if let end = progress.dailyLimitEnd {
      parts.append(Part(text: "waiting \(ShortWords.dailyLimit(until: end))", place: 3, rank: 1, color: .yellow))
    } else if let days = progress.daysLeft {
      parts.append(Part(text: "\(Plural.of(days, "day")) left", place: 3, rank: 2))
    } else if let left = secondsLeft {
      parts.append(Part(text: "\(ShortWords.duration(seconds: left)) left", place: 3, rank: 2))
    }
    if let success = progress.successShare {
      let color: Dress.Color = success >= 0.9 ? .green : success >= 0.5 ? .yellow : .red
      parts.append(Part(text: "\(ShortWords.percent(success)) ok", place: 4, rank: 3, color: color))
    }
    let cost = progress.isCostUnknown ? "cost unknown" : ShortWords.money(progress.cost)
    parts.append(Part(text: cost, place: 5, rank: 5))
    parts.append(Part(text: "\(progress.inFlight) in flight", place: 6, rank: 6))
    parts.append(Part(text: "key \(progress.keyTurn)", place: 7, rank: 7))
    return parts
  }

  private var secondsLeft: Int? {
    guard let rate, rate > 0, progress.remaining > 0 else { return nil }
    return Int((Double(progress.remaining) / rate * 60).rounded(.up))
  }
}

extension Dress {
  fileprivate func paint(_ text: String, _ color: Color?) -> String { color.map { paint(text, $0) } ?? text }
}

/// How many specimens a minute are decided, over the last minutes.
struct RateWindow: Sendable {
  private var samples: [(elapsed: Duration, decided: Int)] = []
  private static let length = Duration.seconds(180)

  /// Takes a sample; samples come in the order of their time.
  mutating func add(_ progress: RunProgress) {
    if let last = samples.last, progress.elapsed - last.elapsed < .seconds(1), samples.count > 1 {
      samples.removeLast()
    }
    samples.append((progress.elapsed, progress.decided))
    while samples.count > 2, progress.elapsed - samples[1].elapsed > Self.length { samples.removeFirst() }
  }

  /// Nil before anything was decided.
  func perMinute(at elapsed: Duration) -> Double? {
    guard let first = samples.first, let last = samples.last, last.decided > first.decided else { return nil }
    let seconds = (elapsed - first.elapsed) / .seconds(1)
    return seconds > 0 ? Double(last.decided - first.decided) * 60 / seconds : nil
  }
}
