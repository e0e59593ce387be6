/// A time in which requests fail, or files cannot be read, for no fault of a specimen's: since when, why, when it is looked
/// at next, and what people were told of it. It is probed with pauses that double, with jitter, up to a minute.
struct Outage: Equatable {
  let since: Duration
  /// The latest reason, in words.
  private(set) var reason: String
  private(set) var nextProbe: Duration
  private var isTold = false
  private var nextReport: Duration

  /// Between two reports that it goes on.
  static let reportInterval = Duration.seconds(300)

  /// - Parameters:
  ///   - pause: before the first probe.
  ///   - quietFor: how long it must last before people are told of it.
  init(at now: Duration, reason: String, pause: Duration, quietFor: Duration = .zero) {
    since = now
    self.reason = reason
    nextProbe = now + pause
    nextReport = now + quietFor
  }

  /// Something has shown that it goes on.
  mutating func continues(because reason: String, at now: Duration, pause: Duration) {
    self.reason = reason
    nextProbe = max(nextProbe, now + pause)
  }

  enum Report: Equatable {
    case began(reason: String)
    case continues(reason: String, lasted: Duration)
    case ended(lasted: Duration)
  }

  /// What people should hear now; nil where there is nothing new.
  mutating func report(at now: Duration) -> Report? {
    guard now >= nextReport else { return nil }
    defer { isTold = true }
    nextReport = now + Self.reportInterval
    return isTold ? .continues(reason: reason, lasted: now - since) : .began(reason: reason)
  }

  /// What people should hear of its end.
  func ending(at now: Duration) -> Report? { isTold ? .ended(lasted: now - since) : nil }
}
