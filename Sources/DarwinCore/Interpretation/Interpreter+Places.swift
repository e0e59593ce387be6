extension Interpreter {
  /// Heights or depths: the model's own where they are the verbatim ones in metres, else these.
  mutating func elevations(_ verbatimTerm: String, _ low: String, _ high: String) {
    let verbatim = input(verbatimTerm)?.text
    let range = verbatim.flatMap { MetreRange(verbatim: $0, ofDepth: verbatimTerm == "verbatimDepth") }
    for (term, expected, text) in [
      (low, range?.minimum, range?.minimumText), (high, range?.maximum, range?.maximumText),
    ] {
      metres(term, expected, text, verbatimTerm, verbatim)
    }
  }

  private mutating func metres(
    _ term: String, _ expected: Double?, _ text: String?, _ verbatimTerm: String, _ verbatim: String?
  ) {
    if isCurated(term) { return leaveUnlessCurated(term) }
    if let own = input(term) {
      if let number = Numeral.number(own.text),
        expected.map({ abs($0 - number) <= 1 }) ?? (verbatim == nil && (-430...8850).contains(number))
      {
        setInput(term, own)
        return
      }
      let doubt = expected == nil ? "says no metres for certain" : "does not say so"
      remark(
        term, own.text,
        verbatim.map { "the verbatim height `\($0)` \(doubt)" } ?? "is no number of metres on this Earth",
        contradicts: expected != nil)
    }
    if let text { set(term, text, .rule, basis: verbatimTerm, rule: .metresFromVerbatim) }
    leave(term)
  }

  mutating func coordinates() {
    let hasParts = input("verbatimLatitude") != nil && input("verbatimLongitude") != nil
    let basis = hasParts ? "verbatimLatitude" : "verbatimCoordinates"
    let reading = verbatimReading(hasParts)
    if case .otherSystem(let system)? = reading, input("verbatimCoordinateSystem") == nil {
      set("verbatimCoordinateSystem", system, .rule, basis: basis, rule: .systemOfVerbatim)
    }
    if isCurated("decimalLatitude") || isCurated("decimalLongitude") {
      besideCurated("decimalLatitude", most: 90)
      besideCurated("decimalLongitude", most: 180)
    } else {
      degrees(reading, basis)
    }
    datum()
  }

  /// A curator's value; beside one for the other half of a point, the model's.
  private mutating func besideCurated(_ term: String, most: Double) {
    if !isCurated(term), let input = input(term), let degrees = Double(input.text), abs(degrees) <= most {
      setInput(term, input)
    }
    leaveUnlessCurated(term)
  }

  private func verbatimReading(_ hasParts: Bool) -> CoordinateReading? {
    if hasParts, let latitude = input("verbatimLatitude"), let longitude = input("verbatimLongitude") {
      return CoordinateReading(verbatim: latitude.text + "; " + longitude.text)
    }
    return input("verbatimCoordinates").map { CoordinateReading(verbatim: $0.text) }
  }

  private mutating func degrees(_ reading: CoordinateReading?, _ basis: String) {
    let own = ["decimalLatitude", "decimalLongitude"].map { input($0) }
    if let latitude = own[0], let longitude = own[1] {
      if let fault = Self.fault(latitude.text, longitude.text, reading) {
        let contradicts = reading?.coordinates != nil
        remark("decimalLatitude", latitude.text, fault, contradicts: contradicts)
        remark("decimalLongitude", longitude.text, fault, contradicts: contradicts)
      } else {
        setInput("decimalLatitude", latitude)
        setInput("decimalLongitude", longitude)
      }
    }
    if let point = reading?.coordinates {
      set("decimalLatitude", point.latitudeText, .rule, basis: basis, rule: .degreesFromVerbatim)
      set("decimalLongitude", point.longitudeText, .rule, basis: basis, rule: .degreesFromVerbatim)
    }
    leave("decimalLatitude")
    leave("decimalLongitude")
  }

  /// Coordinates that rest on no written ones are the model's knowledge of the place, not the label's.
  private static func fault(_ latitude: String, _ longitude: String, _ reading: CoordinateReading?) -> String? {
    guard let north = Numeral.number(latitude), let east = Numeral.number(longitude),
      let own = Coordinates(latitude: north, longitude: east)
    else { return "no decimal degrees" }
    guard let reading else { return "no coordinates are written on the label" }
    guard let point = reading.coordinates else { return "the verbatim coordinates say no degrees for certain" }
    let isNear = abs(own.latitude - point.latitude) <= 0.01 && abs(own.longitude - point.longitude) <= 0.01
    return isNear ? nil : "the verbatim coordinates say `\(point.latitudeText) \(point.longitudeText)`"
  }

  private mutating func datum() {
    let term = "geodeticDatum"
    if isCurated(term) { return leaveUnlessCurated(term) }
    guard result["decimalLatitude"] != nil else { return leave(term) }
    if let own = input(term), GeodeticDatum.isStandard(own.text) {
      setInput(term, own)
    } else if let basis = [term, "verbatimSRS"].first(where: {
      input($0).flatMap { GeodeticDatum.code(of: $0.text) } != nil
    }),
      let code = input(basis).flatMap({ GeodeticDatum.code(of: $0.text) })
    {
      set(term, code, .rule, basis: basis, rule: .codeOfDatum)
    } else if let datum = dataset.datum {
      set(term, datum, .dataset)
    }
    leave(term)
  }

  mutating func country() {
    plain("country")
    let term = "countryCode"
    if isCurated(term) { return leaveUnlessCurated(term) }
    let code = input("country").flatMap { Country.code(of: $0.text) }
    if let own = input(term) {
      if Country.isCode(own.text), code == nil || code == own.text {
        setInput(term, own)
      } else {
        remark(
          term, own.text, code.map { "the country's code is `\($0)`" } ?? "is no code of ISO 3166-1",
          contradicts: code != nil)
      }
    }
    if let code { set(term, code, .rule, basis: "country", rule: .codeOfCountry) }
    leave(term)
  }
}
