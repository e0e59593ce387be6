internal import OpenRouter

/// What a model's text holds: a Darwin Core record, or why it is none.
enum DarwinCoreAnswer: Equatable {
  /// The object as the model wrote it: order, digits and members unknown to herbx included.
  case record(JSONValue)
  case unusable(AnswerFault, String)

  /// Judges a completion by its content. A cut answer that is whole all the same counts.
  init(_ reply: ChatReply) {
    if reply.finishReason == "content_filter" {
      self = .unusable(.contentFilter, "the model refused to answer (finish_reason `content_filter`)")
      return
    }
    let text = reply.content ?? ""
    let isCut = reply.finishReason == "length"
    guard text.utf8.contains(where: { $0 > 0x20 }) else {
      self = isCut ? Self.cutOff : .unusable(.emptyAnswer, "the model's answer is empty")
      return
    }
    switch AnswerText.object(in: text) {
    case .success(let object): self = Self.judge(object)
    case .failure(let fault): self = isCut ? Self.cutOff : .unusable(fault.kind, fault.message)
    }
  }

  private static let cutOff = DarwinCoreAnswer.unusable(
    .cutOff, "the answer was cut at the token maximum (finish_reason `length`); the same request gives the same")

  private static func judge(_ object: JSONValue) -> DarwinCoreAnswer {
    // Some models wrap the record in the name that they were told it has.
    if object.members?.count == 1, let inner = object["dwc"], inner.members != nil { return judge(inner) }
    if !RecordField.filled(in: object).isEmpty { return .record(object) }
    return .unusable(.noFields, "no Darwin Core term in the answer has a value")
  }
}

/// The ways in which an answer that came can be unusable; stand in records as `error_kind`.
enum AnswerFault: String, CaseIterable {
  case noFields = "no_fields"
  case notJSON = "not_json"
  case notAnObject = "not_an_object"
  case cutOff = "cut_off"
  case contentFilter = "content_filter"
  case emptyAnswer = "empty_answer"
}
