import DarwinCore
import Testing

@Suite struct DateReadingTests {
  @Test(arguments: [
    ("14 July 1967", "1967-07-14"), ("July 5, 1947", "1947-07-05"), ("11/II/1980", "1980-02-11"),
    ("12.i.2000", "2000-01-12"),
    ("15 août 1917", "1917-08-15"), ("3. März 1902", "1902-03-03"), ("8 Setiembre 1920", "1920-09-08"),
    ("15 de agosto de 1917", "1917-08-15"), ("5 maja 1931", "1931-05-05"), ("3 сентября 1954 г.", "1954-09-03"),
    ("1972年3月25日", "1972-03-25"), ("1er mai 1880", "1880-05-01"), ("12 8bre 1843", "1843-10-12"),
    ("04/20/1994", "1994-04-20"),
    ("20/04/1994", "1994-04-20"), ("4.4.1927", "1927-04-04"), ("1967-07-14", "1967-07-14"), ("1880-350", "1880-12-15"),
    ("IX-6 1962", "1962-09-06"), ("[Sept. 5 1901]", "1901-09-05"), ("July 5 - 1889", "1889-07-05"),
    ("31iii2005", "2005-03-31"),
    ("Spring 1881", "1881"), ("XX NOV 1947", "1947-11"), ("xi.1996", "1996-11"), ("12/1911", "1911-12"),
    ("1930", "1930"),
    ("193-", "1930-01-01/1939-12-31"), ("1980s", "1980-01-01/1989-12-31"), ("1840?", "1840"), ("1880-85", "1880/1885"),
    ("1853-4", "1853/1854"),
    ("19-21.vii.1990", "1990-07-19/1990-07-21"), ("9.ii-10.iii.2000", "2000-02-09/2000-03-10"),
    ("29 vi-13 vii-2001", "2001-06-29/2001-07-13"), ("July 16-26, 1945", "1945-07-16/1945-07-26"),
    ("Aug. 29 - Sept. 2, 2006", "2006-08-29/2006-09-02"), ("May to July 1899", "1899-05/1899-07"),
    ("1882 to 1885", "1882/1885"),
    ("19 3/viii 25", "1925-08-03"), ("19010000", "1901"), ("19630308", "1963-03-08"),
  ])
  func `a date is read as precisely as it is written`(text: String, iso: String) {
    #expect(DateReading(verbatim: text).iso == iso)
  }

  @Test(arguments: ["5/9/1985", "10. 1. 1928", "03/04/1994", "1882.2.6", "11 5 1898", "9/7,1918"])
  func `where day and month could be exchanged the year alone is given`(text: String) {
    let reading = DateReading(verbatim: text)
    guard case .ambiguous(let range) = reading else {
      Issue.record("\(text): \(reading)")
      return
    }
    #expect(range.start.month == nil)
  }

  @Test func `an order of day and month that is known decides`() {
    #expect(DateReading(verbatim: "5/9/1985", order: .dayMonth).iso == "1985-09-05")
    #expect(DateReading(verbatim: "5/9/1985", order: .monthDay).iso == "1985-05-09")
    #expect(DateReading(verbatim: "20/9/1985", order: .monthDay).iso == "1985-09-20")
  }

  @Test(arguments: [
    "April 29, '94", "1/10/91", "11-V-41", "July 16-77", "4 May", "Aug. - Oct.", "18/35", "August 10, 199",
    "5 Sept 101",
    "31 April 1902", "June 38, 1939", "29 Feb 1901", "before 1870", "Herbarium 1880", "", "zzzz", "[ ]", "??",
    "0000-00-00",
    "10790", "99999999", "1985-08-22/1984-01-01", "July 5, 12345",
  ])
  func `no century, month or day is made up`(text: String) { #expect(DateReading(verbatim: text).iso == nil) }

  @Test func `a date without a century is told apart from none`() {
    #expect(DateReading(verbatim: "April 29, '94") == .withoutYear)
    #expect(DateReading(verbatim: "4 May") == .withoutYear)
    #expect(DateReading(verbatim: "zzzz") == .none)
  }

  @Test(arguments: [
    ("1985", "1985"), ("1985-08", "1985-08"), ("1985-08-22T10:15:00Z", "1985-08-22"),
    ("1985-08-22/25", "1985-08-22/1985-08-25"),
    ("1985-08-22/09-01", "1985-08-22/1985-09-01"), ("1880-028/1880-050", "1880-01-28/1880-02-19"),
    ("1985-08-22T24:00", "1985-08-22"),
  ])
  func `ISO 8601 is read`(text: String, iso: String) { #expect(ISODate.range(text)?.iso == iso) }

  @Test(arguments: [
    "1985-8-2", "1985-13", "1985-02-30", "1985-08-22T25:00", "85-08-22", "1985/", "1985-366", "1985-08-22T10:1",
    "-1985",
  ])
  func `what is no ISO 8601 is refused`(text: String) { #expect(ISODate.range(text) == nil) }

  @Test func `days are numbered as the calendar has them`() {
    #expect(PartialDate(year: 2000, dayOfYear: 60)?.iso == "2000-02-29")
    #expect(PartialDate(year: 1900, dayOfYear: 60)?.iso == "1900-03-01")
    #expect(PartialDate(year: 1900, dayOfYear: 366) == nil)
    #expect(PartialDate(year: 2001, month: 12, day: 31)?.dayOfYear == 365)
  }
}
