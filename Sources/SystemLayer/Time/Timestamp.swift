#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A moment of the calendar, in milliseconds since 1970 (UTC), from the year 0 to the end of the year 9999.
///
/// What comes from outside (a file's time, a header, a clock gone mad) is held within these years, so that no arithmetic
/// on it can overflow and every moment can be written in one form and read again. Time that passes is measured by
/// `ContinuousClock`, which nobody sets.
public struct Timestamp: Sendable, Hashable, Comparable {
  public let milliseconds: Int

  public static let earliest = Timestamp(milliseconds: -62_167_219_200_000)
  public static let latest = Timestamp(milliseconds: 253_402_300_799_999)

  /// Any number, held within the years 0 to 9999.
  public init(milliseconds: Int) {
    self.milliseconds = min(max(milliseconds, -62_167_219_200_000), 253_402_300_799_999)
  }

  /// As the system tells the times of files.
  public init(seconds: Int, nanoseconds: Int = 0) {
    let (whole, isTooMuch) = seconds.multipliedReportingOverflow(by: 1000)
    guard !isTooMuch else {
      self = seconds < 0 ? .earliest : .latest
      return
    }
    self.init(milliseconds: whole.addingReportingOverflow(nanoseconds / 1_000_000).partialValue)
  }

  /// Now, by the system's clock.
  public static func now() -> Timestamp {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(seconds: time.tv_sec, nanoseconds: time.tv_nsec)
  }

  /// Later by a duration, or earlier by a negative one.
  public func advanced(by duration: Duration) -> Timestamp {
    let (sum, isTooMuch) = milliseconds.addingReportingOverflow(duration.clampedMilliseconds)
    return isTooMuch ? (duration < .zero ? .earliest : .latest) : Timestamp(milliseconds: sum)
  }

  /// From an earlier moment to this one.
  public func duration(since earlier: Timestamp) -> Duration { .milliseconds(milliseconds - earlier.milliseconds) }

  /// The next beginning of a day in UTC, when daily limits end.
  public var nextMidnight: Timestamp {
    Timestamp(milliseconds: (milliseconds.floored(by: CivilTime.day) + 1) * CivilTime.day)
  }

  public static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }
}

extension Duration {
  /// Rounded towards zero; held within the range of `Int`.
  public var clampedMilliseconds: Int {
    let (seconds, attoseconds) = components
    let (whole, isTooMuch) = Int(seconds).multipliedReportingOverflow(by: 1000)
    guard !isTooMuch else { return seconds < 0 ? .min : .max }
    let (sum, isPast) = whole.addingReportingOverflow(Int(attoseconds / 1_000_000_000_000_000))
    return isPast ? (seconds < 0 ? .min : .max) : sum
  }
}

extension Int {
  /// The quotient rounded down, also below zero.
  func floored(by divisor: Int) -> Int { self / divisor - (self % divisor < 0 ? 1 : 0) }
}
