internal import DarwinCore
public import OpenRouter

/// What a model is asked for.
public enum AskedTerms {
  /// The names of all.
  public static let names = Set(all.map(\.name))

  /// The terms asked of the model, in the order of a label read from top to bottom, each with its meaning
  /// (https://dwc.tdwg.org/terms/) in the words that the model sees.
  ///
  /// What can be reckoned from a verbatim term is not asked for: herbx does that itself (`Interpretation`).
  public static let all: [DarwinCoreTerm] = [
    .init("catalogNumber", "The herbarium's own number for this sheet: barcode or accession stamp, digits as shown."),
    .init("otherCatalogNumbers", "Further numbers of this or other herbaria, separated by ` | `."),
    .init("institutionCode", "Code or acronym of the herbarium that holds the sheet."),
    .init("collectionCode", "Code of the collection within the institution."),
    .init(
      "scientificName",
      "The name of the latest determination with its authorship, without cf., aff., ? and without [?]."),
    .init("verbatimIdentification", "The latest determination exactly as written, with cf., aff., ? and all."),
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
    .init(
      "previousIdentifications", "Earlier names on the sheet, each as `name; determiner; date`, separated by ` | `."),
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
    .init("associatedTaxa", "Other plants named as growing with it, separated by ` | `."),
    .init("verbatimElevation", "The elevation exactly as written, with its unit."),
    .init("verbatimCoordinates", "Coordinates or grid references exactly as written."),
    .init("verbatimSRS", "The datum written with the coordinates: WGS84, NAD27."),
    .init("reproductiveCondition", "Flowering, fruiting, sterile and the like, as written."),
    .init("occurrenceRemarks", "Notes about the plant: height, flower colour, abundance, use, and anything else."),
    .init("verbatimLabel", "All text of all labels from top to bottom, lines separated by ` / `."),
  ]

  /// The terms that `list` names: names parted by commas, or names to leave out, each with a minus in front. Terms of the
  /// standard that are not asked for by themselves may be named too.
  public static func selected(_ list: String?) throws(TermListError) -> [DarwinCoreTerm] {
    guard let list else { return all }
    let names = list.split(separator: ",").map { String($0.filter { $0 != " " }) }
    let left = names.filter { $0.hasPrefix("-") }.map { String($0.dropFirst()) }
    let named = names.filter { !$0.hasPrefix("-") }
    for name in left + named where !TermName.isStandard(name) { throw TermListError(.unknown, name) }
    guard left.isEmpty || named.isEmpty else { throw TermListError(.mixed, list) }
    let terms =
      named.isEmpty
      ? all.filter { !left.contains($0.name) }
      : all.filter { named.contains($0.name) }
        + named.filter { name in !all.contains { $0.name == name } }.map {
          DarwinCoreTerm($0, "As Darwin Core has it.")
        }
    if terms.isEmpty { throw TermListError(.empty, list) }
    return terms
  }

  /// About how many tokens of an answer the terms take: most are a few words, the whole label is all of them again.
  /// Reckoned from the sample sheets at three bytes to a token.
  public static func expectedAnswerTokens(of terms: [DarwinCoreTerm]) -> Int {
    terms.reduce(20) { $0 + ($1.name == "verbatimLabel" ? 130 : $1.name == "verbatimLocality" ? 40 : 22) }
  }
}

/// Why a list of terms cannot be asked for.
public struct TermListError: Error, Equatable {
  public enum Reason: Sendable { case unknown, mixed, empty }

  public let reason: Reason
  /// The term, or the list.
  public let name: String

  init(_ reason: Reason, _ name: String) {
    self.reason = reason
    self.name = name
  }

  public var message: String {
    switch reason {
    case .unknown: "`\(name)` is no term of Darwin Core"
    case .mixed: "`\(name)` names terms to ask for and terms to leave out; give one or the other"
    case .empty: "`\(name)` leaves no term to ask for"
    }
  }
}
