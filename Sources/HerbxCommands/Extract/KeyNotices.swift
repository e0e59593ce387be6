internal import Keys

/// Which of the events of a key are told. While a service refuses a key that `/key` calls good, or cannot be asked about
/// it, each probe of the outage brings the same two events: they are told once each five minutes. Pure.
struct KeyNotices {
  static let interval = Duration.seconds(300)

  /// When a doubt about the key in force was told last.
  private var told: Duration?
  /// A refusal that is being examined, and was not told: a doubt is known.
  private var held: KeyEvent?

  /// - Returns: what is to be told now, in order.
  mutating func take(_ event: KeyEvent, at now: Duration) -> [KeyEvent] {
    let isQuiet = told.map { now - $0 < Self.interval } ?? false
    switch event {
    case .rotating where isQuiet:
      held = event
      return []
    case .stillValid, .unverified:
      defer { held = nil }
      guard !isQuiet else { return [] }
      told = now
      return (held.map { [$0] } ?? []) + [event]
    case .warning, .rotating: return [event]
    case .loaded, .adopted, .provisioned, .replaced, .failed:
      defer { (told, held) = (nil, nil) }
      return (held.map { [$0] } ?? []) + [event]
    }
  }
}
