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

  /// `2025-10-10T22:33:36.123Z`. A specimen's record and event hold three of them, so the digits are set one by one:
  /// `strftime` takes ten times as long.
  public var iso8601: String {
    let parts = unsafe parts(utc: true)
    let (year, fraction) = unsafe (Int(parts.tm_year) + 1900, milliseconds - seconds * 1000)
    // A file may claim any time.
    guard (0...9999).contains(year) else {
      return "\(text("%Y-%m-%dT%H:%M:%S", utc: true)).\(String(fraction + 1000).dropFirst())Z"
    }
    var letters = Array("0000-00-00T00:00:00.000Z".utf8)
    Self.set(year, ending: 4, in: &letters)
    unsafe Self.set(Int(parts.tm_mon) + 1, ending: 7, in: &letters)
    unsafe Self.set(Int(parts.tm_mday), ending: 10, in: &letters)
    unsafe Self.set(Int(parts.tm_hour), ending: 13, in: &letters)
    unsafe Self.set(Int(parts.tm_min), ending: 16, in: &letters)
    unsafe Self.set(Int(parts.tm_sec), ending: 19, in: &letters)
    Self.set(fraction, ending: 23, in: &letters)
    return String(decoding: letters, as: UTF8.self)
  }

  /// `20251010T223336Z`, for a file name.
  public var compact: String { text("%Y%m%dT%H%M%SZ", utc: true) }

  /// `2025-10-10 11:51:31` in local time, as the procedure's log lines begin.
  public var local: String { text("%Y-%m-%d %H:%M:%S", utc: false) }

  /// The next beginning of a day in UTC, when daily limits end.
  var nextMidnight: Timestamp {
    let day = 86_400_000
    return Timestamp(milliseconds: (milliseconds / day + 1) * day)
  }

  private var seconds: Int { (milliseconds - (milliseconds % 1000 + 1000) % 1000) / 1000 }

  /// Sets the digits of `number` over the zeros that end before `end`.
  private static func set(_ number: Int, ending end: Int, in letters: inout [UInt8]) {
    var (rest, place) = (number, end)
    while rest > 0, place > 0 {
      place -= 1
      letters[place] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
  }

  private func parts(utc: Bool) -> tm {
    var moment = time_t(seconds)
    var parts = unsafe tm()
    _ = utc ? unsafe gmtime_r(&moment, &parts) : unsafe localtime_r(&moment, &parts)
    return unsafe parts
  }

  /// By `strftime`; the format's text has fewer than 32 letters.
  private func text(_ format: String, utc: Bool) -> String {
    var parts = unsafe parts(utc: utc)
    return unsafe String(unsafeUninitializedCapacity: 32) { buffer in
      unsafe buffer.withMemoryRebound(to: CChar.self) { letters in
        guard let start = letters.baseAddress else { return 0 }
        return unsafe strftime(start, letters.count, format, &parts)
      }
    }
  }

  public static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }
}
