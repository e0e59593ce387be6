internal import OpenRouter

/// What the simulated model reads on a sheet: plausible, made up, and the same for the same image.
struct SpecimenReading: Sendable {
  /// Terms given where the request's schema names none.
  static let usualTerms = [
    "catalogNumber", "scientificName", "recordedBy", "recordNumber", "eventDate", "country", "stateProvince",
    "locality", "habitat", "minimumElevationInMeters", "identifiedBy", "occurrenceRemarks",
  ]

  /// The image's SHA-256, or of a request without images the body's.
  let hash: String

  /// What stands in the field called `term` of Darwin Core.
  func value(of term: String) -> String {
    var generator = SeededGenerator(seed: 0, name: "\(hash) \(term)")
    func one(of values: [String]) -> String { values.randomElement(using: &generator) ?? "" }
    func number(_ range: ClosedRange<Int>) -> String { String(Int.random(in: range, using: &generator)) }
    switch term {
    case "catalogNumber": return "SIM-" + String(Int.random(in: 100_000...999_999, using: &generator))
    case "scientificName", "verbatimIdentification", "acceptedNameUsage": return one(of: Self.names)
    case "scientificNameAuthorship": return one(of: ["L.", "Beauv.", "Michx.", "Pursh", "Nutt."])
    case "family": return one(of: ["Poaceae", "Asteraceae", "Rosaceae", "Fabaceae", "Salicaceae"])
    case "genus": return one(of: Self.names).split(separator: " ").first.map(String.init) ?? ""
    case "recordedBy", "identifiedBy": return one(of: Self.people)
    case "recordNumber", "fieldNumber": return number(1...4999)
    case "eventDate", "verbatimEventDate", "dateIdentified":
      return "19\(number(20...99))-0\(number(5...9))-\(number(10...28))"
    case "year": return number(1920...1999)
    case "month": return number(5...9)
    case "day": return number(1...28)
    case "country": return "Canada"
    case "countryCode": return "CA"
    case "stateProvince": return one(of: ["Saskatchewan", "Alberta", "Manitoba"])
    case "county": return one(of: ["R.M. of Sherwood", "R.M. of Edenwold", "R.M. of Lumsden"])
    case "locality", "verbatimLocality": return one(of: Self.places) + ", \(number(1...40)) km north"
    case "habitat": return one(of: Self.habitats)
    case "decimalLatitude": return "5\(number(0...4)).\(number(1000...9999))"
    case "decimalLongitude": return "-10\(number(1...9)).\(number(1000...9999))"
    case "minimumElevationInMeters", "maximumElevationInMeters", "verbatimElevation": return number(400...900)
    case "institutionCode": return "SIM"
    case "basisOfRecord": return "PreservedSpecimen"
    case "occurrenceRemarks": return "simulated answer"
    default: return "simulated \(term) \(number(1...999))"
    }
  }

  /// From 0.70 to 0.99, in two digits.
  func confidence(of term: String) -> String {
    var generator = SeededGenerator(seed: 1, name: "\(hash) \(term)")
    return "0.\(Int.random(in: 70...99, using: &generator))"
  }

  /// `{"catalogNumber":{"value":"…","confidence":0.93},…}`
  func record(of terms: [String] = usualTerms) -> JSONValue {
    .object(
      terms.map { term in
        .init(term, ["value": .string(value(of: term)), "confidence": .number(confidence(of: term))])
      })
  }

  private static let names = [
    "Setaria viridis (L.) Beauv.", "Bouteloua gracilis (Kunth) Lag. ex Griffiths", "Rosa acicularis Lindl.",
    "Achillea millefolium L.", "Salix exigua Nutt.", "Stipa comata Trin. & Rupr.", "Avena fatua L.",
    "Thlaspi arvense L.", "Glycyrrhiza lepidota Pursh", "Symphoricarpos occidentalis Hook.",
  ]
  private static let people = ["A. Simulator", "B. Model", "C. Sample", "D. Example", "E. Nobody"]
  private static let places = ["Regina", "Lumsden", "Swift Current", "Indian Head", "Weyburn", "Moose Jaw"]
  private static let habitats = [
    "Winter wheat field", "Roadside ditch", "Mixed grass prairie", "Margin of a slough", "Sandy riverbank",
  ]
}
