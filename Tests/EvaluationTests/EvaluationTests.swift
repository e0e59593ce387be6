import DarwinCore
import Evaluation
import Extraction
import OpenRouter
import Publishing
import TestSupport
import Testing

@testable import Simulator

/// Runs as they stand on disk, written by the simulated model itself.
private struct Sheets {
  let folder: TemporaryFolder
  let count: Int
  let terms = [
    "catalogNumber", "scientificName", "recordedBy", "recordNumber", "eventDate", "verbatimEventDate", "country",
    "locality", "habitat", "minimumElevationInMeters", "verbatimElevation", "decimalLatitude", "verbatimCoordinates",
    "identifiedBy", "dateIdentified", "typeStatus", "municipality",
  ]

  init(_ count: Int) throws {
    folder = try TemporaryFolder()
    self.count = count
  }

  func reading(_ number: Int) -> SpecimenReading { SpecimenReading(hash: "sheet \(number)") }

  /// - Parameter rate: of terms that are misread.
  func write(_ run: String, rate: Double) throws {
    let lines = (0..<count).map { number -> String in
      let reading = reading(number)
      let dwc = Misreading.apply(to: reading.record(of: terms).text, image: reading.hash, rate: rate, terms: [])
      return
        #"{"image":"\#(number).jpg","model":"m/\#(run)","provider":"openrouter","dwc":\#(dwc),"usage":{"cost":0.002}}"#
    }
    try folder.write("\(run)/raw.jsonl", Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  var truth: String {
    let rows = (0..<count).map { number in
      let reading = reading(number)
      return (["\(number).jpg"] + terms.map(reading.value)).map { "\"\($0.replacing("\"", with: "\"\""))\"" }
    }
    return ([["image"] + terms] + rows).map { $0.joined(separator: ",") }.joined(separator: "\n")
  }

  func report(
    _ runs: [String], truth: String? = nil, by key: TruthKey? = nil, parts: Int? = nil
  ) throws -> EvaluationReport {
    let table = try TruthTable(Array((truth ?? self.truth).utf8), name: "truth.csv", by: key)
    let evaluation = Evaluation(
      try runs.map { (folder.path($0), try RunRecords(run: folder.path($0))) }, truth: table)
    return try evaluation.run(parts: parts)
  }
}

@Suite("Evaluation")
struct EvaluationTests {
  @Test("every category is counted as it was planted, over 2,000 specimens, to the last one")
  func planted() throws {
    let sheets = try Sheets(2_000)
    try sheets.write("misread", rate: 0.3)
    let report = try sheets.report(["misread"])
    for (index, term) in sheets.terms.enumerated() {
      var planned: [FieldOutcome: Int] = [:]
      for number in 0..<sheets.count {
        let (reading, value) = (sheets.reading(number), sheets.reading(number).value(of: term))
        let kind = Misreading.planned(for: term, value: value, image: reading.hash, rate: 0.3)
        if let outcome = Self.outcome(kind, value) { planned[outcome, default: 0] += 1 }
      }
      let counted = FieldOutcome.allCases.filter { report.runs[0].terms[index][$0] > 0 }.map {
        ($0, report.runs[0].terms[index][$0])
      }
      #expect(Dictionary(uniqueKeysWithValues: counted) == planned, "\(term)")
    }
    for outcome in FieldOutcome.allCases {
      #expect(report.runs[0].terms.reduce(0) { $0 + $1[outcome] } > 100, "\(outcome) was not planted")
    }
  }

  private static func outcome(_ kind: Misreading?, _ value: String) -> FieldOutcome? {
    switch kind {
    case nil: value.isEmpty ? nil : .exact
    case .omitted: .omitted
    case .invented: .invented
    case .wrong: .wrong
    case .lessPrecise: .lessPrecise
    case .respelled: .normalised
    case .retold: .sameFact
    }
  }

  @Test("a run that reads all is right in all; what is misread shows in calibration, cost and worst sheets")
  func figures() throws {
    let sheets = try Sheets(200)
    try sheets.write("good", rate: 0)
    try sheets.write("bad", rate: 0.3)
    let report = try sheets.report(["good", "bad"])
    let (good, bad) = (report.runs[0], report.runs[1])
    #expect(good.right == good.fields)
    #expect(good.worst.sheets.isEmpty)
    #expect(good.cost == Money(digits: "0.4"))
    #expect(good.costPerSpecimen == Money(digits: "0.002"))
    #expect(bad.right < bad.fields)
    #expect(bad.worst.sheets.count == 10)
    #expect(bad.worst.sheets.map(\.notRight) == bad.worst.sheets.map(\.notRight).sorted(by: >))
    // Where the truth itself is the other reading, agreement as written is being right.
    let agreement = report.agreements[1][0]
    #expect(agreement.right == agreement.agree)
    #expect(agreement.specimens == 200)
    // Misread fields claim less: the surer, the fewer are wrong.
    #expect(bad.calibration.accepted(from: 85).wrong < bad.calibration.accepted(from: 50).wrong)
  }

  @Test("read in any number of parts, the runs amount to the same", arguments: [2, 3, 7, 1000])
  func parts(count: Int) throws {
    let sheets = try Sheets(120)
    try sheets.write("one", rate: 0.3)
    try sheets.write("other", rate: 0.1)
    // The runs have not the same specimens.
    let lines = try sheets.folder.text("other/raw.jsonl").split(separator: "\n")
    try sheets.folder.write("other/raw.jsonl", lines.dropFirst(50).joined(separator: "\n") + "\n")
    let whole = try sheets.report(["one", "other"], parts: 1)
    #expect(whole.agreements[0][1].specimens == 70)
    #expect(try sheets.report(["one", "other"], parts: count) == whole)
  }

  @Test("the table's columns may stand in any order, with a byte order mark; catalogue numbers are a key, too")
  func keys() throws {
    let sheets = try Sheets(20)
    try sheets.write("run", rate: 0)
    let rows = (0..<20).map { number in
      let reading = sheets.reading(number)
      return "\(reading.value(of: "country")),note,\"\(reading.value(of: "catalogNumber"))\""
    }
    let truth = "\u{FEFF}country,remark of ours,catalogNumber\r\n" + rows.joined(separator: "\r\n")
    let report = try sheets.report(["run"], truth: truth)
    #expect(report.runs[0].specimens == 20)
    #expect(report.runs[0].terms.map(\.term) == ["country"])
    #expect(report.runs[0].right == 20)
  }

  @Test(
    "a table that cannot be meant is refused with its line",
    arguments: [
      ("name,country\na,b\n", "has no column"), ("image,who\na,b\n", "no column that is a Darwin Core term"),
      ("image,country\na,b\na,c\n", "line 3: `a` stands there twice"), ("image,country\na\n", "line 2: 1 columns"),
      ("image,country\na,\"b\n", "line 2: a quoted field"),
    ])
  func refused(table: String, words: String) {
    let error = #expect(throws: TruthError.self) { try TruthTable(Array(table.utf8), name: "t.csv", by: nil) }
    #expect(error?.message.contains(words) == true)
  }

  @Test("a failure is no reading: it is counted beside the specimens, and answers nothing")
  func failures() throws {
    let sheets = try Sheets(3)
    try sheets.write("run", rate: 0)
    let lines = try sheets.folder.text("run/raw.jsonl").split(separator: "\n").map(String.init)
    let failure = #"{"image":"2.jpg","model":"m/run","error":"no","error_kind":"timeout"}"#
    try sheets.folder.write("run/raw.jsonl", Array((lines + [failure]).joined(separator: "\n").utf8) + [0x0A])
    let run = try sheets.report(["run"]).runs[0]
    #expect(run.specimens == 2)
    #expect(run.failedSpecimens == 1)
    #expect(run.terms.allSatisfy { $0[.omitted] == 0 })
  }
}
