import Testing

@testable import DarwinCore

/// What labels and models write in ways that are easily taken for something else.
@Suite("Nothing is made up from what a label leaves open")
struct LabelFormsTests {
  @Test(
    "the minus of a longitude is seen however the two stand together",
    arguments: [
      "45.5017 -73.5673", "45.5017° -73.5673°", "Lat 45.5017 Lon -73.5673", "lat:45.5017 long:-73.5673",
      "lat 45.5017 lon-73.5673", "45.5017, -73.5673", "45.5017; - 73.5673", "45.5017N 73.5673W", "45.5017N-73.5673W",
      "45.5017° N - 73.5673° W", "(45.5017 −73.5673)", "45.5017 N / -73.5673 W",
      "45.5017\u{A0}-73.5673",
    ])
  func minus(_ text: String) {
    #expect(
      CoordinateReading(verbatim: text).coordinates == Coordinates(latitude: 45.5017, longitude: -73.5673), "\(text)")
  }

  @Test(
    "a dash that may be a minus or join two angles makes no point",
    arguments: ["45.5017 - 73.5673", "45.5017° - 73.5673°", "45.5017-73.5673", "45.5 N-73.5"])
  func dash(_ text: String) { #expect(CoordinateReading(verbatim: text).coordinates == nil, "\(text)") }

  @Test("a dash within an angle joins its parts", arguments: ["53°-21' N, 105°-47' W", "53-21 N 105-47 W"])
  func joint(_ text: String) {
    #expect(CoordinateReading(verbatim: text).coordinates == Coordinates(latitude: 53.35, longitude: -105.783333))
  }

  @Test(
    "datum, accuracy and words beside two angles do not hide them",
    arguments: [
      "45.5°N, 73.25°W, WGS84", "45.5°N, 73.25°W ± 100 m", "45.5°N 73.25°W +/- 1 km", "45°30'N x 73°15'W",
      "45°30'N × 73°15'W", "45°30' lat. bor. 73°15' long. occ.", "45°30' de latitud norte y 73°15' de longitud oeste",
      "latitude 45°30' north, longitude 73°15' west of Greenwich", "45°30' nord 73°15' vest",
    ])
  func besides(_ text: String) {
    #expect(CoordinateReading(verbatim: text).coordinates == Coordinates(latitude: 45.5, longitude: -73.25), "\(text)")
  }

  @Test(
    "a height that is a bound, doubted or cut short is none; what is plain is one",
    arguments: [
      ("3-400 m", nil), ("15-1600 m", nil), ("5-600 ft.", nil), ("2-30 m", nil), ("10-1200 m", nil),
      ("bis 1200 m", nil),
      ("max. 1200 m", nil), ("min. 1200 m", nil), ("1200 ± 50 m", nil), ("50 ± 100 m", nil), ("to 1200 m", nil),
      ("min. 100 max. 200 m", "100-200"), ("± 1200 m", "1200-1200"), ("10-100 m", "10-100"), ("50-1000 m", "50-1000"),
      ("0-100 m", "0-100"), ("5-10 m", "5-10"), ("1-10 m", "1-10"), ("10-200 m", "10-200"), ("300-400 m", "300-400"),
      ("1200-1400 ft.", "366-427"), ("sea level", "0-0"), ("At sea-level.", "0-0"),
      ("between 4000 and 4500 feet", "1219-1372"), ("30 moh", "30-30"), ("30 m.o.h.", "30-30"),
    ] as [(String, String?)])
  func bounds(_ text: String, _ wanted: String?) {
    let range = MetreRange(verbatim: text)
    #expect(range.map { "\($0.minimumText)-\($0.maximumText)" } == wanted, "\(text)")
  }

  @Test(
    "a part of a date that cannot be read is not known, and the rest is",
    arguments: [
      ("1[?] May 1932", "1932-05"), ("[?]2 May 1932", "1932-05"), ("2[?].VIII.1932", "1932-08"),
      ("[?] May 1932", "1932-05"), ("12 [?] 1932", "1932"), ("12.[?].1932", "1932"), ("12.?.1932", "1932"),
      ("12 ? 1932", "1932"), ("1? May 1932", "1932-05"), ("?2 May 1932", "1932-05"), ("1\u{FFFD} May 1932", "1932-05"),
      ("1[?]-15 May 1932", "1932-05"), ("[?].8.1932", "1932-08"), ("12? May 1932", "1932-05-12"),
      ("12 May 1932?", "1932-05-12"), ("? 1840", "1840"), ("?1840", "1840"), ("193?", "1930-01-01/1939-12-31"),
      ("[?]/5/1932", "1932"), ("May 1[?], 1932", "1932-05"),
      ("V.[?].1932", "1932-05"), ("12.[?].32", nil), ("12 May 19[?]2", nil), ("12 May 193[?]", nil), ("[?]", nil),
      ("12 May [?]", nil),
    ] as [(String, String?)])
  func unreadableDate(_ text: String, _ iso: String?) { #expect(DateReading(verbatim: text).iso == iso, "\(text)") }

  @Test(
    "a number beside a season is no month",
    arguments: [
      ("Winter 1910-11", "1910/1911"), ("winter of 1908-09", "1908/1909"), ("Winter 1911/12", "1911/1912"),
      ("Winter 1932-33", "1932/1933"), ("Winter 1932-1933", "1932/1933"), ("Hiver 1899-1900", "1899/1900"),
      ("Spring 1881", "1881"), ("Summer 1910 to Winter 1912", "1910/1912"), ("Summer 1932-5", nil),
      ("early Spring 1881", "1881"), ("early May 1932", "1932-05"), ("Fall, Oct. 1932", "1932-10"),
      ("1910/11", "1910/1911"), ("1911/05", "1911-05"), ("1910-11", "1910-11"),
    ] as [(String, String?)])
  func season(_ text: String, _ iso: String?) { #expect(DateReading(verbatim: text).iso == iso, "\(text)") }

  @Test(
    "months are known in older German, Croatian, bent Latin and signs of one letter; a time of the day is no part of a date",
    arguments: [
      ("3 Hornung 1799", "1799-02-03"), ("d. 3. Brachmonat 1820", "1820-06-03"), ("13. lipnja 1899.", "1899-06-13"),
      ("13. srpnja 1899.", "1899-07-13"), ("13 sierpnia 1899", "1899-08-13"), ("13 srpna 1899", "1899-08-13"),
      ("13 rujna 1899", "1899-09-13"), ("mense Junio 1865", "1865-06"), ("die 3 mensis Augusto 1799", "1799-08-03"),
      ("2 Xbris 1790", "1790-12-02"), ("3 Ⅸ 1899", "1899-09-03"), ("１３．９．１８９９", "1899-09-13"),
      ("3 Sept 1899 10:30 AM", "1899-09-03"), ("10:30:15, 3 Sept 1899", "1899-09-03"),
      ("3 Sept 1899 at noon", "1899-09-03"), ("13:09:1899", "1899-09-13"),
      ("3.ix.1899 14:05 Uhr", "1899-09-03"), ("13 lip 1899", nil), ("13 lis 1899", nil), ("listopad 1899", nil),
    ] as [(String, String?)])
  func months(_ text: String, _ iso: String?) { #expect(DateReading(verbatim: text).iso == iso, "\(text)") }

  @Test("a month's name that is another month in another language is no month")
  func listopad() {
    #expect(DateReading(verbatim: "12. listopada 1935.") == .none)
    let record = Interpretation(read: ["verbatimEventDate": "12. listopada 1935.", "eventDate": "1935-10-12"])
    #expect(record["eventDate"] == "1935-10-12" && record.remarks.isEmpty)
  }

  @Test(
    "a capitalised epithet behind a genus is no author",
    arguments: [
      "Carex Davalliana Sm.", "Orchis Morio L.", "Aspidium Filix-mas Sw.", "Viola Riviniana Rchb. × silvestris",
    ])
  func capitals(_ text: String) {
    let record = Interpretation(read: ["scientificName": text])
    #expect(record["scientificName"] == text)
    #expect(record["taxonRank"] == nil && record["scientificNameAuthorship"] == nil && record["genus"] != nil)
    #expect(record.remarks.isEmpty)
  }

  @Test("it is an epithet where the model has it as one", arguments: ["davalliana", "Davalliana"])
  func knownEpithet(_ epithet: String) {
    let record = Interpretation(read: [
      "scientificName": "Carex Davalliana Sm.", "specificEpithet": epithet, "taxonRank": "species",
      "scientificNameAuthorship": "Sm.",
    ])
    #expect(record["scientificName"] == "Carex davalliana Sm." && record["specificEpithet"] == "davalliana")
    #expect(record["taxonRank"] == "species" && record["scientificNameAuthorship"] == "Sm.")
    #expect(record.remarks.isEmpty, "\(record.remarks)")
  }

  @Test("and behind the mark of a rank")
  func capitalVariety() {
    let name = ScientificName("Asplenium viride L. var. Brunfelsii Heufl.")
    #expect(name?.infraspecificEpithet == "brunfelsii" && name?.rank == "variety" && name?.authorship == "Heufl.")
    #expect(ScientificName("Poa annua L. f. Smith")?.infraspecificEpithet == nil)
  }

  @Test("names that differ in such a word are not the same")
  func capitalsCompared() {
    let kind = FactKind.name
    #expect(ValueMatch("Carex Davalliana Sm.", "Carex Hostiana DC.", kind: kind) == .different)
    #expect(ValueMatch("Carex Davalliana Sm.", "Carex davalliana", kind: kind) == .sameFact)
    #expect(ValueMatch("Carex davalliana", "Carex Davalliana Sm.", kind: kind) == .sameFact)
  }

  @Test(
    "heights in both units, below the sea, and in other languages",
    arguments: [
      ("200 ft below sea level", "-61", "-61"), ("390 m below sea level", "-390", "-390"),
      ("100-200 m below sea level", "-200", "-100"), ("500 m n.p.m.", "500", "500"), ("1500± m", "1500", "1500"),
      ("1500-1600 m (4900-5250 ft)", "1500", "1600"), ("4900-5250 ft (1500-1600 m)", "1500", "1600"),
      ("500 m above sea level", "500", "500"),
    ])
  func heights(_ text: String, _ minimum: String, _ maximum: String) {
    let range = MetreRange(verbatim: text)
    #expect(range?.minimumText == minimum && range?.maximumText == maximum, "\(text)")
  }

  @Test("two ranges that differ, and a depth below the surface")
  func otherHeights() {
    #expect(MetreRange(verbatim: "1500-1600 m (100-200 ft)") == nil)
    #expect(MetreRange(verbatim: "5 m below surface", ofDepth: true)?.minimumText == "5")
    #expect(MetreRange(verbatim: "20 m below sea level", ofDepth: true)?.minimumText == "20")
  }

  @Test(
    "what herbx cannot read does not make the model contradict itself",
    arguments: [
      ("minimumElevationInMeters", "500", "verbatimElevation", "500 m at the old mill"),
      ("decimalLatitude", "48.2", "verbatimCoordinates", "48°12'N 16°22'E (Google Earth)"),
      ("decimalLatitude", "48.2", "verbatimCoordinates", "48°12' 16°22'"),
    ])
  func unread(_ term: String, _ own: String, _ verbatimTerm: String, _ verbatim: String) {
    let record = Interpretation(read: [term: own, "decimalLongitude": "16.366667", verbatimTerm: verbatim])
    #expect(record.remarks.contains { $0.term == term } && !record.remarks.contains { $0.isContradiction })
  }

  @Test(
    "names that are words for nothing elsewhere are values of their terms",
    arguments: [
      ("stateProvince", "Nan"), ("locality", "Sin Nombre"), ("municipality", "Nera"), ("recordedBy", "Blank"),
      ("specificEpithet", "incognita"),
    ])
  func names(_ term: String, _ value: String) {
    #expect(!Placeholder.matches(value, term: term))
    #expect(Placeholder.matches(value, term: "habitat"))
  }

  @Test(
    "a doubted type is none, and several are told apart",
    arguments: [
      ("Holotype?", nil), ("? Isotype", nil), ("Type locality", nil), ("holotype; isotype", "Holotype | Isotype"),
      ("Isotypus of Carex x", "Isotype of Carex x"),
    ] as [(String, String?)])
  func types(_ text: String, _ standard: String?) { #expect(TypeDesignation.standardized(text) == standard) }

  @Test(
    "people are not parted where no people are",
    arguments: [
      ("A. Costa e Silva", "A. Costa e Silva"), ("J. Ortega y Gasset", "J. Ortega y Gasset"),
      ("A. Silva e B. Costa", "A. Silva | B. Costa"), ("E. & J. Palmer", "E. & J. Palmer"),
      ("Mr. and Mrs. J. Clemens", "Mr. and Mrs. J. Clemens"), ("J. Smith et al.", "J. Smith et al."),
      ("J. Smith & A. Jones et al.", "J. Smith | A. Jones et al."), ("leg. A. Smith, det. B. Jones", "A. Smith"),
      ("det. B. Jones", "B. Jones"),
    ])
  func people(_ text: String, _ list: String) { #expect(People.list(text, of: "recordedBy") == list) }

  @Test("a date of which the parts alone are given is one")
  func dateOfParts() {
    let record = Interpretation(read: ["year": "1932", "month": "05", "day": "7"])
    #expect(record["eventDate"] == "1932-05-07" && record["month"] == "5" && record["day"] == "7")
    #expect(record.remarks.isEmpty)
    #expect(Interpretation(read: ["year": "1932", "day": "7"])["eventDate"] == nil)
    #expect(Interpretation(read: ["year": "1932", "month": "13"])["eventDate"] == nil)
    #expect(Interpretation(read: ["year": "1932", "verbatimEventDate": "zzzz"])["eventDate"] == nil)
  }

  @Test("the United Kingdom by the letters that labels write")
  func kingdom() { #expect(Country.code(of: "U.K.") == "GB" && Country.code(of: "UK") == "GB") }

  @Test(
    "people are parted where a list is plain, and nobody is made of a word",
    arguments: [
      ("J. Macoun & Rev. J. Fowler", "J. Macoun | Rev. J. Fowler"), ("Rev. J. Smith", "Rev. J. Smith"),
      ("Smith, Jones & Brown", "Smith | Jones | Brown"), ("Smith, J. & Brown, A.", "Smith, J. | Brown, A."),
      ("Smith J., Jones A.", "Smith J. | Jones A."), ("Smith JA, Jones BC", "Smith JA | Jones BC"),
      ("Иванов И.И., Петров П.П.", "Иванов И.И. | Петров П.П."), ("Müller u. Schmidt", "Müller | Schmidt"),
      ("E. Palmer Jr., J. Smith", "E. Palmer Jr. | J. Smith"), ("C. Smith, Jr.", "C. Smith, Jr."),
      ("J. Smith et fils", "J. Smith et fils"), ("李伟、王芳", "李伟 | 王芳"), ("Smith, J.", "Smith, J."),
      ("Smith, John, Jones, Ann", "Smith, John, Jones, Ann"), ("Ulrich, U.", "Ulrich, U."),
    ])
  func parted(_ text: String, _ list: String) { #expect(People.list(text, of: "recordedBy") == list) }

  @Test("who has revised is no reverend where a plant is determined")
  func revised() { #expect(People.list("rev. J. Smith", of: "identifiedBy") == "J. Smith") }

  @Test(
    "a name of the past gives the country that the place is part of now, and none where there are several",
    arguments: [
      ("Northern Rhodesia", "ZM"), ("N. Rhodesia", "ZM"), ("Southern Rhodesia", "ZW"), ("Rhodesia", nil),
      ("French Guinea", "GN"), ("French Guiana", "GF"), ("Guiana", nil), ("British Guiana", "GY"),
      ("Inner Mongolia", "CN"),
      ("Mongolia", "MN"), ("Malacca", "MY"), ("Korea", nil), ("South Korea", "KR"), ("Palestine", nil),
      ("Galicia", nil),
      ("Pommern", nil), ("Tyrol", nil), ("British India", nil), ("India", "IN"), ("United Arab Republic", nil),
    ] as [(String, String?)])
  func pastCountry(_ name: String, _ code: String?) { #expect(Country.code(of: name) == code) }

  @Test(
    "the Latin of a type is its status, and no words are left beside it",
    arguments: [
      ("original material", "Originalmaterial"), ("TYPE SPECIMEN", "Type"), ("cotypus", "Cotype"),
      ("Isosyntypus", "Isosyntype"), ("Isolectotypus", "Isolectotype"),
    ])
  func latinTypes(_ text: String, _ status: String) {
    #expect(Interpretation(read: ["typeStatus": text])["typeStatus"] == status)
  }

  @Test(
    "decimals are no grid, and a longitude that is named first is one",
    arguments: [
      ("47.508333, 16.370833", 47.508333, 16.370833), ("-12.345678 -76.543210", -12.345678, -76.54321),
      ("47.508333 N 16.370833 E", 47.508333, 16.370833), ("S12.345678 W76.543210", -12.345678, -76.54321),
      ("Long 16.37 Lat 47.50", 47.5, 16.37), ("lon: 16.3 lat: 47.5", 47.5, 16.3),
      ("longitude 16.37 latitude -33.5", -33.5, 16.37), ("Lat 47.50 Long 16.37", 47.5, 16.37),
    ])
  func decimals(_ text: String, _ latitude: Double, _ longitude: Double) {
    let point = CoordinateReading(verbatim: text).coordinates
    #expect(point == Coordinates(latitude: latitude, longitude: longitude), "\(text)")
  }

  @Test("grids stay grids", arguments: ["33U 456789 5890123", "456789 5890123", "33U 456789.5 5890123.1"])
  func grids(_ text: String) { #expect(CoordinateReading(verbatim: text) == .otherSystem("UTM")) }

  @Test(
    "a number of something else, an hour and a bound are no day",
    arguments: [
      ("No. 12, May 1932", nil), ("no. 5, VI.1932", nil), ("10 Uhr, Mai 1932", "1932-05"),
      ("10.30 Uhr, 5. Mai 1932", "1932-05-05"),
      ("5 am, May 1932", "1932-05"), ("3 pm May 1932", "1932-05"), ("12 noon May 1932", "1932-05"),
      ("am 5. Mai 1932", "1932-05-05"), ("bis 12.V.1932", nil), ("to 12 May 1932", nil), ("till 1932", nil),
      ("< 1932", nil),
      (">1932", nil), ("1. bis 12. Mai 1932", "1932-05-01/1932-05-12"), ("3 Ağustos 1932", "1932-08-03"),
    ] as [(String, String?)])
  func noDay(_ text: String, _ iso: String?) { #expect(DateReading(verbatim: text).iso == iso, "\(text)") }

  @Test(
    "a height with a dash before it, a depth, and one that is told twice is none",
    arguments: [
      ("alt. -5 m", nil), ("elev. −5 to 10 m", nil), ("depth 20 m", nil), ("50 m in water", nil), ("l200 m", nil),
      ("500 m (550 m)", nil), ("-5 m", "-5"), ("Elev. - 1200 m", "1200"), ("3000′", "914"), ("500 m (1640 ft)", "500"),
    ] as [(String, String?)])
  func dashedHeights(_ text: String, _ minimum: String?) {
    #expect(MetreRange(verbatim: text)?.minimumText == minimum, "\(text)")
  }

  @Test("a depth is one where depths are asked for")
  func depth() { #expect(MetreRange(verbatim: "depth 20 m", ofDepth: true)?.minimumText == "20") }

  @Test(
    "full stops between digits are none of a sentence's",
    arguments: [
      ("1.11.1932", "11.1.1932"), ("4.512", "45.12"), ("1.5 m", "15 m"), ("1.23", "12.3"), ("12.5", "125"),
    ])
  func digits(_ one: String, _ other: String) { #expect(NormalisedText.of(one) != NormalisedText.of(other)) }

  @Test(
    "short surnames and initials that look like particles tell people apart",
    arguments: [("H. Le", "H. Du"), ("T. La", "T. Di"), ("Y. Wang", "X. Wang")])
  func particles(_ one: String, _ other: String) {
    #expect(ValueMatch(one, other, kind: .people) == .different)
  }

  @Test("what no sheet can say is the dataset's alone")
  func datasetAlone() {
    let read = [
      "license": "foo", "basisOfRecord": "HumanObservation", "kingdom": "Animalia", "nomenclaturalCode": "ICZN",
      "rightsHolder": "me", "institutionCode": "K",
    ]
    let dataset = DatasetValues(constants: ["license": "CC0", "kingdom": "Plantae", "institutionCode": "B"])
    let record = Interpretation(read: read, dataset: dataset)
    #expect(record["license"] == "CC0" && record["kingdom"] == "Plantae" && record["institutionCode"] == "K")
    #expect(record["basisOfRecord"] == "PreservedSpecimen" && record["nomenclaturalCode"] == "ICN")
    #expect(record["rightsHolder"] == nil)
    #expect(Interpretation(read: [:], dataset: dataset)["institutionCode"] == "B")
  }

  @Test("a curator who accepts one half of a point leaves the other where it is")
  func halfAPoint() {
    let record = Interpretation(
      read: ["decimalLatitude": "47.5", "decimalLongitude": "16.366667"], curated: ["decimalLatitude": "47.5"])
    #expect(record["decimalLatitude"] == "47.5" && record["decimalLongitude"] == "16.366667")
  }

  @Test(
    "notes, other names and words that are none make no name",
    arguments: [
      ("Bryum argenteum vel caespiticium", "Bryum argenteum"), ("Asteraceae Arctium nemorosum", "Arctium nemorosum"),
      ("Arctium nemorosum mihi", "Arctium nemorosum"), ("Arctium nemorosum flore albo", "Arctium nemorosum"),
      ("Lycopodium clavatum complex", "Lycopodium clavatum"), ("Unidentified moss", nil), ("See label", nil),
      ("Mixed collection", nil), ("Asteraceae", "Asteraceae"), ("Asteraceae Bercht. & J.Presl", "Asteraceae"),
    ] as [(String, String?)])
  func noNames(_ text: String, _ canonical: String?) { #expect(ScientificName(text)?.canonicalName == canonical) }

  @Test("who gathers and determines is one person", arguments: ["recordedBy", "identifiedBy"])
  func gathererAndDeterminer(_ term: String) {
    #expect(People.list("leg. et det. A. Smith", of: term) == "A. Smith")
    #expect(People.list("A. Smith & Co.", of: term) == "A. Smith & Co.")
  }
}
