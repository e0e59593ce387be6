import SystemLayer
import Testing

@Suite("one moment, in every form that herbx writes and reads")
struct TimestampTests {
  @Test(
    "in UTC, to the millisecond, and read back the same",
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (1_760_135_616_123, "2025-10-10T22:33:36.123Z"),
      (1_709_164_800_007, "2024-02-29T00:00:00.007Z"), (-1, "1969-12-31T23:59:59.999Z"),
      (-1000, "1969-12-31T23:59:59.000Z"), (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
      (4_107_542_400_000, "2100-03-01T00:00:00.000Z"), (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
      (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ])
  func iso8601(milliseconds: Int, text: String) {
    #expect(Timestamp(milliseconds: milliseconds).iso8601 == text)
    #expect(Timestamp(iso8601: text)?.milliseconds == milliseconds)
  }

  @Test("every day of four hundred years goes there and back")
  func everyDay() {
    for day in -146_097..<146_097 {
      let moment = Timestamp(milliseconds: day * 86_400_000 + day % 1000)
      #expect(Timestamp(iso8601: moment.iso8601) == moment)
    }
  }

  @Test(
    "other forms of RFC 3339 are read",
    arguments: [
      ("2025-10-10T22:33:36Z", 1_760_135_616_000), ("2025-10-10T22:33:36.1Z", 1_760_135_616_100),
      ("2025-10-10T22:33:36.123456789Z", 1_760_135_616_123), ("2025-10-11T00:33:36.123+02:00", 1_760_135_616_123),
      ("2025-10-10T19:03:36-03:30", 1_760_135_616_000), ("2016-12-31T23:59:60Z", 1_483_228_799_999),
    ])
  func otherForms(text: String, milliseconds: Int) {
    #expect(Timestamp(iso8601: text)?.milliseconds == milliseconds)
  }

  @Test(
    "what is no moment is none",
    arguments: [
      "", "Z", "2025", "2025-10-10", "2025-10-10T22:33:36", "2025-10-10 22:33:36Z", "2025-10-10T22:33:36.Z",
      "2025-13-10T22:33:36Z", "2025-00-10T22:33:36Z", "2025-02-29T00:00:00Z", "2025-10-32T00:00:00Z",
      "2025-10-00T00:00:00Z", "2025-10-10T24:00:00Z", "2025-10-10T22:60:00Z", "2025-10-10T22:33:61Z",
      "2025-10-10T22:33:36ZZ", "+2025-10-10T22:33:36Z", "12025-10-10T22:33:36Z", "2025-10-10T22:33:36+2:00",
      "2025-10-10T22:33:36.99999999999999999999999999999999999999999999", "２０２５-10-10T22:33:36Z",
    ])
  func noMoment(text: String) {
    #expect(Timestamp(iso8601: text) == nil)
  }

  @Test(
    "no number of milliseconds, seconds or nanoseconds traps; each is held within the years 0 to 9999",
    arguments: [
      Int.min, .min + 1, -1 << 62, -9_223_372_036_854_776, -253_402_300_800_000, -1, 0, 1, 13_569_465_600,
      253_402_300_800_000, 9_223_372_036_854_775, 9_223_372_036_854_776, 1 << 62, .max - 1, .max,
    ])
  func everyNumber(number: Int) {
    for moment in [
      Timestamp(milliseconds: number), Timestamp(seconds: number), Timestamp(seconds: number, nanoseconds: number),
      Timestamp(milliseconds: number).advanced(by: .seconds(number)),
      Timestamp(milliseconds: number).advanced(by: .milliseconds(number)),
    ] {
      #expect((Timestamp.earliest ... .latest).contains(moment))
      #expect(moment.iso8601.utf8.count == 24 && Timestamp(iso8601: moment.iso8601) == moment)
      #expect(moment.local.utf8.count == 19 && moment.compact.utf8.count == 16 && moment.httpDate.utf8.count == 29)
      #expect(moment.nextMidnight >= moment || moment.nextMidnight == .latest)
      _ = moment.duration(since: .latest)
    }
  }

  @Test(
    "HTTP's dates are written and read",
    arguments: [
      (784_111_777_000, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
      (951_782_400_000, "Tue, 29 Feb 2000 00:00:00 GMT"),
    ])
  func httpDate(milliseconds: Int, text: String) {
    #expect(Timestamp(milliseconds: milliseconds).httpDate == text)
    #expect(Timestamp(httpDate: text)?.milliseconds == milliseconds)
  }

  @Test(
    "and other texts are none",
    arguments: [
      "", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun, 06 Nov 1994 08:49:37 UTC",
      "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT",
    ])
  func noHTTPDate(text: String) { #expect(Timestamp(httpDate: text) == nil) }

  @Test(
    "the compact form fits a file name, and the day ends at midnight in UTC",
    arguments: [
      (0, "19700101T000000Z", "1970-01-02T00:00:00.000Z"), (-1, "19691231T235959Z", "1970-01-01T00:00:00.000Z"),
      (1_760_135_616_123, "20251010T223336Z", "2025-10-11T00:00:00.000Z"),
    ])
  func names(milliseconds: Int, compact: String, midnight: String) {
    #expect(Timestamp(milliseconds: milliseconds).compact == compact)
    #expect(Timestamp(milliseconds: milliseconds).nextMidnight.iso8601 == midnight)
  }
}
