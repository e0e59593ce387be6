/// A day, a month or a year of the Gregorian calendar: as much of a date as is known (ISO 8601-1, 5.2.2).
public struct PartialDate: Sendable, Hashable {
  public let year: Int
  public let month: Int?
  public let day: Int?

  /// Nil where there is no such date.
  public init?(year: Int, month: Int? = nil, day: Int? = nil) {
    guard (0...9999).contains(year), month != nil || day == nil else { return nil }
    if let month {
      guard (1...12).contains(month) else { return nil }
      if let day { guard (1...Self.days(in: month, of: year)).contains(day) else { return nil } }
    }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day of a year by its number, from 1.
  public init?(year: Int, dayOfYear: Int) {
    guard dayOfYear >= 1 else { return nil }
    var day = dayOfYear
    for month in 1...12 {
      let length = Self.days(in: month, of: year)
      if day <= length {
        self.init(year: year, month: month, day: day)
        return
      }
      day -= length
    }
    return nil
  }

  public static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  /// - Parameter month: from 1 to 12.
  public static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  public static func days(of year: Int) -> Int { isLeap(year) ? 366 : 365 }

  public var firstDay: PartialDate { PartialDate(unchecked: year, month ?? 1, day ?? 1) }

  public var lastDay: PartialDate {
    let month = month ?? 12
    return PartialDate(unchecked: year, month, day ?? Self.days(in: month, of: year))
  }

  private init(unchecked year: Int, _ month: Int, _ day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// From 1; of what is less precise than a day, that of its first.
  public var dayOfYear: Int {
    let first = firstDay
    let month = first.month ?? 1
    return (1..<month).reduce(first.day ?? 1) { $0 + Self.days(in: $1, of: year) }
  }

  /// Days since the first of March of the year 0; for differences.
  public var dayNumber: Int {
    let first = firstDay
    let month = first.month ?? 1
    let marchYear = month > 2 ? year : year - 1
    let marchMonth = month > 2 ? month - 3 : month + 9
    let leapDays = floorDivide(marchYear, 4) - floorDivide(marchYear, 100) + floorDivide(marchYear, 400)
    return 365 * marchYear + leapDays + (153 * marchMonth + 2) / 5 + (first.day ?? 1) - 1
  }

  private func floorDivide(_ dividend: Int, _ divisor: Int) -> Int {
    dividend >= 0 ? dividend / divisor : -((divisor - 1 - dividend) / divisor)
  }

  /// `1985`, `1985-08` or `1985-08-22`.
  public var iso: String {
    var text = Self.digits(year, 4)
    if let month { text += "-" + Self.digits(month, 2) }
    if let day { text += "-" + Self.digits(day, 2) }
    return text
  }

  static func digits(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return text.utf8.count >= width ? text : String(repeating: "0", count: width - text.utf8.count) + text
  }
}

/// From a date to a date; one date where both are the same (ISO 8601-1, 5.5.2).
public struct DateRange: Sendable, Hashable {
  public let start: PartialDate
  public let end: PartialDate

  public init(_ date: PartialDate) {
    start = date
    end = date
  }

  /// Nil where the range would end before it begins.
  public init?(_ start: PartialDate, _ end: PartialDate) {
    guard start.firstDay.dayNumber <= end.lastDay.dayNumber else { return nil }
    self.start = start
    self.end = end
  }

  /// `1985-08-22` or `1985-08-22/1985-09-01`.
  public var iso: String { start == end ? start.iso : "\(start.iso)/\(end.iso)" }

  public var firstDay: PartialDate { start.firstDay }
  public var lastDay: PartialDate { end.lastDay }
  public var isOneDay: Bool { firstDay == lastDay }

  /// Whether every day of `other` is one of this range.
  public func contains(_ other: DateRange) -> Bool {
    firstDay.dayNumber <= other.firstDay.dayNumber && other.lastDay.dayNumber <= lastDay.dayNumber
  }
}
