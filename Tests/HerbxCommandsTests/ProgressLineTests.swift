import Extraction
import OpenRouter
import Testing
import Transfer

@testable import HerbxCommands

@Suite("the progress line")
struct ProgressLineTests {
  private func line(
    total: Int = 2885, done: Int = 1180, failed: Int = 20, rate: Double? = 41.26, cost: String = "4.248"
  ) -> ProgressLine {
    var progress = RunProgress()
    (progress.total, progress.done, progress.failed) = (total, done, failed)
    (progress.inFlight, progress.keyTurn, progress.cost) = (8, 2, Money(digits: cost) ?? .zero)
    return ProgressLine(progress: progress, rate: rate)
  }

  @Test("where there is room, all parts stand behind a bar")
  func wide() {
    let dress = Dress(hasBlocks: true)
    let bar = String(repeating: "█", count: 16) + String(repeating: "░", count: 24)
    #expect(
      line().drawn(width: 199, dress: dress)
        == bar + "  1200/2885  42%  41.3/min  40m 51s left  98% ok  $4.25  8 in flight  key 2")
  }

  @Test("a plain line has all parts and no bar")
  func plain() {
    #expect(line().plain == "1200/2885, 42%, 41.3/min, 40m 51s left, 98% ok, $4.25, 8 in flight, key 2")
  }

  @Test(
    "the narrower the terminal, the fewer the parts: the most needed stay",
    arguments: [
      (39, "1200/2885  42%  40m 51s left  98% ok"), (24, "1200/2885  42%  98% ok"), (9, "1200/2885"), (5, "42%"),
      (2, ".."), (0, ""),
    ])
  func narrow(width: Int, text: String) {
    #expect(line().drawn(width: width, dress: .plain) == text)
  }

  @Test("at no width is the line wider than the terminal, colours aside")
  func fits() {
    for width in 0...220 {
      let plain = line().drawn(width: width, dress: .plain)
      #expect(plain.count <= width)
      let painted = SecretMask().screen(line().drawn(width: width, dress: Dress(hasColor: true))).string
      #expect(painted.replacing(/\u{1B}\[\d+m/, with: "") == plain)
    }
  }

  @Test(
    "colours follow the success share, and NO_COLOR and a dumb terminal have none",
    arguments: [
      (95, 5, "\u{1B}[32m95% ok\u{1B}[0m"), (60, 40, "\u{1B}[33m60% ok\u{1B}[0m"),
      (40, 60, "\u{1B}[31m40% ok\u{1B}[0m"),
    ])
  func colors(done: Int, failed: Int, painted: String) {
    let line = line(total: 100, done: done, failed: failed)
    let mask = SecretMask()
    #expect(mask.screen(line.drawn(width: 80, dress: Dress(hasColor: true))).string.contains(painted))
    #expect(!mask.screen(line.drawn(width: 80, dress: .plain)).string.contains("\u{1B}"))
  }

  @Test("what is not known yet is left out")
  func unknown() {
    #expect(line(done: 0, failed: 0, rate: nil, cost: "0").plain == "0/2885, 0%, $0.00, 8 in flight, key 2")
    #expect(line(total: 0, done: 0, failed: 0, rate: nil, cost: "0").plain == "0/0, 100%, $0.00, 8 in flight, key 2")
  }

  @Test("a daily limit and a free run's days stand in place of minutes that are left")
  func dailyLimit() {
    var line = line()
    line.progress.freePerDay = 50
    #expect(line.plain.contains(", 41.3/min, 34 days left, 98% ok"))
    line.progress.dailyLimitEnd = .now()
    let shown = line.drawn(width: 60, dress: .plain)
    #expect(shown.contains(/1200\/2885  42%  waiting until \d\d:\d\d \(daily limit\)/), "\(shown)")
  }

  @Test(
    "a share is never rounded up to all nor down to nothing",
    arguments: [
      (1.0, "100%"), (0.9999, "99%"), (0.0001, "<1%"), (0.0, "0%"), (0.424, "42%"),
    ])
  func percent(share: Double, text: String) { #expect(ShortWords.percent(share) == text) }

  @Test(
    "durations have two units",
    arguments: [
      (0, "0s"), (59, "59s"), (60, "1m 0s"), (3599, "59m 59s"), (3600, "1h 0m"), (90_000, "1d 1h"), (-3, "0s"),
    ])
  func durations(seconds: Int, text: String) { #expect(ShortWords.duration(seconds: seconds) == text) }

  @Test(
    "rates and amounts have the digits that say something",
    arguments: [
      (0.004, "0.00"), (0.42, "0.42"), (9.999, "10.00"), (41.26, "41.3"), (99.96, "100.0"), (1203.4, "1203"),
    ])
  func rates(rate: Double, text: String) { #expect(ShortWords.rate(rate) == text) }

  @Test("the rate is that of the last minutes, and falls while nothing is decided")
  func rateWindow() {
    var window = RateWindow()
    var progress = RunProgress()
    #expect(window.perMinute(at: .zero) == nil)
    for second in 0...600 {
      progress.elapsed = .seconds(second)
      // One a second in the first five minutes, then two.
      progress.decided = second <= 300 ? second : 300 + 2 * (second - 300)
      window.add(progress)
    }
    let rate = window.perMinute(at: .seconds(600)) ?? 0
    #expect((118...121).contains(rate))
    #expect((window.perMinute(at: .seconds(780)) ?? 0) < rate / 1.9)
  }
}

@Suite("how a screen may be dressed")
struct DressTests {
  private func dress(_ environment: [String: String]) -> Dress {
    Dress(
      CommandContext(
        environment: environment, printData: { Issue.record("printed \($0)") }, printNote: { _ in }, isTerminal: true,
        arguments: [], executable: "", makeTransfer: { () throws(TransferError) in throw TransferError(.broken, "") }))
  }

  @Test(
    "NO_COLOR and TERM=dumb take the colours, the locale decides on blocks",
    arguments: [
      (["TERM": "xterm", "LANG": "en_CA.UTF-8"], true, true), (["TERM": "dumb", "LANG": "C.UTF-8"], false, true),
      (["TERM": "xterm", "NO_COLOR": "1", "LC_ALL": "C"], false, false),
      (["TERM": "xterm", "NO_COLOR": ""], true, false),
      (["TERM": "xterm", "LANG": "ja_JP.UTF-8"], true, false), ([:], false, false),
      (["TERM": "xterm", "LANG": "en_CA.UTF-8", "LC_ALL": "C"], true, false),
    ] as [([String: String], Bool, Bool)])
  func table(environment: [String: String], hasColor: Bool, hasBlocks: Bool) {
    #expect(dress(environment) == Dress(hasColor: hasColor, hasBlocks: hasBlocks))
  }

  @Test("a bar has exactly its width, whatever the share", arguments: [-1, 0, 0.5, 0.999, 1, 7, Double.nan])
  func bar(share: Double) {
    #expect(Dress.plain.bar(share, width: 20).count == 20)
    #expect(
      Dress.plain.bar(share, width: 20).filter { $0 == "#" }.count
        == (share >= 1 ? 20 : share > 0 ? Int(share * 20) : 0))
  }
}
