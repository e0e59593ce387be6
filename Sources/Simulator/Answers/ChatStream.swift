internal import OpenRouter

/// An answer as the pieces of a stream (`stream: true`), shaped like `ChatStreamChunk` of the service's OpenAPI file.
enum ChatStream {
  /// Letters of the content in each piece.
  private static let pieceLength = 40

  /// The role with the first piece, the reason of the end with the last, and the usage in one of its own.
  static func chunks(of answer: JSONValue) -> [JSONValue] {
    let choice = answer["choices"]?[0]
    let text = choice?["message"]?["content"]?.string ?? ""
    var chunks = pieces(of: text).map { chunk(answer, delta: ["role": "assistant", "content": .string($0)], end: nil) }
    chunks.append(chunk(answer, delta: ["role": "assistant", "content": ""], end: choice?["finish_reason"]))
    chunks.append(chunk(answer, delta: nil, end: nil, usage: answer["usage"]))
    return chunks
  }

  private static func pieces(of text: String) -> [String] {
    var (pieces, rest): ([String], Substring) = ([], text[...])
    while !rest.isEmpty {
      pieces.append(String(rest.prefix(pieceLength)))
      rest = rest.dropFirst(pieceLength)
    }
    return pieces
  }

  private static func chunk(
    _ answer: JSONValue, delta: JSONValue?, end: JSONValue?, usage: JSONValue? = nil
  ) -> JSONValue {
    var choices: [JSONValue] = []
    if let delta {
      let end = end ?? .null
      choices = [["index": 0, "delta": delta, "finish_reason": end, "native_finish_reason": end]]
    }
    let same = ["id", "provider", "model", "created", "service_tier"].map { name in
      JSONValue.Member(name, answer[name] ?? .null)
    }
    let more: [JSONValue.Member] = [.init("object", "chat.completion.chunk"), .init("choices", .array(choices))]
    return .object(same + more + (usage.map { [.init("usage", $0)] } ?? []))
  }
}

extension SimulatedResponse {
  /// Server-sent events, as the service ends them.
  static func events(_ chunks: [JSONValue], headers: [Header]) -> SimulatedResponse {
    let type = Header(name: "Content-Type", value: "text/event-stream")
    let lines = chunks.map { "data: " + $0.text } + ["data: [DONE]"]
    return SimulatedResponse(
      status: 200, headers: [type] + headers, body: Array(lines.joined(separator: "\n\n").utf8) + Array("\n\n".utf8))
  }
}
