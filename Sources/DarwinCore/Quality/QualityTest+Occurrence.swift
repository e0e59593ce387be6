extension QualityTest {
  /// Tests of the terms whose values stand in a vocabulary.
  static let occurrence: [QualityTest] =
    [
      standard("BASISOFRECORD", "42408a00-bf71-4892-a399-4325e2bc1fb8", "basisOfRecord", .basisOfRecord),
      standard("DCTYPE", "cdaabb0d-a863-49d0-bc0f-738d771acba5", "type", .resourceType),
      standard("OCCURRENCESTATUS", "7af25f1e-a4e2-4ff4-b161-d1f25a5c3e47", "occurrenceStatus", .occurrenceStatus),
      standard("TAXONRANK", "7bdb13a4-8a51-4ee5-be7f-20693fdb183e", "taxonRank", .taxonRank),
      standardized("BASISOFRECORD", "07c28ace-561a-476e-a9b9-3d5ad6e35933", "basisOfRecord", .basisOfRecord),
      standardized("DCTYPE", "bd385eeb-44a2-464b-a503-7abe407ef904", "type", .resourceType),
      standardized("OCCURRENCESTATUS", "f8f3a093-042c-47a3-971a-a482aaaf3b75", "occurrenceStatus", .occurrenceStatus),
      standardized("TAXONRANK", "e39098df-ef46-464c-9aef-bcdeee2a88cb", "taxonRank", .taxonRank),
    ] + [typeStatusStandard, typeStatusStandardized, licenceStandard, licenceStandardized, statusAssumed]

  private static func standard(_ name: String, _ guid: String, _ term: String, _ vocabulary: Vocabulary) -> QualityTest
  {
    QualityTest("VALIDATION_\(name)_STANDARD", guid) { values, _ in
      guard let text = values.text(term) else { return .unmet("`\(term)` is empty") }
      return .verdict(
        vocabulary.contains(text), "`\(text)` is a value of the vocabulary",
        "`\(text)` is no value of the vocabulary of `\(term)`")
    }
  }

  private static func standardized(_ name: String, _ guid: String, _ term: String, _ vocabulary: Vocabulary)
    -> QualityTest
  {
    QualityTest("AMENDMENT_\(name)_STANDARDIZED", guid) { values, _ in
      guard let text = values.text(term) else { return .unmet("`\(term)` is empty") }
      guard let value = vocabulary.value(of: text) else {
        return .notAmended("`\(text)` cannot be understood for certain")
      }
      return value == text ? .notAmended("`\(text)` is standard") : .amended(term, value, "`\(text)` means `\(value)`")
    }
  }

  /// The first word of each designation: `holotype of Carex nigra | isotype`.
  private static let typeStatusStandard = QualityTest(
    "VALIDATION_TYPESTATUS_STANDARD", "4833a522-12eb-4fe0-b4cf-7f7a337a6048"
  ) { values, _ in
    guard let text = values.text("typeStatus") else { return .unmet("`typeStatus` is empty") }
    let unknown = TypeDesignation.firstWords(text).first { word in
      !Vocabulary.typeStatus.values.contains { $0.lowercased() == word.lowercased() }
    }
    return .verdict(unknown == nil, "each type status is in the vocabulary", "`\(unknown ?? "")` is no type status")
  }

  private static let typeStatusStandardized = QualityTest(
    "AMENDMENT_TYPESTATUS_STANDARDIZED", "b3471c65-b53e-453b-8282-abfa27bf1805"
  ) { values, _ in
    guard let text = values.text("typeStatus") else { return .unmet("`typeStatus` is empty") }
    guard let value = TypeDesignation.standardized(text), value != text else {
      return .notAmended("`\(text)` is standard, or cannot be understood for certain")
    }
    return .amended("typeStatus", value, "`\(text)` means `\(value)`")
  }

  private static let licenceStandard = QualityTest(
    "VALIDATION_LICENSE_STANDARD", "3136236e-04b6-49ea-8b34-a65f25e3aba1"
  ) { values, _ in
    guard let text = values.text("license") else { return .unmet("`license` is empty") }
    return .verdict(
      Licence.isStandard(text), "`\(text)` is the address of a Creative Commons licence",
      "`\(text)` is no address of a Creative Commons 4.0 licence or CC0")
  }

  private static let licenceStandardized = QualityTest(
    "AMENDMENT_LICENSE_STANDARDIZED", "dcbe5bd2-42a0-4aab-bb4d-8f148c6490f8"
  ) { values, _ in
    guard let text = values.text("license"), let address = Licence.address(of: text), address != text else {
      return .notAmended("`license` is empty, standard, or cannot be understood for certain")
    }
    return .amended("license", address, "`\(text)` is the licence at `\(address)`")
  }

  private static let statusAssumed = QualityTest(
    "AMENDMENT_OCCURRENCESTATUS_ASSUMEDDEFAULT", "96667a0a-ae59-446a-bbb0-b7f2b0ca6cf5"
  ) { values, parameters in
    // The standard's data ask for NOT_AMENDED where its text says that the prerequisites are not met.
    guard values.isEmpty("occurrenceStatus") else { return .notAmended("`occurrenceStatus` is filled") }
    guard values.isEmpty("individualCount"), values.isEmpty("organismQuantity") else {
      return .notAmended("`individualCount` or `organismQuantity` is filled")
    }
    return .filledIn([("occurrenceStatus", parameters.defaultOccurrenceStatus)], "the default")
  }
}

/// `Holotype of Carex nigra (L.) Reichard | Isotype`.
public enum TypeDesignation {
  static func firstWords(_ text: String) -> [String] {
    text.split(separator: "|").compactMap { $0.split(separator: " ").first.map(String.init) }
  }

  /// With each status as the vocabulary has it; nil where one cannot be understood, or is doubted: `Holotype?`.
  public static func standardized(_ text: String) -> String? {
    if text.utf8.contains(UInt8(ascii: "?")) { return nil }
    let parts = text.split { "|;/".contains($0) }.map { String($0).trimmed }.filter { !$0.isEmpty }
    let standard = parts.compactMap { part -> String? in
      if let status = Vocabulary.typeStatus.exactValue(of: part) { return status }
      var words = part.split(separator: " ").map(String.init)
      guard let first = words.first, let status = Vocabulary.typeStatus.value(of: first) else { return nil }
      // A place, and no specimen.
      if words.count > 1, words[1].lowercased().hasPrefix("loc") { return nil }
      words[0] = status
      return words.joined(separator: " ")
    }
    return standard.isEmpty || standard.count < parts.count ? nil : standard.joined(separator: " | ")
  }
}
