internal import OpenRouter

/// Results that are not on the disk yet, and the records made of them: the one place where a record is put together.
struct PendingRecords {
  struct Line {
    let specimen: Int
    let record: Record
    let isInterim: Bool
  }

  private let model: String
  /// Who is asked.
  private let provider: String
  /// The SHA-256 of all that is the same in the run's requests.
  private let question: String
  private var sequence: Int
  /// Results that the scheduler has heard of and that have no record yet.
  private var results: [Int: SpecimenResult] = [:]
  private var written: [Int: Record] = [:]
  /// Records of what is being taken up, which go to the disk together.
  private var group: [Line] = []
  /// Answers that were paid for and could not be written.
  private(set) var unsaved: [String] = []
  /// Those that were written, and that the disk may have or not.
  private(set) var unconfirmed: [String] = []

  /// - Parameter sequence: of the last record of earlier starts.
  init(model: String, provider: String, question: String, sequence: Int) {
    self.model = model
    self.provider = provider
    self.question = question
    self.sequence = sequence
  }

  mutating func keep(_ result: SpecimenResult, of specimen: Int) { results[specimen] = result }

  mutating func forget(_ specimen: Int) { results[specimen] = nil }

  /// Makes the record of the result at hand, to be written with the next group.
  mutating func add(
    _ specimen: Int, named name: SpecimenName, replacing replaced: String?, attempts: Int, isInterim: Bool
  ) {
    guard let result = results[specimen] else { return }
    sequence += 1
    var record = Record(
      image: name, model: model, outcome: result.outcome, timestamp: result.timestamp, sequence: sequence,
      attempts: attempts)
    record.provider = provider
    record.add(result.attempt)
    record.add(result.sentFile)
    record.replaces = replaced
    record.isAskedAgain = result.isAskedAgain
    if result.isSuccess {
      record.isRepaired = result.isRepaired ?? false
    } else if result.attempt != nil {
      record.questionSHA256 = question
    }
    if !isInterim { (written[specimen], results[specimen]) = (record, nil) }
    group.append(Line(specimen: specimen, record: record, isInterim: isInterim))
  }

  mutating func takeGroup() -> [Line] {
    defer { group = [] }
    return group
  }

  /// The record of the specimen is on the disk.
  mutating func settle(_ specimen: Int) -> Record? { written.removeValue(forKey: specimen) }

  /// The record of the specimen could not be written.
  /// - Parameter isWritten: whether it is only not known that the disk has it.
  /// - Returns: it, where it was billed.
  mutating func lose(_ specimen: Int, isWritten: Bool) -> Record? {
    guard let record = written.removeValue(forKey: specimen), record.usage != nil else { return nil }
    let id = record.generationID.map { " (generation `\($0)`)" } ?? ""
    let words = "`\(record.image)`\(id)"
    if isWritten { unconfirmed.append(words) } else { unsaved.append(words) }
    return record
  }
}

extension Record {
  /// What the service says of its answer.
  mutating func add(_ reply: ChatReply) {
    usage = reply.usage
    upstream = reply.upstream
    generationID = reply.generationID
    finishReason = reply.finishReason
    answeredBy = reply.model.flatMap { $0 == model ? nil : $0 }
    serviceTier = reply.serviceTier
  }

  fileprivate mutating func add(_ attempt: ChatAttempt?) {
    guard let attempt else { return }
    if let reply = attempt.reply { add(reply) }
    durationMilliseconds = attempt.duration.wholeMilliseconds
    keySHA256 = attempt.lease?.key.sha256
  }

  fileprivate mutating func add(_ file: SentFile?) {
    guard let file else { return }
    (imageSHA256, imageBytes, imageModified, sent) = (file.sha256, file.bytes, file.modified, file.sent)
  }
}
