/// Dates and intervals in ISO 8601-1: `1985`, `1985-08`, `1985-08-22`, `1985-234`, each also as the start or end of an
/// interval, whose end may leave out what is the same (`1985-08-22/25`). A time of day behind a day is checked.
public enum ISODate {
  /// Nil where `text` is none.
  public static func range(_ text: String) -> DateRange? {
    let text = text.utf8
    guard let first = text.first, isDigit(first), text.count <= 80 else { return nil }
    let sides = text.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard sides.count <= 2, let start = point(sides[0]) else { return nil }
    if sides.count == 1 { return DateRange(start) }
    guard let end = point(sides[1]) ?? shortened(sides[1], after: start) else { return nil }
    return DateRange(start, end)
  }

  /// A day, month or year, with or without a time.
  static func point(_ text: Substring.UTF8View) -> PartialDate? {
    let halves = text.split(separator: UInt8(ascii: "T"), maxSplits: 1, omittingEmptySubsequences: false)
    guard let date = date(halves[0]) else { return nil }
    if halves.count == 2 { guard date.day != nil, TimeOfDay(halves[1]) != nil else { return nil } }
    return date
  }

  private static func date(_ text: Substring.UTF8View) -> PartialDate? {
    let parts = text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts[0].count == 4, let year = number(parts[0]) else { return nil }
    switch parts.count {
    case 1: return PartialDate(year: year)
    case 2 where parts[1].count == 3: return number(parts[1]).flatMap { PartialDate(year: year, dayOfYear: $0) }
    case 2 where parts[1].count == 2: return number(parts[1]).flatMap { PartialDate(year: year, month: $0) }
    case 3 where parts[1].count == 2 && parts[2].count == 2:
      guard let month = number(parts[1]), let day = number(parts[2]) else { return nil }
      return PartialDate(year: year, month: month, day: day)
    default: return nil
    }
  }

  /// The end of an interval without what it has in common with its start.
  private static func shortened(_ text: Substring.UTF8View, after start: PartialDate) -> PartialDate? {
    guard let month = start.month else { return nil }
    let parts = text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.allSatisfy({ $0.count == 2 }), let last = parts.last.flatMap(number) else { return nil }
    switch (parts.count, start.day) {
    case (1, nil): return PartialDate(year: start.year, month: last)
    case (1, _?): return PartialDate(year: start.year, month: month, day: last)
    case (2, _?): return number(parts[0]).flatMap { PartialDate(year: start.year, month: $0, day: last) }
    default: return nil
    }
  }

  static func number(_ digits: Substring.UTF8View) -> Int? {
    guard !digits.isEmpty, digits.count <= 9, digits.allSatisfy(isDigit) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

/// A time of day in ISO 8601-1 (5.3), in the extended or the basic form, with or without a time zone.
public struct TimeOfDay: Sendable, Equatable {
  /// Since midnight, in the text's own zone.
  public let seconds: Double
  /// East of UTC; nil where the text names no zone.
  public let zoneMinutes: Int?

  init?(_ text: Substring.UTF8View) {
    var clock = text
    var zone: Int?
    if text.last == UInt8(ascii: "Z") {
      clock = text.dropLast()
      zone = 0
    } else if let sign = text.lastIndex(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }) {
      guard let minutes = Self.minutes(text[text.index(after: sign)...]) else { return nil }
      zone = text[sign] == UInt8(ascii: "-") ? -minutes : minutes
      clock = text[..<sign]
    }
    guard let seconds = Self.clock(clock) else { return nil }
    self.seconds = seconds
    zoneMinutes = zone
  }

  private static func minutes(_ text: Substring.UTF8View) -> Int? {
    let digits = text.filter { $0 != UInt8(ascii: ":") }
    guard digits.count == 2 || digits.count == 4, digits.allSatisfy(ISODate.isDigit) else { return nil }
    let numbers = digits.map { Int($0 - UInt8(ascii: "0")) }
    let hours = numbers[0] * 10 + numbers[1]
    let minutes = numbers.count == 4 ? numbers[2] * 10 + numbers[3] : 0
    return hours <= 14 && minutes <= 59 ? hours * 60 + minutes : nil
  }

  private static func clock(_ text: Substring.UTF8View) -> Double? {
    let halves = text.split(maxSplits: 1, omittingEmptySubsequences: false) {
      $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",")
    }
    let parts = halves[0].split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    let digits = parts.flatMap { Array($0) }
    guard digits.allSatisfy(ISODate.isDigit), [2, 4, 6].contains(digits.count),
      parts.count == 1 || parts.allSatisfy({ $0.count == 2 })
    else { return nil }
    let values = digits.map { Int($0 - UInt8(ascii: "0")) }
    let pairs = stride(from: 0, to: values.count, by: 2).map { values[$0] * 10 + values[$0 + 1] }
    let hours = pairs[0]
    let minutes = pairs.count > 1 ? pairs[1] : 0
    let seconds = pairs.count > 2 ? pairs[2] : 0
    guard hours <= 23 || (hours == 24 && minutes == 0 && seconds == 0), minutes <= 59, seconds <= 59 else { return nil }
    var fraction = 0.0
    if halves.count == 2 {
      guard pairs.count == 3, let decimals = String(halves[1]).flatMap({ Double("0." + $0) }),
        halves[1].allSatisfy(ISODate.isDigit)
      else { return nil }
      fraction = decimals
    }
    return Double(hours * 3600 + minutes * 60 + seconds) + fraction
  }
}
