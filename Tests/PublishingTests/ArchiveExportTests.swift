import Extraction
import Foundation
import OpenRouter
import Publishing
import TestSupport
import Testing

@Suite struct ArchiveExportTests {
  private static let sheet = [
    "catalogNumber": "KLFS 0041872", "scientificName": "Carex cf. nigra (L.) Reichard", "recordedBy": "A. Roe & B. Doe",
    "verbatimEventDate": "14 July 1967", "verbatimElevation": "1,800 ft", "verbatimCoordinates": "53°21'N 105°47'W",
    "country": "Canada", "previousIdentifications": "Carex sp.; J. Roe; 1931 | Carex acuta L.; ; 3.V.1940",
  ]

  @Test func `an archive has the record, its determinations, its image, and what it is about`() async throws {
    let run = try RunFolder()
    try run.write([("a b/1.jpg", Self.sheet)])
    var options = try run.options("out")
    options.imageBaseURL = "https://images.example.org/x"
    let summary = try await run.export(options)
    #expect(summary.occurrences == 1)
    let record = try #require(try run.table("out/occurrence.txt").first)
    #expect(record["eventDate"] == "1967-07-14")
    #expect(record["scientificName"] == "Carex nigra (L.) Reichard")
    #expect(record["recordedBy"] == "A. Roe | B. Doe")
    #expect(record["minimumElevationInMeters"] == "549")
    #expect(record["geodeticDatum"] == "EPSG:4326")
    #expect(record["institutionCode"] == "KLFS")
    #expect(record["basisOfRecord"] == "PreservedSpecimen")
    #expect(record["license"] == "https://creativecommons.org/publicdomain/zero/1.0/legalcode")
    let names = try run.table("out/identification.txt").map { $0["scientificName"] }
    #expect(names == ["Carex nigra (L.) Reichard", "Carex", "Carex acuta L."])
    let image = try #require(try run.table("out/multimedia.txt").first)
    #expect(image["identifier"] == "https://images.example.org/x/a%20b/1.jpg")
    #expect(image["coreid"] == record["occurrenceID"])
    #expect(try run.folder.text("out/eml.xml").contains("Herbarium of &lt;Kestrel&gt; &amp; Lake"))
    #expect(try run.folder.text("out/eml.xml").contains("<pubDate>2025-10-10</pubDate>"))
  }

  @Test func `identifiers survive another model, a renamed run and a moved folder`() async throws {
    let run = try RunFolder()
    try run.write([("1.jpg", Self.sheet), ("2.jpg", ["catalogNumber": "2"])])
    _ = try await run.export(try run.options("first"))
    try run.write(
      [("2.jpg", ["catalogNumber": "2 "]), ("1.jpg", ["habitat": "bog"]), ("3.jpg", ["habitat": "fen"])], run: "other",
      model: "n")
    let summary = try await run.export(try run.options("second"), runs: ["other"])
    #expect(summary.newIDs == 1)
    let first = try run.table("first/occurrence.txt").map { $0["occurrenceID"] }
    let second = try run.table("second/occurrence.txt").map { $0["occurrenceID"] }
    #expect(Array(second.prefix(2)) == first)
    #expect(Set(second).count == 3)
  }

  @Test func `two exports have the same bytes, as folders and as zip files`() async throws {
    let run = try RunFolder()
    try run.write((0..<300).map { ("\($0).jpg", Self.sheet.merging(["catalogNumber": "\($0)"]) { $1 }) })
    for output in ["a.zip", "b.zip", "c"] { _ = try await run.export(try run.options(output)) }
    let bytes = { (name: String) in try Data(contentsOf: URL(filePath: run.folder.path(name))) }
    #expect(try bytes("a.zip") == bytes("b.zip"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: run.folder.path).allSatisfy { !$0.hasPrefix(".a.zip.") })
  }

  @Test func `failures, and the second record of one image, stand in a list of their own`() async throws {
    let run = try RunFolder()
    try run.folder.write(
      "run/raw.jsonl", RunFolder.line("1.jpg", ["habitat": "bog"]) + "\n" + RunFolder.failure("2.jpg") + "\n")
    try run.write([("1.jpg", ["habitat": "fen"])], run: "other")
    let summary = try await run.export(try run.options("out"), runs: ["run", "other"])
    #expect(summary.occurrences == 1)
    #expect(summary.notExported == 2)
    let lines = try run.folder.text("out/not-exported.csv").split(separator: "\n")
    #expect(lines[1].hasPrefix("2.jpg,the extraction failed,not_json,no JSON"))
    #expect(lines[2].hasPrefix("1.jpg,the same image was exported from another record"))
  }

  @Test func `a catalogue number that two images have is said`() async throws {
    let run = try RunFolder()
    try run.write([
      ("1.jpg", ["catalogNumber": "7"]), ("2.jpg", ["catalogNumber": "7"]), ("3.jpg", ["catalogNumber": "8"]),
    ])
    let shared = try await run.export(try run.options("out")).sharedCatalogNumbers
    #expect(shared.map(\.number) == ["7"])
    #expect(shared.first?.images == ["1.jpg", "2.jpg"])
  }

  @Test(arguments: [
    "a\tb", "a\nb\r\nc", "a\u{0}b", "a\u{2028}b\u{2029}c", "say \"x\", y", "\\N", "\u{FFFD}", "\u{202E}abc",
    "שלום \u{200F}",
    "\u{1B}[31mred", "=1+1", "  ", "<b>&amp;</b>", String(repeating: "long ", count: 200_000),
  ])
  func `a nasty cell breaks no row and no column`(text: String) async throws {
    let run = try RunFolder()
    try run.write([("1.jpg", ["habitat": text, "catalogNumber": "1"]), ("2.jpg", ["catalogNumber": "2"])])
    _ = try await run.export(try run.options("out"))
    for file in ["occurrence.txt", "identification.txt"] {
      let content = try run.folder.text("out/\(file)")
      let columns = content.split(separator: "\n").map { $0.count { $0 == "\t" } }
      #expect(Set(columns).count <= 1)
      let controls = content.unicodeScalars.contains {
        ($0.value < 0x20 && $0 != "\n" && $0 != "\t") || (0x7F...0x9F).contains($0.value)
          || [0x2028, 0x2029, 0x202E].contains($0.value)
      }
      #expect(!controls)
    }
    #expect(try run.table("out/occurrence.txt").count == 2)
    #expect(DelimitedCheck.rows(try run.folder.text("out/provenance.csv")).allSatisfy { $0 == 13 })
  }

  @Test func `each cell of the occurrences leads back to a record, a rule, a curator or the dataset file`() async throws
  {
    let run = try RunFolder()
    try run.write([("1.jpg", Self.sheet), ("2.jpg", ["habitat": "a\tb", "countryCode": "US", "country": "Canada"])])
    _ = try await run.export(try run.options("out")) { record in
      record.image == "2.jpg"
        ? CuratedRecord(values: ["habitat": .init(text: "fen", annotation: "urn:a")], isReviewed: true)
        : CuratedRecord()
    }
    let records = try run.table("out/occurrence.txt")
    let cells = records.flatMap { row in
      row.filter { !$0.value.isEmpty }.map { "\(row["occurrenceID"] ?? "") \($0.key) \($0.value)" }
    }
    let lines = CommaTable(try run.folder.text("out/provenance.csv")).rows
    let told = lines.filter { $0["table"] == "occurrence" }
    #expect(Set(told.map { "\($0["occurrenceID"] ?? "") \($0["term"] ?? "") \($0["value"] ?? "")" }) == Set(cells))
    #expect(told.count == cells.count)
    for line in told where line["source"] == "model" {
      let values = line["image"] == "1.jpg" ? Self.sheet : ["country": "Canada"]
      #expect(values[line["term"] ?? ""] == line["value"])
      #expect(line["generation_id"] == (line["image"] == "1.jpg" ? "gen-0" : "gen-1"))
      #expect(line["confidence"] == "0.9")
    }
    let curated = told.filter { $0["source"] == "curator" }
    #expect(curated.map { $0["value"] } == ["fen"])
    #expect(curated.first?["annotation"] == "urn:a")
    #expect(told.allSatisfy { $0["source"] != "rule" || $0["rule"]?.isEmpty == false })
  }

  @Test func `values below a confidence, and what would be derived from them, are left out`() async throws {
    let run = try RunFolder()
    try run.write([("1.jpg", ["verbatimEventDate": "14 July 1967", "catalogNumber": "1"])])
    var options = try run.options("out")
    options.minimumConfidence = 0.95
    _ = try await run.export(options)
    let record = try #require(try run.table("out/occurrence.txt").first)
    #expect(record["eventDate"] == "")
  }

  @Test func `a value that is not sure still speaks against another one`() async throws {
    let run = try RunFolder()
    try run.write([
      (
        "1.jpg",
        ["verbatimEventDate": "5/9/1985", "eventDate": "1985-09-05", "scientificName": "Poa", "family": "Poaceae"]
      )
    ])
    let unsure = try run.folder.text("run/raw.jsonl")
      .replacing(#""5/9/1985","confidence":0.9"#, with: #""5/9/1985","confidence":0.6"#)
      .replacing(#""Poa","confidence":0.9"#, with: #""Poa","confidence":0.6"#)
    try run.folder.write("run/raw.jsonl", unsure)
    var options = try run.options("out")
    options.minimumConfidence = 0.8
    _ = try await run.export(options)
    let record = try #require(try run.table("out/occurrence.txt").first)
    #expect(record["eventDate"] == "" && record["verbatimEventDate"] == "")
    #expect(record["scientificName"] == "Poaceae")
  }

  @Test(arguments: [
    ("published", "November 2026"), ("published", "2026-11"), ("language", "English (UK)"), ("language", "e"),
  ])
  func `a dataset whose metadata no reader would take is refused`(member: String, text: String) throws {
    let run = try RunFolder()
    try run.folder.write(
      "d.json", RunFolder.dataset.replacing("\"kingdom\"", with: "\"\(member)\": \"\(text)\", \"kingdom\""))
    #expect(try DatasetFile(path: run.folder.path("d.json")).refusals.contains { $0.contains(text) })
  }

  @Test(arguments: [("published", "2026"), ("published", "2026-11-27"), ("language", "en"), ("language", "pt-BR")])
  func `a dataset whose metadata is sound is not`(member: String, text: String) throws {
    let run = try RunFolder()
    try run.folder.write(
      "d.json", RunFolder.dataset.replacing("\"kingdom\"", with: "\"\(member)\": \"\(text)\", \"kingdom\""))
    #expect(try DatasetFile(path: run.folder.path("d.json")).refusals.isEmpty)
  }

  @Test func `only reviewed records, and only values on which two models agree`() async throws {
    let run = try RunFolder()
    try run.write([("1.jpg", ["habitat": "bog", "catalogNumber": "1"]), ("2.jpg", ["habitat": "fen"])])
    try run.write([("1.jpg", ["habitat": "bog", "catalogNumber": "7"])], run: "run/second")
    var options = try run.options("out")
    options.only = .reviewed
    options.second = try RunRecords(run: run.folder.path("run/second"))
    _ = try await run.export(options) { CuratedRecord(isReviewed: $0.image == "1.jpg") }
    let records = try run.table("out/occurrence.txt")
    #expect(records.count == 1)
    #expect(records.first?["habitat"] == "bog")
    #expect(records.first?["catalogNumber"] == "")
  }

  @Test func `a table for spreadsheets needs no dataset file`() async throws {
    let run = try RunFolder()
    try run.write([("1.jpg", ["habitat": "bog, wet", "catalogNumber": "1"])])
    var options = ArchiveExport.Options(output: run.folder.path("out"), idsPath: run.folder.path("ids.csv"))
    options.format = .csv
    _ = try await run.export(options)
    #expect(CommaTable(try run.folder.text("out/occurrences.csv")).rows.first?["habitat"] == "bog, wet")
  }
}

/// Comma-separated text with quotes (RFC 4180), read by a reader of the test's own.
struct CommaTable {
  let rows: [[String: String]]

  init(_ text: String) {
    let all = DelimitedCheck.cells(text)
    let head = all.first ?? []
    rows = all.dropFirst().map { Dictionary(zip(head, $0)) { first, _ in first } }
  }
}

enum DelimitedCheck {
  /// How many cells each row has.
  static func rows(_ text: String) -> [Int] { cells(text).map(\.count) }

  static func cells(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var (row, cell) = ([String](), [UInt8]())
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "\"") where cell.isEmpty:
        while let inner = bytes.popFirst() {
          if inner == UInt8(ascii: "\"") {
            guard bytes.first == inner else { break }
            bytes.removeFirst()
          }
          cell.append(inner)
        }
      case UInt8(ascii: ","), UInt8(ascii: "\n"):
        row.append(String(decoding: cell, as: UTF8.self))
        cell = []
        if byte == UInt8(ascii: "\n") {
          rows.append(row)
          row = []
        }
      default: cell.append(byte)
      }
    }
    return rows
  }
}
