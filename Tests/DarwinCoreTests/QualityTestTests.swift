import DarwinCore
import Testing

@Suite struct QualityTestTests {
  @Test func `the 67 tests have names and identifiers of their own`() {
    #expect(QualityTest.all.count == 67)
    #expect(Set(QualityTest.all.map(\.guid)).count == 67)
    #expect(Set(QualityTest.all.map(\.label)).count == 67)
  }

  @Test func `a test whose failure is an error names the terms that it is about`() {
    for test in QualityTest.all {
      let terms = QualityTest.terms(of: test.label)
      #expect(terms.isEmpty == (test.grade != .error), "\(test.label)")
      #expect(terms.allSatisfy { TermName.isStandard($0) || $0 == "verbatimDateIdentified" }, "\(test.label): \(terms)")
    }
  }

  @Test(
    arguments: [
      ("VALIDATION_EVENT_CONSISTENT", ["eventDate": "1949-09-15", "day": "16"], "NOT_COMPLIANT"),
      ("VALIDATION_EVENT_CONSISTENT", ["eventDate": "1949-09-15", "day": "15", "year": "1949"], "COMPLIANT"),
      ("VALIDATION_DAY_INRANGE", ["day": "29", "month": "2", "year": "1900"], "NOT_COMPLIANT"),
      ("VALIDATION_COUNTRYCODE_STANDARD", ["countryCode": "Canada"], "NOT_COMPLIANT"),
      ("VALIDATION_COORDINATES_NOTZERO", ["decimalLatitude": "0", "decimalLongitude": "0.0"], "NOT_COMPLIANT"),
      (
        "VALIDATION_POLYNOMIAL_CONSISTENT", ["scientificName": "Carex cf. nigra", "specificEpithet": "nigra"],
        "COMPLIANT"
      ),
      ("MEASURE_EVENTDATE_DURATIONINSECONDS", ["eventDate": "1880-05-08/10"], "259200"),
      ("VALIDATION_SCIENTIFICNAME_NOTEMPTY", ["scientificName": "\u{0}\u{7}"], "NOT_COMPLIANT"),
    ] as [(String, [String: String], String)])
  func `a test has the result that the standard asks for`(label: String, values: [String: String], result: String)
    throws
  {
    let test = try #require(QualityTest.all.first { $0.label == label })
    #expect(test.response(to: TermValues(values)).result == result)
  }

  @Test(
    arguments: [
      ("AMENDMENT_EVENTDATE_FROM_VERBATIM", ["verbatimEventDate": "18/V/1981"], ["dwc:eventDate": "1981-05-18"]),
      ("AMENDMENT_EVENTDATE_FROM_VERBATIM", ["verbatimEventDate": "03/04/2020"], [:]),
      (
        "AMENDMENT_MINELEVATIONMAXELEVATION_FROM_VERBATIM", ["verbatimElevation": "100 feet"],
        ["dwc:minimumElevationInMeters": "30.48", "dwc:maximumElevationInMeters": "30.48"]
      ),
      (
        "AMENDMENT_COORDINATES_FROM_VERBATIM", ["verbatimCoordinates": "139.92, -23.712", "verbatimSRS": "WGS84"],
        ["dwc:decimalLatitude": "-23.712", "dwc:decimalLongitude": "139.92", "dwc:geodeticDatum": "EPSG:4326"]
      ),
      (
        "AMENDMENT_LICENSE_STANDARDIZED", ["license": "CC0"],
        ["dcterms:license": "https://creativecommons.org/publicdomain/zero/1.0/legalcode"]
      ),
    ] as [(String, [String: String], [String: String])])
  func `an amendment gives the values that the standard asks for`(
    label: String, values: [String: String], amendments: [String: String]
  ) throws {
    let test = try #require(QualityTest.all.first { $0.label == label })
    let found = test.response(to: TermValues(values)).amendments.map { ($0.term, $0.value) }
    #expect(Dictionary(uniqueKeysWithValues: found) == amendments)
  }
}

/// The standard's own conformance data (tdwg/bdq bdc0930, CC BY 4.0).
@Suite(.enabled(if: PublishedData.has("bdq/TG2_test_validation_data.csv"), "../shared/data is absent"))
struct PublishedQualityTests {
  /// Rows by their dataID, and why herbx answers otherwise.
  private static let exceptions = [
    "682": "the data ask for INTERNAL_PREREQUISITES_NOT_MET where the specification says NOT_AMENDED",
    "831":
      "asks for the largest shift between datums at a place, for which herbx has no table; labels state no uncertainty",
  ]
  /// Rows that ask what happens where an outside authority cannot be reached; herbx asks none.
  private static let external: Set<String> = ["166", "424", "842", "901", "915", "1063", "1111", "1116", "1283"]

  @Test(arguments: [
    ("bdq/TG2_test_validation_data.csv", 713), ("bdq/TG2_test_validation_data_nonprintingchars.csv", 127),
  ])
  func `each row has the status, the result and the amendments of the standard, save the listed ones`(
    file: String, count: Int
  ) throws {
    let tests = Dictionary(uniqueKeysWithValues: QualityTest.all.map { ($0.guid, $0) })
    var (rows, differing) = (0, Set<String>())
    for row in CommaSeparated(try PublishedData.text(file)).rows {
      guard let test = tests[(row["GUID"] ?? "").trimmingMarks] else { continue }
      rows += 1
      let id = row["dataID"] ?? ""
      guard !Self.external.contains(id) || count != 713 else { continue }
      if let difference = difference(row, test) {
        differing.insert(id)
        if Self.exceptions[id] == nil { Issue.record("\(id) \(test.label): \(difference)") }
      }
    }
    #expect(rows == count)
    #expect(differing == (count == 713 ? ["682"] : ["831"]))
  }

  private func difference(_ row: [String: String], _ test: QualityTest) -> String? {
    var values: [String: String] = [:]
    for (name, value) in row where !value.isEmpty {
      let parts = name.split(separator: ":")
      if parts.count == 2, ["dwc", "dc", "dcterms"].contains(parts[0]) { values[String(parts[1])] = value }
    }
    let response = test.response(to: TermValues(values))
    let result = response.status == .hasResult ? response.result ?? "" : amendmentText(response)
    let expected = (row["Response.result"] ?? "").replacing("NOT_REPORTED", with: "")
    let isSame =
      response.status.rawValue == row["Response.status"] && (result == expected || sorted(expected) == result)
    return isSame
      ? nil : "\(values) gave \(response.status.rawValue) \(result), not \(row["Response.status"] ?? "") \(expected)"
  }

  private func amendmentText(_ response: QualityResponse) -> String {
    response.amendments.map { "\"\($0.term)\":\"\($0.value)\"" }.sorted().joined(separator: ",")
  }

  private func sorted(_ json: String) -> String {
    json.filter { $0 != "{" && $0 != "}" && $0 != " " }.split(separator: ",").map(String.init).sorted().joined(
      separator: ",")
  }
}

extension String {
  fileprivate var trimmingMarks: String { filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") } }
}
