#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Counts requests to free models, over all models and keys of the account.
struct FreeTier: Sendable {
  enum Window: String, Sendable {
    case minute = "free-models-per-min"
    case day = "free-models-per-day"

    /// What the real service allows an account that bought little.
    var usualLimit: Int { self == .minute ? 20 : 50 }
    var source: String { self == .minute ? "openrouter_free_tier_minute" : "openrouter_free_tier_daily" }
    var advice: String {
      self == .minute ? "Wait a moment" : "Add 10 credits to unlock 1000 free model requests per day"
    }

    /// Seconds.
    var length: Double { self == .minute ? 60 : 86_400 }

    /// When the window that holds `now` ends, in epoch milliseconds. Windows begin at multiples of their length, UTC.
    func reset(at now: Date) -> Int {
      Int(((now.timeIntervalSince1970 / length).rounded(.down) + 1) * length * 1000)
    }
  }

  var perMinute: Int?
  var perDay: Int?
  private var used: [Window: (reset: Int, count: Int)] = [:]

  init(perMinute: Int?, perDay: Int?) {
    self.perMinute = perMinute
    self.perDay = perDay
  }

  /// Requests of the day that was last asked in.
  var usedToday: Int { used[.day]?.count ?? 0 }

  /// Counts one request, or says which window is full and when it ends.
  mutating func take(at now: Date) -> (window: Window, reset: Int)? {
    let limits = [(Window.day, perDay), (.minute, perMinute)]
    for (window, limit) in limits {
      let reset = window.reset(at: now)
      if used[window]?.reset != reset { used[window] = (reset, 0) }
      if let limit, used[window]?.count ?? 0 >= limit { return (window, reset) }
    }
    for (window, _) in limits { used[window]?.count += 1 }
    return nil
  }
}
