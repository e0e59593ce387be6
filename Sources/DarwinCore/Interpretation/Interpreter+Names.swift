extension Interpreter {
  mutating func names() {
    let basis =
      input("scientificName") == nil && !isCurated("scientificName") ? "verbatimIdentification" : "scientificName"
    let written = input(basis)
    // A capitalised word is an epithet where the model has it as one.
    let epithets = ["specificEpithet", "infraspecificEpithet"].compactMap { input($0)?.text }
    let name = written.flatMap { ScientificName($0.text, epithets: epithets) }
    scientificName(name, written, basis)
    let parts: [(String, String?)] = [
      ("genus", name?.genus), ("infragenericEpithet", name?.infragenericEpithet),
      ("specificEpithet", name?.specificEpithet),
      ("infraspecificEpithet", name?.infraspecificEpithet), ("cultivarEpithet", name?.cultivarEpithet),
      ("taxonRank", name?.rank),
      ("scientificNameAuthorship", name?.authorship),
    ]
    for (term, expected) in parts {
      part(term, expected.flatMap { $0.isEmpty ? nil : $0 }, basis, name)
    }
    qualifier(name, basis)
    family(name, basis)
  }

  private mutating func scientificName(
    _ name: ScientificName?, _ written: (text: String, source: Interpretation.Source)?, _ basis: String
  ) {
    let term = "scientificName"
    defer { leave(term) }
    guard let written else { return higherTaxon() }
    if written.source == .curator, basis == term { return setInput(term, written) }
    guard let name, !name.fullName.isEmpty else {
      remark(term, written.text, "is no name of a taxon")
      return higherTaxon()
    }
    if basis == term, name.fullName == written.text || name.isHybridFormula {
      setInput(term, written)
    } else {
      set(term, name.fullName, .rule, basis: basis, rule: basis == term ? .bareName : .nameFromVerbatim)
    }
  }

  /// GBIF takes no record without a name: the family's, else the kingdom's.
  private mutating func higherTaxon() {
    if let family = input("family"), let name = ScientificName(family.text), name.uninomial != nil {
      set("scientificName", name.fullName, .rule, basis: "family", rule: .higherTaxon)
    } else if let kingdom = dataset.constants["kingdom"] {
      set("scientificName", kingdom, .rule, basis: "kingdom", rule: .higherTaxon)
    }
  }

  private mutating func part(_ term: String, _ expected: String?, _ basis: String, _ name: ScientificName?) {
    defer { leave(term) }
    if isCurated(term) { return leaveUnlessCurated(term) }
    guard let name else { return }
    if let own = input(term) {
      if name.isUndecided, expected == nil {
        return remark(term, own.text, "`\(name.fullName)` does not tell an epithet from an author")
      }
      let isSame =
        own.text == expected || (term.hasSuffix("Epithet") && own.text.lowercased() == expected)
        || (term == "taxonRank" && Vocabulary.taxonRank.value(of: own.text) == expected)
      if isSame, own.text == expected { return setInput(term, own) }
      if !isSame {
        remark(term, own.text, expected.map { "the name says `\($0)`" } ?? "the name has none", contradicts: true)
      }
    }
    if let expected { set(term, expected, .rule, basis: basis, rule: .partOfName) }
  }

  private mutating func qualifier(_ name: ScientificName?, _ basis: String) {
    let term = "identificationQualifier"
    if let own = input(term), !Self.isUnreadable(own.text) { setInput(term, own) }
    if let found = name?.qualifier { set(term, found, .rule, basis: basis, rule: .partOfName) }
    leave(term)
  }

  private mutating func family(_ name: ScientificName?, _ basis: String) {
    let term = "family"
    if isCurated(term) { return leaveUnlessCurated(term) }
    plain(term)
    if name?.rank == "family", let family = name?.uninomial {
      set(term, family, .rule, basis: basis, rule: .partOfName)
    }
    leave(term)
  }

  mutating func people(_ term: String) {
    defer { leave(term) }
    guard let input = input(term) else { return }
    if input.source == .curator { return setInput(term, input) }
    let list = People.list(input.text, of: term)
    if list == input.text || list.isEmpty {
      plain(term)
    } else if Self.isUnreadable(list) {
      remark(term, input.text, "holds letters that cannot be read; these may stand in verbatim terms only")
    } else {
      set(term, list, .rule, basis: term, rule: .listOfPeople)
    }
  }

  mutating func typeStatus() {
    let term = "typeStatus"
    defer { leave(term) }
    guard let input = input(term) else { return }
    if input.source == .curator { return setInput(term, input) }
    guard let standard = TypeDesignation.standardized(input.text), !Self.isUnreadable(standard) else {
      return remark(term, input.text, "is no type status of the vocabulary")
    }
    standard == input.text ? setInput(term, input) : set(term, standard, .rule, basis: term, rule: .vocabulary)
  }
}
