extension QualityTest {
  /// Tests that ask whether a term says anything at all.
  static let presence: [QualityTest] =
    [
      ("BASISOFRECORD", "ac2b7648-d5f9-48ca-9b07-8ad5879a2536", "basisOfRecord"),
      ("COUNTRYCODE", "853b79a2-b314-44a2-ae46-34a1e7ed85e4", "countryCode"),
      ("DCTYPE", "374b091a-fc90-4791-91e5-c1557c649169", "type"),
      ("DECIMALLATITUDE", "7d2485d5-1ba7-4f25-90cb-f4480ff1a275", "decimalLatitude"),
      ("DECIMALLONGITUDE", "9beb9442-d942-4f42-8b6a-fcea01ee086a", "decimalLongitude"),
      ("EVENTDATE", "f51e15a6-a67d-4729-9c28-3766299d2985", "eventDate"),
      ("GEODETICDATUM", "239ec40e-a729-4a8e-ba69-e0bf03ac1c44", "geodeticDatum"),
      ("KINGDOM", "36ed36c9-b1a7-40b2-b5e2-0d012e772098", "kingdom"),
      ("LICENSE", "15f78619-811a-4c6f-997a-a4c7888ad849", "license"),
      ("OCCURRENCEID", "c486546c-e6e5-48a7-b286-eba7f5ca56c4", "occurrenceID"),
      ("OCCURRENCESTATUS", "eb4a17f6-6bea-4cdd-93dd-d5a7e9d1eccf", "occurrenceStatus"),
      ("SCIENTIFICNAME", "7c4b9498-a8d9-4ebb-85f1-9f200c788595", "scientificName"),
      ("SCIENTIFICNAMEAUTHORSHIP", "49f1d386-5bed-43ae-bd43-deabf7df64fc", "scientificNameAuthorship"),
      ("TAXONRANK", "14da5b87-8304-4b2b-911d-117e3c29e890", "taxonRank"),
      ("YEAR", "c09ecbf9-34e3-4f3e-b74a-8796af15e59f", "year"),
    ].map { name, guid, term in
      QualityTest("VALIDATION_\(name)_NOTEMPTY", guid) { values, _ in
        .verdict(!values.isEmpty(term), "`\(term)` is filled", "`\(term)` is empty")
      }
    } + [
      anyOf("VALIDATION_LOCATION_NOTEMPTY", "58486cb6-1114-4a8a-ba1e-bd89cfe887e9", "place", locationTerms),
      anyOf("VALIDATION_EVENTTEMPORAL_NOTEMPTY", "41267642-60ff-4116-90eb-499fee2cd83f", "date", temporalTerms),
      anyOf("VALIDATION_TAXON_NOTEMPTY", "06851339-843f-4a43-8422-4e61b9a00e75", "taxon", taxonTerms),
      QualityTest("VALIDATION_COUNTRY_NOTEMPTY", "6ce2b2b4-6afe-4d13-82a0-390d31ade01c") { values, _ in
        let isHighSeas = values.text("countryCode") == "XZ"
        return .verdict(
          !values.isEmpty("country") || isHighSeas, "`country` is filled, or the place is on the high seas",
          "`country` is empty")
      },
    ]

  private static func anyOf(_ label: String, _ guid: String, _ what: String, _ terms: [String]) -> QualityTest {
    QualityTest(label, guid) { values, _ in
      let found = terms.first { !values.isEmpty($0) }
      return .verdict(found != nil, "`\(found ?? "")` tells the \(what)", "no term tells the \(what)")
    }
  }

  private static let locationTerms = words(
    """
    higherGeographyID higherGeography continent country countryCode stateProvince county municipality waterBody island
    islandGroup locality locationID verbatimLocality decimalLatitude decimalLongitude verbatimCoordinates verbatimLatitude
    verbatimLongitude footprintWKT
    """)
  private static let temporalTerms = words("eventDate year month day startDayOfYear endDayOfYear verbatimEventDate")
  private static let taxonTerms = words(
    """
    taxonID scientificNameID acceptedNameUsageID parentNameUsageID originalNameUsageID taxonConceptID scientificName
    higherClassification kingdom phylum class order superfamily family subfamily tribe subtribe genus genericName subgenus
    infragenericEpithet specificEpithet infraspecificEpithet vernacularName cultivarEpithet
    """)

  static func words(_ text: String) -> [String] { text.split { $0 == " " || $0 == "\n" }.map(String.init) }
}
