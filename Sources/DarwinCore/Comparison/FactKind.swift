/// What kind of fact a term holds, which says how two of its values are compared.
public enum FactKind: Sendable, Equatable {
  /// As a label writes it or in ISO 8601.
  case date
  /// A whole number, such as a year.
  case number
  /// One latitude or longitude.
  case degrees
  /// Latitude and longitude in one text.
  case point
  /// Heights and depths.
  case metres
  case name
  case people
  /// A short value that stands for itself: a number of a collector, a country.
  case text
  /// Sentences, which are compared letter by letter, too.
  case freeText

  /// - Parameter term: of Darwin Core, or one that a table of truth calls alike.
  public init(term: String) { self = Self.kinds[term] ?? .text }

  private static let kinds: [String: FactKind] = Dictionary(
    uniqueKeysWithValues: [
      (.date, "eventDate verbatimEventDate dateIdentified verbatimDateIdentified georeferencedDate"),
      (.number, "year month day startDayOfYear endDayOfYear individualCount"),
      (.degrees, "decimalLatitude decimalLongitude verbatimLatitude verbatimLongitude"),
      (.point, "verbatimCoordinates"),
      (
        .metres,
        "minimumElevationInMeters maximumElevationInMeters verbatimElevation minimumDepthInMeters "
          + "maximumDepthInMeters verbatimDepth"
      ),
      (.name, "scientificName verbatimIdentification acceptedNameUsage originalNameUsage"),
      (.people, "recordedBy identifiedBy georeferencedBy"),
      (
        .freeText,
        "locality verbatimLocality habitat occurrenceRemarks verbatimLabel associatedTaxa reproductiveCondition "
          + "fieldNotes eventRemarks locationRemarks identificationRemarks organismRemarks taxonRemarks "
          + "georeferenceRemarks"
      ),
    ].flatMap { (kind: FactKind, terms: String) in terms.split(separator: " ").map { (String($0), kind) } })
}
