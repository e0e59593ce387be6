import Extraction
import Foundation
import Review
import SystemLayer
import TestSupport
import Testing

@Suite("what follows from a run's annotations")
struct LedgerTests {
  private func ledger(_ annotations: [Annotation]) -> ReviewLedger {
    annotations.reduce(into: ReviewLedger()) { $0.add($1) }
  }

  private typealias Make = AnnotationTests

  @Test("the last decision about a field counts, and an accepted value is the one that was seen")
  func last() throws {
    let ledger = ledger([Make.make(.accept, id: 1), Make.make(.replace("Canada"), id: 2)])
    let review = try #require(ledger.reviews(of: "a.jpg", recordSHA256: "aa")["country"])
    #expect(review.value == "Canada")
    #expect(review.conflict == nil, "the same reviewer may change their mind")
    let accepted = self.ledger([Make.make(.accept)]).reviews(of: "a.jpg", recordSHA256: "aa")["country"]
    #expect(accepted?.value == "Kanada")
  }

  @Test("a flag asks somebody to look, and leaves the value that was given")
  func flag() throws {
    let correction = Make.make(.replace("Canada"), id: 1, by: "Ada")
    let both = ledger([correction, Make.make(.flag, id: 2, by: "Ben")])
    let review = try #require(both.reviews(of: "a.jpg", recordSHA256: "aa")["country"])
    #expect(review.isFlagged && review.value == "Canada" && review.valued == correction)
    #expect(Corrections.table(both) { _ in "aa" }.contains("a.jpg,country,Canada"))
    let alone = ledger([Make.make(.flag, id: 2)]).reviews(of: "a.jpg", recordSHA256: "aa")["country"]
    #expect(alone?.isFlagged == true && alone?.value == nil)
  }

  @Test("a withdrawn annotation leaves what was before it, and a withdrawal of an unknown one leaves all")
  func undo() {
    let both = [Make.make(.accept, id: 1), Make.make(.replace("Canada"), id: 2)]
    let undone = ledger(both + [Make.make(.withdraw("urn:uuid:2"), id: 3)])
    #expect(undone.reviews(of: "a.jpg", recordSHA256: "aa")["country"]?.value == "Kanada")
    let twice = ledger(both + [Make.make(.withdraw("urn:uuid:2"), id: 3), Make.make(.withdraw("urn:uuid:1"), id: 4)])
    #expect(twice.reviews(of: "a.jpg", recordSHA256: "aa").isEmpty)
    let unknown = ledger(both + [Make.make(.withdraw("urn:uuid:9"), id: 3)])
    #expect(unknown.reviews(of: "a.jpg", recordSHA256: "aa")["country"]?.value == "Canada")
  }

  @Test("two reviewers who decide differently are in conflict until one takes the other's value")
  func conflict() throws {
    let one = Make.make(.replace("Canada"), id: 1, by: "Ada")
    let other = Make.make(.replace("Kanada"), id: 2, by: "Ben")
    let conflict = try #require(ledger([one, other]).reviews(of: "a.jpg", recordSHA256: "aa")["country"])
    #expect(conflict.value == "Kanada")
    #expect(conflict.conflict == one)
    let agreed = ledger([one, other, Make.make(.replace("Kanada"), id: 3, by: "Ada")])
    #expect(agreed.reviews(of: "a.jpg", recordSHA256: "aa")["country"]?.conflict == nil)
    let same = ledger([one, Make.make(.accept, id: 2, by: "Ben", seen: "Canada")])
    #expect(same.reviews(of: "a.jpg", recordSHA256: "aa")["country"]?.conflict == nil)
    let flagged = ledger([one, Make.make(.flag, id: 2, by: "Ben")])
    #expect(flagged.reviews(of: "a.jpg", recordSHA256: "aa")["country"]?.conflict == one)
  }

  @Test("an annotation of an earlier answer is stale: shown, and applied to nothing")
  func stale() {
    let ledger = ledger([Make.make(.replace("Canada"), record: "old")])
    #expect(ledger.reviews(of: "a.jpg", recordSHA256: "new").isEmpty)
    #expect(ledger.stale(of: "a.jpg", recordSHA256: "new").count == 1)
    #expect(ReviewSummary(ledger) { _ in "new" }.stale == 1)
    #expect(ReviewSummary(ledger) { _ in "new" }.sheets == 0)
  }

  @Test("an id that stands twice counts once, and names that differ only in their Unicode form are two images")
  func identity() {
    let ledger = ledger([
      Make.make(.accept, image: "caf\u{E9}.jpg"), Make.make(.accept, image: "caf\u{E9}.jpg"),
      Make.make(.flag, id: 2, image: "cafe\u{301}.jpg"),
    ])
    #expect(ledger.count == 2)
    #expect(ledger.images.count == 2)
    #expect(ledger.reviews(of: "cafe\u{301}.jpg", recordSHA256: "aa")["country"]?.isFlagged == true)
  }
}

@Suite("annotations.jsonl")
struct AnnotationLogTests {
  private func made(_ number: Int, by name: String = "Ada") -> Annotation {
    AnnotationTests.make(.replace("\(number)"), id: number, by: name, image: SpecimenName("\(number).jpg"))
  }

  @Test("what one process writes another reads on, and neither reads a line twice")
  func shared() throws {
    let folder = try TemporaryFolder()
    let run = FilePath(folder.path)
    var (one, other) = (AnnotationLog(run: run), AnnotationLog(run: run))
    #expect(try one.readNew().isEmpty)
    try one.append([made(1), made(2)])
    #expect(try other.readNew() == ["1.jpg", "2.jpg"])
    try other.append([made(3, by: "Ben")])
    #expect(try one.readNew() == ["1.jpg", "2.jpg", "3.jpg"])
    #expect(try one.readNew().isEmpty)
    #expect(one.ledger.count == 3)
    #expect(try AnnotationLog.read(run: run).count == 3)
  }

  @Test("a file that was put in the place of another is read from its beginning")
  func replaced() throws {
    let folder = try TemporaryFolder()
    var log = AnnotationLog(run: FilePath(folder.path))
    try log.append([made(1), made(2)])
    try log.readNew()
    try folder.write("annotations.jsonl", made(3).line + [UInt8(ascii: "\n")])
    #expect(try log.readNew() == ["1.jpg", "2.jpg", "3.jpg"])
    #expect(log.ledger.images == ["3.jpg"])
  }

  @Test("a line torn at any byte loses nothing before or behind it")
  func torn() throws {
    let folder = try TemporaryFolder()
    let run = FilePath(folder.path)
    let whole = made(1).line + [UInt8(ascii: "\n")]
    let line = made(2).line
    for length in stride(from: 1, to: line.count, by: 7) {
      try folder.write("annotations.jsonl", whole + line.prefix(length))
      var log = AnnotationLog(run: run)
      try log.readNew()
      #expect(log.ledger.count == 1)
      try log.append([made(3)])
      #expect(try log.readNew() == ["3.jpg"])
      #expect(log.ledger.count == 2 && log.unreadable == 1, "cut after \(length) bytes")
    }
  }
}
