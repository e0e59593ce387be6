/// What a model wrote, wherever in the message a service puts it.
struct ChatMessage {
  private(set) var content: String?
  private(set) var reasoning: String?
  /// Whether what stands there is the model's refusal.
  private(set) var isRefusal = false

  /// - Parameter choice: of an answer; a completion of the older kind has its text without a message.
  init(_ choice: JSONValue?) {
    let message = choice?["message"] ?? choice?["delta"]
    let (written, passed) = (Self.text(of: message?["content"]), Self.arguments(message))
    // `I'll record that.` beside a call is no answer.
    let isProse = written?.utf8.contains(UInt8(ascii: "{")) == false && !passed.isBlank
    let answers = [
      isProse ? nil : written, message?["parsed"].flatMap { $0.members == nil ? nil : $0.text },
      passed, choice?["text"]?.string,
    ]
    content = answers.first { !$0.isBlank } ?? message?["content"]?.string
    let thoughts = [
      message?["reasoning"], message?["reasoning_content"], message?["reasoning_details"], message?["thinking"],
    ]
    reasoning = thoughts.lazy.map { Self.text(of: $0) }.first { !$0.isBlank } ?? Self.thoughts(message?["content"])
    guard content.isBlank, let refusal = message?["refusal"]?.string, !String?(refusal).isBlank else { return }
    (content, isRefusal) = (refusal, true)
  }

  /// Of a string, of an object that is the answer itself, or of a list of parts.
  private static func text(of value: JSONValue?) -> String? {
    switch value {
    case .string(let text): return text
    case .object(let members):
      guard let text = partText(.object(members)) else { return members.isEmpty ? nil : value?.text }
      return text
    case .array(let parts):
      let texts = parts.filter { !isThought($0) }.map { $0.string ?? partText($0) }
      // A list of objects in which nobody finds a text is the answer itself.
      if texts.allSatisfy({ $0 == nil }), parts.contains(where: { $0.members?.isEmpty == false && !isThought($0) }) {
        return value?.text
      }
      return texts.compactMap { $0 }.joined()
    default: return nil
    }
  }

  /// `{"type":"text","text":"…"}`, and the like of other services.
  private static func partText(_ part: JSONValue) -> String? {
    guard part["type"]?.string != nil || part.members?.count == 1 else { return nil }
    let text = part["text"] ?? part["summary"] ?? part["thinking"] ?? part["content"]
    return text?.string ?? text?["value"]?.string
  }

  private static func isThought(_ part: JSONValue) -> Bool {
    ["thinking", "reasoning", "redacted_thinking"].contains(part["type"]?.string ?? "")
  }

  /// The thoughts among the parts of a content.
  private static func thoughts(_ content: JSONValue?) -> String? {
    let texts = (content?.array ?? []).filter(isThought).compactMap(partText)
    return texts.isEmpty ? nil : texts.joined()
  }

  /// What a model passes to a function, where it answers by calling one.
  private static func arguments(_ message: JSONValue?) -> String? {
    let functions = (message?["tool_calls"]?.array ?? []).map { $0["function"] } + [message?["function_call"]]
    let arguments = functions.compactMap { $0?["arguments"] }.compactMap { $0.string ?? text(of: $0) }
    return arguments.isEmpty ? nil : arguments.joined(separator: "\n")
  }
}
