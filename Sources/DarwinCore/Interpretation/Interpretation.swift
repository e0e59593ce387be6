/// A record as it goes out: for each term a value and where it comes from.
///
/// The order of truth: what a curator wrote; what the model wrote, where it passes; what a rule of herbx makes of the
/// verbatim term; nothing.
public struct Interpretation: Sendable, Equatable {
  public enum Source: String, Sendable { case curator, model, rule, dataset }

  public struct Value: Sendable, Equatable {
    public let term: String
    public let text: String
    public let source: Source
    /// The term on which it rests, where that is another one, or this one before the rule.
    public var basis: String?
    /// The rule's name, where a rule made it: one of `Rule`.
    public var rule: Rule?

    public init(term: String, text: String, source: Source, basis: String? = nil, rule: Rule? = nil) {
      self.term = term
      self.text = text
      self.source = source
      self.basis = basis
      self.rule = rule
    }
  }

  /// A value of the model that is not used as it stands, and why.
  public struct Remark: Sendable, Equatable {
    public let term: String
    public let text: String
    public let reason: String
    /// Whether the model contradicts itself; else the value is only no good.
    public let isContradiction: Bool
  }

  /// What herbx does to values, by name.
  public enum Rule: String, Sendable, CaseIterable {
    case constant
    case cleanedCell = "cell cleaned"
    case dateFromVerbatim = "date from verbatim"
    case partOfDate = "part of eventDate"
    case dateOfParts = "eventDate of year, month and day"
    case metresFromVerbatim = "metres from verbatim"
    case degreesFromVerbatim = "degrees from verbatim"
    case systemOfVerbatim = "coordinate system recognised"
    case codeOfDatum = "EPSG code of the datum"
    case codeOfCountry = "ISO code of the country"
    case partOfName = "part of scientificName"
    case bareName = "name without qualifier or note"
    case nameFromVerbatim = "name from verbatimIdentification"
    case higherTaxon = "name of the next higher taxon"
    case listOfPeople = "list of people"
    case vocabulary
    case unreadableLetters = "unreadable letters as …"
  }

  public var values: [Value] = []
  public var remarks: [Remark] = []

  public subscript(_ term: String) -> String? { values.first { $0.term == term }?.text }

  public var termValues: TermValues {
    TermValues(Dictionary(values.map { ($0.term, $0.text) }) { first, _ in first })
  }
}

/// What a whole collection has in common, as `dataset.json` says.
public struct DatasetValues: Sendable, Equatable {
  /// Terms with the same value for each specimen: `institutionCode`, `kingdom`, `license`…
  public var constants: [String: String]
  /// The datum of coordinates whose label names none; nil where that is not known.
  public var datum: String?
  public var dateOrder: DateReading.Order?

  public init(constants: [String: String] = [:], datum: String? = nil, dateOrder: DateReading.Order? = nil) {
    self.constants = constants
    self.datum = datum
    self.dateOrder = dateOrder
  }
}

extension Interpretation {
  /// - Parameters:
  ///   - read: the filled terms as the model wrote them.
  ///   - curated: what a curator wrote or accepted, by term; an empty text takes the value away.
  public init(read: [String: String], curated: [String: String] = [:], dataset: DatasetValues = DatasetValues()) {
    var interpreter = Interpreter(read: read, curated: curated, dataset: dataset)
    self = interpreter.interpret()
  }
}

/// Makes an interpretation, one group of terms after the other.
struct Interpreter {
  let read: [String: String]
  let curated: [String: String]
  let dataset: DatasetValues
  var result = Interpretation()
  private var done: Set<String> = []

  init(read: [String: String], curated: [String: String], dataset: DatasetValues) {
    self.read = read
    self.curated = curated
    self.dataset = dataset
  }

  mutating func interpret() -> Interpretation {
    dates()
    elevations("verbatimElevation", "minimumElevationInMeters", "maximumElevationInMeters")
    elevations("verbatimDepth", "minimumDepthInMeters", "maximumDepthInMeters")
    coordinates()
    country()
    names()
    people("recordedBy")
    people("identifiedBy")
    typeStatus()
    constants()
    for term in Set(read.keys).union(curated.keys).sorted() where !done.contains(term) { plain(term) }
    for term in Self.ofRecordFirst.sorted() { if let text = dataset.constants[term] { set(term, text, .dataset) } }
    return result
  }

  // MARK: What stands in the record

  /// What a term has to say: a curator's value before the model's.
  func input(_ term: String) -> (text: String, source: Interpretation.Source)? {
    if let text = curated[term] { return Cell.isEmpty(text) ? nil : (Cell.clean(text), .curator) }
    guard let text = read[term], !Placeholder.matches(text, term: term) else { return nil }
    // A sign that stands for a lost letter says what `[?]` says.
    let cell = Cell.clean(text.hasBytes("\u{FFFD}") ? text.replacing("\u{FFFD}", with: "[?]") : text)
    return cell.isEmpty ? nil : (cell, .model)
  }

  func isCurated(_ term: String) -> Bool { curated[term] != nil }

  /// The model's own words, where they are used as they stand.
  func isVerbatim(_ text: String, _ term: String) -> Bool { read[term] == text }

  static func isUnreadable(_ text: String) -> Bool { text.hasBytes("[?]") || text.hasBytes("\u{FFFD}") }

  // MARK: What is made of it

  mutating func set(
    _ term: String, _ text: String, _ source: Interpretation.Source, basis: String? = nil,
    rule: Interpretation.Rule? = nil
  ) {
    guard !text.isEmpty, done.insert(term).inserted else { return }
    result.values.append(.init(term: term, text: text, source: source, basis: basis, rule: rule))
  }

  /// The model's value, with the rule that changed it where its cell is not what the model wrote.
  mutating func setInput(_ term: String, _ input: (text: String, source: Interpretation.Source)) {
    if input.source == .curator || isVerbatim(input.text, term) {
      set(term, input.text, input.source)
    } else {
      set(term, input.text, .rule, basis: term, rule: .cleanedCell)
    }
  }

  mutating func leave(_ term: String) { done.insert(term) }

  mutating func remark(_ term: String, _ text: String, _ reason: String, contradicts: Bool = false) {
    result.remarks.append(.init(term: term, text: text, reason: reason, isContradiction: contradicts))
  }

  /// A term that is taken as it stands.
  mutating func plain(_ term: String) {
    guard TermName.isStandard(term), let input = input(term) else { return }
    guard input.source == .model, Self.isUnreadable(input.text), !term.hasPrefix("verbatim"),
      term != "previousIdentifications"
    else {
      setInput(term, input)
      return
    }
    guard Self.freeText.contains(term) else {
      remark(term, input.text, "holds letters that cannot be read; these may stand in verbatim terms only")
      return
    }
    set(term, Cell.clean(input.text.replacing("[?]", with: "…")), .rule, basis: term, rule: .unreadableLetters)
  }

  private static let freeText: Set<String> = [
    "locality", "habitat", "occurrenceRemarks", "associatedTaxa", "reproductiveCondition", "fieldNotes", "eventRemarks",
    "locationRemarks", "identificationRemarks",
  ]

  private mutating func constants() {
    for (term, text) in dataset.constants.sorted(by: { $0.key < $1.key }) where !Self.ofRecordFirst.contains(term) {
      set(term, text, .dataset)
    }
    for (term, text) in Self.constants { set(term, text, .rule, rule: .constant) }
    for term in Self.ofDatasetAlone { leave(term) }
  }

  /// What stands on a sheet counts before what the dataset says.
  private static let ofRecordFirst: Set<String> = ["institutionCode", "collectionCode"]

  /// What no sheet can say, and a model that says so has made up.
  private static let ofDatasetAlone = [
    "license", "rightsHolder", "accessRights", "institutionID", "collectionID", "datasetID", "datasetName",
    "ownerInstitutionCode", "kingdom", "language", "occurrenceID",
  ]

  /// What is true of every herbarium sheet.
  private static let constants = [
    ("basisOfRecord", "PreservedSpecimen"), ("occurrenceStatus", "present"), ("type", "PhysicalObject"),
    ("nomenclaturalCode", "ICN"),
  ]
}
