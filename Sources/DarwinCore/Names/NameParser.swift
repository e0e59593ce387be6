/// Goes over the words of a name from left to right.
struct NameParser {
  private var words: ArraySlice<String>
  private var name = ScientificName()
  private var written: [String] = []
  private var specificAuthorship = ""
  private let epithets: Set<String>

  init(_ text: String, epithets: [String] = []) {
    words = NameWords.split(text)[...]
    self.epithets = Set(epithets.map(Folding.fold))
  }

  mutating func parse() -> ScientificName? {
    takeQualifiers()
    if let first = words.first, first.hasPrefix("?"), first.count > 1 {
      note("?")
      words[words.startIndex].removeFirst()
    }
    takeHybridMark()
    guard let first = words.popFirst(), let genus = NameWords.genus(first) else { return nil }
    if let rank = NameWords.rank(ofUninomial: genus) {
      // `Asteraceae Arctium nemorosum`
      if words.count > 1, words.first.flatMap(NameWords.genus) != nil, NameWords.isEpithet(words[words.startIndex + 1])
      {
        return parse()
      }
      name.uninomial = genus
      name.rank = rank
      written.append(genus)
      name.authorship = takeAuthorship()
      return finished()
    }
    name.genus = genus
    name.rank = "genus"
    written.append(name.isHybrid ? "×\(genus)" : genus)
    takeInfrageneric()
    takeSpecies()
    while takeBelowSpecies() {}
    return finished()
  }

  private func finished() -> ScientificName {
    var name = name
    let isAutonym = name.infraspecificEpithet != nil && name.infraspecificEpithet == name.specificEpithet
    if name.authorship.isEmpty, isAutonym { name.authorship = specificAuthorship }
    name.fullName = written.joined(separator: " ")
    return name
  }

  private mutating func takeQualifiers() {
    while let word = words.first, let qualifier = NameWords.qualifier(word) {
      note(qualifier)
      words.removeFirst()
      // What follows is another name.
      if word.lowercased().hasPrefix("vel") { words = [] }
    }
  }

  private mutating func note(_ qualifier: String) {
    name.qualifier = name.qualifier.map { $0.contains(qualifier) ? $0 : "\($0) \(qualifier)" } ?? qualifier
  }

  private mutating func takeHybridMark() {
    guard let word = words.first, NameWords.isHybridMark(word) else { return }
    words.removeFirst()
    name.isHybrid = true
  }

  /// `subg. Vignea`, `sect. Phaestoglochin`, `(Vignea)` before an epithet.
  private mutating func takeInfrageneric() {
    guard let word = words.first else { return }
    if let rank = NameWords.infragenericRanks[word.lowercased()], words.count > 1 {
      let epithet = words[words.startIndex + 1]
      guard NameWords.genus(epithet) != nil else { return }
      words.removeFirst(2)
      name.infragenericEpithet = epithet
      name.rank = rank
      written += [word, epithet]
    } else if word.hasPrefix("("), word.hasSuffix(")"), words.count > 1,
      NameWords.genus(String(word.dropFirst().dropLast())) != nil,
      NameWords.isEpithet(words[words.startIndex + 1])
    {
      words.removeFirst()
      name.infragenericEpithet = String(word.dropFirst().dropLast())
      written.append(word)
    }
  }

  private mutating func takeSpecies() {
    takeQualifiers()
    let wasHybrid = name.isHybrid
    takeHybridMark()
    guard let epithet = takeEpithet() else {
      if name.infragenericEpithet == nil, NameWords.mayBeEpithet(words) { return takeUndecided() }
      if !NameWords.endsName(words.first) {
        if name.isHybrid, !wasHybrid { name.isHybridFormula = true }
        name.authorship = takeAuthorship()
      }
      return
    }
    name.specificEpithet = epithet
    name.rank = "species"
    written.append(name.isHybrid && !wasHybrid ? "× \(epithet)" : epithet)
    if let second = words.first, NameWords.epithetsOfTwoWords.contains("\(epithet) \(second)") {
      written.append(second)
      words.removeFirst()
      name.specificEpithet = "\(epithet)-\(second)"
    }
    if takeAggregate() { return }
    takeQualifiers()
    // A name of three words without a mark of rank: below the species, but of which rank it does not say.
    if let third = words.first, NameWords.isEpithet(third), !NameWords.isNote(third), NameWords.rankMarks[third] == nil
    {
      words.removeFirst()
      name.infraspecificEpithet = third
      name.rank = nil
      written.append(third)
    }
    if takesFormula() { return }
    name.authorship = takeAuthorship()
    specificAuthorship = name.authorship
    _ = takesFormula()
  }

  /// All that is written, up to a note: of what it is made is not clear.
  private mutating func takeUndecided() {
    name.isUndecided = true
    name.rank = nil
    repeat { _ = takeAuthorship() } while takeAsWritten()
    name.authorship = ""
  }

  private mutating func takeAsWritten() -> Bool {
    guard let word = words.popFirst() else { return false }
    written.append(NameWords.isHybridMark(word) ? "×" : word)
    return true
  }

  private mutating func takeAggregate() -> Bool {
    guard NameWords.isAggregate(words.first) else { return false }
    name.rank = "speciesAggregate"
    return true
  }

  /// `Salix alba × fragilis`.
  private mutating func takesFormula() -> Bool {
    guard let word = words.first, NameWords.isHybridMark(word), words.count > 1 else { return false }
    let next = words[words.startIndex + 1]
    // `Carex nigra subsp. × juncea` and `Rosa canina × 'Alba'` are no formulas.
    guard NameWords.isEpithet(next) || NameWords.genus(next) != nil || next.count == 2 && next.hasSuffix(".") else {
      return false
    }
    let parents = written + words
    name = ScientificName()
    name.genus = parents.first?.filter { $0 != "×" }
    name.rank = "species"
    name.isHybrid = true
    name.isHybridFormula = true
    written = parents
    words = []
    return true
  }

  /// `subsp. juncea (Fr.) Hyl.`, `'Alba'`. False where nothing of the kind follows.
  private mutating func takeBelowSpecies() -> Bool {
    takeQualifiers()
    guard name.specificEpithet != nil || name.genus != nil, let word = words.first else { return false }
    if let cultivar = takeCultivar(word) {
      name.cultivarEpithet = cultivar
      name.rank = "cultivar"
      written.append("'\(cultivar)'")
      return true
    }
    guard name.specificEpithet != nil, let rank = NameWords.rank(atMark: words) else { return false }
    words.removeFirst()
    takeQualifiers()
    let isHybrid = words.first.map(NameWords.isHybridMark) ?? false
    if isHybrid { words.removeFirst() }
    guard let epithet = takeEpithet(isCertain: !NameWords.isInitial(word)) else { return false }
    name.infraspecificEpithet = epithet
    name.rank = rank
    name.isHybrid = name.isHybrid || isHybrid || word.hasPrefix("notho")
    written += [NameWords.standardMarks[rank] ?? word, epithet]
    name.authorship = takeAuthorship()
    return true
  }

  /// `'Alba'`, `"Gileadensis"`, `cv. Alba`.
  private mutating func takeCultivar(_ word: String) -> String? {
    if ["cv.", "cv"].contains(word.lowercased()), words.count > 1 {
      words.removeFirst()
      return (words.popFirst() ?? "").filter { !"'‘’\"“”".contains($0) }
    }
    guard let quote = word.first, "'‘\"“".contains(quote), word.count > 1 else { return nil }
    var parts: [String] = []
    while let part = words.popFirst() {
      parts.append(part)
      if let last = part.last, "'’\"”".contains(last), parts.count > 1 || part.count > 1 { break }
    }
    let epithet = parts.joined(separator: " ").filter { !"‘’\"“”".contains($0) }
    return epithet.hasPrefix("'") ? String(epithet.dropFirst()).trimmingSuffix("'") : epithet.trimmingSuffix("'")
  }

  /// An epithet without doubt about it; `nana?` leaves its doubt in the qualifier.
  /// - Parameter isCertain: whether a capitalised word is one, too: older labels have `var. Brunfelsii`.
  private mutating func takeEpithet(isCertain: Bool = false) -> String? {
    guard var word = words.first else { return nil }
    if word.hasPrefix("?") || (word.hasSuffix("?") && word.count > 1) {
      word = word.filter { $0 != "?" }
      if NameWords.isEpithet(word) { note("?") }
    }
    if word.hasPrefix("×"), word.count > 1 {
      word.removeFirst()
      name.isHybrid = true
    }
    // `Carex nigra, det. Smith`, `Carex nigra.`
    if word.hasSuffix(",") || word.hasSuffix(";") || (word.hasSuffix(".") && words.count == 1),
      NameWords.isEpithet(String(word.dropLast())), !NameWords.endsName(word), word.count > 4
    {
      word.removeLast()
    }
    word = NameWords.withoutShouting(word)
    if isCertain && NameWords.isCapitalEpithet(word) || epithets.contains(Folding.fold(word)) {
      word = word.lowercased()
    }
    guard NameWords.isEpithet(word) else { return nil }
    words.removeFirst()
    return word
  }

  /// Words up to the next mark of a rank, a note or the end.
  private mutating func takeAuthorship() -> String {
    var authors: [String] = []
    var rest: ArraySlice<String> = []
    while let word = words.first {
      if NameWords.qualifier(word) != nil {
        takeQualifiers()
        continue
      }
      if NameWords.endsName(word) || NameWords.isHybridMark(word) || takesCultivarNext(word) { break }
      if NameWords.rank(atMark: words) != nil { break }
      guard name.isUndecided || NameWords.mayBeOfAuthors(word) else {
        // An epithet that is cut short, or a rank that is unknown: what follows belongs to it. `n. sp.` is a new species.
        if word != "n." {
          rest = words.prefix { !NameWords.endsName($0) }
          if authors.isEmpty, name.rank == "genus" { (name.isUndecided, name.rank) = (true, nil) }
        }
        words = []
        break
      }
      words.removeFirst()
      authors.append(word)
    }
    if NameWords.endsName(words.first) {
      if NameWords.isAggregate(words.first), name.rank == "species" { name.rank = "speciesAggregate" }
      words = []
    }
    while let last = authors.last, [",", ";", "&", "et", "ex", "in", "-", "—"].contains(last) { authors.removeLast() }
    let authorship = authors.joined(separator: " ").trimmingSuffix(",").trimmingSuffix(";")
    if !authorship.isEmpty { written.append(authorship) }
    written += rest
    return authorship
  }

  private func takesCultivarNext(_ word: String) -> Bool {
    guard let quote = word.first else { return false }
    return ("'‘\"“".contains(quote) && word.count > 2) || word.lowercased() == "cv."
  }
}

extension String {
  func trimmingSuffix(_ suffix: Character) -> String {
    var text = self[...]
    while text.last == suffix { text.removeLast() }
    return String(text)
  }
}
