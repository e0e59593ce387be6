/// Terms that may have but some values: which these are, and what is written for them.
public struct Vocabulary: Sendable {
  /// The standard's own spellings.
  public let values: [String]
  private let folded: [String: String]
  private let labels: Set<String>

  /// - Parameters:
  ///   - labels: other words that the vocabulary itself has for a value, as `especie`.
  ///   - spellings: what people write, each with the value it means.
  init(_ values: [String], labels: [String: String] = [:], spellings: [String: String] = [:]) {
    self.values = values
    self.labels = Set(labels.keys)
    var folded: [String: String] = [:]
    for (spelling, value) in spellings { folded[Self.key(spelling)] = value }
    for (label, value) in labels { folded[Self.key(label)] = value }
    for value in values { folded[Self.key(value)] = value }
    self.folded = folded
  }

  /// Whether `text` is written as the vocabulary has it.
  public func contains(_ text: String) -> Bool { values.contains(text) || labels.contains(text) }

  /// The value that `text` means; nil where it could mean none or two.
  public func value(of text: String) -> String? {
    if let value = exactValue(of: text) { return value }
    guard text.utf8.count <= 200 else { return nil }
    let key = Self.key(text)
    guard key.utf8.count >= 4 else { return nil }
    // A slip of one letter, or the beginning of a long word: `evnt`, `Preserved spec.`
    let near = Set(folded.compactMap { Self.isNear(key, $0.key) ? $0.value : nil })
    return near.count == 1 ? near.first : nil
  }

  /// The value that `text` is a known spelling of.
  func exactValue(of text: String) -> String? { text.utf8.count <= 200 ? folded[Self.key(text)] : nil }

  /// Small letters and digits only.
  private static func key(_ text: String) -> String { Folding.words(text).joined() }

  private static func isNear(_ text: String, _ word: String) -> Bool {
    if text.utf8.count >= 6, word.hasPrefix(text) { return true }
    let (short, long) = text.utf8.count <= word.utf8.count ? (text, word) : (word, text)
    guard long.utf8.count - short.utf8.count <= 1, long.utf8.count >= 5 else { return false }
    let common = zip(short.utf8, long.utf8).prefix { $0 == $1 }.count
    let behind = short.utf8.count == long.utf8.count ? 1 : 0
    return short.utf8.dropFirst(common + behind).elementsEqual(long.utf8.dropFirst(common + 1))
  }
}

extension Vocabulary {
  /// https://rs.gbif.org/vocabulary/dwc/basis_of_record.xml
  public static let basisOfRecord = Vocabulary(
    [
      "PreservedSpecimen", "FossilSpecimen", "LivingSpecimen", "MaterialSample", "MaterialEntity", "MaterialCitation",
      "Event", "HumanObservation", "MachineObservation", "Taxon", "Occurrence", "Organism",
    ],
    spellings: [
      "preservedspec": "PreservedSpecimen", "herbarium sheet": "PreservedSpecimen", "humanobs": "HumanObservation",
    ])

  /// https://www.dublincore.org/specifications/dublin-core/dcmi-type-vocabulary/
  public static let resourceType = Vocabulary([
    "Collection", "Dataset", "Event", "Image", "InteractiveResource", "MovingImage", "PhysicalObject", "Service",
    "Software", "Sound", "StillImage", "Text",
  ])

  /// Regular expression `^(present|absent)$` of BDQ 7af25f1e-a4e2-4ff4-b161-d1f25a5c3e47.
  public static let occurrenceStatus = Vocabulary(
    ["present", "absent"], spellings: ["1": "present", "0": "absent", "yes": "present", "no": "absent"])

  /// GBIF's vocabulary TaxonRank (https://api.gbif.org/v1/vocabularies/TaxonRank): what applies to plants.
  public static let taxonRank = Vocabulary(
    """
    domain superkingdom kingdom subkingdom infrakingdom superphylum phylum subphylum infraphylum superclass class subclass
    infraclass superorder order suborder infraorder superfamily family subfamily infrafamily supertribe tribe subtribe
    infratribe genus subgenus infragenus supersection section subsection superseries series subseries
    infragenericName speciesAggregate species infraspecificName grex subspecies cultivarGroup convariety
    infrasubspecificName proles race natio aberration morph variety subvariety form subform pathovar biovar chemovar
    morphovar phagovar serovar chemoform formaSpecialis cultivar strain other unranked
    """.split { $0 == " " || $0 == "\n" }.map(String.init),
    labels: [
      "especie": "species", "género": "genus", "familia": "family", "reino": "kingdom", "clase": "class",
      "orden": "order",
      "filo": "phylum", "subespecie": "subspecies", "variedad": "variety", "forma": "form", "espèce": "species",
      "Art": "species",
    ],
    spellings: [
      "sp": "species", "spec": "species", "ssp": "subspecies", "subsp": "subspecies", "subspec": "subspecies",
      "var": "variety",
      "varietas": "variety", "v": "variety", "f": "form", "fo": "form", "cv": "cultivar", "gen": "genus",
      "fam": "family", "agg": "speciesAggregate",
      "aggregate": "speciesAggregate", "subvar": "subvariety", "subf": "subform", "sect": "section", "subg": "subgenus",
      "sous-espèce": "subspecies", "variété": "variety", "unterart": "subspecies", "varietät": "variety",
      "gattung": "genus", "familie": "family",
      "hybrid": "species", "nothospecies": "species", "nothosubsp": "subspecies", "nothovar": "variety",
    ])

  /// GBIF's vocabulary TypeStatus (https://api.gbif.org/v1/vocabularies/TypeStatus).
  public static let typeStatus = Vocabulary(
    """
    Type Allolectotype Alloneotype Allotype Cotype Epitype Exepitype Exholotype Exisotype Exlectotype Exneotype Exparatype
    Exsyntype Extype Hapantotype Holotype Iconotype Isoepitype Isolectotype Isoneotype Isoparatype Isosyntype Isotype
    Lectotype Neotype Notatype Originalmaterial Paralectotype Paraneotype Paratype Plastoholotype Plastoisotype
    Plastolectotype Plastoneotype Plastoparatype Plastosyntype Plastotype Plesiotype Secondarytype Supplementarytype
    Syntype Topotype Typegenus Typespecies
    """.split { $0 == " " || $0 == "\n" }.map(String.init),
    spellings: [
      "holo": "Holotype", "iso": "Isotype", "lecto": "Lectotype", "isolecto": "Isolectotype", "neo": "Neotype",
      "isoneo": "Isoneotype", "syn": "Syntype",
      "isosyn": "Isosyntype", "para": "Paratype", "epi": "Epitype", "co": "Cotype", "topo": "Topotype", "typus": "Type",
      "holotypus": "Holotype", "isotypus": "Isotype",
      "lectotypus": "Lectotype", "neotypus": "Neotype", "syntypus": "Syntype", "paratypus": "Paratype",
      "epitypus": "Epitype",
      "holotipo": "Holotype", "isotipo": "Isotype", "lectotipo": "Lectotype", "tipo": "Type", "holotyp": "Holotype",
      "typ": "Type", "cotypus": "Cotype", "isosyntypus": "Isosyntype", "isolectotypus": "Isolectotype",
      "isoneotypus": "Isoneotype", "topotypus": "Topotype", "paralectotypus": "Paralectotype", "type specimen": "Type",
      "original material": "Originalmaterial", "typotype": "Type",
    ])
}
