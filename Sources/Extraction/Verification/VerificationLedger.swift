internal import OpenRouter

/// What the records of a run say, gathered line by line for verification.
struct VerificationLedger {
  struct Success {
    let sequence: Int?
    let sha256: String?
    let line: Int
  }

  private(set) var lastSuccess: [SpecimenName: Success] = [:]
  private(set) var images: Set<SpecimenName> = []
  private(set) var models: Set<String> = []
  private(set) var foreignLines = FindingList()
  private(set) var doubleSuccesses = FindingList()
  private(set) var disorder = FindingList()
  private(set) var malformed = FindingList()
  /// What the records up to each of them cost, in the order of the file: clocks may have been set.
  private(set) var sums: Set<Money> = [.zero]
  private(set) var cost = Money.zero
  private(set) var chain: ChainFollower
  /// What a start of the run would go by.
  private(set) var standing = RecordIndex()
  private var lastSequence = 0
  private var line = 0

  init(chain: ChainFollower) { self.chain = chain }

  mutating func add(_ bytes: [UInt8]) {
    line += 1
    chain.add(bytes, number: line)
    let record = RecordView(line: bytes)
    standing.add(record)
    guard let record else {
      foreignLines.append("line \(line) is no record")
      return
    }
    images.insert(record.image)
    for violation in RecordRules.violations(record.value) { malformed.append("line \(line): \(violation)") }
    if let model = record.model { models.insert(model) }
    if let paid = record.cost {
      cost += paid
      sums.insert(cost)
    }
    if let sequence = record.sequence {
      if sequence <= lastSequence { disorder.append("line \(line): sequence \(sequence) after \(lastSequence)") }
      lastSequence = max(lastSequence, sequence)
    }
    guard record.isSuccess else { return }
    if let earlier = lastSuccess[record.image], record.replaces == nil || record.replaces != earlier.sha256 {
      doubleSuccesses.append("`\(record.image)`: lines \(earlier.line) and \(line)")
    }
    lastSuccess[record.image] = Success(sequence: record.sequence, sha256: record.imageSHA256, line: line)
  }
}
