internal import DarwinCore
internal import Extraction
internal import Imaging
internal import OpenRouter
internal import Review
internal import SystemLayer

/// The state of a review: changed by what is read, never by a page alone.
struct ReviewState {
  let settings: ReviewSettings
  private(set) var table = FieldTable()
  private(set) var second = FieldTable()
  /// The texts as the model wrote them, for searching; and of each row the number of its last one.
  private(set) var text = SearchText()
  private(set) var textOfRow: [Int] = []
  private(set) var log: AnnotationLog
  private(set) var input: String?
  /// How the run made its images ready.
  private(set) var preparation = PreparationSettings()
  /// By how many degrees clockwise the pages turn the images.
  private(set) var turn = 0
  /// By row; what the annotations say of it.
  private(set) var reviews: [[String: FieldReview]] = []
  /// By row; in figures, so that the whole is summed up at once.
  private(set) var tallies: [SheetTally] = []
  /// Why the files could not be read, for the page.
  private(set) var complaint: String?
  private(set) var checks: QualityChecks
  private var records: RecordLines
  private var secondRecords: RecordLines?
  private var knownQueue: (successes: Int, queue: ReviewQueue)?
  private var indexes = TermIndexes()
  private var rowsByName: [Int] = []
  private let run: FilePath
  /// Whether the records are invented.
  let isSimulated: Bool

  init(run: String, settings: ReviewSettings) {
    self.settings = settings
    self.run = FilePath(run)
    log = AnnotationLog(run: self.run)
    records = RecordLines(path: run + "/raw.jsonl")
    secondRecords = settings.second.map { RecordLines(path: $0 + "/raw.jsonl") }
    checks = QualityChecks(run: self.run)
    (input, preparation) = RunInput.read(run)
    input = settings.input ?? input
    turn = KeptView.turn(of: self.run)
    isSimulated = SnapshotFile.isSimulated(run: run)
  }

  /// Turns the images of the whole run.
  mutating func keepTurn(_ json: JSONValue) throws(ReviewRefusal) {
    guard let degrees = json["turn"]?.int, [0, 90, 180, 270].contains(degrees) else {
      throw ReviewRefusal(400, "A turn is 0, 90, 180 or 270 degrees.")
    }
    do throws(SystemError) { try KeptView.keep(turn: degrees, of: run) } catch {
      throw ReviewRefusal(507, "The turn was not kept: \(error).")
    }
    turn = degrees
  }

  var ledger: ReviewLedger { log.ledger }

  mutating func refresh() {
    complaint = nil
    do {
      let before = table.count
      var changed = try Self.read(&records, into: &table)
      for row in changed.sorted() { addText(row) }
      if var lines = secondRecords {
        _ = try Self.read(&lines, into: &second)
        secondRecords = lines
      }
      changed.formUnion(try log.readNew().compactMap { table.number(of: $0) })
      reviews += Array(repeating: [:], count: table.count - before)
      tallies += Array(repeating: SheetTally(), count: table.count - before)
      for row in changed.sorted() { judge(row) }
      if checks.refresh() { knownQueue = nil }
    } catch {
      complaint = "\(error.message)"
    }
  }

  /// An earlier text of the row stays; what is found is looked at again.
  private mutating func addText(_ row: Int) {
    let number = text.begin(row)
    if row == textOfRow.count { textOfRow.append(number) } else { textOfRow[row] = number }
    text.append(Folding.fold(table.names[row].text))
    for field in table.fields(row) { text.append(Folding.fold(field.text)) }
  }

  private mutating func judge(_ row: Int) {
    let (image, sha256) = (table.names[row], table.recordSHA256(row))
    reviews[row] = ledger.reviews(of: image, recordSHA256: sha256)
    let open = table.terms(of: row).count { reviews[row][$0] == nil }
    tallies[row] = SheetTally(
      reviews[row].values, open: open, stale: ledger.stale(of: image, recordSHA256: sha256).count)
    let isSuccess = table.isSuccess(row)
    for term in indexes.terms { indexes.set(row, term, isSuccess ? value(row, term: term) : nil) }
  }

  /// Asks the index of a term, which is built where nobody has asked for it lately.
  mutating func asking<Answer>(_ term: String, _ question: (inout TermIndex) -> Answer) -> Answer {
    if !indexes.holds(term) {
      let index = TermIndex(rows: table.count) { table.isSuccess($0) ? value($0, term: term) : nil }
      indexes.add(term, index)
    }
    return indexes.asking(term, question)
  }

  /// All rows by their images' names.
  mutating func sortedByName() -> [Int] {
    if rowsByName.count != table.count {
      rowsByName = table.names.indices.sorted { table.names[$0] < table.names[$1] }
    }
    return rowsByName
  }

  /// - Returns: the rows that are new or have a new record.
  private static func read(_ lines: inout RecordLines, into table: inout FieldTable) throws(ReadFailure) -> Set<Int> {
    var changed: Set<Int> = []
    var grown = table
    table = FieldTable()
    defer { table = grown }
    _ = try lines.forEach { line in
      guard let record = RecordView(line: line.bytes) else { return }
      grown.set(
        image: record.image, isSuccess: record.isSuccess, recordSHA256: record.dwcSHA256, fields: record.fields)
      if let row = grown.number(of: record.image) { changed.insert(row) }
    }
    return changed
  }

  /// The queue over all sheets, made anew where sheets have come. What is decided keeps its place, so that a page's
  /// position holds.
  mutating func queue() -> ReviewQueue {
    // A sheet that had failed may have succeeded since.
    let successes = (0..<table.count).count(where: table.isSuccess)
    if let known = knownQueue, known.successes == successes { return known.queue }
    let sheets = (0..<table.count).filter(table.isSuccess).map { row in
      ReviewQueue.Sheet(
        number: row, failingChecks: checks.errors(table.names[row]), disagreements: disagreements(row),
        lowestConfidence: table.lowestConfidence(row), name: table.names[row].text)
    }
    let queue = ReviewQueue(sheets, certainFrom: settings.certainFrom, controlShare: settings.controlShare)
    knownQueue = (successes, queue)
    return queue
  }

  private func disagreements(_ row: Int) -> Int {
    guard let other = second.number(of: table.names[row]) else { return 0 }
    let theirs = Dictionary(second.fields(other).map { ($0.term, $0.text) }) { $1 }
    let mine = table.fields(row)
    let differing = mine.count { field in
      theirs[field.term].map { !ValueMatch($0, field.text, kind: FactKind(term: field.term)).isSame } ?? false
    }
    return differing
  }

  /// The value that a field has now: the curator's where there is one.
  func value(_ row: Int, term: String) -> String {
    reviews[row][term]?.value ?? table.field(row, term: term)?.text ?? ""
  }

  /// Whether nothing is left to decide on the sheet.
  func isDone(_ row: Int) -> Bool { tallies[row].open == 0 }

  /// Writes annotations, and takes them in.
  /// - Throws: `SystemError`; nothing was written then.
  mutating func append(_ annotations: [Annotation]) throws(SystemError) {
    try log.append(annotations)
    refresh()
  }
}
