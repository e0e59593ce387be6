import DarwinCore
import Testing

/// GBIF's own tests of its coordinate parser (gbif/parsers 5aa9edb, CoordinateParseUtilsTest).
@Suite(.enabled(if: PublishedData.has("places/coordinates_gbif.tsv"), "../shared/data is absent"))
struct PublishedPlacesTests {
  /// Rows by their text, and why herbx answers otherwise.
  private static let exceptions = [
    "2°49'52\"  n": "O is East or West: refused", "02°49'52\"N; 131°47'03\"O": "O is East or West: refused",
    "2°49'52\"N, 131°47'03\"": "a longitude without letter beside a latitude with one is of no hemisphere: refused",
    "100º23'05\"N 20º35'25\"W": "GBIF exchanges them against their letters: out of range",
    "100": "GBIF exchanges what is out of range: refused", "-100": "GBIF exchanges what is out of range: refused",
  ]

  @Test func `GBIF's coordinates are read as GBIF reads them, save the listed ones`() throws {
    var differing: Set<String> = []
    for row in try PublishedData.rows("places/coordinates_gbif.tsv") {
      if !agrees(row) { differing.insert(row[1]) }
    }
    #expect(differing == Set(Self.exceptions.keys))
  }

  private func agrees(_ row: [String]) -> Bool {
    let expected = Double(row[3]).flatMap { latitude in Double(row[4]).map { (latitude, $0) } }
    switch row[0] {
    case "dms":
      guard let expected else { return false }
      return isNear(CoordinateReading.degrees(row[1]), expected.0)
        && isNear(CoordinateReading.degrees(row[2]), expected.1)
    case "dms-illegal": return CoordinateReading.degrees(row[1]) == nil
    default:
      let reading =
        row[0] == "verbatim"
        ? CoordinateReading(verbatim: row[1]) : CoordinateReading(latitude: row[1], longitude: row[2])
      guard let expected else { return reading.coordinates == nil }
      return isNear(reading.coordinates?.latitude, expected.0) && isNear(reading.coordinates?.longitude, expected.1)
    }
  }

  private func isNear(_ value: Double?, _ expected: Double) -> Bool {
    value.map { abs($0 - expected) < 0.000_001 } ?? false
  }
}
