public import OpenRouter

/// What a model is asked for.
public enum AskedTerms {
  /// The terms asked of the model, in the order of a label read from top to bottom, each with its meaning
  /// (https://dwc.tdwg.org/terms/) in the words that the model sees.
  public static let all: [DarwinCoreTerm] = [
    .init("catalogNumber", "The herbarium's own number for this sheet: barcode or accession stamp, digits as shown."),
    .init("otherCatalogNumbers", "Further numbers of this or other herbaria, separated by ` | `."),
    .init("institutionCode", "Code or acronym of the herbarium that holds the sheet."),
    .init("collectionCode", "Code of the collection within the institution."),
    .init("scientificName", "The accepted name on the sheet with its authorship: that of the latest determination."),
    .init("scientificNameAuthorship", "The authorship of scientificName alone."),
    .init("family", "The family as written."),
    .init("genus", "The genus of scientificName."),
    .init("specificEpithet", "The species epithet of scientificName."),
    .init("infraspecificEpithet", "The epithet below the species."),
    .init("taxonRank", "The rank of scientificName: species, subspecies, variety, form, genus."),
    .init("identificationQualifier", "Doubt written with the name: cf., aff., ?."),
    .init("typeStatus", "Type designation on the sheet: holotype, isotype and so on, with the name typified."),
    .init("identifiedBy", "Who determined the name in scientificName (det., rev., conf.)."),
    .init("dateIdentified", "When that determination was made, ISO 8601 as far as known."),
    .init("previousIdentifications", "Earlier names on the sheet with determiner and date, separated by ` | `."),
    .init("recordedBy", "Who collected the plant (leg., coll.), names as written, separated by ` | `."),
    .init("recordNumber", "The collector's own number for this gathering."),
    .init("verbatimEventDate", "The collecting date exactly as written."),
    .init(
      "eventDate", "The collecting date in ISO 8601, as far as known: 1985-08-22, 1985-08, 1985, or a range with `/`."),
    .init("country", "The country, as written or clearly implied by the label."),
    .init("stateProvince", "State, province or canton."),
    .init("county", "County, district or regional municipality."),
    .init("municipality", "Town or municipality."),
    .init("locality", "The place in words, without the units above it."),
    .init("verbatimLocality", "The whole text about the place exactly as written."),
    .init("habitat", "Where the plant grew: vegetation, soil, substrate, exposure."),
    .init("verbatimElevation", "The elevation exactly as written, with its unit."),
    .init("minimumElevationInMeters", "The elevation in metres, or the lower end of a range; number only."),
    .init("maximumElevationInMeters", "The upper end of a range in metres; number only."),
    .init("verbatimCoordinates", "Coordinates or grid references exactly as written."),
    .init("decimalLatitude", "Latitude in decimal degrees, only where coordinates are written on the label."),
    .init("decimalLongitude", "Longitude in decimal degrees, only where coordinates are written on the label."),
    .init("occurrenceRemarks", "Notes about the plant: height, flower colour, abundance, use, and anything else."),
  ]
}
