internal import Transfer

extension Verdict {
  /// The verdict on an answer as it came, and what was read in it where it is a 2xx.
  init(_ reply: TransferReply, _ answer: ChatAnswer?) {
    switch answer {
    case .completion: self.init(.none, .answered, "")
    case .nothing:
      self.init(
        .transient(.init()), .brokenTransfer, "the answer holds nothing but whitespace: it broke on the way")
    case .unreadable(let answer):
      self.init(
        .permanent, .unreadableAnswer,
        "the service answered \(reply.status) with \(answer.description) in place of a completion")
    case .error(let body, let chat):
      let verdict = Verdict(status: reply.status, headers: reply.headers, body: body)
      self = chat.wasBilled || !Self.mayPass(body) ? verdict.afterBilling : verdict
    case nil:
      self.init(
        status: reply.status, headers: reply.headers, body: AnswerBody.value(reply.body) ?? Self.words(reply.body),
        isPage: reply.body.looksLikeHTML)
    }
  }

  /// A plain sentence, as some gateways answer; nil for a page or for bytes that are no text.
  private static func words(_ body: [UInt8]) -> JSONValue? {
    // The head may end within a letter.
    let heads = (0..<4).lazy.compactMap { String(validating: body.prefix(300).dropLast($0), as: UTF8.self) }
    guard let text = heads.first,
      let first = text.unicodeScalars.first(where: { !$0.properties.isWhitespace }), first != "<", !text.contains("\0")
    else { return nil }
    return .string(text.split { $0.isNewline }.first.map(String.init) ?? text)
  }

  /// Whether an error in a 2xx may be another time's success: its code says what it is, or its words do.
  private static func mayPass(_ body: JSONValue) -> Bool {
    guard let error = ErrorEnvelope.find(in: body) ?? ErrorEnvelope.flat(body) else { return true }
    if error.code.map({ !(200..<300).contains($0) }) ?? false { return true }
    let words = error.sentence.lowercased()
    return [
      "rate limit", "rate_limit", "too many", "overload", "temporar", "try again", "timeout", "timed out",
      "capacity", "unavailable", "429", "503", "busy",
    ].contains { words.contains($0) }
  }

  /// What was billed is no fault of the way, and is not asked for again by itself.
  private var afterBilling: Verdict {
    guard case .transient = fault else { return self }
    return Verdict(.permanent, kind, message)
  }
}
