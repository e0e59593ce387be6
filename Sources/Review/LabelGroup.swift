/// Fields in the order in which a label is read, what was written beside what it was taken to mean.
public enum LabelGroup: String, Sendable, CaseIterable {
  case specimen = "Specimen"
  case name = "Name"
  case collecting = "Collecting"
  case date = "Date"
  case place = "Place"
  case position = "Position"
  case identification = "Identification"
  case remarks = "Remarks"

  /// The terms of the group in the order in which they are shown.
  public var terms: [String] {
    switch self {
    case .specimen:
      [
        "catalogNumber", "otherCatalogNumbers", "recordNumber", "institutionCode", "collectionCode", "basisOfRecord",
        "typeStatus",
      ]
    case .name:
      [
        "verbatimIdentification", "scientificName", "scientificNameAuthorship", "family", "genus", "specificEpithet",
        "infraspecificEpithet", "taxonRank", "vernacularName",
      ]
    case .collecting: ["recordedBy", "recordedByID", "fieldNumber", "associatedTaxa"]
    case .date: ["verbatimEventDate", "eventDate", "year", "month", "day"]
    case .place:
      [
        "country", "countryCode", "stateProvince", "county", "municipality", "verbatimLocality", "locality", "habitat",
      ]
    case .position:
      [
        "verbatimCoordinates", "verbatimLatitude", "verbatimLongitude", "decimalLatitude", "decimalLongitude",
        "geodeticDatum", "coordinateUncertaintyInMeters", "verbatimElevation", "minimumElevationInMeters",
        "maximumElevationInMeters",
      ]
    case .identification: ["identifiedBy", "dateIdentified", "identificationQualifier", "identificationRemarks"]
    case .remarks: []
    }
  }

  private static let places: [String: (group: LabelGroup, place: Int)] = {
    var places: [String: (group: LabelGroup, place: Int)] = [:]
    for group in allCases {
      for (place, term) in group.terms.enumerated() { places[term] = (group, place) }
    }
    return places
  }()

  /// Where a term belongs; one that no group names stands among the remarks.
  public static func group(of term: String) -> LabelGroup { places[term]?.group ?? .remarks }

  /// Whether `one` stands before `other` on the page.
  public static func isBefore(_ one: String, _ other: String) -> Bool { key(one) < key(other) }

  private static func key(_ term: String) -> (Int, Int, String) {
    let found = places[term] ?? (.remarks, Int.max)
    return (allCases.firstIndex(of: found.group) ?? 0, found.place, term)
  }
}
