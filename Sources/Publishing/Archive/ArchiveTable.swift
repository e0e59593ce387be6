internal import SystemLayer

/// One file of an archive: its columns and the type of its rows.
struct ArchiveTable: Sendable {
  let file: String
  let rowType: String
  let columns: [String]

  static func occurrence(extra: [String]) -> ArchiveTable {
    let extra = Set(extra).subtracting(OccurrenceColumns.always)
    return ArchiveTable(
      file: "occurrence.txt", rowType: "http://rs.tdwg.org/dwc/terms/Occurrence",
      columns: OccurrenceColumns.always + OccurrenceColumns.others.filter(extra.contains))
  }

  static let identification = ArchiveTable(
    file: "identification.txt", rowType: "http://rs.tdwg.org/dwc/terms/Identification",
    columns: [
      "verbatimIdentification", "scientificName", "scientificNameAuthorship", "taxonRank", "family", "genus",
      "specificEpithet", "infraspecificEpithet", "identificationQualifier", "typeStatus", "identifiedBy",
      "dateIdentified",
    ])

  static let multimedia = ArchiveTable(
    file: "multimedia.txt", rowType: "http://rs.gbif.org/terms/1.0/Multimedia",
    columns: ["type", "format", "identifier", "title", "license", "rightsHolder"])

  /// The address of a column's term.
  func address(of column: String) -> String {
    if rowType == Self.multimedia.rowType { return "http://purl.org/dc/terms/\(column)" }
    switch column {
    // As GBIF's definition of the occurrence core has them.
    case "type", "language": return "http://purl.org/dc/elements/1.1/\(column)"
    case "license", "rightsHolder", "accessRights", "bibliographicCitation", "references", "modified":
      return "http://purl.org/dc/terms/\(column)"
    default: return "http://rs.tdwg.org/dwc/terms/\(column)"
    }
  }
}

/// The columns of `occurrence.txt`.
enum OccurrenceColumns {
  /// What labels and herbx's rules can fill; the first is the record's identifier.
  static let always = words(
    """
    occurrenceID type language license rightsHolder accessRights institutionID collectionID datasetID institutionCode
    collectionCode datasetName ownerInstitutionCode basisOfRecord occurrenceStatus catalogNumber otherCatalogNumbers
    recordNumber recordedBy verbatimLabel eventDate startDayOfYear endDayOfYear year month day verbatimEventDate habitat
    country countryCode stateProvince county municipality locality verbatimLocality minimumElevationInMeters
    maximumElevationInMeters verbatimElevation decimalLatitude decimalLongitude geodeticDatum verbatimCoordinates
    verbatimCoordinateSystem verbatimSRS reproductiveCondition associatedTaxa occurrenceRemarks previousIdentifications
    verbatimIdentification identificationQualifier typeStatus identifiedBy dateIdentified scientificName kingdom family genus
    specificEpithet infraspecificEpithet taxonRank scientificNameAuthorship nomenclaturalCode
    """)

  /// Further terms of the core (GBIF's definition of 2025-07-10), present where a record has them.
  static let others = words(
    """
    bibliographicCitation references informationWithheld dataGeneralizations recordedByID individualCount organismQuantity
    organismQuantityType sex lifeStage caste behavior vitality establishmentMeans degreeOfEstablishment pathway
    georeferenceVerificationStatus associatedMedia associatedOccurrences associatedReferences organismID organismName
    organismScope associatedOrganisms organismRemarks materialEntityID materialEntityType preparations disposition
    associatedSequences materialEntityRemarks materialSampleID eventID parentEventID eventType projectTitle projectID
    fieldNumber eventTime samplingProtocol sampleSizeValue sampleSizeUnit samplingEffort fieldNotes eventRemarks locationID
    higherGeographyID higherGeography continent waterBody islandGroup island verticalDatum minimumDepthInMeters
    maximumDepthInMeters verbatimDepth minimumDistanceAboveSurfaceInMeters maximumDistanceAboveSurfaceInMeters
    locationAccordingTo locationRemarks coordinateUncertaintyInMeters coordinatePrecision pointRadiusSpatialFit
    verbatimLatitude verbatimLongitude footprintWKT footprintSRS footprintSpatialFit georeferencedBy georeferencedDate
    georeferenceProtocol georeferenceSources georeferenceRemarks identificationID typifiedName identifiedByID
    identificationReferences identificationVerificationStatus identificationRemarks taxonID scientificNameID
    acceptedNameUsage parentNameUsage originalNameUsage nameAccordingTo namePublishedIn namePublishedInYear
    higherClassification phylum class order superfamily subfamily tribe subtribe genericName subgenus infragenericEpithet
    cultivarEpithet verbatimTaxonRank vernacularName taxonomicStatus nomenclaturalStatus taxonRemarks
    """)

  private static func words(_ text: String) -> [String] { text.split { $0 == " " || $0 == "\n" }.map(String.init) }
}
