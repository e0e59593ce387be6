#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A moment in milliseconds since 1970 (UTC), written as `2025-10-10T22:33:36.123Z`.
public struct UTCTime: Sendable, Comparable, CustomStringConvertible {
  public let milliseconds: Int

  public init(milliseconds: Int) { self.milliseconds = milliseconds }

  /// The wall clock's time.
  public static func now() -> UTCTime {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return UTCTime(milliseconds: Int(time.tv_sec) * 1000 + Int(time.tv_nsec) / 1_000_000)
  }

  /// Reads what `description` writes, with or without the milliseconds; nil for anything else.
  public init?(_ text: String) {
    let digits = text.split(whereSeparator: { !("0"..."9").contains($0) }).map { Int($0) ?? -1 }
    guard text.hasSuffix("Z"), (6...7).contains(digits.count), !digits.contains(-1) else { return nil }
    let days = Self.days(year: digits[0], month: digits[1], day: digits[2])
    let seconds = ((days * 24 + digits[3]) * 60 + digits[4]) * 60 + digits[5]
    milliseconds = seconds * 1000 + (digits.count == 7 ? digits[6] : 0)
    guard description.hasPrefix(text.dropLast()) else { return nil }
  }

  public static func < (left: UTCTime, right: UTCTime) -> Bool { left.milliseconds < right.milliseconds }

  public var description: String {
    let (date, time) = (date, milliseconds - milliseconds.floored(86_400_000) * 86_400_000)
    let clock = [(time / 3_600_000, 2), (time / 60_000 % 60, 2), (time / 1000 % 60, 2)].map(Self.padded)
    let day = [(date.year, 4), (date.month, 2), (date.day, 2)].map(Self.padded)
    return day.joined(separator: "-") + "T" + clock.joined(separator: ":") + "." + Self.padded((time % 1000, 3)) + "Z"
  }

  /// The moment without separators and milliseconds, `20251010T223336Z`, for names.
  public var compact: String { description.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z" }

  /// Civil date of the day number, Gregorian calendar, by Howard Hinnant's `civil_from_days`.
  private var date: (year: Int, month: Int, day: Int) {
    let shifted = milliseconds.floored(86_400_000) + 719_468
    let era = shifted.floored(146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  /// Days since 1970 of a civil date: the inverse, `days_from_civil`.
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear.floored(400)
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func padded(_ number: (value: Int, width: Int)) -> String {
    let digits = String(number.value)
    return String(repeating: "0", count: max(0, number.width - digits.count)) + digits
  }
}

extension Int {
  /// The quotient rounded down, also below zero.
  fileprivate func floored(_ divisor: Int) -> Int { (self < 0 ? self - divisor + 1 : self) / divisor }
}
