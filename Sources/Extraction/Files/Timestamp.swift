#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A moment, in milliseconds since 1970 (UTC).
public struct Timestamp: Sendable, Hashable, Comparable {
  public let milliseconds: Int

  public init(milliseconds: Int) { self.milliseconds = milliseconds }

  /// Now, by the system's clock.
  public static func now() -> Timestamp {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: time.tv_sec * 1000 + time.tv_nsec / 1_000_000)
  }

  /// From `2025-10-10T22:33:36.123Z`, with or without the fraction.
  public init?(iso8601 text: String) {
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains("."))
    guard let date = try? style.parse(text) else { return nil }
    milliseconds = Int((date.timeIntervalSince1970 * 1000).rounded())
  }

  /// `2025-10-10T22:33:36.123Z`.
  public var iso8601: String {
    let parts = calendar(utc: true)
    return "\(parts.date)T\(parts.time).\(Self.padded(milliseconds - seconds * 1000, 3))Z"
  }

  /// `20251010T223336Z`, for a file name.
  public var compact: String {
    let parts = calendar(utc: true)
    return "\(parts.date.filter { $0 != "-" })T\(parts.time.filter { $0 != ":" })Z"
  }

  /// `2025-10-10 11:51:31` in local time, as the procedure's log lines begin.
  public var local: String {
    let parts = calendar(utc: false)
    return "\(parts.date) \(parts.time)"
  }

  /// The next beginning of a day in UTC, when daily limits end.
  var nextMidnight: Timestamp {
    let day = 86_400_000
    return Timestamp(milliseconds: (milliseconds / day + 1) * day)
  }

  private var seconds: Int { Int((Double(milliseconds) / 1000).rounded(.down)) }

  private func calendar(utc: Bool) -> (date: String, time: String) {
    var moment = time_t(seconds)
    var parts = unsafe tm()
    _ = utc ? unsafe gmtime_r(&moment, &parts) : unsafe localtime_r(&moment, &parts)
    let date = unsafe [(parts.tm_year + 1900, 4), (parts.tm_mon + 1, 2), (parts.tm_mday, 2)]
    let time = unsafe [(parts.tm_hour, 2), (parts.tm_min, 2), (parts.tm_sec, 2)]
    return (Self.joined(date, "-"), Self.joined(time, ":"))
  }

  private static func joined(_ numbers: [(Int32, Int)], _ separator: String) -> String {
    numbers.map { padded(Int($0.0), $0.1) }.joined(separator: separator)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  public static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }
}
