internal import OpenRouter

/// Numbers as a person reads them at a glance.
enum ShortWords {
  /// `45s`, `3m 20s`, `1h 58m`, `2d 3h`.
  static func duration(seconds: Int) -> String {
    let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400)
    if days > 0 { return "\(days)d \(hours % 24)h" }
    if hours > 0 { return "\(hours)h \(minutes % 60)m" }
    if minutes > 0 { return "\(minutes)m \(seconds % 60)s" }
    return "\(max(0, seconds))s"
  }

  /// `until 00:00 (daily limit)`, to the nearest minute: clocks differ by seconds.
  static func dailyLimit(until end: Timestamp) -> String {
    "until \(end.advanced(by: .seconds(30)).local.dropFirst(11).prefix(5)) (daily limit)"
  }

  /// `0.42`, `41.3`, `1203`: three digits where they say something.
  static func rate(_ value: Double) -> String {
    if value >= 100 { return String(Int(value.rounded())) }
    let places = value >= 10 ? 10.0 : 100.0
    let scaled = Int((value * places).rounded())
    let fraction = String(scaled % Int(places))
    let digits = places == 10 ? fraction : String(repeating: "0", count: 2 - fraction.count) + fraction
    return "\(scaled / Int(places)).\(digits)"
  }

  /// Whole percent, never rounded up to 100 nor down to 0 where something is missing or there.
  static func percent(_ share: Double) -> String {
    let rounded = Int((share * 100).rounded())
    if share > 0, rounded == 0 { return "<1%" }
    if share < 1, rounded == 100 { return "99%" }
    return "\(rounded)%"
  }

  private static let dollar = Money(digits: "1") ?? .zero

  /// `$10.39`, `$0.0036`.
  static func money(_ money: Money) -> String {
    let isSmall = money > .zero && money < dollar
    return "$" + money.rounded(to: isSmall ? 4 : 2)
  }
}
