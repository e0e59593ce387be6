/// What a verbatim date says.
public enum DateReading: Sendable, Equatable {
  /// As precisely as the text has it, and no more.
  case date(DateRange)
  /// Day and month could be exchanged; only what holds either way is given.
  case ambiguous(DateRange)
  /// A date without a century, or without a year: no ISO date can say it.
  case withoutYear
  /// No date, or one that the calendar does not have.
  case none

  /// Years in which specimens were dried; what lies outside is no year of a label.
  static let years = 1500...2099

  /// In ISO 8601 where there is one.
  public var iso: String? {
    switch self {
    case .date(let range), .ambiguous(let range): range.iso
    case .withoutYear, .none: nil
    }
  }

  public var range: DateRange? {
    switch self {
    case .date(let range), .ambiguous(let range): range
    case .withoutYear, .none: nil
    }
  }

  /// Whether day comes before month where a label writes both as numbers.
  public enum Order: String, Sendable { case dayMonth = "DMY", monthDay = "MDY" }

  /// Reads a date as a label has it: in ISO 8601, in words of any of the languages of `MonthNames`, with Roman months,
  /// as a range. No century, month or day is made up; where day and month could be exchanged and `order` does not
  /// decide, the year alone is given.
  ///
  /// Source: the behaviour of FilteredPush's event_date_qc (`DateUtils.extractDateFromVerbatimER`), but that a year
  /// without century is no year, and that no date is made from a text that holds words it does not know.
  public init(verbatim text: String, order: Order? = nil) {
    if let range = ISODate.range(text) {
      self = Self.years.contains(range.start.year) && Self.years.contains(range.end.year) ? .date(range) : .none
      return
    }
    guard let (tokens, _) = DateScanner.scan(text) else {
      self = .none
      return
    }
    self = DateGrammar(order: order).read(tokens)
  }
}

/// Finds the dates in tokens: one, or two with something between that joins them.
struct DateGrammar {
  let order: DateReading.Order?

  /// Parts of a date, of which some may stand elsewhere: in `16-26 July 1945` the first has but a day.
  private struct Parts {
    var year: Int?
    var month: Int?
    var day: Int?
    /// Day and month, either way.
    var exchangeable: (Int, Int)?
    var lacksCentury = false
  }

  func read(_ tokens: [DateToken]) -> DateReading {
    let tokens = trimmed(tokens[...])
    if tokens.isEmpty { return .none }
    if let years = span(tokens) ?? season(tokens) ?? printedCentury(tokens) { return years }
    if let parts = single(tokens), let reading = reading(parts) { return reading }
    for joint in joints(in: tokens) {
      guard let start = single(trimmed(tokens[..<joint]), isSide: true),
        let end = single(trimmed(tokens[(joint + 1)...]), isSide: true),
        let reading = reading(from: start, to: end)
      else { continue }
      return reading
    }
    return split(tokens) ?? .none
  }

  private func trimmed(_ tokens: ArraySlice<DateToken>) -> ArraySlice<DateToken> {
    let tokens = tokens.drop { $0.isSeparator }
    let end = tokens.lastIndex { !$0.isSeparator } ?? tokens.startIndex - 1
    return tokens.isEmpty ? tokens : tokens[...end]
  }

  /// Words that join come first, commas last.
  private func joints(in tokens: ArraySlice<DateToken>) -> [Int] {
    [DateToken.joint, .dash, .slash, .comma].flatMap { kind in tokens.indices.filter { tokens[$0] == kind } }
  }

  /// A decade; whatever else stands there is no more precise than it.
  private func span(_ tokens: ArraySlice<DateToken>) -> DateReading? {
    let spans = tokens.compactMap { token -> (Int, Int)? in
      if case .span(let from, let to) = token { (from, to) } else { nil }
    }
    guard spans.count == 1, !tokens.contains(where: { if case .number(_, 4) = $0 { true } else { false } }),
      let start = PartialDate(year: spans[0].0)?.firstDay, let end = PartialDate(year: spans[0].1)?.lastDay
    else { return nil }
    return DateRange(start, end).map(DateReading.date)
  }

  /// `Winter 1910-11` are two years, `Summer 1932` is one; a number that stands there is no month.
  private func season(_ tokens: ArraySlice<DateToken>) -> DateReading? {
    guard tokens.contains(.season) else { return nil }
    let numbers = tokens.compactMap { token -> (value: Int, digits: Int)? in
      if case .number(let value, let digits) = token { (value, digits) } else { nil }
    }
    let isMonthGiven = tokens.contains { if case .month = $0 { true } else { false } }
    guard !isMonthGiven, let year = numbers.first, year.digits == 4, DateReading.years.contains(year.value),
      let from = PartialDate(year: year.value)
    else { return nil }
    guard numbers.count > 1 else { return .date(DateRange(from)) }
    let scale = numbers[1].digits == 4 ? 10_000 : numbers[1].digits == 2 ? 100 : 10
    guard numbers.count == 2, (year.value + 1) % scale == numbers[1].value,
      let to = PartialDate(year: year.value + 1)
    else { return numbers[1].digits == 4 ? nil : DateReading.none }
    return DateRange(from, to).map(DateReading.date)
  }

  /// - Parameter isSide: whether it is one side of a range, whose month may stand on the other: `16-26, 1945`.
  private func single(_ tokens: ArraySlice<DateToken>, isSide: Bool = false) -> Parts? {
    var parts = Parts()
    var numbers: [(value: Int, digits: Int)] = []
    var unknowns = 0
    var yearIsFirst = false
    for token in tokens {
      switch token {
      case .number(let value, 4):
        guard parts.year == nil, DateReading.years.contains(value) else { return nil }
        yearIsFirst = numbers.isEmpty && parts.month == nil
        parts.year = value
      case .number(let value, let digits):
        guard digits <= 2 else { return nil }
        numbers.append((value, digits))
      case .month(let month):
        guard parts.month == nil else { return nil }
        parts.month = month
      case .unknown, .season: unknowns += 1
      case .shortYear: parts.lacksCentury = true
      case .span, .joint: return nil
      case .dash, .slash, .comma, .dot: break
      }
    }
    if parts.lacksCentury { return parts }
    switch numbers.count {
    case 0: return parts.year == nil && parts.month == nil ? nil : parts
    case 1:
      if isSide, parts.month == nil, parts.year != nil, !tokens.contains(where: { $0 == .slash || $0 == .dash }) {
        parts.day = (1...31).contains(numbers[0].value) ? numbers[0].value : nil
        return parts.day == nil ? nil : parts
      }
      return one(numbers[0].value, &parts, tokens, unknowns, yearIsFirst)
    case 2: return two(numbers, &parts, tokens, yearIsFirst)
    default: return nil
    }
  }

  /// One number beside a month is its day; beside a year alone it is the month.
  private func one(
    _ value: Int, _ parts: inout Parts, _ tokens: ArraySlice<DateToken>, _ unknowns: Int, _ yearIsFirst: Bool
  ) -> Parts? {
    if parts.month != nil || parts.year == nil {
      guard value >= 1 else { return nil }
      if value > 31 {
        guard parts.month != nil, parts.year == nil else { return nil }
        parts.lacksCentury = true
        return parts
      }
      // Beside a month and what is not known the number may be one end of a range.
      parts.day = unknowns == 0 || parts.year == nil ? value : nil
      return parts
    }
    // `XX-01-1995` has a month, `23 XXX 1947` a day that says nothing without it.
    if unknowns > 0 {
      // Between slashes the first of two may be the month that is not known.
      let isDayFirst = order == .dayMonth || (order == nil && !tokens.contains(.slash))
      let isMonth = tokens.first == .unknown && isDayFirst && (1...12).contains(value)
      parts.month = isMonth ? value : nil
      return parts
    }
    guard (1...12).contains(value), !(yearIsFirst && isYearSpan(value, tokens)) else { return nil }
    parts.month = value
    return parts
  }

  /// `1853-4` and `1910/11` may have a month or name the winter to the next year. (`1910-11` is a month, ISO 8601.)
  private func isYearSpan(_ value: Int, _ tokens: ArraySlice<DateToken>) -> Bool {
    guard case .number(let year, 4)? = tokens.first, case .number(_, let digits)? = tokens.last else { return false }
    return digits == 1
      ? tokens.contains(.dash) && value == year % 10 + 1
      : tokens.contains(.slash) && value == (year + 1) % 100
  }

  private func two(
    _ numbers: [(value: Int, digits: Int)], _ parts: inout Parts, _ tokens: ArraySlice<DateToken>, _ yearIsFirst: Bool
  ) -> Parts? {
    let (first, second) = (numbers[0].value, numbers[1].value)
    if parts.month != nil {
      // Day and a year without century, in whatever order.
      guard parts.year == nil else { return nil }
      parts.lacksCentury = true
      return parts
    }
    guard parts.year != nil else {
      parts.lacksCentury = true
      return parts
    }
    guard first >= 1, second >= 1, first <= 31, second <= 31, first <= 12 || second <= 12 else { return nil }
    if yearIsFirst, isYearMonthDay(numbers, tokens), first <= 12 {
      (parts.month, parts.day) = (first, second)
    } else if first > 12 {
      (parts.day, parts.month) = (first, second)
    } else if second > 12 || first == second {
      (parts.month, parts.day) = (first, second)
    } else if let order {
      (parts.day, parts.month) = order == .dayMonth ? (first, second) : (second, first)
    } else {
      parts.exchangeable = (first, second)
    }
    return parts
  }

  /// `1882-2-6`, `1880/07/09` and `1982.02.05`, but not `1882.2.6`.
  private func isYearMonthDay(_ numbers: [(value: Int, digits: Int)], _ tokens: ArraySlice<DateToken>) -> Bool {
    let separators = tokens.filter(\.isSeparator)
    return separators == [.dash, .dash] || separators == [.slash, .slash] || numbers.contains { $0.digits == 2 }
  }

  private func reading(_ parts: Parts) -> DateReading? {
    guard let year = parts.year, !parts.lacksCentury else {
      return parts.lacksCentury || parts.month != nil ? .withoutYear : DateReading.none
    }
    if parts.exchangeable != nil { return PartialDate(year: year).map { .ambiguous(DateRange($0)) } }
    guard let date = PartialDate(year: year, month: parts.month, day: parts.month == nil ? nil : parts.day) else {
      return DateReading.none
    }
    return .date(DateRange(date))
  }

  /// What one side lacks stands on the other.
  private func reading(from start: Parts, to end: Parts) -> DateReading? {
    if start.lacksCentury || end.lacksCentury { return .withoutYear }
    var (start, end) = (start, end)
    let isYears = start.month == nil && start.day == nil && end.month == nil && end.day == nil
    guard let startYear = start.year ?? end.year, let endYear = end.year ?? start.year else { return .withoutYear }
    if start.exchangeable != nil || end.exchangeable != nil {
      guard let from = PartialDate(year: startYear), let to = PartialDate(year: endYear) else { return nil }
      return DateRange(from, to).map(DateReading.ambiguous)
    }
    if !isYears {
      if start.month == nil, start.day != nil { start.month = end.month }
      if end.month == nil, end.day != nil { end.month = start.month }
      if start.month != nil, start.day == nil, end.month == nil { return nil }
      guard start.month != nil, end.month != nil else { return nil }
    }
    guard let from = PartialDate(year: startYear, month: start.month, day: start.day),
      let to = PartialDate(year: endYear, month: end.month, day: end.day), let range = DateRange(from, to)
    else { return nil }
    return .date(range)
  }

  /// `1880-85` are years, and `1853-4` is a winter.
  private func split(_ tokens: ArraySlice<DateToken>) -> DateReading? {
    let solid = tokens.filter { !$0.isSeparator }
    if solid.count == 2, tokens.contains(.dash) || tokens.contains(.slash),
      case .number(let year, 4) = solid[0], case .number(let last, let digits) = solid[1], digits <= 2,
      DateReading.years.contains(year)
    {
      let scale = digits == 1 ? 10 : 100
      let end = year / scale * scale + last
      guard end > year, let from = PartialDate(year: year), let to = PartialDate(year: end) else { return nil }
      return DateRange(from, to).map(DateReading.date)
    }
    return nil
  }

  /// `19 3/viii 25`: day and month written between the digits of a printed `19__`.
  private func printedCentury(_ tokens: ArraySlice<DateToken>) -> DateReading? {
    let solid = tokens.filter { !$0.isSeparator }
    guard solid.count == 4, case .number(let century, 2) = solid[0], century == 18 || century == 19,
      case .number(let last, 2) = solid[3], tokens.contains(.slash), !tokens[tokens.startIndex + 1].isSeparator
    else { return nil }
    let middle = tokens.dropFirst().dropLast().filter { $0 != .dash }
    return single(middle + [.comma, .number(century * 100 + last, digits: 4)]).flatMap(reading)
  }
}
