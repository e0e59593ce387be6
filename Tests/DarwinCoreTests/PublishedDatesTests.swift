import DarwinCore
import Testing

/// FilteredPush/event_date_qc f8d37e5 (Apache-2.0): DateUtilsTest and the distinct dates of two herbaria.
@Suite(.enabled(if: PublishedData.has("dates/example_dates.csv"), "../shared/data is absent"))
struct PublishedDatesTests {
  @Test func `FilteredPush's dates: no wrong day, nine in ten of the single days, no day where it is ambiguous`() throws
  {
    var (days, right) = (0, 0)
    for row in try PublishedData.rows("dates/verbatim_dates_filteredpush.tsv") where row.count == 4 {
      let order: DateReading.Order? = row[1].contains("true") ? .monthDay : row[1].contains("false") ? .dayMonth : nil
      let reading = DateReading(verbatim: row[0], order: order)
      // Two rows have neither a state nor a date.
      if reading.range?.isOneDay == true, !row[2].isEmpty { #expect(reading.iso == row[3], "\(row[0])") }
      if row[2] == "AMBIGUOUS" { #expect(reading.range?.start.day == nil, "\(row[0])") }
      guard row[2] == "DATE" else { continue }
      days += 1
      right += reading.iso == row[3] ? 1 : 0
    }
    #expect(days == 197)
    #expect(right >= 193)
  }

  @Test func `37,638 dates of labels give valid ISO 8601, or none`() throws {
    var (all, given, withYear, givenWithYear) = (0, 0, 0, 0)
    for line in try PublishedData.text("dates/example_dates.csv").split(separator: "\n") {
      let text = line.first == "\"" ? String(line.dropFirst().dropLast()) : String(line)
      let iso = DateReading(verbatim: text).iso
      if let iso { #expect(ISODate.range(iso)?.iso == iso, "\(text)") }
      let hasYear = text.split { !$0.isNumber }.contains { $0.count == 4 && DateReading.isYear($0) }
      all += 1
      given += iso == nil ? 0 : 1
      withYear += hasYear ? 1 : 0
      givenWithYear += hasYear && iso != nil ? 1 : 0
    }
    #expect(given * 100 >= all * 87)
    #expect(givenWithYear * 1000 >= withYear * 985)
  }
}

/// GBIF's own tests of its parser of date ranges (gbif/parsers 5aa9edb, TemporalRangeParserTest).
@Suite(.enabled(if: PublishedData.has("dates/eventdate_gbif_ranges.tsv"), "../shared/data is absent"))
struct PublishedRangesTests {
  /// Values of `eventDate`, and why herbx answers otherwise.
  private static let exceptions = [
    "1930/1929": "GBIF exchanges the ends: refused",
    "02/01/1930": "GBIF's test sets an order of day and month: refused",
    "01/02/1999": "GBIF's tests set an order of day and month: refused, or decided by the other terms",
    "01/03/1930T12:01": "GBIF's test sets an order of day and month: refused",
  ]

  @Test func `GBIF's date ranges are read as GBIF reads them, save the listed ones`() throws {
    let terms = ["year", "month", "day", "eventDate", "startDayOfYear", "endDayOfYear"]
    var differing: Set<String> = []
    for row in try PublishedData.rows("dates/eventdate_gbif_ranges.tsv") {
      let evidence = DateEvidence(
        TermValues(Dictionary(uniqueKeysWithValues: zip(terms, row).filter { !$0.1.isEmpty })))
      let day = { (text: String) in String(text.prefix { $0 != "T" }) }
      let isSame =
        evidence.range?.start.iso ?? "" == day(row[6]) && evidence.range?.end.iso ?? "" == day(row[7])
        && evidence.fault?.rawValue ?? "" == row[8]
      if !isSame { differing.insert(row[3]) }
    }
    #expect(differing == Set(Self.exceptions.keys))
  }
}

extension DateReading {
  fileprivate static func isYear(_ digits: Substring) -> Bool {
    Int(digits).map { (1500...2029).contains($0) } ?? false
  }
}
