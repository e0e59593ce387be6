internal import OpenRouter

/// The answer that a failure's record keeps, judged again by the present rules.
public struct KeptAnswer {
  public let record: RecordView
  private let answer: DarwinCoreAnswer

  /// Nil where the record keeps no answer, or failed for a reason that no reading changes.
  /// - Parameter asked: the names of the terms that were asked for.
  public init?(_ record: RecordView, asked: Set<String> = AskedTerms.names) {
    guard !record.isSuccess, let content = record.content, let kind = record.errorKind,
      let reply = Self.reply(content, kind: kind, record)
    else { return nil }
    self.record = record
    answer = DarwinCoreAnswer(reply, asked: asked)
  }

  private static func reply(_ content: String, kind: String, _ record: RecordView) -> ChatReply? {
    switch kind {
    case AnswerFault.emptyAnswer.rawValue, Verdict.Kind.unreadableAnswer.rawValue:
      // The message, or all of the answer, as it came.
      return ChatReply(kept: content)
    case AnswerFault.contentFilter.rawValue: return nil
    default:
      guard AnswerFault(rawValue: kind) != nil else { return nil }
      return ChatReply(content: content, finishReason: record[.finishReason]?.string, usage: record[.usage]?.value)
    }
  }

  /// Why it still cannot be used, as a fixed word and a sentence; nil where it holds a record.
  public var fault: (kind: String, message: String)? {
    guard case .unusable(let fault, let message) = answer else { return nil }
    return (fault.rawValue, message)
  }

  /// The record that the answer holds: of the same image, answer and key. Its cost stands in the failure's record, and is
  /// not counted twice.
  func success(sequence: Int, at now: Timestamp) -> Record? {
    guard case .record(let dwc, let isRepaired) = answer, let hash = record.imageSHA256, let key = record.keySHA256
    else {
      return nil
    }
    var success = Record(
      image: record.image, model: record.model ?? "", outcome: .success(dwc: dwc), timestamp: now, sequence: sequence,
      attempts: max(1, record[.attempts]?.int ?? 1))
    success.provider = record[.provider]?.string ?? success.provider
    success.imageSHA256 = hash
    success.keySHA256 = key
    success.upstream = record[.upstream]?.string
    success.generationID = record[.generationID]?.string
    success.durationMilliseconds = record[.durationMilliseconds]?.int
    success.finishReason = record[.finishReason]?.string
    success.answeredBy = record[.answeredBy]?.string
    success.serviceTier = record[.serviceTier]?.string
    success.imageBytes = record.imageBytes
    success.imageModified = record.imageModified.flatMap(Timestamp.init(iso8601:))
    success.replaces = record.replaces
    success.isRepaired = isRepaired
    success.isReread = true
    return success
  }
}
