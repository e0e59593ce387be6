public import Transfer

/// Everything of a chat request that is the same for all specimens of a run. Made once; the image goes in between.
///
/// The bytes are deterministic: the same template and image give the same body, so that the service's response cache
/// can give back what a crash lost (`X-OpenRouter-Cache`), and a year later a body can be made again.
public struct ChatTemplate: Sendable {
  public let model: String
  /// The names of the terms that are asked for.
  public let asked: Set<String>
  /// In tokens.
  public let largestAnswer: Int
  private let head: [UInt8]
  private let tail: [UInt8]

  /// - Parameters:
  ///   - routesStrictly: adds `provider.require_parameters`, since upstream providers that lack a parameter ignore it
  ///     silently; left out for services that know no `provider`.
  ///   - routing: who may serve the requests, and at what price.
  ///   - largestAnswer: in tokens. Without a maximum the service reckons with the model's own, which an almost spent
  ///     key may not cover (402).
  ///   - imageDetail: `detail` of the image, where the model's family shrinks images without it.
  ///   - marksCache: whether the provider is told to keep what is the same in all requests (`cache_control`).
  ///   - reasoning: how much the model shall think; nil leaves it to the model.
  public init(
    model: String, systemPrompt: String, userPrompt: String, terms: [DarwinCoreTerm], format: AnswerFormat,
    routesStrictly: Bool = true, routing: ChatRouting = ChatRouting(),
    largestAnswer: Int = ChatTemplate.largestAnswer, reasoning: Reasoning? = nil, imageDetail: String? = nil,
    marksCache: Bool = false
  ) {
    self.model = model
    self.largestAnswer = largestAnswer
    asked = Set(terms.map(\.name))
    let responseFormat = format.responseFormat(for: terms)
    let settings =
      Self.settings(responseFormat, largestAnswer, reasoning)
      + routing.members(model: model, requiresParameters: routesStrictly && responseFormat != nil)
    let messages = Self.messages(systemPrompt: systemPrompt, userPrompt: userPrompt, imageDetail, marksCache)
    let body = JSONValue.object([.init("model", .string(model)), .init("messages", messages)] + settings)
    // The place for the image is found by a text that no prompt can hold: JSON writes U+0000 as `\u0000`.
    let parts = body.utf8.split(onFirst: JSONValue.string(Self.place).utf8.dropFirst().dropLast())
    head = parts.before
    tail = parts.after
    sha256 = ContentHash.hex(of: head + tail)
  }

  /// Enough for all terms of a long label with their confidences; measured answers stay under 1,500.
  public static let largestAnswer = 4096

  /// How much a model thinks before it answers.
  public enum Reasoning: String, Sendable, CaseIterable {
    case off, low, medium, high

    var parameter: JSONValue { self == .off ? ["enabled": false] : ["effort": .string(rawValue)] }
  }

  /// SHA-256 of all that is asked besides the image, as it is sent.
  public let sha256: String

  private static let place = "\u{0}image\u{0}"

  /// The body for one image: text before, the image as a data URL in base64, text after.
  public func body(image: any ByteSource, type: ImageType) -> [BodySegment] {
    body(image, type, tail)
  }

  /// The same question behind an answer that could not be used.
  /// - Parameters:
  ///   - answer: what the model wrote.
  ///   - fault: what was wrong with it, in a sentence.
  public func body(image: any ByteSource, type: ImageType, after answer: String, fault: String) -> [BodySegment] {
    let more: [JSONValue] = [
      ["role": "assistant", "content": .string(Self.sanitized(answer.isEmpty ? "(no answer)" : answer))],
      [
        "role": "user",
        "content": .string(
          "That could not be used: \(Self.sanitized(fault)). Answer the first message again: one complete JSON object "
            + "with the values that stand on the sheet, and nothing else."),
      ],
    ]
    let messages = more.flatMap { Array(",".utf8) + $0.utf8 }
    let parts = tail.split(onFirst: Array(Self.endOfMessage.utf8)[...])
    return body(image, type, parts.before + Array(Self.endOfMessage.utf8) + messages + parts.after)
  }

  /// How the message that holds the image ends, behind the image and what is said of it.
  private static let endOfMessage = "}}]}"

  private func body(_ image: any ByteSource, _ type: ImageType, _ tail: [UInt8]) -> [BodySegment] {
    [.bytes(head + Array("data:\(type.rawValue);base64,".utf8)), .base64(image), .bytes(tail)]
  }

  private static func settings(
    _ responseFormat: JSONValue?, _ largestAnswer: Int, _ reasoning: Reasoning?
  ) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = [
      .init("max_tokens", JSONValue(largestAnswer)), .init("temperature", 0), .init("stream", false),
    ]
    if let reasoning { members.append(.init("reasoning", reasoning.parameter)) }
    return members + (responseFormat.map { [.init("response_format", $0)] } ?? [])
  }

  /// The text part stands before the image, as the service's documents ask.
  private static func messages(systemPrompt: String, userPrompt: String, _ detail: String?, _ marksCache: Bool)
    -> JSONValue
  {
    let address = [JSONValue.Member("url", .string(place))] + (detail.map { [.init("detail", .string($0))] } ?? [])
    let mark: [JSONValue.Member] = marksCache ? [.init("cache_control", ["type": "ephemeral"])] : []
    let text: [JSONValue.Member] = [.init("type", "text"), .init("text", .string(sanitized(userPrompt)))]
    return [
      ["role": "system", "content": .string(sanitized(systemPrompt))],
      [
        "role": "user",
        "content": [
          .object(text + mark),
          ["type": "image_url", "image_url": .object(address)],
        ],
      ],
    ]
  }

  private static func sanitized(_ prompt: String) -> String {
    prompt.contains("\u{0}") ? String(prompt.filter { $0 != "\u{0}" }) : prompt
  }
}

extension [UInt8] {
  fileprivate func split(onFirst needle: ArraySlice<UInt8>) -> (before: [UInt8], after: [UInt8]) {
    for start in indices where self[start] == needle.first && self[start...].starts(with: needle) {
      return (Array(self[..<start]), Array(self[(start + needle.count)...]))
    }
    preconditionFailure("a chat body without a place for the image")
  }
}
