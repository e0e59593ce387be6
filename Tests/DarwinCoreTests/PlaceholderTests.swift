import Testing

@testable import DarwinCore

@Suite struct PlaceholderTests {
  @Test(
    arguments: [
      "", " ", "\u{00A0}", "-", "--", "—", "…", "...", "?", "[?]", "[?] [?]", "(?)", "\u{0}", "\u{FFFD}", "*", "\"\"",
      "null", "None", "(none)", "N/A", "n.a.", "N.A.", "NA", "n. a.", "#N/A", "NaN", "nil", "<UNKNOWN>", "Unknown.",
      "UNKNOWN!", "[illegible]", "{illegible}", "«illegible»", "illegible illegible", "illegible; unknown", "Not found",
      "not present", "No data", "not applicable", "Not legible", "missing", "blank", "string", "Not on label",
      "not visible on the label", "No date", "no information available", "Not specified.", "unspecified", "not stated",
      "cannot be read", "collector unknown", "unknown collector", "date unknown", "n.d.", "s.d.", "S. D.", "undated",
      "unbekannt", "unleserlich", "keine Angabe", "nicht angegeben", "ohne Datum", "nicht lesbar", "k.A.", "o.A.",
      "inconnu", "non indiqué", "sans date", "illisible", "néant", "pas de date", "non précisé", "Indéterminé",
      "desconocido", "sin fecha", "ilegible", "no indicado", "sin datos", "no consta", "s/d", "s/n",
      "desconhecido", "ilegível", "não informado", "sem data", "sconosciuto", "senza data", "illeggibile",
      "onbekend", "onleesbaar", "niet vermeld", "okänd", "oläslig", "ukjent", "ikke angitt", "ei tietoa", "tuntematon",
      "nieznany", "brak danych", "nieczytelne", "neznámý", "bez data", "ismeretlen", "неизвестно", "не указано",
      "нет данных", "без даты", "不明", "未知", "なし", "無", "记载缺失", "미상", "sine dato", "sine loco", "sine numero",
      "Άγνωστο", "ILEGÍVEL", "N/A (not visible)", "No catalog number visible", "ikke oppgitt", "ei tiedossa",
      "neuvedeno",
      "-999", "0000-00-00",
    ])
  func `a value that says nothing is found in any language, bracket and punctuation`(text: String) {
    #expect(Placeholder.matches(text))
  }

  @Test(
    arguments: [
      "0", "1", "?1", "[?]a", "12.", "♀", "No. 5", "Nada Creek", "Unknown River", "Nobody", "None-Such Farm",
      "Carex [?]", "J. Blank", "Empty Quarter", "Date", "label", "No", "Non", "Sans Souci", "Ohne", "L.", "N", "A",
      "s.l.",
      "indet. grass", "Indiana", "ND", "SD", "not common", "no flowers", "without fruit", "date palm",
      "Missing Link Ranch",
      "-1", "-999 m", "9999", "steril", "sin flores", "无锡", "無花果", "Brakel", "Nilgiri", "Nanaimo", "Naples", "sterile",
      "white",
    ])
  func `a value that says something is none`(text: String) { #expect(!Placeholder.matches(text)) }

  @Test func `the quick look at a value's beginning passes each word and each phrase that says nothing`() {
    let words = [Placeholder.nothing, Placeholder.negations, Placeholder.company].joined()
    for word in words {
      for text in [String(word), word.uppercased(), "[\(word)]", "\(word) xyz", " \(word)."] {
        #expect(Placeholder.WordShapes.known.mayHold(text), "\(text)")
      }
    }
    for phrase in Placeholder.abbreviations.union(Placeholder.phrases) {
      let spaced = phrase.map(String.init).joined(separator: ". ")
      #expect(Placeholder.WordShapes.known.mayHold(phrase), "\(phrase)")
      #expect(Placeholder.WordShapes.known.mayHold(spaced), "\(spaced)")
    }
    let values = ["Rothrock", "Quercus", "Jones Smith", "Flagstaff", "preserved specimen"]
    #expect(values.filter { Placeholder.WordShapes.known.mayHold($0) }.count < 3)
  }

  @Test func `what says nothing elsewhere may be a term's value`() {
    #expect(!Placeholder.matches("NA", term: "countryCode"))
    #expect(!Placeholder.matches("s.n.", term: "recordNumber"))
    #expect(Placeholder.matches("s.n.", term: "catalogNumber"))
    #expect(!Placeholder.matches("N.D.", term: "stateProvince"))
  }

  @Test func `a long text of marks says nothing, a long text of words something`() {
    #expect(Placeholder.matches(String(repeating: ". ", count: 5000)))
    #expect(!Placeholder.matches(String(repeating: "unknown ", count: 500) + "river"))
  }
}
