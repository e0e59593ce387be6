import Extraction
import Review
import Testing

@Suite("a table of corrections")
struct CorrectionsTests {
  private func read(_ text: String) -> (corrections: [Corrections.Correction], problems: [Corrections.Problem]) {
    Corrections.read(Array(text.utf8)) { ["a.jpg", "b,c.jpg"].contains($0) }
  }

  @Test(
    "columns in any order, quotes, a byte order mark, each line end and values of several lines are read",
    arguments: [
      "image,term,value\na.jpg,country,Canada\n", "\u{FEFF}image,term,value\r\na.jpg,country,Canada\r\n",
      "value,Image,TERM,comment\nCanada,a.jpg,country,\n",
      "image,term,value\rx.jpg,country,Canada".replacing("x.jpg", with: "a.jpg"),
      "\"image\",\"term\",\"value\"\n\"a.jpg\",\"country\",\"Canada\"", "image,term,value\n\na.jpg,country,Canada\n\n",
    ])
  func forms(text: String) {
    let found = read(text)
    #expect(found.problems.isEmpty)
    #expect(found.corrections.map(\.image) == ["a.jpg"])
    #expect(found.corrections.map(\.term) == ["country"])
    #expect(found.corrections.map(\.value) == ["Canada"])
    #expect(found.corrections.map(\.comment) == [nil])
  }

  @Test("quotes, commas and line breaks within a value stay")
  func quoting() {
    let found = read("image,term,value,comment\n\"b,c.jpg\",locality,\"5 km \"\"north\"\",\nby the road\",map\n")
    #expect(found.corrections.first?.value == "5 km \"north\",\nby the road")
    #expect(found.corrections.first?.image == "b,c.jpg")
    #expect(found.corrections.first?.comment == "map")
  }

  @Test(
    "what is written can be read again",
    arguments: ["line1\r\nline2", "a,\u{301}b", "\"\u{301}", " x", "5 \"\"", "plain"])
  func roundTrip(value: String) throws {
    let rows = try CSV.parse(Array((CSV.row(["a", value, "c"]) + CSV.row(["next"])).utf8))
    #expect(rows.count == 2)
    #expect(rows.first?.fields.map { Array($0.utf8) } == ["a", value, "c"].map { Array($0.utf8) })
  }

  @Test("every line that does not fit is named, and nothing is taken")
  func problems() {
    let found = read(
      "image,term,value\na.jpg,country,Canada\nz.jpg,country,x\na.jpg,contry,x\na.jpg,country\n\"b,c.jpg\",habitat,\"a\nb\"\n,country,x\n"
    )
    #expect(found.corrections.isEmpty)
    #expect(found.problems.map(\.line) == [3, 4, 5, 8])
    #expect(
      found.problems.map(\.reason) == [
        "the run has no record of `z.jpg`", "`contry` is no Darwin Core term", "2 columns in place of 3",
        "the run has no record of ``",
      ])
  }

  @Test(
    "what is no such table is refused with its line",
    arguments: [
      ("", 1), ("image,value\n", 1), ("image,term,value\na.jpg,country,\"Can\n", 2),
      ("image,term,value\na,b\"c,d\n", 2),
      ("image,term,value\na,\"b\"c,d\n", 2),
    ])
  func malformed(text: String, line: Int) {
    #expect(read(text).problems.map(\.line) == [line])
  }

  @Test("bytes that are no UTF-8 are refused")
  func encoding() {
    #expect(Corrections.read([0x69, 0xE9, 0x0A]) { _ in true }.problems.count == 1)
  }

  @Test("the table of a ledger reads as what was corrected, and nothing that was accepted or is stale stands in it")
  func table() {
    var ledger = ReviewLedger()
    ledger.add(AnnotationTests.make(.replace("a \"b\",\n c"), id: 1, comment: "so"))
    ledger.add(AnnotationTests.make(.accept, id: 2, term: "county"))
    ledger.add(AnnotationTests.make(.replace("x"), id: 3, image: "b.jpg", record: "old"))
    ledger.add(AnnotationTests.make(.replace(""), id: 4, term: "habitat"))
    let text = Corrections.table(ledger) { _ in "aa" }
    let back = Corrections.read(Array(text.utf8)) { _ in true }
    #expect(back.problems.isEmpty)
    #expect(back.corrections.map(\.value) == ["a \"b\",\n c", ""])
    #expect(back.corrections.map(\.comment) == ["so", nil])
    #expect(text.hasPrefix("image,term,value,comment\n"))
  }

  @Test(
    "a comment alone stands in the table beside the value that was seen, the last one of a field, and a correction's own"
  )
  func comments() {
    var ledger = ReviewLedger()
    ledger.add(AnnotationTests.make(.comment, id: 1, term: "county", comment: "faint"))
    ledger.add(AnnotationTests.make(.comment, id: 2, term: "county", comment: "read by lens"))
    ledger.add(AnnotationTests.make(.comment, id: 3, term: "habitat", comment: "old", record: "old"))
    ledger.add(AnnotationTests.make(.replace("x"), id: 4, term: "locality"))
    let back = Corrections.read(Array(Corrections.table(ledger) { _ in "aa" }.utf8)) { _ in true }
    #expect(back.corrections.map(\.term) == ["county", "locality"])
    #expect(back.corrections.map(\.value) == ["Kanada", "x"])
    #expect(back.corrections.map(\.comment) == ["read by lens", nil])
  }

  @Test("a term that the record has is taken though Darwin Core has none of the name")
  func ownTerms() {
    let text = Array("image,term,value\na.jpg,labelType,printed\na.jpg,other,x\n".utf8)
    let found = Corrections.read(text, hasTerm: { $1 == "labelType" }) { _ in true }
    #expect(found.problems.map(\.line) == [3])
  }
}
