internal import OpenRouter

/// What a model's answer holds: a Darwin Core record, or why it is none.
enum DarwinCoreAnswer: Equatable {
  /// The object as the model wrote it: order, digits and members unknown to herbx included.
  /// - isRepaired: whether harmless slips of the JSON were overlooked.
  case record(JSONValue, isRepaired: Bool)
  case unusable(AnswerFault, String)

  /// Judges a completion. A cut answer that is whole all the same counts.
  /// - Parameters:
  ///   - asked: the names of the terms that were asked for.
  ///   - largestAnswer: the token maximum that was asked for, where it is known.
  init(_ reply: ChatReply, asked: Set<String> = AskedTerms.names, largestAnswer: Int? = nil) {
    if reply.ending == .refused {
      self = .unusable(.contentFilter, "the model refused to answer (finish_reason `\(reply.finishReason ?? "none")`)")
      return
    }
    let isCut = reply.ending == .cut || Self.isFull(reply, largestAnswer)
    guard let text = reply.content, text.utf8.contains(where: { $0 > 0x20 }) else {
      self = Self.withoutContent(reply, isCut, asked)
      return
    }
    switch RecordSearch.find(in: text, ending: isCut ? .cut : reply.ending, asked: asked) {
    case .record(let record, let isRepaired):
      // Bytes that were no text have been replaced.
      self = .record(
        record, isRepaired: isRepaired || (text.utf8.contains(0xEF) && text.unicodeScalars.contains("\u{FFFD}")))
    case .none(let fault, let message):
      self = isCut && fault == .notJSON ? Self.cutOff(reply) : .unusable(fault, message)
    }
  }

  /// Some models write the answer where others write their reasoning.
  private static func withoutContent(_ reply: ChatReply, _ isCut: Bool, _ asked: Set<String>) -> DarwinCoreAnswer {
    if isCut { return cutOff(reply) }
    // A draft that is thought about further is no answer.
    if let reasoning = reply.reasoning, let last = reasoning.utf8.last(where: { $0 > 0x20 }), "}]`".utf8.contains(last),
      case .record(let record, let isRepaired) = RecordSearch.find(in: reasoning, ending: reply.ending, asked: asked)
    {
      return .record(record, isRepaired: isRepaired)
    }
    return .unusable(.emptyAnswer, "the model's answer is empty")
  }

  private static func isFull(_ reply: ChatReply, _ largestAnswer: Int?) -> Bool {
    guard reply.ending == .unknown, let largestAnswer, let tokens = reply.completionTokens else { return false }
    return tokens >= largestAnswer
  }

  private static func cutOff(_ reply: ChatReply) -> DarwinCoreAnswer {
    var message = "the answer was cut at the token maximum (finish_reason `\(reply.finishReason ?? "none")`)"
    if let tokens = reply.completionTokens, let reasoning = reply.reasoningTokens, tokens > 0, reasoning > tokens / 2 {
      message +=
        ": \(reasoning) of its \(tokens) tokens went into reasoning; `--reasoning off` or a higher "
        + "`--max-tokens` leaves room for the answer"
    } else {
      message += "; the same request gives the same, a higher `--max-tokens` leaves more room"
    }
    return .unusable(.cutOff, message)
  }
}

/// The ways in which an answer that came can be unusable; stand in records as `error_kind`.
enum AnswerFault: String, CaseIterable {
  case noFields = "no_fields"
  case notJSON = "not_json"
  case notAnObject = "not_an_object"
  case severalRecords = "several_records"
  case cutOff = "cut_off"
  case contentFilter = "content_filter"
  case emptyAnswer = "empty_answer"
}
