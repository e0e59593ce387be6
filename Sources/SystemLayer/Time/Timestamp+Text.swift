#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension Timestamp: CustomStringConvertible {
  public var description: String { iso8601 }

  /// `2025-10-10T22:33:36.123Z`. A specimen's record and event hold three of them, so the digits are set one by one.
  public var iso8601: String {
    let time = CivilTime(self)
    return digits(
      [(time.year, 4), (time.month, 7), (time.day, 10), (time.hour, 13), (time.minute, 16), (time.second, 19)]
        + [(time.millisecond, 23)], in: "0000-00-00T00:00:00.000Z")
  }

  /// `20251010T223336Z`, for a file name.
  public var compact: String {
    let time = CivilTime(self)
    return digits(
      [(time.year, 4), (time.month, 6), (time.day, 8), (time.hour, 11), (time.minute, 13), (time.second, 15)],
      in: "00000000T000000Z")
  }

  /// `2025-10-10 11:51:31` in local time, as the procedure's log lines begin.
  public var local: String {
    var moment = time_t(milliseconds.floored(by: 1000))
    var parts = unsafe tm()
    guard unsafe localtime_r(&moment, &parts) != nil else { return iso8601 }
    // In a zone behind or ahead of UTC the first and the last hours belong to years with other than four digits.
    let year = unsafe min(max(Int(parts.tm_year) + 1900, 0), 9999)
    return unsafe digits(
      [(year, 4), (Int(parts.tm_mon) + 1, 7), (Int(parts.tm_mday), 10), (Int(parts.tm_hour), 13)]
        + [(Int(parts.tm_min), 16), (Int(parts.tm_sec), 19)], in: "0000-00-00 00:00:00")
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT`, as HTTP's `Date` has it (RFC 9110, section 5.6.7, IMF-fixdate).
  public var httpDate: String {
    let time = CivilTime(self)
    let clock = digits([(time.hour, 2), (time.minute, 5), (time.second, 8)], in: "00:00:00")
    let (day, year) = (digits([(time.day, 2)], in: "00"), digits([(time.year, 4)], in: "0000"))
    return "\(Self.weekdays[time.weekday]), \(day) \(Self.months[time.month - 1]) \(year) \(clock) GMT"
  }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// Nil for any other form, the obsolete ones included.
  public init?(httpDate text: String) {
    guard let match = text.wholeMatch(of: /\w{3}, (\d{2}) (\w{3}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT/),
      let month = Self.months.firstIndex(of: String(match.output.2)),
      let day = Int(match.output.1), let year = Int(match.output.3), let hour = Int(match.output.4),
      let minute = Int(match.output.5), let second = Int(match.output.6)
    else { return nil }
    let time = CivilTime(year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second)
    guard let moment = time.timestamp else { return nil }
    self = moment
  }

  /// `template` with the digits of each number ending before its place.
  private func digits(_ numbers: [(value: Int, end: Int)], in template: StaticString) -> String {
    unsafe String(unsafeUninitializedCapacity: template.utf8CodeUnitCount) { letters in
      for index in 0..<template.utf8CodeUnitCount { unsafe letters[index] = template.utf8Start[index] }
      for (value, end) in numbers {
        var (rest, place) = (value, end)
        while rest > 0, place > 0 {
          place -= 1
          unsafe letters[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
          rest /= 10
        }
      }
      return template.utf8CodeUnitCount
    }
  }
}
