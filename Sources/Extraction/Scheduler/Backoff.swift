internal import SystemLayer

/// How long to wait before a request is made again: twice as long each time, with jitter, so that many do not come back
/// at once.
struct Backoff: Equatable {
  /// Before the second attempt.
  var base: Duration
  var longest: Duration = .seconds(60)
  private var random: SeededGenerator

  init(base: Duration, seed: UInt64) {
    self.base = base
    random = SeededGenerator(seed: seed)
  }

  /// - Parameter attempts: how many were made, from 1.
  /// - Returns: between half of and the whole of `base` · 2^(attempts − 1), at most `longest`.
  mutating func wait(after attempts: Int) -> Duration {
    let whole = min(longest, base * (1 << min(attempts - 1, 16)))
    return whole / 2 + whole / 2 * random.share()
  }
}
