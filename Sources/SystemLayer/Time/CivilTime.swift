/// A moment in the Gregorian calendar, UTC.
struct CivilTime: Equatable {
  var year: Int
  /// 1 to 12.
  var month: Int
  /// 1 to 31.
  var day: Int
  var hour = 0
  var minute = 0
  var second = 0
  var millisecond = 0

  /// Milliseconds in a day.
  static let day = 86_400_000
}

extension CivilTime {
  /// By Howard Hinnant's `civil_from_days`: years begin in March, so that the leap day comes last.
  init(_ moment: Timestamp) {
    let days = moment.milliseconds.floored(by: Self.day)
    let rest = moment.milliseconds - days * Self.day
    let shifted = days + 719_468
    let era = shifted.floored(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    (hour, minute, second) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60)
    millisecond = rest % 1000
  }

  /// Days since 1970: the inverse, `days_from_civil`.
  var days: Int {
    let shifted = month > 2 ? year : year - 1
    let era = shifted.floored(by: 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// 0 is Sunday.
  var weekday: Int { (days + 4) - (days + 4).floored(by: 7) * 7 }

  /// Nil where there is no such day or hour. A leap second is the last millisecond before it.
  var timestamp: Timestamp? {
    guard (0...9999).contains(year), (1...12).contains(month),
      (1...Self.length(ofMonth: month, year: year)).contains(day),
      (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
    else { return nil }
    let seconds = ((days * 24 + hour) * 60 + minute) * 60 + min(second, 59)
    return Timestamp(milliseconds: seconds * 1000 + (second == 60 ? 999 : millisecond))
  }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
