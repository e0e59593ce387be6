#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The time as servers write it in `Date` (RFC 9110, IMF-fixdate): `Sun, 06 Nov 1994 08:49:37 GMT`.
enum HTTPClock {
  private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// This machine's time.
  static func now() -> String { text(of: time(nil)) }

  /// - Parameter moment: seconds since 1970, UTC.
  static func text(of moment: time_t) -> String {
    var moment = moment
    var parts = unsafe tm()
    _ = unsafe gmtime_r(&moment, &parts)
    let (weekday, month) = unsafe (days[Int(parts.tm_wday)], months[Int(parts.tm_mon)])
    let clock = unsafe [parts.tm_hour, parts.tm_min, parts.tm_sec].map(padded).joined(separator: ":")
    return unsafe "\(weekday), \(padded(parts.tm_mday)) \(month) \(parts.tm_year + 1900) \(clock) GMT"
  }

  private static func padded(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
