internal import SystemLayer

/// A sheet that does not exist: what its labels say, made up from the image's hash, so that all terms agree.
struct SimulatedSheet: Sendable {
  private var values: [String: String] = [:]

  init(hash: String) {
    var generator = SeededGenerator(seed: 0, name: hash)
    func one<Value>(of values: [Value], _ otherwise: Value) -> Value {
      values.randomElement(using: &generator) ?? otherwise
    }
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    let plant = one(of: Self.plants, Self.plants[0])
    take(plant)
    let collector = one(of: Self.people, "")
    let date = (year: number(1920...1999), month: number(5...9), day: number(1...28))
    let determiner = one(of: Self.people, "")
    let identified = (year: date.year + number(0...9), month: number(1...12), day: number(1...28))
    values["catalogNumber"] = "SIM-\(number(100_000...999_999))"
    values["recordedBy"] = collector
    values["recordNumber"] = String(number(1...4999))
    values["fieldNumber"] = values["recordNumber"]
    values["identifiedBy"] = determiner
    values["verbatimEventDate"] = Self.verbatim(date, style: number(0...3))
    values["eventDate"] = Self.iso(date)
    values["dateIdentified"] = Self.iso(identified)
    (values["year"], values["month"], values["day"]) = (String(date.year), String(date.month), String(date.day))
    let (place, province) = one(of: Self.places, Self.places[0])
    let county = one(of: ["R.M. of Sherwood", "R.M. of Edenwold", "R.M. of Lumsden"], "")
    let habitat = one(of: Self.habitats, "")
    (values["country"], values["countryCode"], values["stateProvince"], values["county"]) = (
      "Canada", "CA", province, county
    )
    values["locality"] = "\(place), \(number(1...40)) km north"
    values["habitat"] = habitat
    values["verbatimLocality"] = "\(county); \(values["locality"] ?? ""). \(habitat)"
    takeHeight(number(400...900), inFeet: number(0...2) == 0)
    takePoint(north: (number(49...54), number(0...59)), west: (number(101...109), number(0...59)))
    values["institutionCode"] = "SIM"
    values["basisOfRecord"] = "PreservedSpecimen"
    values["occurrenceRemarks"] = "simulated answer"
    values["verbatimLabel"] = [
      plant.name, values["verbatimLocality"], values["verbatimElevation"], values["verbatimCoordinates"],
      "\(values["verbatimEventDate"] ?? "") leg. \(collector) \(values["recordNumber"] ?? "")",
      "det. \(determiner) \(identified.year)",
    ].compactMap(\.self).joined(separator: " / ")
    for term in Self.empty { values[term] = "" }
  }

  /// Nil for a term of which no sheet has anything.
  subscript(term: String) -> String? { values[term] }

  private mutating func take(_ plant: Plant) {
    for term in ["scientificName", "verbatimIdentification", "acceptedNameUsage"] { values[term] = plant.name }
    values["scientificNameAuthorship"] = plant.authorship
    values["family"] = plant.family
    let words = plant.name.split(separator: " ").map(String.init)
    (values["genus"], values["specificEpithet"], values["taxonRank"]) = (words[0], words[1], "species")
    values["infraspecificEpithet"] = ""
  }

  private mutating func takeHeight(_ metres: Int, inFeet: Bool) {
    let feet = Int((Double(metres) / 0.3048).rounded())
    values["verbatimElevation"] = inFeet ? "\(feet) ft" : "\(metres) m"
    let text = String(inFeet ? Int((Double(feet) * 0.3048).rounded()) : metres)
    (values["minimumElevationInMeters"], values["maximumElevationInMeters"]) = (text, text)
  }

  private mutating func takePoint(north: (Int, Int), west: (Int, Int)) {
    values["verbatimCoordinates"] = "\(north.0)°\(Self.two(north.1))'N \(west.0)°\(Self.two(west.1))'W"
    values["decimalLatitude"] = Self.degrees(north)
    values["decimalLongitude"] = "-" + Self.degrees(west)
  }

  private static func degrees(_ angle: (Int, Int)) -> String {
    let fraction = String(10_000 + (angle.1 * 10_000 + 30) / 60).dropFirst()
    return "\(angle.0).\(fraction)"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

  private static func iso(_ date: (year: Int, month: Int, day: Int)) -> String {
    "\(date.year)-\(two(date.month))-\(two(date.day))"
  }

  private static func verbatim(_ date: (year: Int, month: Int, day: Int), style: Int) -> String {
    let name = ["May", "June", "July", "August", "September"][date.month - 5]
    let roman = ["V", "VI", "VII", "VIII", "IX"][date.month - 5]
    switch style {
    case 0: return "\(date.day) \(name) \(date.year)"
    case 1: return "\(name) \(date.day), \(date.year)"
    case 2: return "\(date.day).\(roman).\(date.year)"
    default: return iso(date)
    }
  }
}

extension SimulatedSheet {
  private struct Plant { let name, authorship, family: String }

  private static let plants = [
    Plant(name: "Setaria viridis (L.) Beauv.", authorship: "(L.) Beauv.", family: "Poaceae"),
    Plant(
      name: "Bouteloua gracilis (Kunth) Lag. ex Griffiths", authorship: "(Kunth) Lag. ex Griffiths", family: "Poaceae"),
    Plant(name: "Rosa acicularis Lindl.", authorship: "Lindl.", family: "Rosaceae"),
    Plant(name: "Achillea millefolium L.", authorship: "L.", family: "Asteraceae"),
    Plant(name: "Salix exigua Nutt.", authorship: "Nutt.", family: "Salicaceae"),
    Plant(name: "Stipa comata Trin. & Rupr.", authorship: "Trin. & Rupr.", family: "Poaceae"),
    Plant(name: "Avena fatua L.", authorship: "L.", family: "Poaceae"),
    Plant(name: "Thlaspi arvense L.", authorship: "L.", family: "Brassicaceae"),
    Plant(name: "Glycyrrhiza lepidota Pursh", authorship: "Pursh", family: "Fabaceae"),
    Plant(name: "Symphoricarpos occidentalis Hook.", authorship: "Hook.", family: "Caprifoliaceae"),
  ]
  private static let people = ["A. Simulator", "B. Model", "C. Sample", "D. Example", "E. Nobody"]
  private static let places = [
    ("Regina", "Saskatchewan"), ("Lumsden", "Saskatchewan"), ("Swift Current", "Saskatchewan"),
    ("Medicine Hat", "Alberta"), ("Brandon", "Manitoba"), ("Moose Jaw", "Saskatchewan"),
  ]
  private static let habitats = [
    "Winter wheat field", "Roadside ditch", "Mixed grass prairie", "Margin of a slough", "Sandy riverbank",
  ]
  /// Terms that are asked for and that these labels do not have.
  private static let empty = [
    "otherCatalogNumbers", "collectionCode", "identificationQualifier", "typeStatus", "previousIdentifications",
    "municipality",
    "associatedTaxa", "reproductiveCondition", "verbatimSRS",
  ]
}
