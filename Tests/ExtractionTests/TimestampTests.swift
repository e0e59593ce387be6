import Testing

@testable import Extraction

@Suite("moments are written as the records promise")
struct TimestampTests {
  @Test(
    "in UTC, to the millisecond",
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (1_760_135_616_123, "2025-10-10T22:33:36.123Z"),
      (1_709_164_800_007, "2024-02-29T00:00:00.007Z"), (-1, "1969-12-31T23:59:59.999Z"),
      (-1000, "1969-12-31T23:59:59.000Z"), (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
      (253_402_300_799_999, "9999-12-31T23:59:59.999Z"), (253_402_300_800_000, "10000-01-01T00:00:00.000Z"),
    ])
  func iso8601(milliseconds: Int, text: String) {
    #expect(Timestamp(milliseconds: milliseconds).iso8601 == text)
  }

  @Test("and read back the same", arguments: [0, 999, 1_760_135_616_123, 1_709_164_800_007, 4_102_444_800_050])
  func readBack(milliseconds: Int) {
    let moment = Timestamp(milliseconds: milliseconds)
    #expect(Timestamp(iso8601: moment.iso8601) == moment)
  }
}
