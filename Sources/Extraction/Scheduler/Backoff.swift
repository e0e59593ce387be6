/// How long to wait before a request is made again: twice as long each time, with jitter, so that many do not come back
/// at once.
struct Backoff: Equatable {
  /// Before the second attempt.
  var base: Duration
  var longest: Duration = .seconds(60)
  private var random: SplitMix

  init(base: Duration, seed: UInt64) {
    self.base = base
    random = SplitMix(seed)
  }

  /// - Parameter attempts: how many were made, from 1.
  /// - Returns: between half of and the whole of `base` · 2^(attempts − 1), at most `longest`.
  mutating func wait(after attempts: Int) -> Duration {
    let whole = min(longest, base * (1 << min(attempts - 1, 16)))
    return whole / 2 + whole / 2 * random.share
  }
}

/// A small seeded generator (SplitMix64), so that a run's jitter can be made again in a test.
struct SplitMix: Equatable {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// From 0 up to but not 1.
  var share: Double {
    mutating get { Double(next() >> 11) / Double(1 << 53) }
  }
}
