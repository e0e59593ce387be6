/// Issues that GBIF's interpretation would set on a record, of those that a label can provoke
/// (https://techdocs.gbif.org/en/data-use/occurrence-issues-and-flags).
public struct GBIFFlag: Sendable, Equatable {
  public let name: String
  public let reason: String

  /// - Parameter latestYear: the present year.
  public static func all(of values: TermValues, latestYear: Int) -> [GBIFFlag] {
    dates(values, latestYear) + coordinates(values) + elevations(values) + words(values)
  }

  private static func dates(_ values: TermValues, _ latestYear: Int) -> [GBIFFlag] {
    var flags: [GBIFFlag] = []
    let evidence = DateEvidence(values)
    if let fault = evidence.fault {
      flags.append(.init(name: fault.rawValue, reason: "the terms of the date contradict each other or hold none"))
    }
    if let range = evidence.range, range.start.year < 1600 || range.end.year > latestYear {
      flags.append(.init(name: "RECORDED_DATE_UNLIKELY", reason: "`\(range.iso)` lies before 1600 or in the future"))
    }
    guard let text = values.text("dateIdentified") else { return flags }
    if let range = ISODate.range(text) {
      if range.start.year < 1600 || range.end.year > latestYear {
        flags.append(.init(name: "IDENTIFIED_DATE_UNLIKELY", reason: "`\(text)` lies before 1600 or in the future"))
      }
    } else {
      flags.append(.init(name: "IDENTIFIED_DATE_INVALID", reason: "`\(text)` is not ISO 8601"))
    }
    return flags
  }

  private static func coordinates(_ values: TermValues) -> [GBIFFlag] {
    guard let latitude = values.text("decimalLatitude"), let longitude = values.text("decimalLongitude") else {
      return []
    }
    guard let north = Numeral.number(latitude), let east = Numeral.number(longitude) else {
      return [.init(name: "COORDINATE_INVALID", reason: "`\(latitude) \(longitude)` are no numbers")]
    }
    guard let point = Coordinates(latitude: north, longitude: east) else {
      return [.init(name: "COORDINATE_OUT_OF_RANGE", reason: "`\(latitude) \(longitude)` lies outside the globe")]
    }
    var flags: [GBIFFlag] = []
    if point.isZero { flags.append(.init(name: "ZERO_COORDINATE", reason: "latitude and longitude are both 0")) }
    if let datum = values.text("geodeticDatum") {
      if GeodeticDatum.code(of: datum) == nil {
        flags.append(.init(name: "GEODETIC_DATUM_INVALID", reason: "`\(datum)` is no datum of EPSG"))
      }
    } else {
      flags.append(.init(name: "GEODETIC_DATUM_ASSUMED_WGS84", reason: "no datum stands with the coordinates"))
    }
    return flags
  }

  private static func elevations(_ values: TermValues) -> [GBIFFlag] {
    let texts = ["minimumElevationInMeters", "maximumElevationInMeters"].compactMap { values.text($0) }
    let numbers = texts.compactMap { Numeral.number($0) }
    var flags: [GBIFFlag] = []
    if numbers.count < texts.count {
      flags.append(.init(name: "ELEVATION_NON_NUMERIC", reason: "an elevation is no number"))
    }
    if numbers.count == 2, numbers[0] > numbers[1] {
      flags.append(.init(name: "ELEVATION_MIN_MAX_SWAPPED", reason: "the minimum is above the maximum"))
    }
    if numbers.contains(where: { $0 > 8850 || $0 < -430 }) {
      flags.append(.init(name: "ELEVATION_UNLIKELY", reason: "an elevation is not of this Earth"))
    }
    return flags
  }

  private static func words(_ values: TermValues) -> [GBIFFlag] {
    var flags: [GBIFFlag] = []
    let named = values.text("country").map { Country.code(of: $0) }
    if let country = values.text("country"), named == .some(nil) {
      flags.append(.init(name: "COUNTRY_INVALID", reason: "`\(country)` names no country for certain"))
    }
    if let code = values.text("countryCode"), let expected = named ?? nil, code != expected {
      flags.append(.init(name: "COUNTRY_MISMATCH", reason: "`country` is `\(expected)`, `countryCode` is `\(code)`"))
    }
    if let status = values.text("typeStatus"), TypeDesignation.standardized(status) == nil {
      flags.append(.init(name: "TYPE_STATUS_INVALID", reason: "`\(status)` is no type status"))
    }
    if let basis = values.text("basisOfRecord"), !Vocabulary.basisOfRecord.contains(basis) {
      flags.append(.init(name: "BASIS_OF_RECORD_INVALID", reason: "`\(basis)` is no basis of record"))
    }
    return flags
  }
}
