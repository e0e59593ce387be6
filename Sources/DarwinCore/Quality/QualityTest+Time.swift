extension QualityTest {
  /// Tests of the parts of a date and of the date of a determination.
  static let time: [QualityTest] = [
    dayInRange, dayStandard, dayStandardized, monthStandard, monthStandardized, yearInRange,
    dayOfYear("START", "85803c7e-2a5a-42e1-b8d3-299a44cafc46", "startDayOfYear", \.start),
    dayOfYear("END", "9a39d88c-7eee-46df-b32a-c109f9f81fb8", "endDayOfYear", \.end), identifiedStandard,
    identifiedStandardized, identifiedInRange,
  ]

  private static let dayInRange = QualityTest(
    "VALIDATION_DAY_INRANGE", "8d787cb5-73e2-4c39-9cd1-67c7361dc02e"
  ) { values, _ in
    guard let day = values.integer("day") else { return .unmet("`day` is empty or no number") }
    guard (29...31).contains(day) else {
      return .verdict((1...28).contains(day), "`\(day)` is a day of every month", "`\(day)` is no day of a month")
    }
    guard let month = values.integer("month"), (1...12).contains(month) else {
      return .unmet("whether day `\(day)` is one depends on the month, which is empty or none")
    }
    guard month == 2, day == 29 else {
      let last = PartialDate.days(in: month, of: 2000)
      return .verdict(
        day <= last && !(month == 2), "month \(month) has a day \(day)", "month \(month) has no day \(day)")
    }
    guard let year = values.integer("year"), (0...9999).contains(year) else {
      return .unmet("whether there is a 29 February depends on the year, which is empty or none")
    }
    return .verdict(PartialDate.isLeap(year), "\(year) has a 29 February", "\(year) has no 29 February")
  }

  private static let dayStandard = QualityTest("VALIDATION_DAY_STANDARD", "47ff73ba-0028-4f79-9ce1-ee7008d66498") {
    values, _ in
    guard let text = values.text("day") else { return .unmet("`day` is empty") }
    return .verdict(
      Numeral.integer(text).map { (1...31).contains($0) } ?? false, "`\(text)` is a number from 1 to 31",
      "`day` is `\(text)`, no number from 1 to 31")
  }

  private static let dayStandardized = QualityTest(
    "AMENDMENT_DAY_STANDARDIZED", "b129fa4d-b25b-43f7-9645-5ed4d44b357b"
  ) { values, _ in
    guard let text = values.text("day") else { return .unmet("`day` is empty") }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let ending = text.dropFirst(digits.count).lowercased()
    guard let day = Int(digits), (1...31).contains(day), ["", "st", "nd", "rd", "th", ".", "d"].contains(ending),
      String(day) != text
    else { return .notAmended("`\(text)` is standard, or no day for certain") }
    return .amended("day", String(day), "`\(text)` is day \(day)")
  }

  private static let monthStandard = QualityTest("VALIDATION_MONTH_STANDARD", "01c6dafa-0886-4b7e-9881-2c3018c98bdc") {
    values, _ in
    guard let text = values.text("month") else { return .unmet("`month` is empty") }
    return .verdict(
      Numeral.integer(text).map { (1...12).contains($0) } ?? false, "`\(text)` is a number from 1 to 12",
      "`month` is `\(text)`, no number from 1 to 12")
  }

  private static let monthStandardized = QualityTest(
    "AMENDMENT_MONTH_STANDARDIZED", "2e371d57-1eb3-4fe3-8a61-dff43ced50cf"
  ) { values, _ in
    guard let text = values.text("month") else { return .unmet("`month` is empty") }
    let word = Folding.words(text)
    let month = word.count == 1 ? Numeral.integer(text) ?? MonthNames.roman(word[0]) ?? longName(word[0]) : nil
    guard let month, (1...12).contains(month), String(month) != text else {
      return .notAmended("`\(text)` is standard, or no month for certain")
    }
    return .amended("month", String(month), "`\(text)` is month \(month)")
  }

  private static func longName(_ word: Substring) -> Int? { word.count >= 3 ? MonthNames.month(word) : nil }

  private static let yearInRange = QualityTest("VALIDATION_YEAR_INRANGE", "ad0c8855-de69-4843-a80c-a5387d20fbc8") {
    values, parameters in
    guard let year = values.integer("year") else { return .unmet("`year` is empty or no number") }
    let first = ISODate.range(parameters.earliestDate)?.start.year ?? 0
    return .verdict(
      first <= year && year <= parameters.latestYear, "`\(year)` lies within \(first) to \(parameters.latestYear)",
      "`year` is `\(year)`, outside \(first) to \(parameters.latestYear)")
  }

  private static func dayOfYear(
    _ name: String, _ guid: String, _ term: String, _ side: @escaping @Sendable (DateRange) -> PartialDate
  ) -> QualityTest {
    QualityTest("VALIDATION_\(name)DAYOFYEAR_INRANGE", guid) { values, _ in
      guard let text = values.text(term) else { return .unmet("`\(term)` is empty") }
      guard let day = Numeral.integer(text) else { return .notCompliant("`\(term)` is `\(text)`, no number") }
      guard day == 366 else {
        return .verdict((1...365).contains(day), "`\(day)` is a day of every year", "`\(day)` is no day of a year")
      }
      guard let range = values.text("eventDate").flatMap(ISODate.range) else {
        return .unmet("whether a year has 366 days depends on `eventDate`")
      }
      let year = side(range).year
      return .verdict(PartialDate.isLeap(year), "\(year) has 366 days", "\(year) has 365 days")
    }
  }

  private static let identifiedStandard = QualityTest(
    "VALIDATION_DATEIDENTIFIED_STANDARD", "66269bdd-9271-4e76-b25c-7ab81eebe1d8"
  ) { values, _ in
    guard let text = values.text("dateIdentified") else { return .unmet("`dateIdentified` is empty") }
    return .verdict(
      ISODate.range(text) != nil, "`\(text)` is ISO 8601", "`dateIdentified` is `\(text)`, which is not ISO 8601")
  }

  private static let identifiedStandardized = QualityTest(
    "AMENDMENT_DATEIDENTIFIED_STANDARDIZED", "39bb2280-1215-447b-9221-fd13bc990641"
  ) { values, parameters in standardizedDate("dateIdentified", values, parameters) }

  /// A date that is none of ISO 8601, but certain.
  static func standardizedDate(_ term: String, _ values: TermValues, _ parameters: QualityParameters) -> QualityResponse
  {
    guard let text = values.text(term) else { return .unmet("`\(term)` is empty") }
    if ISODate.range(text) != nil { return .notAmended("`\(text)` is ISO 8601") }
    guard case .date(let range) = DateReading(verbatim: text, order: parameters.dateOrder) else {
      return .notAmended("`\(text)` is no date for certain")
    }
    return .amended(term, range.iso, "`\(text)` in ISO 8601")
  }

  private static let identifiedInRange = QualityTest(
    "VALIDATION_DATEIDENTIFIED_INRANGE", "dc8aae4b-134f-4d75-8a71-c4186239178e"
  ) { values, parameters in
    guard let identified = values.text("dateIdentified").flatMap(ISODate.range) else {
      return .unmet("`dateIdentified` is empty or not ISO 8601")
    }
    var event: DateRange?
    if let text = values.text("eventDate") {
      guard let range = ISODate.range(text) else { return .unmet("`eventDate` is not ISO 8601") }
      event = range
    }
    guard isValid(identified, parameters) else {
      return .notCompliant("`\(values["dateIdentified"])` lies outside the years of herbaria")
    }
    let isLater = event.map { identified.lastDay.dayNumber >= $0.firstDay.dayNumber } ?? true
    return .verdict(
      isLater, "the determination is not older than the gathering",
      "the determination (`\(values["dateIdentified"])`) is older than the gathering (`\(values["eventDate"])`)")
  }

  static func isValid(_ range: DateRange, _ parameters: QualityParameters) -> Bool {
    let first = ISODate.range(parameters.earliestDate)?.firstDay.dayNumber ?? 0
    return range.firstDay.dayNumber >= first && range.lastDay.year <= parameters.latestYear
  }
}
