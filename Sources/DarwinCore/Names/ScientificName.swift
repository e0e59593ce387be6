/// A plant's name taken to pieces.
///
/// Sources: the International Code of Nomenclature for algae, fungi, and plants (Shenzhen Code: articles 5 and 24 on
/// ranks, H.3 on hybrids, 46 on authors), and the answers of GBIF's name parser.
public struct ScientificName: Sendable, Equatable {
  public var genus: String?
  /// Of a name above the genus: `Poaceae`.
  public var uninomial: String?
  public var infragenericEpithet: String?
  public var specificEpithet: String?
  public var infraspecificEpithet: String?
  public var cultivarEpithet: String?
  /// In the words of `TaxonRank`; nil where the name does not tell.
  public var rank: String?
  /// Of the last name: of an autonym (`Carex nigra (L.) Reichard subsp. nigra`) that of the species.
  public var authorship = ""
  /// `cf.`, `aff.` or `?`, which are no part of a name.
  public var qualifier: String?
  public var isHybrid = false
  /// `Salix alba × fragilis`: two names, of which none is the specimen's.
  public var isHybridFormula = false
  /// Behind the genus stands a capitalised word that may be an epithet (`Carex Davalliana Sm.`) or an author: the name's
  /// rank and authors are not known.
  public var isUndecided = false
  /// The name with its authors, without qualifiers, notes (`s.l.`, `auct. non L.`) and unreadable letters.
  public var fullName = ""

  /// The name without authors: `Carex nigra subsp. juncea`.
  public var canonicalName: String {
    if isHybridFormula || isUndecided { return fullName }
    guard let genus else { return uninomial ?? "" }
    var words = [genus]
    if specificEpithet == nil, let infragenericEpithet { words += [Self.marker(rank) ?? "subg.", infragenericEpithet] }
    if let specificEpithet { words.append(specificEpithet) }
    if let infraspecificEpithet { words += [Self.marker(rank), infraspecificEpithet].compactMap(\.self) }
    if let cultivarEpithet { words.append("'\(cultivarEpithet)'") }
    return words.joined(separator: " ")
  }

  private static func marker(_ rank: String?) -> String? {
    switch rank {
    case "subspecies": "subsp."
    case "variety": "var."
    case "subvariety": "subvar."
    case "form": "f."
    case "subform": "subf."
    case "subgenus": "subg."
    case "section": "sect."
    default: nil
    }
  }

  /// Nil where the text begins with no name of a taxon.
  /// - Parameter epithets: words that are epithets for certain, however they are written.
  public init?(_ text: String, epithets: [String] = []) {
    guard text.utf8.count <= 500 else { return nil }
    var parser = NameParser(text, epithets: epithets)
    guard let name = parser.parse() else { return nil }
    self = name
  }

  init() {}
}
