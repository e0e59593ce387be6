import DarwinCore
import Testing

@Suite struct InterpretationTests {
  private func value(_ interpretation: Interpretation, _ term: String) -> Interpretation.Value? {
    interpretation.values.first { $0.term == term }
  }

  @Test func `what the verbatim terms say is derived, with the rule and the term it rests on`() {
    let record = Interpretation(read: [
      "verbatimEventDate": "14 July 1967", "verbatimElevation": "1,800 ft", "verbatimCoordinates": "53°21'N 105°47'W",
      "country": "Canada", "scientificName": "Carex cf. nigra (L.) Reichard", "recordedBy": "A. Smith & B. Jones",
    ])
    #expect(record["eventDate"] == "1967-07-14")
    #expect(record["year"] == "1967")
    #expect(record["minimumElevationInMeters"] == "549")
    #expect(record["decimalLongitude"] == "-105.783333")
    #expect(record["countryCode"] == "CA")
    #expect(record["scientificName"] == "Carex nigra (L.) Reichard")
    #expect(record["identificationQualifier"] == "cf.")
    #expect(record["specificEpithet"] == "nigra")
    #expect(record["recordedBy"] == "A. Smith | B. Jones")
    #expect(value(record, "eventDate")?.rule == .dateFromVerbatim)
    #expect(value(record, "eventDate")?.basis == "verbatimEventDate")
    #expect(value(record, "verbatimEventDate")?.source == .model)
    #expect(record.remarks.isEmpty)
  }

  @Test(arguments: [
    ("eventDate", "1967-07-15", "verbatimEventDate", "14 July 1967", "1967-07-14"),
    ("eventDate", "1985-09-05", "verbatimEventDate", "5/9/1985", "1985"),
    ("minimumElevationInMeters", "1800", "verbatimElevation", "1800 ft", "549"),
    ("countryCode", "GB", "country", "Canada", "CA"), ("genus", "Poa", "scientificName", "Carex nigra", "Carex"),
  ])
  func `a value of the model that contradicts its verbatim term is said and not used`(
    term: String, own: String, verbatimTerm: String, verbatim: String, expected: String
  ) {
    let record = Interpretation(read: [term: own, verbatimTerm: verbatim])
    #expect(record[term] == expected)
    #expect(record.remarks.contains { $0.term == term && $0.text == own })
  }

  @Test func `a century that is not on the label is not taken from the model`() {
    let record = Interpretation(read: ["eventDate": "1894-04-29", "verbatimEventDate": "April 29, '94"])
    #expect(record["eventDate"] == nil)
    #expect(record.remarks.count == 1)
  }

  @Test func `coordinates that no label says are not taken from the model`() {
    #expect(
      Interpretation(read: ["decimalLatitude": "53.35", "decimalLongitude": "-105.78"])["decimalLatitude"] == nil)
  }

  @Test func `a curator's value stands before all, and what is derived follows it`() {
    let record = Interpretation(
      read: ["verbatimEventDate": "14 July 1867", "eventDate": "1867-07-14", "habitat": "bog", "genus": "Carex"],
      curated: ["verbatimEventDate": "14 July 1967", "habitat": ""])
    #expect(record["eventDate"] == "1967-07-14")
    #expect(value(record, "verbatimEventDate")?.source == .curator)
    #expect(record["habitat"] == nil)
  }

  @Test func `letters that cannot be read stand in verbatim terms only`() {
    let record = Interpretation(read: [
      "verbatimLocality": "Kestrel L[?]ke", "locality": "Kestrel L[?]ke", "recordedBy": "A. Sm[?]th",
      "recordNumber": "2[?]8",
      "scientificName": "Carex acu[?]a L.",
    ])
    #expect(record["verbatimLocality"] == "Kestrel L[?]ke")
    #expect(record["locality"] == "Kestrel L…ke")
    #expect(record["recordedBy"] == nil)
    #expect(record["recordNumber"] == nil)
    #expect(record["scientificName"] == "Carex")
  }

  @Test func `constants come from the dataset, and from what is true of every sheet`() {
    let dataset = DatasetValues(constants: ["institutionCode": "KLFS", "kingdom": "Plantae"], datum: "EPSG:4326")
    let record = Interpretation(read: ["verbatimCoordinates": "53°21'N 105°47'W"], dataset: dataset)
    #expect(record["institutionCode"] == "KLFS")
    #expect(record["basisOfRecord"] == "PreservedSpecimen")
    #expect(record["geodeticDatum"] == "EPSG:4326")
    #expect(record["scientificName"] == "Plantae")
    #expect(value(record, "institutionCode")?.source == .dataset)
  }

  @Test func `placeholders are no values`() {
    #expect(
      Interpretation(read: ["country": "not given", "habitat": "n/a", "eventDate": "unknown"]).values.allSatisfy {
        $0.rule == .constant
      })
  }

  @Test func `earlier determinations come in their fixed form`() {
    let list = PreviousIdentification.list("Epilobium cf. angustifolium L.; J. Roe; 3.V.1931 | Chamaenerion sp.")
    #expect(list.count == 2)
    #expect(list[0].name?.fullName == "Epilobium angustifolium L.")
    #expect(list[0].identifiedBy == "J. Roe")
    #expect(list[0].dateIdentified == "1931-05-03")
    #expect(list[1].name?.genus == "Chamaenerion")
  }
}
