public import OpenRouter

/// What `raw.jsonl` says so far: the last record of each image, and the sums over all lines.
public struct RecordIndex: Sendable {
  /// One image's standing after its last record.
  public struct Entry: Sendable, Equatable {
    public var isSuccess: Bool
    /// The image of the last success, also where a failure came after it; nil without one.
    public var extracted: ImageMark?
    /// The number of the last record's line, from 1.
    public var lastLine = 0
    /// The last record's failure, where an answer had come for it that was billed.
    public var billedFailure: BilledFailure?
  }

  /// A failure whose answer was paid for.
  public struct BilledFailure: Sendable, Equatable {
    public let model: String?
    /// The SHA-256 of what was asked; nil in the records of earlier versions.
    public let question: String?
  }

  public private(set) var entries: [SpecimenName: Entry] = [:]
  /// Lines that are records.
  public private(set) var recordCount = 0
  /// Numbers (from 1) of lines that are no records; they stay in the file and count as nothing.
  public private(set) var foreignLines: [Int] = []
  /// Over all lines, failed but billed answers included.
  public private(set) var costs = CostAccount()
  public private(set) var spread = CostSpread()
  public private(set) var successes = 0
  public private(set) var highestSequence = 0
  private var lineNumber = 0

  public init() {}

  /// What all answers cost.
  public var cost: Money { costs.total }

  /// Of `names` that no record has: the record's name that differs from it in Unicode form alone, and is no name of
  /// another specimen. A copy of the folder from or to a Mac is not paid for again.
  public func renamed(among names: [SpecimenName]) -> [SpecimenName: SpecimenName] {
    let strangers = names.filter { !$0.isASCII && entries[$0] == nil }
    if strangers.isEmpty { return [:] }
    let present = Set(names.filter { !$0.isASCII })
    var byLetters: [String: SpecimenName] = [:]
    for name in entries.keys where !name.isASCII && !present.contains(name) { byLetters[name.text] = name }
    return Dictionary(uniqueKeysWithValues: strangers.compactMap { name in byLetters[name.text].map { (name, $0) } })
  }

  /// Reads the records of a file.
  /// - Returns: what stands behind the last newline: a line torn by a crash, or nothing.
  public mutating func read(path: String) throws(ReadFailure) -> RecordLines.Tail {
    var lines = RecordLines(path: path)
    return try lines.forEach { add($0.bytes) }
  }

  public mutating func add(_ line: [UInt8]) { add(RecordView(line: line)) }

  /// - Parameter record: nil for a line that is none.
  mutating func add(_ record: RecordView?) {
    lineNumber += 1
    guard let record else {
      foreignLines.append(lineNumber)
      return
    }
    recordCount += 1
    if let cost = record.cost {
      costs.add(cost, isSuccess: record.isSuccess, key: record.keySHA256)
      spread.add(cost)
    } else if record.isSuccess {
      costs.addUnpriced()
    }
    highestSequence = max(highestSequence, record.sequence ?? 0)
    successes += entries[record.image, default: Entry(isSuccess: false)].take(record)
    entries[record.image]?.lastLine = lineNumber
  }
}

extension RecordIndex.Entry {
  /// Takes the image's next record; returns by how many the successes grow.
  fileprivate mutating func take(_ record: RecordView) -> Int {
    let growth = (record.isSuccess ? 1 : 0) - (isSuccess ? 1 : 0)
    isSuccess = record.isSuccess
    if isSuccess { extracted = ImageMark(record) }
    billedFailure =
      !isSuccess && record.wasBilled ? .init(model: record.model, question: record.questionSHA256) : nil
    return growth
  }
}
