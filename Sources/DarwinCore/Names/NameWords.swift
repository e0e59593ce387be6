/// The words in names that are neither names nor authors.
enum NameWords {
  /// The words of a name, with unreadable ones and all behind them left away, and notes in parentheses taken out.
  static func split(_ text: String) -> [String] {
    var words: [String] = []
    let isDoubtful = text.utf8.contains(UInt8(ascii: "[")) || text.hasBytes("..") || !text.utf8.allSatisfy { $0 < 0x80 }
    for part in spaced(text).split(whereSeparator: { $0 == " " || $0.isWhitespace }).flatMap(apart) {
      let word = String(part)
      if !isDoubtful {
        words.append(word)
        continue
      }
      if word.hasBytes("[?]") || word.hasBytes("\u{FFFD}") || word.hasBytes("…") || word.hasBytes("..") { break }
      words.append(word)
    }
    return withoutNotes(words)
  }

  /// Puts blanks where labels forget them: `L.var.`, `×foo`, `Salix×rubens`.
  private static func spaced(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: "_") }) { return text }
    var spaced = ""
    for character in text {
      switch character {
      case "✕", "╳", "⨯", "×": spaced += " × "
      case "\u{A0}", "\u{200B}", "\u{FEFF}", "_": spaced += " "
      default: spaced.append(character)
      }
    }
    return spaced
  }

  /// `L.var.` is two words.
  private static func apart(_ word: Substring) -> [Substring] {
    for mark in [".subsp.", ".ssp.", ".var.", ".forma."] where word.hasSuffix(mark) {
      return [word.dropLast(mark.count - 1), word.suffix(mark.count - 1)]
    }
    return [word]
  }

  /// `(incl. C. lacteus W.W. Smith)`, `[det. N.N.]`, `(= Poa bar)`.
  private static func withoutNotes(_ words: [String]) -> [String] {
    if !words.contains(where: { $0.hasPrefix("(") || $0.hasPrefix("[") }) { return words }
    var kept: [String] = []
    var depth = 0
    for (index, word) in words.enumerated() {
      let opens =
        word.hasPrefix("[")
        || (word.hasPrefix("(") && (isNoteStart(word) || isFormula(words[index...].prefix(through: ")"))))
      if opens || depth > 0 {
        depth += word.count { $0 == "(" || $0 == "[" } - word.count { $0 == ")" || $0 == "]" }
        depth = max(0, depth)
        continue
      }
      kept.append(word)
    }
    return kept
  }

  /// The parents of a hybrid in parentheses behind its name.
  private static func isFormula(_ words: [String]) -> Bool { words.dropFirst().contains(where: isHybridMark) }

  private static func isNoteStart(_ word: String) -> Bool {
    let first = word.dropFirst().lowercased().trimmingSuffix(")")
    return first.isEmpty
      || [
        "incl.", "incl", "excl.", "excl", "=", "≡", "syn.", "synonym", "as", "non", "not", "s.l.", "s.lat.", "s.str.",
        "agg.", "sensu", "inkl.", "hort.", "p.p.", "det.",
      ].contains(first)
  }

  /// `Carex`, also `CAREX`, also with a hyphen; nil for what no genus is written like.
  static func genus(_ word: String) -> String? {
    if noGenera.contains(word.lowercased()) { return nil }
    if isCapitalized(word) { return word }
    let plain = word.hasSuffix("?") ? String(word.dropLast()) : word
    guard let first = plain.unicodeScalars.first, first.properties.isUppercase, plain.count >= 3,
      plain.unicodeScalars.allSatisfy({ $0.properties.isAlphabetic || $0 == "-" })
    else { return nil }
    let rest = plain.dropFirst()
    let isShouted = plain.count > 1 && rest.allSatisfy { !$0.isLowercase }
    if isShouted { return plain.prefix(1) + rest.lowercased() }
    return rest.contains(where: \.isUppercase) && !rest.contains("-") ? nil : plain
  }

  /// Words that begin what is no name.
  private static let noGenera: Set<String> = [
    "unidentified", "unknown", "undetermined", "unbekannt", "mixed", "see", "sterile", "various", "several",
  ]

  /// One capital and small ASCII letters, three at least.
  private static func isCapitalized(_ word: String) -> Bool {
    guard let first = word.utf8.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first), word.utf8.count >= 3
    else {
      return false
    }
    return word.utf8.dropFirst().allSatisfy(isSmall)
  }

  private static func isSmall(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }

  static func withoutShouting(_ word: String) -> String {
    if word.utf8.last.map(isSmall) != false { return word }
    return shouted(word)
  }

  private static func shouted(_ word: String) -> String {
    word.count > 3 && word.allSatisfy { $0.isUppercase || $0 == "-" } ? word.lowercased() : word
  }

  /// Small letters and hyphens, at least two, and no word of authors (`ex`, `de`).
  static func isEpithet(_ word: String) -> Bool {
    guard word.utf8.count >= 2, let first = word.unicodeScalars.first,
      first.value >= 0x80 || isSmall(UInt8(first.value)),
      first.properties.isLowercase, !particles.contains(word), !notes.contains(word), !isHybridMark(word)
    else { return false }
    if word.utf8.allSatisfy(isSmall) { return rankMarks[word] == nil }
    return word.unicodeScalars.allSatisfy {
      ($0.properties.isAlphabetic && !$0.properties.isUppercase) || $0 == "-" || $0 == "'" || $0 == "’"
    } && rankMarks[word] == nil
  }

  static func isHybridMark(_ word: String) -> Bool { word == "×" || word == "x" || word == "X" }

  /// `cf.` and the like, in one spelling.
  static func qualifier(_ word: String) -> String? {
    guard let first = word.utf8.first, "cC aA nN pP vVfF?(".utf8.contains(first) else { return nil }
    return switch word.lowercased() {
    case "cf.", "cf", "cfr.", "cfr", "conf.", "confer": "cf."
    case "aff.", "aff", "affin.": "aff."
    case "?", "(?)": "?"
    case "near", "nr.", "nr", "prope": "near"
    case "prob.", "probably", "poss.", "possibly", "vel", "vel.", "forsan", "vid.", "vide", "videtur": "?"
    default: nil
    }
  }

  /// Whether the name proper ends before this word.
  static func endsName(_ word: String?) -> Bool {
    guard let word else { return true }
    if isCapitalized(word), word != "Hybrid" { return false }
    return isNote(word) || notes.contains(word.lowercased().trimmingSuffix(",").trimmingSuffix(";"))
  }

  static func isNote(_ word: String) -> Bool {
    notes.contains(word.lowercased()) || word.hasPrefix("=") || word.hasPrefix("≡")
  }

  private static let notes: Set<String> = [
    "sensu", "sec.", "sec", "auct.", "auct", "auctt.", "auctor.", "non", "nec", "not", "s.l.", "s.l", "s.lat.",
    "s.str.", "s.s.",
    "sens.", "emend.", "em.", "pro", "p.p.", "agg.", "agg", "aggr.", "aggregate", "sp.", "spp.", "sp", "spp",
    "spec.",
    "species", "indet.", "indet", "ined.", "nom.", "comb.", "hybr.", "hybrid", "det.", "typ.", "type", "holotype",
    "isotype",
    "group", "gr.", "grex", "coll.", "nov.", "typus", "mihi", "nobis", "flore", "floribus", "complex", "misapplied",
    "s.ampl.", "incl.", "excl.", "or", "oder",
    "and", "with",
  ]

  private static let particles: Set<String> = [
    "ex", "et", "de", "von", "van", "der", "den", "del", "da", "di", "do", "dos", "du", "des", "la", "le", "in", "f",
    "fil", "f.",
    "on", "of", "from", "at", "auf", "apud", "y", "bis", "al", "zu", "zur", "af", "av", "ter", "ten", "el", "and",
    "und", "d'", "emend", "bin", "ibn",
    "dal",
    "della", "van't",
  ]

  /// Marks of ranks below the species, as labels write them.
  static let rankMarks: [String: String] = [
    "subsp.": "subspecies", "subsp": "subspecies", "ssp.": "subspecies", "ssp": "subspecies",
    "nothosubsp.": "subspecies",
    "nssp.": "subspecies", "nsubsp.": "subspecies", "subspec.": "subspecies", "var.": "variety", "var": "variety",
    "v.": "variety",
    "nothovar.": "variety",
    "nvar.": "variety", "subvar.": "subvariety", "f.": "form", "fo.": "form", "fm.": "form", "forma": "form",
    "form.": "form", "fa.": "form",
    "nothof.": "form", "subf.": "subform", "subfo.": "subform", "convar.": "convariety", "prol.": "proles",
    "proles": "proles",
    "lusus": "lusus", "lus.": "lusus", "monstr.": "monstrosity", "mut.": "mutatio", "stirps": "stirps", "race": "race",
    "β": "variety", "α": "variety", "γ": "variety",
  ]

  static let standardMarks = [
    "subspecies": "subsp.", "variety": "var.", "subvariety": "subvar.", "form": "f.", "subform": "subf.",
  ]

  /// The rank whose mark stands first. `f.` is also the son of an author (`L. f.`) and needs an epithet behind it.
  static func rank(atMark words: ArraySlice<String>) -> String? {
    guard let word = words.first, let rank = rankMarks[word.lowercased()], words.count > 1 else { return nil }
    let next = words[words.startIndex + 1]
    let isNext =
      isEpithet(next.filter { $0 != "?" }) || isHybridMark(next) || qualifier(next) != nil
      || (!isInitial(word) && isCapitalEpithet(next))
    return isNext ? rank : nil
  }

  /// `f.` and `v.` may be letters of an author's name.
  static func isInitial(_ mark: String) -> Bool { mark.count <= 2 }

  /// One capital, then small letters, perhaps with a hyphen: `Davalliana`, `Filix-mas`.
  static func isCapitalEpithet(_ word: String) -> Bool {
    guard word.utf8.count >= 4, word.unicodeScalars.first?.properties.isUppercase == true else { return false }
    return word.unicodeScalars.dropFirst().allSatisfy {
      ($0.properties.isAlphabetic && !$0.properties.isUppercase) || $0 == "-"
    }
  }

  /// Whether the first word may be an epithet that is written with a capital, as names of persons and old genera were
  /// (article 60 of the Code): one without full stop, and an author behind it.
  static func mayBeEpithet(_ words: ArraySlice<String>) -> Bool {
    guard let word = words.first, isCapitalEpithet(word.filter { $0 != "-" }.prefix(1) + word.dropFirst().lowercased()),
      isCapitalized(word) || word.contains("-"), !titles.contains(word)
    else { return false }
    guard words.count > 1 else { return true }
    let next = words[words.startIndex + 1]
    return next.first == "(" || next.first?.isUppercase == true || isHybridMark(next)
  }

  /// Whether a word may stand among authors: one with a capital, a number, or a particle such as `ex` and `von`.
  static func mayBeOfAuthors(_ word: String) -> Bool {
    // A number is a year or none of a name's.
    if word.utf8.allSatisfy(ISODate.isDigit), word.utf8.count != 4 { return false }
    guard let first = word.unicodeScalars.first(where: \.properties.isAlphabetic), first.properties.isLowercase else {
      return true
    }
    let plain = word.filter { !"()[],;".contains($0) }
    return particles.contains(plain) || amongAuthors.contains(plain) || plain.contains("'") || plain.contains("’")
  }

  /// Small words in authors' names and behind them.
  private static let amongAuthors: Set<String> = [
    "hort.", "hort", "v.", "d.", "e", "i", "a", "al.", "fil.", "filius", "jun.", "jr.", "jr", "sen.", "sr.", "pat.",
    "frat.",
    "junior", "senior", "vom", "zum", "den", "op", "las", "los", "os", "litt.", "sched.", "herb.", "press", "per",
    "mihi", "bis.", "ms.", "mss.", "t.", "s.", "it.",
  ]

  static func isAggregate(_ word: String?) -> Bool {
    word.map { ["agg.", "agg", "aggr.", "aggregate", "coll."].contains($0) } ?? false
  }

  /// Epithets that are written with a hyphen (article 60.11 of the Code), and without one on many labels.
  static let epithetsOfTwoWords: Set<String> = [
    "anagallis aquatica", "barba jovis", "bursa pastoris", "caput galli", "caput medusae", "coeli rosa", "crista galli",
    "crus galli", "ficus indica", "filix femina", "filix mas", "flos cuculi", "flos jovis", "herba alba",
    "lacryma jobi",
    "lingua cervina", "morsus ranae", "nidus avis", "noli tangere", "novae angliae", "novi belgii", "oculus christi",
    "pes caprae", "plantago aquatica", "ruta muraria", "spina christi", "unguis cati", "uva crispa",
    "uva ursi", "vitis idaea",
  ]

  /// Words with a capital that begin an author's name.
  private static let titles: Set<String> = ["Saint", "Sankt", "Santa", "Vander", "Vanden", "Delle", "Della"]

  static let infragenericRanks: [String: String] = [
    "subg.": "subgenus", "subgen.": "subgenus", "subgenus": "subgenus", "sect.": "section", "sectio": "section",
    "section": "section", "ser.": "series", "series": "series", "subsect.": "subsection", "subser.": "subseries",
  ]

  /// By its ending (articles 16 to 19 of the Code); nil for a genus.
  static func rank(ofUninomial word: String) -> String? {
    let endings = [
      ("aceae", "family"), ("oideae", "subfamily"), ("ales", "order"), ("opsida", "class"), ("phyta", "phylum"),
    ]
    if ["Compositae", "Cruciferae", "Gramineae", "Guttiferae", "Labiatae", "Leguminosae", "Palmae", "Umbelliferae"]
      .contains(word)
    {
      return "family"
    }
    if ["Plantae", "Fungi", "Chromista", "Protozoa", "Bacteria"].contains(word) { return "kingdom" }
    return endings.first { word.hasSuffix($0.0) && word.count >= 7 }?.1
  }
}

extension ArraySlice<String> {
  /// Up to the first word that ends with `mark`, with it.
  fileprivate func prefix(through mark: Character) -> [String] {
    let end = firstIndex { $0.last == mark } ?? endIndex - 1
    return Array(self[startIndex...end])
  }
}
