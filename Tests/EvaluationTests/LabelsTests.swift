import DarwinCore
import Evaluation
import Foundation
import OpenRouter
import Publishing
import Testing

/// The published readings of two models beside the package (`../shared/data/labels`); skipped where they are absent.
private enum Labels {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/data/labels").path

  static func report() throws -> EvaluationReport {
    let runs = ["gpt-4o", "claude-3.5-sonnet"].map { "\(folder)/run-\($0)" }
    let evaluation = Evaluation(
      try runs.map { ($0, try RunRecords(run: $0)) }, truth: try TruthTable(path: folder + "/scribe_truth.csv", by: nil)
    )
    return try evaluation.run()
  }
}

@Suite(.enabled(if: FileManager.default.fileExists(atPath: Labels.folder), "../shared/data is absent"))
struct LabelsTests {
  /// Reckoned by another program: term, values in the truth, exact, omitted, invented.
  @Test("of gpt-4o each term has the counts of an independent reckoning")
  func first() throws {
    let run = try Labels.report().runs[0]
    #expect(run.model == "gpt-4o")
    #expect(run.specimens == 11)
    check(
      run,
      """
      recordedBy 11 7 0 0
      recordNumber 10 9 1 0
      verbatimEventDate 10 8 0 0
      eventDate 10 8 0 1
      verbatimIdentification 11 6 0 0
      scientificName 11 7 0 0
      identifiedBy 4 2 0 3
      verbatimDateIdentified 1 1 0 2
      country 11 10 0 0
      stateProvince 9 7 0 1
      county 4 3 0 0
      municipality 2 2 0 1
      verbatimLocality 11 0 0 0
      locality 11 1 0 0
      habitat 8 1 0 0
      verbatimElevation 7 4 0 0
      verbatimCoordinates 4 1 0 0
      otherCatalogNumbers 0 0 0 4
      occurrenceRemarks 1 0 1 1
      """)
  }

  @Test("of claude-3.5-sonnet, too")
  func second() throws {
    let run = try Labels.report().runs[1]
    #expect(run.specimens == 18)
    check(
      run,
      """
      recordedBy 18 11 3 0
      recordNumber 12 7 3 0
      verbatimEventDate 17 10 2 0
      eventDate 16 11 1 0
      verbatimIdentification 18 7 0 0
      scientificName 18 12 0 0
      identifiedBy 6 4 0 2
      verbatimDateIdentified 1 1 0 1
      country 18 14 1 0
      stateProvince 11 7 1 4
      county 5 2 2 2
      municipality 3 2 1 1
      verbatimLocality 18 1 1 0
      locality 17 1 4 1
      habitat 11 1 1 1
      verbatimElevation 11 3 1 0
      verbatimCoordinates 5 1 0 0
      otherCatalogNumbers 0 0 0 12
      occurrenceRemarks 2 0 0 1
      """)
  }

  private func check(_ run: RunTally, _ table: String) {
    let rows = run.terms.map { "\($0.term) \($0.truth) \($0[.exact]) \($0[.omitted]) \($0[.invented])" }
    #expect(rows == table.split(separator: "\n").map(String.init))
    for term in run.terms {
      #expect(FieldOutcome.allCases.reduce(0) { $0 + term[$1] } == term.truth + term[.invented], "\(term.term)")
    }
  }

  @Test("the two agree on 90 of 145 fields, of which 78 % are right")
  func agreement() throws {
    let report = try Labels.report()
    let found = report.agreements[0][1]
    #expect(found.specimens == 11)
    #expect(found.fields == 145)
    #expect(found.agree == 90)
    #expect(found.right == 70)
    #expect(found.sameFact == 97)
    #expect(found.rightFacts == 77)
    // The other way round the fields are claude's, the agreement is the same.
    #expect(report.agreements[1][0].fields == 144)
    #expect(report.agreements[1][0].agree == 90)
    #expect(report.json["agreement"]?["agree"]?.int == 90)
    #expect(report.json["agreement"]?["fields"]?.int == 145)
  }
}
