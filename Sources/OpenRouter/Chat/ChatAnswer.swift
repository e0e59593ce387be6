public import Transfer

/// What a 2xx holds: the one place where an answer's bytes get a meaning.
public enum ChatAnswer: Sendable, Equatable {
  /// The service did its work; what the model wrote is judged elsewhere.
  case completion(ChatReply)
  /// An error in the form of an answer, with what was billed all the same.
  case error(JSONValue, ChatReply)
  /// Something came that is neither.
  case unreadable(UnreadableAnswer)
  /// Nothing but whitespace, with which a service keeps a connection open: the answer itself never came.
  case nothing

  /// - Parameter isWhole: whether the connection ended as it should. Where it did not, only a whole completion counts.
  public init?(_ reply: TransferReply, isWhole: Bool = true) {
    guard (200..<300).contains(reply.status) else { return nil }
    let generation = reply.header("X-Generation-Id")
    guard reply.body.contains(where: { $0 > 0x20 }) else {
      self = .nothing
      return
    }
    guard reply.body.count <= AnswerBody.longest, let body = AnswerBody.value(reply.body) else {
      // The beginning of an answer says nothing of the whole: its connection broke.
      guard isWhole else { return nil }
      self = .unreadable(UnreadableAnswer(reply))
      return
    }
    self = Self.read(body, generation) ?? .unreadable(UnreadableAnswer(reply, body: body))
    if isWhole { return }
    guard case .completion(let answer) = self, answer.finishReason != nil else { return nil }
  }

  /// By which two answers that hold no completion count as the same; nil for a completion.
  var likeness: String? {
    switch self {
    case .unreadable(let answer): answer.likeness
    case .error(let body, _):
      (ErrorEnvelope.find(in: body) ?? ErrorEnvelope.flat(body))?.sentence.filter { !$0.isNumber }
    case .completion, .nothing: nil
    }
  }

  /// Members in which some gateways wrap the answer of the service behind them.
  private static let wrappers = ["result", "data", "response", "body"]

  /// Nil where the value is neither a completion nor an error.
  private static func read(_ body: JSONValue, _ generation: String?) -> ChatAnswer? {
    if let elements = body.array { return elements.count == 1 ? read(elements[0], generation) : nil }
    guard body.members != nil else { return nil }
    let reply = ChatReply(body: body, generationHeader: generation)
    if ErrorEnvelope.find(in: body) != nil { return .error(body, reply) }
    let choice = ChatReply.choice(in: body)
    if choice?["finish_reason"]?.string == "error" { return .error(body, reply) }
    // Tokens were counted: the model worked, and wrote nothing.
    if choice?.members != nil || reply.usage?.members?.isEmpty == false { return .completion(reply) }
    if let inner = wrappers.lazy.compactMap({ body[$0] }).first(where: { $0["choices"] != nil }) {
      return read(inner, generation)
    }
    return ErrorEnvelope.flat(body) == nil ? nil : .error(body, reply)
  }
}

/// An answer in which nobody finds a completion. Kept as it came: it may have been billed.
public struct UnreadableAnswer: Sendable, Equatable {
  /// What it seems to be, for a sentence.
  public let description: String
  /// Its beginning; JSON, of an unknown form or broken, is kept whole, up to 64 KB.
  public let kept: String
  /// By which two such answers count as the same, whatever numbers stand in them.
  public let likeness: String

  private static let longestText = 1024
  private static let longestJSON = 64 << 10

  init(_ reply: TransferReply, body: JSONValue? = nil) {
    let type = reply.header("Content-Type") ?? "none"
    let bytes = reply.body
    let found = Self.packing(reply) ?? Self.form(bytes, isJSON: body != nil)
    description = "\(found) (\(bytes.count) bytes, content type `\(type.prefix(80))`)"
    let isJSON = body != nil || bytes.first { $0 > 0x20 } == UInt8(ascii: "{")
    let head = bytes.prefix(isJSON ? Self.longestJSON : Self.longestText)
    kept = String(validating: head, as: UTF8.self) ?? Self.text(of: head, isText: !Self.isBinary(bytes))
    let letters = String(decoding: bytes.prefix(200), as: UTF8.self).filter { !$0.isNumber }.prefix(60)
    likeness = "\(found) \(type) \(letters)"
  }

  /// An encoding that was not asked for.
  private static func packing(_ reply: TransferReply) -> String? {
    guard let encoding = reply.header("Content-Encoding")?.lowercased(), isBinary(reply.body) else { return nil }
    return "bytes packed as `\(encoding.prefix(40))`, which was not asked for,"
  }

  private static func isBinary(_ bytes: [UInt8]) -> Bool {
    bytes.prefix(64).contains { $0 == 0 } || String(validating: bytes.prefix(64).dropLast(4), as: UTF8.self) == nil
  }

  private static func form(_ bytes: [UInt8], isJSON: Bool) -> String {
    if bytes.count > AnswerBody.longest { return "an answer above \(AnswerBody.longest >> 20) MB" }
    if isJSON { return "JSON that is no completion" }
    if bytes.first(where: { $0 > 0x20 && $0 < 0x80 }) == UInt8(ascii: "<") { return "a page (HTML)" }
    if isBinary(bytes) { return "bytes that are no text" }
    return bytes.first { $0 > 0x20 } == UInt8(ascii: "{") ? "JSON that is broken" : "text that is no JSON"
  }

  /// A text that was cut within a letter, or bytes of any kind.
  private static func text(of bytes: ArraySlice<UInt8>, isText: Bool) -> String {
    if isText { return String(decoding: bytes, as: UTF8.self) }
    return "hex:" + bytes.map { String(UInt16($0) + 0x100, radix: 16).dropFirst() }.joined()
  }
}
