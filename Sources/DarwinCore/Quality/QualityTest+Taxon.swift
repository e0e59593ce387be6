extension QualityTest {
  static let taxon: [QualityTest] = [
    QualityTest("VALIDATION_POLYNOMIAL_CONSISTENT", "17f03f1f-f74d-40c0-8071-2927cfc9487b") { values, _ in
      let terms = ["genericName", "specificEpithet", "infraspecificEpithet"].filter { !values.isEmpty($0) }
      guard let text = values.text("scientificName"), !terms.isEmpty else {
        return .unmet("`scientificName` or all of its parts are empty")
      }
      let name = ScientificName(text)
      let parts = [
        "genericName": name?.genus, "specificEpithet": name?.specificEpithet,
        "infraspecificEpithet": name?.infraspecificEpithet,
      ]
      let differing = terms.first { values.text($0) != parts[$0] ?? nil }
      return .verdict(
        differing == nil, "the name and its parts agree",
        "`\(differing ?? "")` is `\(values[differing ?? ""])`, but `scientificName` is `\(text)`")
    }
  ]
}
