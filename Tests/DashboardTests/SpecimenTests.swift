import Extraction
import OpenRouter
import TestSupport
import Testing

@testable import Dashboard

@Suite("searching and paging specimens")
struct SpecimenTests {
  /// The index over some lines, as a run would leave them.
  private func index(_ lines: [String]) throws -> SpecimenIndex {
    let run = try RunFixture()
    try run.append(lines)
    var index = SpecimenIndex()
    var reader = try RunStatusReader(path: run.path)
    _ = try reader.read(now: .now()) { index.add($0, $1) }
    return index
  }

  private let lines = [
    RunFixture.success("a/1.jpg", [("catalogNumber", "K 001", "0.99"), ("locality", "Lac Nipissing, QUÉBEC", "0.95")]),
    RunFixture.failure("a/2.jpg", "not_json", "the answer is no JSON"),
    RunFixture.success("b/3.jpg", [("catalogNumber", "K 003", "0.4"), ("recordedBy", "M. \"Bo\" Létourneau", "0.8")]),
    RunFixture.success("b/4.jpg", [("habitat", "wet\nmeadow", "0.9"), ("country", "N/A", "0.1")]),
  ]

  @Test(
    "a search finds every specimen that holds all the words, in any case, anywhere",
    arguments: [
      ("", [0, 1, 2, 3]), ("k 00", [0, 2]), ("K 003", [2]), ("québec", [0]), ("QUÉBEC nipissing", [0]), ("létour", [2]),
      ("\"bo\"", [2]), ("not_json", [1]), ("no JSON", [1]), ("b/", [2, 3]), ("a/ k", [0]), ("wet meadow", [3]),
      ("meadow wet", [3]), ("nothing", []), ("nipissing létourneau", []), ("catalogNumber", []), ("confidence", []),
    ])
  func search(text: String, expected: [Int]) throws {
    #expect(try index(lines).numbers(matching: SpecimenQuery(["text": text, "order": "earliest"])) == expected)
  }

  @Test(
    "filters take what they say",
    arguments: [
      (["filter": "failed"], [1]), (["filter": "succeeded"], [0, 2, 3]), (["filter": "low"], [2]),
      (["filter": "low", "below": "95"], [2, 3]), (["filter": "low", "below": "96"], [0, 2, 3]),
      (["filter": "low", "below": "30"], []), (["filter": "odd"], [0, 1, 2, 3]),
      (["filter": "failed", "text": "k"], []),
    ])
  func filters(query: [String: String], expected: [Int]) throws {
    #expect(try index(lines).numbers(matching: SpecimenQuery(query.merging(["order": "earliest"]) { $1 })) == expected)
  }

  @Test("a confidence that is not known is a low one, whatever number or word stands there")
  func unknownConfidence() throws {
    let lines = ["95", "-1", "1.5", "0.95"].enumerated().map { number, confidence in
      RunFixture.success("\(number).jpg", [("catalogNumber", "K 00\(number)", confidence)])
    }
    let words = RunFixture.success("4.jpg", [("catalogNumber", "K 004", "1")]).replacing(
      "\"confidence\":1}", with: "\"confidence\":\"high\"}")
    for below in ["1", "70", "95"] {
      let query = SpecimenQuery(["filter": "low", "below": below, "order": "earliest"])
      #expect(try index(lines + [words]).numbers(matching: query) == [0, 1, 2, 4])
    }
  }

  @Test("orders: latest first unless said otherwise, doubtful ones by their lowest confidence, names by their bytes")
  func orders() throws {
    let index = try index(lines)
    #expect(index.numbers(matching: SpecimenQuery([:])) == [3, 2, 1, 0])
    #expect(index.numbers(matching: SpecimenQuery(["order": "doubtful"])) == [2, 3, 0, 1])
    #expect(index.numbers(matching: SpecimenQuery(["order": "name"])) == [0, 1, 2, 3])
  }

  @Test("the last record of an image counts, in filters, in order and in what a search finds")
  func lastRecord() throws {
    let again = RunFixture.success("a/2.jpg", [("catalogNumber", "K 002", "0.9")])
    let index = try index(lines + [again])
    #expect(index.count == 4)
    #expect(index.numbers(matching: SpecimenQuery(["filter": "failed"])).isEmpty)
    #expect(index.numbers(matching: SpecimenQuery(["text": "not_json"])).isEmpty)
    #expect(index.numbers(matching: SpecimenQuery(["text": "k 002"])) == [1])
    #expect(index.numbers(matching: SpecimenQuery([:])).first == 1)
  }

  @Test(
    "a page is cut out of the matches, and a number too high is the last page",
    arguments: [(1, 0..<25), (2, 25..<50), (3, 50..<60), (4, 50..<60), (9_000_000, 50..<60), (0, 0..<25), (-3, 0..<25)])
  func pages(page: Int, range: Range<Int>) {
    let query = SpecimenQuery(["page": String(page)])
    #expect(query.range(of: 60) == range)
    #expect(query.pages(of: 60) == 3)
    #expect(query.range(of: 0) == 0..<0)
  }

  @Test("nonsense in a query counts as not given")
  func nonsense() {
    let query = SpecimenQuery(["size": "100000", "below": "900", "order": "'; drop", "page": "x", "filter": "<script>"])
    #expect(query == SpecimenQuery())
  }

  @Test("a search over many pieces of text finds the records at their seams")
  func manyPieces() throws {
    var text = SearchText()
    for record in 0..<3000 {
      _ = text.begin(record)
      text.append(String(repeating: "filler \(record) ", count: 60))
      text.append("needle-\(record)-end")
    }
    #expect(text.size > 2 << 20)
    for record in [0, 1, 1100, 1500, 2999] {
      var found: [Int] = []
      text.forEachMatch([SearchText.folded("NEEDLE-\(record)-end")]) { number, _ in found.append(number) }
      #expect(found == [record])
    }
    var all = 0
    text.forEachMatch([Array("needle".utf8), Array("filler".utf8)]) { _, _ in all += 1 }
    #expect(all == 3000)
  }

  @Test("a run that was made anew is read anew")
  func replacedRun() async throws {
    let run = try RunFixture()
    try run.append(lines)
    let cache = RunCache(.init(id: "x", path: run.path, name: "run"))
    #expect(await cache.specimens(SpecimenQuery())?.json["all"]?.int == 4)
    try run.write("raw.jsonl", RunFixture.success("z.jpg", [("catalogNumber", "Z", "1.0")]) + "\n")
    let page = await cache.specimens(SpecimenQuery())?.json
    #expect(page?["all"]?.int == 1)
    #expect(page?["specimens"]?[0]?["image"]?.string == "z.jpg")
  }

  @Test("runs are found at the root and one or two levels below, and no deeper")
  func finding() throws {
    let folder = try TemporaryFolder()
    for path in ["one", "year/two", "a/b/three", ".hidden"] { _ = try RunFixture(path, in: folder) }
    #expect(RunFinder(root: folder.path).find().map(\.name) == ["one", "year/two"])
    #expect(RunFinder(root: folder.path("a/b/three")).find().map(\.name) == ["three"])
    #expect(Set(RunFinder(root: folder.path).find().map(\.id)).count == 2)
  }
}
