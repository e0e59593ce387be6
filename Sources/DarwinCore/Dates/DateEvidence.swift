/// What several terms say of one date: `eventDate`, `year`, `month`, `day`, `startDayOfYear`, `endDayOfYear`.
///
/// Source: the behaviour of GBIF's parsers (`TemporalRangeParser`), but that where day and month could be exchanged and no
/// other term decides, no date is given.
public struct DateEvidence: Sendable, Equatable {
  public enum Fault: String, Sendable {
    /// A term holds no date.
    case invalid = "RECORDED_DATE_INVALID"
    /// Two terms contradict each other; what they have in common is given.
    case mismatch = "RECORDED_DATE_MISMATCH"
  }

  public let range: DateRange?
  public let fault: Fault?

  public init(_ values: TermValues) {
    let parts = Self.parts(values)
    let days = Self.days(values)
    var fault: Fault? = parts.isInvalid || days.isInvalid ? .invalid : nil
    let event = Self.event(values.text("eventDate"), parts.date)
    if values.text("eventDate") != nil, event == nil { fault = .invalid }
    let others = [parts.date.flatMap { DateRange($0) }, days.range].compactMap(\.self)
    let first = event ?? days.range ?? parts.date.map { DateRange($0) }
    guard let first else {
      range = nil
      self.fault = fault
      return
    }
    let contradicting = others.first { !first.contains($0) && !$0.contains(first) }
    range = contradicting.map { Self.common(first, $0) } ?? first
    self.fault = contradicting == nil ? fault : .mismatch
  }

  private static func parts(_ values: TermValues) -> (date: PartialDate?, isInvalid: Bool) {
    guard let text = values.text("year") else { return (nil, false) }
    let numbers = ["month", "day"].compactMap { values.text($0) }.map(Numeral.integer)
    guard let year = Numeral.integer(text), !numbers.contains(nil),
      let date = PartialDate(year: year, month: numbers.first ?? nil, day: numbers.dropFirst().first ?? nil)
    else { return (nil, true) }
    return (date, false)
  }

  private static func days(_ values: TermValues) -> (range: DateRange?, isInvalid: Bool) {
    let texts = ["startDayOfYear", "endDayOfYear"].compactMap { values.text($0) }
    guard !texts.isEmpty, let year = values.integer("year") else { return (nil, false) }
    let dates = texts.map { Numeral.integer($0).flatMap { PartialDate(year: year, dayOfYear: $0) } }
    guard let start = dates.first ?? nil, let end = dates.last ?? nil, let range = DateRange(start, end) else {
      return (nil, true)
    }
    return (range, false)
  }

  /// ISO 8601, also without zeros before single digits; else day, month and year in the order that fits the other terms.
  private static func event(_ text: String?, _ parts: PartialDate?) -> DateRange? {
    guard let text else { return nil }
    if let range = ISODate.range(text) ?? ISODate.range(padded(text)) { return range }
    let readings = [DateReading.Order.dayMonth, .monthDay].compactMap { order -> DateRange? in
      guard case .date(let range) = DateReading(verbatim: text, order: order), range.isOneDay else { return nil }
      return range
    }
    let fitting = readings.filter { range in parts.map { DateRange($0).contains(range) } ?? true }
    return Set(fitting).count == 1 ? fitting.first : nil
  }

  /// `2008-6-15` as `2008-06-15`.
  private static func padded(_ text: String) -> String {
    text.split(separator: "/", omittingEmptySubsequences: false).map { side in
      side.split(separator: "-", omittingEmptySubsequences: false).map { part in
        let digits = part.prefix { $0.isASCII && $0.isNumber }
        return digits.count == 1 ? "0" + part : String(part)
      }.joined(separator: "-")
    }.joined(separator: "/")
  }

  /// The year or month that two dates have in common.
  private static func common(_ first: DateRange, _ second: DateRange) -> DateRange? {
    let dates = [first.start, first.end, second.start, second.end]
    guard Set(dates.map(\.year)).count == 1 else { return nil }
    let months = Set(dates.map(\.month))
    return PartialDate(year: dates[0].year, month: months.count == 1 ? months.first ?? nil : nil).map { DateRange($0) }
  }
}
