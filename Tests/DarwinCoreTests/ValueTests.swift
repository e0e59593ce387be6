import DarwinCore
import Testing

@Suite struct ValueTests {
  @Test(arguments: [
    ("Canada", "CA"), ("Österreich", "AT"), ("U.S.A.", "US"), ("México", "MX"), ("Suède", "SE"), ("England", "GB"),
    ("NA", "NA"), ("de", "DE"),
  ])
  func `a country's name in any language has its code`(name: String, code: String) {
    #expect(Country.code(of: name) == code)
  }

  @Test(arguments: ["", "Aust.", "USSR", "Yugoslavia", "Congo", "x", "null", "Atlantis"])
  func `what is no country, or several, has none`(name: String) { #expect(Country.code(of: name) == nil) }

  @Test(arguments: [
    ("A. Smith & B. Jones, with C. Brown", "A. Smith | B. Jones | C. Brown"), ("Smith, A.", "Smith, A."),
    ("leg. A. M. Thorvaldsen", "A. M. Thorvaldsen"),
    ("J. Smith, A. Jones, B. Clark", "J. Smith | A. Jones | B. Clark"),
    ("Smith, J. & Jones, B.", "Smith, J. | Jones, B."), ("unknown", ""),
    ("B. Jones | A. Smith", "B. Jones | A. Smith"),
  ])
  func `people stand in their order with bars between`(text: String, list: String) {
    #expect(People.list(text) == list)
  }

  @Test(arguments: [
    ("a\tb", "a b"), ("a\r\nb", "a b"), ("a\u{0}b", "ab"), ("a\u{2028}b", "a b"), ("\\N", ""), ("\u{202E}abc", "abc"),
    ("  a   b ", "a b"),
    ("\"quoted\"", "\"quoted\""), ("\u{FEFF}x", "x"), ("\u{7F}\u{9B}x", "x"), ("שלום", "שלום"),
    ("e\u{301}", "e\u{301}"), ("\u{FFFD}", "\u{FFFD}"),
  ])
  func `a cell is one line without controls`(text: String, cell: String) { #expect(Cell.clean(text) == cell) }

  @Test func `a licence is known by its address, and named by its usual names`() {
    #expect(Licence.address(of: "CC0") == "https://creativecommons.org/publicdomain/zero/1.0/legalcode")
    #expect(Licence.address(of: "CC BY-NC 4.0") == "https://creativecommons.org/licenses/by-nc/4.0/legalcode")
    #expect(Licence.address(of: "CC BY 3.0") == nil)
    #expect(Licence.isTakenByGBIF("https://creativecommons.org/licenses/by/4.0/legalcode"))
    #expect(!Licence.isTakenByGBIF("https://creativecommons.org/licenses/by-nd/4.0/legalcode"))
  }

  @Test func `what people write for a vocabulary's value is understood where it means one`() {
    #expect(Vocabulary.taxonRank.value(of: "ssp.") == "subspecies")
    #expect(Vocabulary.typeStatus.value(of: "Holo.") == "Holotype")
    #expect(Vocabulary.typeStatus.value(of: "isotipo") == "Isotype")
    #expect(Vocabulary.basisOfRecord.value(of: "formalin") == nil)
    #expect(GeodeticDatum.code(of: "NAD 27") == "EPSG:4267")
  }
}
