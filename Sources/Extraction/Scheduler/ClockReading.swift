/// A time as the scheduler sees it: given from outside with each event, so that a test can set it.
public struct ClockReading: Sendable, Comparable {
  /// Since the run began, by a clock that nobody sets.
  public var elapsed: Duration
  /// By the calendar, for limits that end at a date.
  public var wall: Timestamp

  public init(elapsed: Duration, wall: Timestamp) {
    self.elapsed = elapsed
    self.wall = wall
  }

  public static func < (left: ClockReading, right: ClockReading) -> Bool { left.elapsed < right.elapsed }
}

extension Duration {
  var wholeMilliseconds: Int {
    let (seconds, attoseconds) = components
    return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
  }

  var inSeconds: Double { Double(wholeMilliseconds) / 1000 }
}
