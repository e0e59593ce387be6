public import OpenRouter

/// An answer that a crash has lost, though its head had come: what `requests.jsonl` holds of it, and the record that is made
/// once the service has given it back.
public struct LostAnswer: Sendable {
  public let request: RequestAccounts.Open
  public let generationID: String
  private let about: JSONValue
  private let image: SpecimenName

  /// Nil where the answer is not lost, or cannot be told from others.
  /// - Parameters:
  ///   - request: of an earlier start.
  ///   - question: the SHA-256 of what this start asks: an answer to another question is of no use.
  ///   - records: what has a success of this image is not looked for.
  public init?(_ request: RequestAccounts.Open, question: String, records: RecordIndex) {
    guard let id = request.generationID, let about = request.about, about["question_sha256"]?.string == question,
      let name = about["image"]?.string, let hash = about["image_sha256"]?.string
    else { return nil }
    image = SpecimenName(name)
    if records.entries[image]?.extracted?.sha256 == hash { return nil }
    (self.request, generationID, self.about) = (request, id, about)
  }

  /// What is noted of a request once the head of its answer has come.
  static func note(_ image: SpecimenImage, named name: SpecimenName, question: String) -> JSONValue {
    .object([
      .init("image", .string(name.text)), .init("image_sha256", JSONValue(image.file.sha256)),
      .init("image_bytes", JSONValue(image.file.count)), .init("image_modified", .string(image.file.modified.iso8601)),
      .init("sent", image.sent?.json ?? .null), .init("question_sha256", .string(question)),
    ])
  }

  /// The record of the answer, a success or a failure.
  /// - Parameters:
  ///   - reply: as the service gave it back.
  ///   - template: what was asked.
  public func record(
    _ reply: ChatReply, template: ChatTemplate, provider: String, sequence: Int, at now: Timestamp
  ) -> Record {
    let answer = DarwinCoreAnswer(reply, asked: template.asked, largestAnswer: template.largestAnswer)
    let outcome: Record.Outcome =
      switch answer {
      case .record(let dwc, _): .success(dwc: dwc)
      case .unusable(let fault, let message):
        .failure(RecordFailure(error: message, kind: fault.rawValue, content: reply.kept))
      }
    var record = Record(
      image: image, model: template.model, outcome: outcome, timestamp: now, sequence: sequence, attempts: 1)
    record.provider = provider
    record.add(reply)
    record.imageSHA256 = about["image_sha256"]?.string
    record.imageBytes = about["image_bytes"]?.int
    record.imageModified = about["image_modified"]?.string.flatMap(Timestamp.init(iso8601:))
    record.sent = SentImage(about["sent"])
    record.keySHA256 = request.key
    if !record.isSuccess { record.questionSHA256 = template.sha256 }
    record.isRecovered = true
    if case .record(_, isRepaired: true) = answer { record.isRepaired = true }
    return record
  }
}
