internal import DarwinCore
internal import Extraction

/// Where the last record of each image stands in `raw.jsonl`, and what it takes to filter, order and search them.
///
/// Some tens of bytes a record, the search text aside; the records themselves stay in the file.
struct SpecimenIndex: Sendable {
  struct Entry: Sendable {
    var offset: Int
    var length: Int32
    /// Into the search text; an earlier text of the same image counts no more.
    var text: Int32
    var isSuccess: Bool
    /// Of the filled terms, in percent; 255 where no term has a confidence.
    var lowest: UInt8
  }

  /// By number: the order in which the images first came.
  private(set) var entries: [Entry] = []
  private(set) var names: [SpecimenName] = []
  private var numbers: [SpecimenName: Int] = [:]
  private var text = SearchText()
  /// Grows with each record taken, so that an answer made from an earlier state is known as such.
  private(set) var version = 0
  private let isSearchable: Bool

  static let noConfidence: UInt8 = 255

  /// - Parameter isSearchable: whether texts are kept for `numbers(matching:)`.
  init(isSearchable: Bool = true) { self.isSearchable = isSearchable }

  var count: Int { entries.count }

  mutating func add(_ record: RecordView, _ line: RecordLines.Line) {
    version += 1
    let number = numbers[record.image] ?? entries.count
    let fields = record.fields
    let entry = Entry(
      offset: line.offset, length: Int32(clamping: line.length), text: Int32(addText(record, fields, number)),
      isSuccess: record.isSuccess, lowest: fields.compactMap(Self.percent).min() ?? Self.noConfidence)
    if number < entries.count {
      entries[number] = entry
    } else {
      numbers[record.image] = number
      names.append(record.image)
      entries.append(entry)
    }
  }

  /// A confidence in whole percent, cut off; one that is not known is none at all. Nil where the model gave none.
  private static func percent(_ field: RecordField) -> UInt8? {
    if field.hasUnknownConfidence { return 0 }
    // The addend makes 57 of 0.57, which times 100 is a little less.
    return field.confidence.map { UInt8(min(100, $0.fraction * 100 + 1e-9)) }
  }

  private mutating func addText(_ record: RecordView, _ fields: [RecordField], _ number: Int) -> Int {
    guard isSearchable else { return 0 }
    let entry = text.begin(number)
    text.append(record.image.text)
    for field in fields { text.append(field.text ?? "") }
    if let kind = record.errorKind { text.append(kind) }
    if let error = record.error { text.append(error) }
    return entry
  }

  /// The images that a query asks for, in its order; pages are cut out of this.
  func numbers(matching query: SpecimenQuery) -> [Int] {
    var found: [Int] = []
    if query.words.isEmpty {
      found = entries.indices.filter { query.filter.takes(entries[$0]) }
    } else {
      text.forEachMatch(query.words) { record, entry in
        if entries[record].text == entry, query.filter.takes(entries[record]) { found.append(record) }
      }
    }
    sort(&found, by: query.order)
    return found
  }

  /// How many images each filter would leave, of all.
  func tally(below threshold: UInt8) -> (all: Int, failed: Int, low: Int) {
    let low = SpecimenQuery.Filter.low(below: threshold)
    return entries.reduce(into: (entries.count, 0, 0)) { sum, entry in
      if !entry.isSuccess { sum.1 += 1 }
      if low.takes(entry) { sum.2 += 1 }
    }
  }

  private func sort(_ found: inout [Int], by order: SpecimenQuery.Order) {
    switch order {
    case .latest: found.sort { entries[$0].offset > entries[$1].offset }
    case .earliest: found.sort { entries[$0].offset < entries[$1].offset }
    case .name: found.sort { names[$0] < names[$1] }
    case .doubtful:
      found.sort { (entries[$0].lowest, entries[$0].offset) < (entries[$1].lowest, entries[$1].offset) }
    }
  }
}
