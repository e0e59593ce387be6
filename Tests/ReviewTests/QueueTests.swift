import Extraction
import OpenRouter
import Review
import Testing

@Suite("the queue of a review")
struct QueueTests {
  private func sheet(_ number: Int, _ confidence: Int?, checks: Int = 0, disagreements: Int = 0) -> ReviewQueue.Sheet {
    .init(
      number: number, failingChecks: checks, disagreements: disagreements, lowestConfidence: confidence,
      name: "\(number).jpg")
  }

  @Test("failing checks come first, then disagreement with a second run, then low confidence")
  func order() {
    let sheets = [
      sheet(0, 80), sheet(1, 60), sheet(2, 95, disagreements: 1), sheet(3, 99, checks: 1), sheet(4, nil),
      sheet(5, 50, checks: 2), sheet(6, 97),
    ]
    #expect(ReviewQueue(sheets, controlShare: 0).numbers == [5, 3, 2, 4, 1, 0])
  }

  @Test("of the certain ones a share is drawn, the same each time, and spread evenly among the others")
  func control() {
    let sheets = (0..<3000).map { sheet($0, $0 < 1000 ? 50 : 99) }
    let queue = ReviewQueue(sheets, controlShare: 0.05)
    #expect((60...140).contains(queue.control.count))
    #expect(queue == ReviewQueue(sheets, controlShare: 0.05))
    #expect(queue.numbers.count == 1000 + queue.control.count)
    #expect(Set(queue.numbers).count == queue.numbers.count)
    let places = queue.numbers.indices.filter { queue.control.contains(queue.numbers[$0]) }
    let half = places.count { $0 < queue.numbers.count / 2 }
    #expect(abs(half - places.count / 2) <= 1)
    #expect(ReviewQueue(sheets, controlShare: 1).numbers.count == 3000)
    #expect(ReviewQueue(sheets.suffix(2000).map { $0 }, controlShare: 1).numbers == Array(1000..<3000))
  }

  @Test("the pace is that of the last stretch without a long pause")
  func pace() {
    #expect(ReviewPace(seconds: []).decisionsPerHour == nil)
    #expect(ReviewPace(seconds: [5]).decisionsPerHour == nil)
    #expect(ReviewPace(seconds: [0, 10, 20]).decisionsPerHour == 360)
    #expect(ReviewPace(seconds: [0, 10, 5000, 5036, 5072]).decisionsPerHour == 100)
  }
}

@Suite("the values of one term")
struct ValueGroupsTests {
  @Test("distinct values are counted, and those that look alike stand together")
  func groups() {
    let texts = [
      "G. F. Ledingham", "Ledingham, G.F.", "G.F. Ledingham", "A. Breitung", "A. Breitung", "a. breitung", "", "X",
    ]
    let groups = ValueGroups(texts.enumerated().map { (sheet: $0.offset, text: $0.element) }).groups
    #expect(
      groups.map { $0.values.map(\.text) }.prefix(1) == [["A. Breitung", "a. breitung"]] || groups[0].values.count == 3)
    let ledingham = groups.first { $0.values.contains { $0.text == "G.F. Ledingham" } }
    #expect(Set(ledingham?.values.map(\.text) ?? []) == ["G. F. Ledingham", "Ledingham, G.F.", "G.F. Ledingham"])
    #expect(groups.first { $0.values[0].text == "A. Breitung" }?.values[0].sheets == [3, 4])
    #expect(groups.map(\.count).reduce(0, +) == texts.count)
  }

  @Test("marks, case, punctuation and word order make values look alike; other letters do not")
  func alike() {
    func together(_ one: String, _ other: String) -> Bool {
      ValueGroups([(sheet: 0, text: one), (sheet: 1, text: other)]).groups.count == 1
    }
    #expect(together("Québec", "quebec"))
    #expect(together("caf\u{E9}", "cafe\u{301}"))
    #expect(together("Swift Current,  5 km N", "5 km N Swift Current"))
    #expect(!together("Regina", "Regena"))
    #expect(!together("5 km", "6 km"))
    #expect(!together("?", "!"))
  }
}

@Suite("the fields of many records")
struct FieldTableTests {
  private func field(_ term: String, _ text: String, _ confidence: String = "0.57") -> RecordField {
    RecordField(term: term, ["value": .string(text), "confidence": .number(confidence)])
  }

  @Test("a record is found again by row and term, and a later one of the same image takes its place")
  func replaced() {
    var table = FieldTable()
    table.set(
      image: "a.jpg", isSuccess: true, recordSHA256: "1",
      fields: [field("country", "Kanada"), field("county", "x", "0.9")])
    table.set(image: "b.jpg", isSuccess: false, recordSHA256: "", fields: [])
    #expect(table.fields(0).map(\.text) == ["Kanada", "x"])
    #expect(table.field(0, term: "country")?.confidence == 57)
    #expect(table.lowestConfidence(0) == 57)
    #expect(table.lowestConfidence(1) == nil)
    #expect(table.filled == ["country": 1, "county": 1])
    table.set(image: "a.jpg", isSuccess: true, recordSHA256: "2", fields: [field("country", "Québec ☘")])
    #expect(table.count == 2)
    #expect(table.fields(0).map(\.text) == ["Québec ☘"])
    #expect(table.recordSHA256(0) == "2")
    #expect(table.filled == ["country": 1, "county": 0])
  }
}
