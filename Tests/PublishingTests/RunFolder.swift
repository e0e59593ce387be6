import Extraction
import Foundation
import OpenRouter
import Publishing
import TestSupport

/// A run folder with records of a test's own.
struct RunFolder {
  let folder: TemporaryFolder
  var run: String { folder.path("run") }

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: run, withIntermediateDirectories: true)
  }

  /// One success for each of `records`: values by term, with confidence 0.9.
  func write(_ records: [(image: String, values: [String: String])], run: String = "run", model: String = "m") throws {
    let lines = records.enumerated().map { index, record in Self.line(record.image, record.values, model, index) }
    try folder.write("\(run)/raw.jsonl", lines.map { $0 + "\n" }.joined())
  }

  static func line(_ image: String, _ values: [String: String], _ model: String = "m", _ index: Int = 0) -> String {
    let dwc = values.sorted { $0.key < $1.key }.map { term, text in
      JSONValue.Member(term, .object([.init("value", .string(text)), .init("confidence", .number("0.9"))]))
    }
    let record = JSONValue.object([
      .init("image", .string(image)), .init("model", .string(model)), .init("provider", .string("openrouter")),
      .init("dwc", .object(dwc)), .init("timestamp", .string("2025-10-10T22:33:36.123Z")),
      .init("usage", .object([.init("cost", .number("0.01"))])), .init("sequence", .number(String(index + 1))),
      .init("image_sha256", .string(ContentHash.hex(of: Array(image.utf8)))),
      .init("generation_id", .string("gen-\(index)")),
      .init("attempts", .number("1")),
    ])
    return record.text
  }

  static func failure(_ image: String) -> String {
    #"{"image":"\#(image)","model":"m","provider":"openrouter","error":"no JSON","error_kind":"not_json","timestamp":"2025-10-10T22:33:36.123Z","sequence":9,"image_sha256":"\#(ContentHash.hex(of: Array(image.utf8)))","attempts":1}"#
  }

  static let dataset = """
    { // a comment
      "title": "Herbarium of <Kestrel> & Lake", "description": "All sheets.", "license": "CC0", /* of all */
      "institutionCode": "KLFS", "kingdom": "Plantae", "datum": "WGS84",
      "contact": { "surName": "Roe", "email": "roe@example.org" },
    }
    """

  func options(_ output: String) throws -> ArchiveExport.Options {
    try folder.write("dataset.json", Self.dataset)
    var options = ArchiveExport.Options(output: folder.path(output), idsPath: folder.path("occurrence-ids.csv"))
    options.dataset = try DatasetFile(path: folder.path("dataset.json"))
    return options
  }

  func export(
    _ options: ArchiveExport.Options, runs: [String] = ["run"],
    curated: @escaping CuratedRecords = { _ in CuratedRecord() }
  ) async throws -> ArchiveExport.Summary {
    try await ArchiveExport(try runs.map { (records: try RunRecords(run: folder.path($0)), curated: curated) }, options)
      .run()
  }

  /// The cells of a tab-separated file by the names of its head.
  func table(_ path: String) throws -> [[String: String]] {
    let rows = try folder.text(path).split(separator: "\n", omittingEmptySubsequences: true)
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    let head = rows.first ?? []
    return rows.dropFirst().map { Dictionary(zip(head, $0)) { first, _ in first } }
  }
}
