public import OpenRouter

/// What `raw.jsonl` says so far: the last record of each image, and the sums over all lines.
public struct RecordIndex: Sendable {
  /// One image's standing after its last record.
  public struct Entry: Sendable, Equatable {
    public var isSuccess: Bool
    /// The image of the last success, also where a failure came after it; nil without one.
    public var extracted: ImageMark?
  }

  public private(set) var entries: [String: Entry] = [:]
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

  /// Reads the records of a file.
  /// - Returns: what stands behind the last newline: a line torn by a crash, or nothing.
  public mutating func read(path: String) throws(ReadFailure) -> RecordLines.Tail {
    var lines = RecordLines(path: path)
    return try lines.forEach { add($0) }
  }

  public mutating func add(_ line: Span<UInt8>) {
    lineNumber += 1
    guard let record = RecordSummary(line: line) else {
      foreignLines.append(lineNumber)
      return
    }
    recordCount += 1
    if let cost = record.cost {
      costs.add(cost, isSuccess: record.isSuccess, key: record.keySHA256)
      spread.add(cost)
    }
    highestSequence = max(highestSequence, record.sequence ?? 0)
    successes += entries[record.image, default: Entry(isSuccess: false)].take(record)
  }
}

extension RecordIndex.Entry {
  /// Takes the image's next record; returns by how many the successes grow.
  fileprivate mutating func take(_ record: RecordSummary) -> Int {
    let growth = (record.isSuccess ? 1 : 0) - (isSuccess ? 1 : 0)
    isSuccess = record.isSuccess
    if isSuccess { extracted = ImageMark(record) }
    return growth
  }
}
