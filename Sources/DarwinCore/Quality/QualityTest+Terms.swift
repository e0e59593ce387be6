extension QualityTest {
  /// The terms that a failing test is about, the nearest first: behind the term itself stand those that its value may have
  /// been made from. Empty for a test whose failure is no error.
  public static func terms(of label: String) -> [String] { termsByLabel[label] ?? [] }

  /// The information elements of each test of BDQ (https://bdq.tdwg.org), and the verbatim terms beside them.
  private static let termsByLabel: [String: [String]] = Dictionary(
    uniqueKeysWithValues: """
      BASISOFRECORD_NOTEMPTY basisOfRecord
      BASISOFRECORD_STANDARD basisOfRecord
      COORDINATES_NOTZERO decimalLatitude decimalLongitude verbatimCoordinates
      COORDINATEUNCERTAINTY_INRANGE coordinateUncertaintyInMeters verbatimCoordinates
      COUNTRYCODE_STANDARD countryCode country
      DATEIDENTIFIED_INRANGE dateIdentified verbatimDateIdentified
      DATEIDENTIFIED_STANDARD dateIdentified verbatimDateIdentified
      DAY_INRANGE day eventDate verbatimEventDate
      DAY_STANDARD day eventDate verbatimEventDate
      DCTYPE_STANDARD type
      DECIMALLATITUDE_INRANGE decimalLatitude verbatimLatitude verbatimCoordinates
      DECIMALLONGITUDE_INRANGE decimalLongitude verbatimLongitude verbatimCoordinates
      ENDDAYOFYEAR_INRANGE endDayOfYear eventDate verbatimEventDate
      EVENTDATE_INRANGE eventDate verbatimEventDate
      EVENTDATE_STANDARD eventDate verbatimEventDate
      EVENT_CONSISTENT eventDate year month day verbatimEventDate
      GEODETICDATUM_STANDARD geodeticDatum verbatimCoordinates
      LICENSE_STANDARD license
      MAXELEVATION_INRANGE maximumElevationInMeters verbatimElevation
      MINELEVATION_INRANGE minimumElevationInMeters verbatimElevation
      MINELEVATION_LESSTHAN_MAXELEVATION minimumElevationInMeters maximumElevationInMeters verbatimElevation
      MONTH_STANDARD month eventDate verbatimEventDate
      OCCURRENCESTATUS_STANDARD occurrenceStatus
      POLYNOMIAL_CONSISTENT scientificName genus specificEpithet
      STARTDAYOFYEAR_INRANGE startDayOfYear eventDate verbatimEventDate
      TAXONRANK_STANDARD taxonRank scientificName
      TYPESTATUS_STANDARD typeStatus
      YEAR_INRANGE year eventDate verbatimEventDate
      """.split(separator: "\n").map { line -> (String, [String]) in
        let words = line.split(separator: " ").map(String.init)
        return ("VALIDATION_" + words[0], Array(words.dropFirst()))
      })
}
