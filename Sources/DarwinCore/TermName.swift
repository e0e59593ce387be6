/// The names of the Darwin Core standard (https://dwc.tdwg.org/list/, 2023), record-level Dublin Core terms included.
public enum TermName {
  /// Whether `name` is a term of the standard, so that an answer such as `{"error":"…"}` is not taken for a record.
  public static func isStandard(_ name: String) -> Bool { names.contains(name) }

  private static let names: Set<String> = Set(
    """
    type modified language license rightsHolder accessRights bibliographicCitation references institutionID collectionID
    datasetID institutionCode collectionCode datasetName ownerInstitutionCode basisOfRecord informationWithheld
    dataGeneralizations dynamicProperties occurrenceID catalogNumber recordNumber recordedBy recordedByID individualCount
    organismQuantity organismQuantityType sex caste lifeStage reproductiveCondition vitality behavior
    establishmentMeans degreeOfEstablishment pathway georeferenceVerificationStatus occurrenceStatus preparations
    disposition associatedMedia associatedOccurrences associatedReferences associatedSequences associatedTaxa
    otherCatalogNumbers occurrenceRemarks organismID organismName organismScope associatedOrganisms
    previousIdentifications organismRemarks materialEntityID materialEntityType materialEntityRemarks verbatimLabel
    materialSampleID eventID parentEventID eventType fieldNumber eventDate eventTime startDayOfYear endDayOfYear year
    month day verbatimEventDate habitat samplingProtocol sampleSizeValue sampleSizeUnit samplingEffort fieldNotes
    eventRemarks projectID projectTitle fundingAttribution fundingAttributionID locationID higherGeographyID
    higherGeography continent waterBody islandGroup island country countryCode stateProvince county municipality
    locality verbatimLocality minimumElevationInMeters maximumElevationInMeters verbatimElevation verticalDatum
    minimumDepthInMeters maximumDepthInMeters verbatimDepth minimumDistanceAboveSurfaceInMeters
    maximumDistanceAboveSurfaceInMeters locationAccordingTo locationRemarks decimalLatitude decimalLongitude
    geodeticDatum coordinateUncertaintyInMeters coordinatePrecision pointRadiusSpatialFit verbatimCoordinates
    verbatimLatitude verbatimLongitude verbatimCoordinateSystem verbatimSRS footprintWKT footprintSRS
    footprintSpatialFit georeferencedBy georeferencedDate georeferenceProtocol georeferenceSources georeferenceRemarks
    geologicalContextID earliestEonOrLowestEonothem latestEonOrHighestEonothem earliestEraOrLowestErathem
    latestEraOrHighestErathem earliestPeriodOrLowestSystem latestPeriodOrHighestSystem earliestEpochOrLowestSeries
    latestEpochOrHighestSeries earliestAgeOrLowestStage latestAgeOrHighestStage lowestBiostratigraphicZone
    highestBiostratigraphicZone lithostratigraphicTerms group formation member bed identificationID
    verbatimIdentification identificationQualifier typeStatus typifiedName identifiedBy identifiedByID dateIdentified
    identificationReferences identificationVerificationStatus identificationRemarks taxonID scientificNameID
    acceptedNameUsageID parentNameUsageID originalNameUsageID nameAccordingToID namePublishedInID taxonConceptID
    scientificName acceptedNameUsage parentNameUsage originalNameUsage nameAccordingTo namePublishedIn
    namePublishedInYear higherClassification kingdom phylum class order superfamily family subfamily tribe subtribe
    genus genericName subgenus infragenericEpithet specificEpithet infraspecificEpithet cultivarEpithet taxonRank
    verbatimTaxonRank scientificNameAuthorship vernacularName nomenclaturalCode taxonomicStatus nomenclaturalStatus
    taxonRemarks
    """.split { $0 == " " || $0 == "\n" }.map(String.init))
}
