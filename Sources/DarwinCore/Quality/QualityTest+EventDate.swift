extension QualityTest {
  static let eventDate: [QualityTest] = [
    standardEventDate, eventDateInRange, eventDateStandardized, eventDateFromVerbatim, eventDateFromParts,
    eventDateFromDays,
    partsFromEventDate, eventConsistent, duration,
  ]

  private static let standardEventDate = QualityTest(
    "VALIDATION_EVENTDATE_STANDARD", "4f2bf8fd-fc5c-493f-a44c-e7b16153c803"
  ) { values, _ in
    guard let text = values.text("eventDate") else { return .unmet("`eventDate` is empty") }
    return .verdict(
      ISODate.range(text) != nil, "`\(text)` is ISO 8601", "`eventDate` is `\(text)`, which is not ISO 8601")
  }

  private static let eventDateInRange = QualityTest(
    "VALIDATION_EVENTDATE_INRANGE", "3cff4dc4-72e9-4abe-9bf3-8a30f1618432"
  ) { values, parameters in
    guard let range = values.text("eventDate").flatMap(ISODate.range) else {
      return .unmet("`eventDate` is empty or not ISO 8601")
    }
    let bounds = "\(parameters.earliestDate) to \(parameters.latestYear)"
    return .verdict(
      isValid(range, parameters), "the date lies within \(bounds)",
      "`eventDate` is `\(values["eventDate"])`, outside \(bounds)")
  }

  private static let eventDateStandardized = QualityTest(
    "AMENDMENT_EVENTDATE_STANDARDIZED", "718dfc3c-cb52-4fca-b8e2-0e722f375da7"
  ) { values, parameters in standardizedDate("eventDate", values, parameters) }

  private static let eventDateFromVerbatim = QualityTest(
    "AMENDMENT_EVENTDATE_FROM_VERBATIM", "6d0a0c10-5e4a-4759-b448-88932f399812"
  ) { values, parameters in
    guard values.isEmpty("eventDate"), let text = values.text("verbatimEventDate") else {
      return .unmet("`eventDate` is filled, or `verbatimEventDate` empty")
    }
    guard case .date(let range) = DateReading(verbatim: text, order: parameters.dateOrder) else {
      return .notAmended("`\(text)` is no date for certain")
    }
    return .filledIn([("eventDate", range.iso)], "`\(text)` in ISO 8601")
  }

  private static let eventDateFromParts = QualityTest(
    "AMENDMENT_EVENTDATE_FROM_YEARMONTHDAY", "3892f432-ddd0-4a0a-b713-f2e2ecbd879d"
  ) { values, _ in
    guard values.isEmpty("eventDate"), let year = values.integer("year") else {
      return .unmet("`eventDate` is filled, or `year` empty or no number")
    }
    let month = values.text("month")
    // Without a month a day says nothing.
    let day = month == nil ? nil : values.text("day")
    let parts = [month, day].compactMap(\.self).map(Numeral.integer)
    guard !parts.contains(nil),
      let date = PartialDate(year: year, month: parts.first ?? nil, day: parts.dropFirst().first ?? nil)
    else {
      return .notAmended("the year, the month and the day make no date")
    }
    return .filledIn([("eventDate", date.iso)], "from the year, the month and the day")
  }

  private static let eventDateFromDays = QualityTest(
    "AMENDMENT_EVENTDATE_FROM_YEARSTARTDAYOFYEARENDDAYOFYEAR", "eb0a44fa-241c-4d64-98df-ad4aa837307b"
  ) { values, _ in
    guard values.isEmpty("eventDate"), let year = values.integer("year"), !values.isEmpty("startDayOfYear"),
      !values.isEmpty("endDayOfYear")
    else { return .unmet("`eventDate` is filled, or the year or a day of the year is empty") }
    guard let start = values.integer("startDayOfYear").flatMap({ PartialDate(year: year, dayOfYear: $0) }),
      let end = values.integer("endDayOfYear").flatMap({ PartialDate(year: year, dayOfYear: $0) }),
      let range = DateRange(start, end)
    else { return .notAmended("the days of the year make no range") }
    return .filledIn([("eventDate", range.iso)], "from the days of the year")
  }

  private static let partsFromEventDate = QualityTest(
    "AMENDMENT_EVENT_FROM_EVENTDATE", "710fe118-17e1-440f-b428-88ba3f547d6d"
  ) { values, _ in
    guard let range = values.text("eventDate").flatMap(ISODate.range) else {
      return .unmet("`eventDate` is empty or not ISO 8601")
    }
    let filled = EventParts(range).values.filter { values.isEmpty($0.0) }
    return filled.isEmpty
      ? .notAmended("nothing is missing that `eventDate` could tell") : .filledIn(filled, "from `eventDate`")
  }

  private static let eventConsistent = QualityTest(
    "VALIDATION_EVENT_CONSISTENT", "5618f083-d55a-4ac2-92b5-b9fb227b832f"
  ) { values, _ in
    let given = ["year", "month", "day", "startDayOfYear", "endDayOfYear"].filter { !values.isEmpty($0) }
    guard let text = values.text("eventDate"), !given.isEmpty else {
      return .unmet("`eventDate` or all of its parts are empty")
    }
    guard let range = ISODate.range(text) else {
      return .notCompliant("`eventDate` is `\(text)`, which is not ISO 8601")
    }
    let parts = Dictionary(uniqueKeysWithValues: EventParts(range).values)
    let differing = given.first { parts[$0] == nil || values.integer($0).map(String.init) != parts[$0] }
    return .verdict(
      differing == nil, "`eventDate` and its parts agree",
      "`\(differing ?? "")` is `\(values[differing ?? ""])`, but `eventDate` is `\(text)`")
  }

  private static let duration = QualityTest(
    "MEASURE_EVENTDATE_DURATIONINSECONDS", "56b6c695-adf1-418e-95d2-da04cad7be53"
  ) { values, _ in
    guard let text = values.text("eventDate"), let seconds = ISODate.seconds(text) else {
      return .unmet("`eventDate` is empty or not ISO 8601")
    }
    return .measure(seconds, "the length of `\(text)` in seconds")
  }
}

/// What a date tells of the terms beside it: only what is the same all through its range.
public struct EventParts {
  /// Terms with their values.
  public let values: [(String, String)]

  public init(_ range: DateRange) {
    var values: [(String, String)] = []
    let (start, end) = (range.start, range.end)
    if start.year == end.year {
      values.append(("year", String(start.year)))
      if let month = start.month, month == end.month {
        values.append(("month", String(month)))
        if let day = start.day, day == end.day { values.append(("day", String(day))) }
      }
    }
    if start.day != nil, end.day != nil {
      values += [("startDayOfYear", String(start.dayOfYear)), ("endDayOfYear", String(end.dayOfYear))]
    }
    self.values = values
  }
}

extension ISODate {
  /// How long an interval lasts; a date without a time lasts as long as it is precise.
  static func seconds(_ text: String) -> Int? {
    guard let range = range(text) else { return nil }
    let sides = text.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 1).map { time($0) }
    let day = 86_400
    guard sides.count == 2 else {
      guard sides.first == .some(nil) else { return 60 }
      return (range.lastDay.dayNumber - range.firstDay.dayNumber + 1) * day
    }
    let start = Double(range.firstDay.dayNumber * day) + (sides[0].map(utcSeconds) ?? 0)
    let end = Double(range.lastDay.dayNumber * day) + (sides[1].map(utcSeconds) ?? Double(day))
    return Int(end - start)
  }

  private static func utcSeconds(_ time: TimeOfDay) -> Double { time.seconds - Double((time.zoneMinutes ?? 0) * 60) }

  private static func time(_ text: Substring.UTF8View) -> TimeOfDay? {
    text.firstIndex(of: UInt8(ascii: "T")).flatMap { TimeOfDay(text[text.index(after: $0)...]) }
  }
}
