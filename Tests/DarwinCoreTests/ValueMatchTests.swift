import Testing

@testable import DarwinCore

@Suite("How a value stands to another")
struct ValueMatchTests {
  @Test(
    "by the rule of its term",
    arguments: [
      ("country", "Norway", " Norway ", ValueMatch.exact), ("country", "NORWAY", "Norway", .normalised),
      ("habitat", "Wet  ground. N. slope", "wet ground N slope", .normalised),
      ("country", "Norwegen", "Norway", .different),
      ("habitat", "Wet ground north", "Wet ground, north", .different),
      ("country", "Re\u{301}union", "R\u{E9}union", .normalised),
      // Dates: the same days in the same precision.
      ("eventDate", "14 July 1967", "1967-07-14", .sameFact), ("eventDate", "1967-07", "1967-07-14", .lessPrecise),
      ("eventDate", "1967-07-14", "1967-07", .different), ("eventDate", "1967-07-15", "1967-07-14", .different),
      ("verbatimEventDate", "Sept. 4, 1931", "4.IX.1931", .sameFact),
      ("verbatimEventDate", "6/5 1937", "5/6 1937", .different), ("dateIdentified", "0000", "1967", .different),
      ("month", "07", "7", .sameFact), ("year", "1967", "1968", .different),
      // Coordinates: 0.01°.
      ("decimalLatitude", "49.09", "49.0833", .sameFact), ("decimalLatitude", "49.0934", "49.0833", .different),
      ("decimalLatitude", "49", "49.0833", .lessPrecise), ("decimalLongitude", "105.7833", "-105.7833", .different),
      ("verbatimCoordinates", "53°21'N 105°47'W", "53.35 N, 105.7833 W", .sameFact),
      ("verbatimCoordinates", "53°21'N 105°47'W", "53°25'N 105°47'W", .different),
      // Heights: a metre.
      ("verbatimElevation", "1640 ft", "500 m", .sameFact),
      ("verbatimElevation", "alt. ca. 500 m", "500–501 m", .sameFact),
      ("verbatimElevation", "400-600 m", "500 m", .lessPrecise), ("verbatimElevation", "503 m", "500 m", .different),
      ("minimumElevationInMeters", "501", "500", .sameFact), ("minimumElevationInMeters", "502", "500", .different),
      ("verbatimElevation", "900", "900 m", .different),
      // Names: by their parts; who wrote them first is apart.
      ("scientificName", "Carex nigra", "Carex nigra (L.) Reichard", .sameFact),
      ("scientificName", "Cratoneuron filicinum v. elatum", "Cratoneuron filicinum var. elatum", .sameFact),
      ("scientificName", "Carex", "Carex nigra (L.) Reichard", .lessPrecise),
      ("scientificName", "Carex nigra", "Carex nigra subsp. juncea", .lessPrecise),
      ("scientificName", "Carex nigra subsp. juncea", "Carex nigra", .different),
      ("scientificName", "Carex flava L.", "Carex nigra L.", .different),
      ("scientificName", "Carex nigra", "Carex cf. nigra", .different),
      // People: sets of surnames and initials.
      ("recordedBy", "Smith, A. B.", "A.B. Smith", .sameFact),
      ("recordedBy", "Alice B. Smith | C. Jones", "C. Jones & A. B. Smith", .sameFact),
      ("recordedBy", "Å. Hovgård", "A. Hovgard", .sameFact), ("recordedBy", "Carvalho", "M. F. Carvalho", .lessPrecise),
      ("recordedBy", "A. Smith", "A. Smith | C. Jones", .different), ("recordedBy", "B. Smith", "A. Smith", .different),
    ])
  func table(term: String, answer: String, truth: String, expected: ValueMatch) {
    #expect(ValueMatch(answer, truth, kind: FactKind(term: term)) == expected)
  }

  @Test("a value is the same fact as itself, whatever its kind, and as its own capitals")
  func itself() {
    let values = ["1967-07-14", "53°21'N 105°47'W", "Carex nigra (L.) Reichard", "A. Smith | B. Jones", "", ".", "…"]
    for term in ["eventDate", "verbatimCoordinates", "scientificName", "recordedBy", "verbatimElevation", "locality"] {
      for value in values {
        #expect(ValueMatch(value, value, kind: FactKind(term: term)) == .exact)
        #expect(ValueMatch(value.uppercased(), value, kind: FactKind(term: term)).isSame)
      }
    }
  }
}
