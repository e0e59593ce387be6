/// The date of an HTTP header (RFC 9110, 5.6.7), as milliseconds since 1970.
enum HTTPDate {
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// From `Sun, 06 Nov 1994 08:49:37 GMT`, or from one of the two obsolete forms, `Sunday, 06-Nov-94 08:49:37 GMT` and
  /// `Sun Nov  6 08:49:37 1994`; nil for anything else.
  static func milliseconds(_ text: String) -> Int? {
    let words = text.split { $0 == " " || $0 == "," || $0 == "-" }
    guard words.count >= 5, let clock = words.firstIndex(where: { $0.contains(":") }) else { return nil }
    let isAsctime = clock == 3 && words.count == 5
    let (day, month, year) = isAsctime ? (words[2], words[1], words[4]) : (words[1], words[2], words[3])
    let time = words[clock].split(separator: ":").compactMap { Int($0) }
    guard let day = Int(day), let month = months.firstIndex(of: String(month)), let year = Int(year), time.count == 3,
      (1...31).contains(day), (0...9999).contains(year), zip(time, [24, 60, 61]).allSatisfy({ (0..<$1).contains($0) })
    else { return nil }
    // Two digits: RFC 9110 takes a year that seems far ahead for one of the last century.
    let full = year >= 100 ? year : year + (year < 70 ? 2000 : 1900)
    let seconds = time[0] * 3600 + time[1] * 60 + time[2]
    return (days(year: full, month: month + 1, day: day) * 86_400 + seconds) * 1000
  }

  /// Days since 1970-01-01 in the Gregorian calendar.
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month > 2 ? year : year - 1
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
