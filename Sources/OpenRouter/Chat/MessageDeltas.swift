/// Puts a streamed answer's pieces together, so that it reads like one that came whole.
struct MessageDeltas {
  private var head: [JSONValue.Member] = []
  private var texts: [JSONValue.Member] = []
  private var lists: [JSONValue.Member] = []
  private var calls: [Int: (name: String, arguments: String)] = [:]
  private var endings: [JSONValue.Member] = []
  private var usage: JSONValue?

  /// Members of a delta that are texts, each going on where the last piece ended.
  private static let textMembers = ["content", "reasoning", "reasoning_content", "refusal"]

  mutating func add(_ piece: JSONValue) {
    for name in ["id", "model", "provider"] where !head.contains(where: { $0.name == name }) {
      if let value = piece[name] { head.append(.init(name, value)) }
    }
    usage = piece["usage"] ?? usage
    guard let choice = piece["choices"]?[0] else { return }
    for name in ["finish_reason", "native_finish_reason"] {
      if let reason = choice[name] { endings = endings.filter { $0.name != name } + [.init(name, reason)] }
    }
    guard let delta = choice["delta"] else { return }
    for name in Self.textMembers { if let text = delta[name]?.string { append(text, to: name) } }
    for name in ["reasoning_details", "content"] { if let list = delta[name]?.array { append(list, to: name) } }
    for (number, call) in (delta["tool_calls"]?.array ?? []).enumerated() { add(call, call["index"]?.int ?? number) }
    if let call = delta["function_call"] { add(["function": call], 0) }
  }

  private mutating func append(_ text: String, to name: String) {
    let earlier = texts.first { $0.name == name }?.value.string ?? ""
    texts = texts.filter { $0.name != name } + [.init(name, .string(earlier + text))]
  }

  private mutating func append(_ list: [JSONValue], to name: String) {
    let earlier = lists.first { $0.name == name }?.value.array ?? []
    lists = lists.filter { $0.name != name } + [.init(name, .array(earlier + list))]
  }

  private mutating func add(_ call: JSONValue, _ index: Int) {
    var known = calls[index] ?? ("", "")
    known.name += call["function"]?["name"]?.string ?? ""
    known.arguments += call["function"]?["arguments"]?.string ?? ""
    calls[index] = known
  }

  /// As the answer would have come in one piece.
  var answer: JSONValue {
    var message: [JSONValue.Member] = [.init("role", "assistant")] + texts
    message += lists.filter { list in !texts.contains { $0.name == list.name } }
    if !calls.isEmpty {
      let functions = calls.sorted { $0.key < $1.key }.map { call -> JSONValue in
        ["function": ["name": .string(call.value.name), "arguments": .string(call.value.arguments)]]
      }
      message.append(.init("tool_calls", .array(functions)))
    }
    let choice = JSONValue.object([.init("message", .object(message))] + endings)
    return .object(head + [.init("choices", [choice])] + (usage.map { [.init("usage", $0)] } ?? []))
  }
}
