extension Interpreter {
  mutating func dates() {
    eventDate("eventDate", "verbatimEventDate")
    dateOfParts()
    dateIdentified()
    if let text = result["eventDate"], let range = ISODate.range(text) {
      for (term, value) in EventParts(range).values { derivedPart(term, value) }
    }
    for term in ["year", "month", "day", "startDayOfYear", "endDayOfYear"] { leaveUnlessCurated(term) }
  }

  /// Where nothing but its parts is given.
  private mutating func dateOfParts() {
    guard ["eventDate", "verbatimEventDate"].allSatisfy({ input($0) == nil && !isCurated($0) }) else { return }
    let given = ["year", "month", "day"].compactMap { input($0)?.text }
    let parts = ["year", "month", "day"].map { term in input(term).flatMap { Int($0.text) } }
    // Each is a number, and none is left out before another.
    guard given.count == parts.prefix(while: { $0 != nil }).count, let year = parts[0],
      DateReading.years.contains(year), let date = PartialDate(year: year, month: parts[1], day: parts[2])
    else { return }
    result.values.append(.init(term: "eventDate", text: date.iso, source: .rule, basis: "year", rule: .dateOfParts))
  }

  private mutating func derivedPart(_ term: String, _ value: String) {
    if let input = input(term), input.source == .curator || input.text == value {
      setInput(term, input)
    } else {
      if let own = input(term), Int(own.text) != Int(value) {
        remark(term, own.text, "`eventDate` says `\(value)`", contradicts: true)
      }
      set(term, value, .rule, basis: "eventDate", rule: .partOfDate)
    }
  }

  mutating func leaveUnlessCurated(_ term: String) {
    if let input = input(term), input.source == .curator { setInput(term, input) }
    leave(term)
  }

  private mutating func eventDate(_ term: String, _ verbatimTerm: String) {
    if isCurated(term) {
      leaveUnlessCurated(term)
      return
    }
    let verbatim = input(verbatimTerm)?.text
    let reading = verbatim.map { DateReading(verbatim: $0, order: dataset.dateOrder) }
    if let own = input(term) {
      guard let fault = Self.fault(own.text, verbatim, reading) else {
        setInput(term, own)
        return
      }
      remark(term, own.text, fault, contradicts: Self.isCertain(reading))
    }
    if let iso = reading?.iso { set(term, iso, .rule, basis: verbatimTerm, rule: .dateFromVerbatim) }
    leave(term)
  }

  /// Whether another date than that of the verbatim one is a mistake, and no reading of more than is written.
  private static func isCertain(_ reading: DateReading?) -> Bool { if case .date? = reading { true } else { false } }

  /// Why a date of the model is not used; nil where it is.
  static func fault(_ own: String, _ verbatim: String?, _ reading: DateReading?) -> String? {
    guard let range = ISODate.range(own) else { return "is no date in ISO 8601" }
    guard DateReading.years.contains(range.start.year), DateReading.years.contains(range.end.year) else {
      return "lies outside the years of herbaria"
    }
    guard let verbatim, let reading else { return nil }
    switch reading {
    case .date(let expected), .ambiguous(let expected):
      if range == expected { return nil }
      if case .ambiguous = reading {
        return "day and month of `\(verbatim)` could be exchanged; `\(expected.iso)` is certain"
      }
      return "the verbatim date `\(verbatim)` says `\(expected.iso)`"
    case .withoutYear: return "the century or the year is not in the verbatim date `\(verbatim)`"
    case .none:
      return verbatim.contains(String(range.start.year)) ? nil : "its year is not in the verbatim date `\(verbatim)`"
    }
  }

  private mutating func dateIdentified() {
    let term = "dateIdentified"
    guard let input = input(term) else { return leave(term) }
    if input.source == .curator || ISODate.range(input.text) != nil {
      setInput(term, input)
    } else if case .date(let range) = DateReading(verbatim: input.text, order: dataset.dateOrder) {
      set(term, range.iso, .rule, basis: term, rule: .dateFromVerbatim)
    } else {
      remark(term, input.text, "is no date for certain")
    }
    leave(term)
  }
}
