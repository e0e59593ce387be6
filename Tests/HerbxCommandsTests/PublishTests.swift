import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

@Suite("records, check and export", .endsHanging)
struct PublishTests {
  static let dataset = """
    {"title": "T", "description": "D", "license": "CC BY 4.0", "contact": {"organization": "O"}, "kingdom": "Plantae"}
    """

  @Test("a run's records as lines, as a table, and only those that failed")
  func records() async throws {
    try await withRunBench(images: 4, faults: ["text:image=2"]) { bench in
      #expect(try await bench.extract("--no-early-validation", "--concurrency", "1").status == 3)
      let lines = try await bench.herbx("records", bench.run).output.split(separator: "\n")
      #expect(lines.count == 4)
      let raw = Set(try bench.folder.text("run/raw.jsonl").split(separator: "\n"))
      #expect(lines.allSatisfy(raw.contains))
      let images = try lines.map { try JSONParser.parse(Array($0.utf8))["image"]?.string ?? "" }
      #expect(images == images.sorted())
      let table = try await bench.herbx("records", bench.run, "--format", "tsv", "--flat").output.split(separator: "\n")
      #expect(table.count == 5)
      #expect(Set(table.map { $0.count { $0 == "\t" } }).count == 1)
      #expect(table[0].hasPrefix("image\tstatus\tcatalogNumber\t"))
      let failed = try await bench.herbx("records", bench.run, "--only", "failed", "--format", "csv").output.split(
        separator: "\n")
      #expect(failed.count == 2)
      #expect(failed[1].contains(",failed,"))
    }
  }

  @Test("records that agree with themselves pass; misread ones do not, and the standard's tests say why")
  func check() async throws {
    try await withRunBench(images: 6) { bench in
      #expect(try await bench.extract().status == 0)
      let good = try await bench.herbx("check", bench.run)
      #expect(good.status == 0, "\(good.output)")
      #expect(good.output.hasPrefix("6 records, 0 with errors"))
      let lines = try await bench.herbx("check", bench.run, "--bdq").output.split(separator: "\n")
      #expect(lines.count == 6 * 67)
      let first = try JSONParser.parse(Array(lines[0].utf8))
      for name in ["image", "label", "guid", "status"] { #expect(first[name]?.string?.isEmpty == false) }
      #expect(try bench.folder.text("run/quality.jsonl").split(separator: "\n").count == 6)
    }
    try await withRunBench(images: 6, faults: ["misread:rate=0.6,terms=eventDate+genus"]) { bench in
      #expect(try await bench.extract().status == 0)
      let bad = try await bench.herbx("check", bench.run, "--json")
      #expect(bad.status == 1)
      let json = try JSONParser.parse(Array(bad.output.utf8))
      #expect((json["records_with_errors"]?.int ?? 0) > 0)
      #expect(json["tests"]?.array?.count == 67)
      #expect(json["specimens"]?.array?.count == 6)
    }
  }

  @Test("with --accept agreed an archive holds what a second run read alike; without one it is refused with the reason")
  func agreed() async throws {
    try await withRunBench(images: 3) { bench in
      #expect(try await bench.extract().status == 0)
      let dataset = bench.folder.path("dataset.json")
      try bench.folder.write("dataset.json", Self.dataset)
      let output = bench.folder.path("x")
      let arguments = ["export", bench.run, "--dataset", dataset, "--output", output, "--accept", "agreed"]
      let alone = try await HerbxProcess.run(arguments, home: bench.folder)
      #expect(alone.status == 66)
      #expect(alone.errors.contains("no second model has read this run"))
      // The second reading differs in one value of the first sheet.
      try bench.folder.write("run/second/environment.json", try bench.folder.read("run/environment.json"))
      var lines = try bench.folder.text("run/raw.jsonl").split(separator: "\n").map(String.init)
      let family = try #require(try bench.records()[0]["dwc"]?["family"]?["value"]?.string)
      lines[0] = lines[0].replacing("\"\(family)\"", with: "\"Rosa\"")
      try bench.folder.write("run/second/raw.jsonl", Array(lines.joined(separator: "\n").utf8) + [0x0A])
      let both = try await HerbxProcess.run(arguments, home: bench.folder)
      #expect(both.status == 0, "\(both.errors)")
      let rows = try bench.folder.text("x/occurrence.txt").split(separator: "\n").map {
        $0.split(separator: "\t", omittingEmptySubsequences: false)
      }
      let column = try #require(rows[0].firstIndex(of: "family"))
      #expect(rows.dropFirst().count { $0[column].isEmpty } == 1)
    }
  }

  @Test("an archive comes out, with identifiers that stay; what GBIF would refuse is not made")
  func export() async throws {
    try await withRunBench(images: 3) { bench in
      #expect(try await bench.extract().status == 0)
      let without = try await bench.herbx("export", bench.run, "--output", bench.folder.path("x.zip"))
      #expect(without.status == 64)
      #expect(without.errors.contains("--init dataset.json"))
      let template = bench.folder.path("dataset.json")
      #expect(try await bench.herbx("export", "--init", template).status == 0)
      #expect(try await bench.herbx("export", "--init", template).status == 73)
      let unfilled = try await bench.herbx(
        "export", bench.run, "--dataset", template, "--output", bench.folder.path("x.zip"))
      #expect(unfilled.status == 1)
      #expect(unfilled.errors.contains("`title` is empty"))
      try bench.folder.write("dataset.json", Self.dataset)
      let first = try await bench.herbx(
        "export", bench.run, "--dataset", template, "--output", bench.folder.path("x.zip"))
      #expect(first.status == 0, "\(first.errors)")
      #expect(first.errors.contains("3 occurrences; 3 new identifiers"))
      let again = try await bench.herbx(
        "export", bench.run, "--dataset", template, "--output", bench.folder.path("y.zip"))
      #expect(again.errors.contains("0 new identifiers"))
      let files = FileManager.default
      #expect(files.contents(atPath: bench.folder.path("x.zip")) == files.contents(atPath: bench.folder.path("y.zip")))
      #expect(files.fileExists(atPath: bench.folder.path("occurrence-ids.csv")))
    }
  }

  @Test("readers of archives of others take it: schemas, python-dwca-reader, dwcahandler, frictionless")
  func readers() async throws {
    let environment = ProcessInfo.processInfo.environment
    guard let python = environment["HERBX_ARCHIVE_PYTHON"] else {
      try Test.cancel("the archive readers are not installed (scripts/test installs them where PyPI is reachable)")
    }
    try await withRunBench(images: 5) { bench in
      #expect(try await bench.extract().status == 0)
      try bench.folder.write("dataset.json", Self.dataset)
      let archive = bench.folder.path("x.zip")
      #expect(
        try await bench.herbx(
          "export", bench.run, "--dataset", bench.folder.path("dataset.json"), "--output", archive, "--image-base-url",
          "https://images.example.org/sheets"
        ).status == 0)
      let said = try await HerbxProcess.tool(
        "env", [python, HerbxProcess.package + "/scripts/check-archive.py", archive, "5"])
      #expect(said.hasSuffix("the archive is well\n"), "\(said)")
    }
  }
}
