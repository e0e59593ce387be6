extension QualityTest {
  static let place: [QualityTest] = [
    inRange("VALIDATION_DECIMALLATITUDE_INRANGE", "b6ecda2a-ce36-437a-b515-3ae94948fe83", "decimalLatitude") { _ in
      -90...90
    },
    inRange("VALIDATION_DECIMALLONGITUDE_INRANGE", "0949110d-c06b-450e-9649-7c1374d940d1", "decimalLongitude") { _ in
      -180...180
    },
    inRange("VALIDATION_MINELEVATION_INRANGE", "0bb8297d-8f8a-42d2-80c1-558f29efe798", "minimumElevationInMeters") {
      $0.minimumElevation...$0.maximumElevation
    },
    inRange("VALIDATION_MAXELEVATION_INRANGE", "c971fe3f-84c1-4636-9f44-b1ec31fd63c7", "maximumElevationInMeters") {
      $0.minimumElevation...$0.maximumElevation
    },
    // Half of the Earth's circumference, in metres.
    inRange(
      "VALIDATION_COORDINATEUNCERTAINTY_INRANGE", "c6adf2ea-3051-4498-97f4-4b2f8a105f57",
      "coordinateUncertaintyInMeters"
    ) { _ in
      1...20_037_509
    },
    coordinatesNotZero, elevationOrder, countryCodeStandard, countryCodeStandardized, datumStandard, datumStandardized,
    datumAssumed, coordinatesFromVerbatim, elevationFromVerbatim,
  ]

  private static func inRange(
    _ label: String, _ guid: String, _ term: String,
    _ range: @escaping @Sendable (QualityParameters) -> ClosedRange<Double>
  ) -> QualityTest {
    QualityTest(label, guid) { values, parameters in
      guard let number = values.number(term) else { return .unmet("`\(term)` is empty or no number") }
      let range = range(parameters)
      let bounds =
        "\(DecimalText.text(range.lowerBound, decimals: 0)) to \(DecimalText.text(range.upperBound, decimals: 0))"
      return .verdict(
        range.contains(number), "`\(values[term])` lies within \(bounds)",
        "`\(term)` is `\(values[term])`, outside \(bounds)")
    }
  }

  private static let coordinatesNotZero = QualityTest(
    "VALIDATION_COORDINATES_NOTZERO", "1bf0e210-6792-4128-b8cc-ab6828aa4871"
  ) { values, _ in
    guard let latitude = values.number("decimalLatitude"), let longitude = values.number("decimalLongitude") else {
      return .unmet("latitude or longitude is empty or no number")
    }
    return .verdict(latitude != 0 || longitude != 0, "the place is not 0, 0", "latitude and longitude are both 0")
  }

  private static let elevationOrder = QualityTest(
    "VALIDATION_MINELEVATION_LESSTHAN_MAXELEVATION", "d708526b-6561-438e-aa1a-82cd80b06396"
  ) { values, _ in
    guard let low = values.number("minimumElevationInMeters"), let high = values.number("maximumElevationInMeters")
    else {
      return .unmet("the minimum or the maximum elevation is empty or no number")
    }
    return .verdict(low <= high, "the minimum is not above the maximum", "the minimum elevation is above the maximum")
  }

  private static let countryCodeStandard = QualityTest(
    "VALIDATION_COUNTRYCODE_STANDARD", "0493bcfb-652e-4d17-815b-b0cce0742fbe"
  ) { values, _ in
    guard let code = values.text("countryCode") else { return .unmet("`countryCode` is empty") }
    return .verdict(
      Country.isCode(code), "`\(code)` is a code of ISO 3166-1", "`\(code)` is no code of ISO 3166-1 alpha-2")
  }

  private static let countryCodeStandardized = QualityTest(
    "AMENDMENT_COUNTRYCODE_STANDARDIZED", "fec5ffe6-3958-4312-82d9-ebcca0efb350"
  ) { values, _ in
    guard let text = values.text("countryCode") else { return .unmet("`countryCode` is empty") }
    guard let code = Country.code(of: text), code != text else {
      return .notAmended("`\(text)` is a code, or names no country for certain")
    }
    return .amended("countryCode", code, "`\(text)` is the country with the code `\(code)`")
  }

  private static let datumStandard = QualityTest(
    "VALIDATION_GEODETICDATUM_STANDARD", "7e0c0418-fe16-4a39-98bd-80e19d95b9d1"
  ) { values, _ in
    guard let text = values.text("geodeticDatum") else { return .unmet("`geodeticDatum` is empty") }
    return .verdict(
      GeodeticDatum.isStandard(text), "`\(text)` is a code of EPSG for degrees",
      "`\(text)` is no code of EPSG for degrees, such as `EPSG:4326`")
  }

  private static let datumStandardized = QualityTest(
    "AMENDMENT_GEODETICDATUM_STANDARDIZED", "0345b325-836d-4235-96d0-3b5caf150fc0"
  ) { values, _ in
    guard let text = values.text("geodeticDatum") else { return .unmet("`geodeticDatum` is empty") }
    guard let code = GeodeticDatum.code(of: text), code != text else {
      return .notAmended("`\(text)` is a code, or names no datum for certain")
    }
    return .amended("geodeticDatum", code, "`\(text)` is `\(code)`")
  }

  /// Where an uncertainty stands beside the coordinates it would have to grow by the shift between datums, for which
  /// herbx has no table: then nothing is assumed.
  private static let datumAssumed = QualityTest(
    "AMENDMENT_GEODETICDATUM_ASSUMEDDEFAULT", "7498ca76-c4d4-42e2-8103-acacccbdffa7"
  ) { values, parameters in
    guard values.isEmpty("geodeticDatum") else { return .notAmended("`geodeticDatum` is filled") }
    let hasUncertainty = ["coordinateUncertaintyInMeters", "decimalLatitude", "decimalLongitude"].allSatisfy {
      !values.isEmpty($0)
    }
    if hasUncertainty { return .notAmended("the uncertainty would have to grow by the shift between datums") }
    return .filledIn([("geodeticDatum", parameters.defaultDatum)], "the default")
  }

  private static let coordinatesFromVerbatim = QualityTest(
    "AMENDMENT_COORDINATES_FROM_VERBATIM", "3c2590c7-af8a-4eb4-af57-5f73ba9d1f8e"
  ) { values, _ in
    guard values.isEmpty("decimalLatitude"), values.isEmpty("decimalLongitude") else {
      return .unmet("`decimalLatitude` or `decimalLongitude` is filled")
    }
    let hasParts = !values.isEmpty("verbatimLatitude") && !values.isEmpty("verbatimLongitude")
    guard hasParts || !values.isEmpty("verbatimCoordinates") else { return .unmet("no verbatim coordinates") }
    let reading =
      hasParts
      ? CoordinateReading(latitude: values["verbatimLatitude"].trimmed, longitude: values["verbatimLongitude"].trimmed)
      : CoordinateReading(verbatim: values["verbatimCoordinates"].trimmed)
    guard let point = reading.coordinates else {
      return .notAmended("the verbatim coordinates are no degrees for certain")
    }
    var filled = [("decimalLatitude", point.latitudeText), ("decimalLongitude", point.longitudeText)]
    if let datum = values.text("verbatimSRS").flatMap(GeodeticDatum.code) { filled.append(("geodeticDatum", datum)) }
    return .filledIn(filled, "read from the verbatim coordinates")
  }

  private static let elevationFromVerbatim = QualityTest(
    "AMENDMENT_MINELEVATIONMAXELEVATION_FROM_VERBATIM", "2d638c8b-4c62-44a0-a14d-fa147bf9823d"
  ) { values, _ in
    guard values.isEmpty("minimumElevationInMeters"), values.isEmpty("maximumElevationInMeters"),
      let text = values.text("verbatimElevation")
    else { return .unmet("an elevation in metres is filled, or `verbatimElevation` is empty") }
    guard let range = MetreRange(verbatim: text) else { return .notAmended("`\(text)` is no elevation for certain") }
    let (low, high) = range.exactTexts
    return .filledIn(
      [("minimumElevationInMeters", low), ("maximumElevationInMeters", high)], "`\(text)` in metres")
  }
}
