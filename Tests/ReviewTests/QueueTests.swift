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
struct TermIndexTests {
  private func index(_ texts: [String?]) -> TermIndex { TermIndex(rows: texts.count) { texts[$0] } }

  private func groups(_ index: inout TermIndex) -> [[String]] {
    let groups = index.groups(from: 0, size: 100)
    return groups.map { $0.map(index.text) }
  }

  @Test("distinct values are counted, and those that look alike stand together, the most frequent first")
  func groups() throws {
    var index = index([
      "G. F. Ledingham", "Ledingham, G.F.", "G.F. Ledingham", "A. Breitung", "A. Breitung", "a. breitung", "", "X", nil,
    ])
    #expect(
      groups(&index) == [
        ["G. F. Ledingham", "Ledingham, G.F.", "G.F. Ledingham"], ["A. Breitung", "a. breitung"], [""], ["X"],
      ])
    #expect(index.groupCount() == 4)
    let breitung = try #require(index.value("A. Breitung"))
    #expect(index.count(breitung) == 2)
    #expect(index.rows(of: [breitung]) == [breitung: [3, 4]])
    #expect(index.groups(from: 3, size: 5).map { $0.map(index.text) } == [["X"]])
  }

  @Test("what is decided afterwards stands as if it had been there from the start")
  func updated() {
    var (random, texts) = (SystemRandomNumberGenerator(), [String?](repeating: "a b", count: 40))
    var changed = index(texts)
    for _ in 0..<400 {
      let row = Int.random(in: 0..<texts.count, using: &random)
      texts[row] = ["a b", "B, A", "c", "", "é", nil].randomElement(using: &random) ?? nil
      changed.set(row, text: texts[row])
    }
    texts.append("new")
    changed.set(40, text: "new")
    var fresh = index(texts)
    func sorted(_ index: inout TermIndex) -> Set<Set<String>> { Set(groups(&index).map { Set($0) }) }
    #expect(sorted(&changed) == sorted(&fresh))
    #expect(changed.sortedRows() == fresh.sortedRows())
    #expect(changed.rowsHolding("b") == fresh.rowsHolding("b"))
    for text in Set(texts.compactMap { $0 }) {
      #expect(changed.value(text).map { changed.count($0) } == fresh.value(text).map { fresh.count($0) })
    }
  }

  @Test("rows are sorted by their folded texts, those without one first, equal ones in their order")
  func sorted() {
    var index = index(["b", "Á", nil, "a", "", "B", "c"])
    #expect(index.sortedRows() == [2, 4, 1, 3, 0, 5, 6])
    #expect(index.rowsHolding("a") == [false, true, false, true, false, false, false])
    #expect(index.rowsHolding("") == [false, false, true, false, true, false, false])
  }

  @Test("marks, case, punctuation and word order make values look alike; other letters do not")
  func alike() {
    func together(_ one: String, _ other: String) -> Bool {
      var index = index([one, other])
      return index.groupCount() == 1
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
