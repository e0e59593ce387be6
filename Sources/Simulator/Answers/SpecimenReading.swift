internal import OpenRouter
internal import SystemLayer

/// What the simulated model reads on a sheet: coherent, made up, and the same for the same image.
struct SpecimenReading: Sendable {
  /// Terms given where the request's schema names none.
  static let usualTerms = [
    "catalogNumber", "scientificName", "recordedBy", "recordNumber", "eventDate", "country", "stateProvince",
    "locality", "habitat", "minimumElevationInMeters", "identifiedBy", "occurrenceRemarks",
  ]

  /// The image's SHA-256, or of a request without images the body's.
  let hash: String
  private let sheet: SimulatedSheet
  private let sample: [String: String]?

  init(hash: String) {
    self.hash = hash
    sheet = SimulatedSheet(hash: hash)
    sample = SampleReadings.values(ofImage: hash)
  }

  /// What stands in the field called `term` of Darwin Core: on a sample sheet what is really there, else what was made up.
  func value(of term: String) -> String {
    if let sample { return sample[term] ?? "" }
    if let value = sheet[term] { return value }
    var generator = SeededGenerator(seed: 0, name: "\(hash) \(term)")
    return "simulated \(term) \(Int.random(in: 1...999, using: &generator))"
  }

  /// From 0.70 to 0.99, in two digits; 0 where there is nothing.
  func confidence(of term: String) -> String {
    if value(of: term).isEmpty { return "0" }
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
}
