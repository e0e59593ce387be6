internal import OpenRouter

/// What the service takes from a chat request.
struct ChatQuestion: Sendable {
  /// The real service's bound on all images of a request, decoded.
  static let mostImageBytes = 30 * 1024 * 1024
  private static let mediaTypes: Set<String> = ["image/png", "image/jpeg", "image/webp", "image/gif"]

  let model: String
  /// Models that may answer in its place.
  let fallbacks: [String]
  let images: [SimulatedImage]
  /// The JSON schema of `response_format`; nil for another format or none.
  let schema: JSONValue?
  /// Whether only providers may answer that take every parameter sent.
  let requiresParameters: Bool
  let wantsFormat: Bool
  /// Whether the answer is wanted piece by piece.
  let streams: Bool
  /// Of the answer, at most.
  let maxTokens: Int?
  /// Asked for at half the price.
  let isFlex: Bool
  /// Rough count, four bytes to a token.
  let textTokens: Int

  enum Reading {
    case question(ChatQuestion)
    case refusal(SimulatedResponse)
  }

  /// Checks a body as the service does.
  static func read(_ body: SimulatedBody) -> Reading {
    guard let json = body.json, json.members != nil else {
      return .refusal(.error(400, "Invalid JSON in request body"))
    }
    guard let model = json["model"]?.string, !model.isEmpty else {
      return .refusal(.error(400, "No models provided"))
    }
    guard let messages = json["messages"]?.array, !messages.isEmpty else {
      return .refusal(.error(400, "Input required: specify \"prompt\" or \"messages\""))
    }
    if let refusal = check(body.images) { return .refusal(refusal) }
    let format = json["response_format"]
    let imageCharacters = body.images.reduce(0) { $0 + $1.count * 4 / 3 }
    return .question(
      ChatQuestion(
        model: model, fallbacks: json["models"]?.array?.compactMap(\.string).filter { $0 != model } ?? [],
        images: body.images, schema: format?["json_schema"]?["schema"],
        requiresParameters: json["provider"]?["require_parameters"]?.bool ?? false, wantsFormat: format != nil,
        streams: json["stream"]?.bool == true,
        maxTokens: (json["max_completion_tokens"] ?? json["max_tokens"])?.int,
        isFlex: json["service_tier"]?.string == "flex",
        textTokens: max(0, body.count - imageCharacters) / 4))
  }

  private static func check(_ images: [SimulatedImage]) -> SimulatedResponse? {
    for image in images {
      guard mediaTypes.contains(image.mediaType) else {
        return .error(400, "Unsupported image type: \(image.mediaType)", code: "image_unsupported_type")
      }
      guard image.isDecodable else { return .error(400, "Invalid Base64 image data", code: "image_parse_error") }
    }
    guard images.reduce(0, { $0 + $1.count }) <= mostImageBytes else {
      return .error(413, "Images exceed the limit of 30 MB per request")
    }
    return nil
  }

  /// What the model reads and writes where nothing goes wrong.
  func completion(reading: SpecimenReading) -> ModelOutput {
    let record = schema.map { SchemaFiller(root: $0, reading: reading).value() } ?? reading.record()
    let text = record.text
    // A sheet is a few thousand tokens whatever its bytes; a little of its own for each, so that costs differ.
    let imageTokens = images.reduce(0) { $0 + 2400 + (Int($1.sha256.prefix(2), radix: 16) ?? 0) }
    return ModelOutput(
      content: .string(text), promptTokens: textTokens + imageTokens,
      completionTokens: text.utf8.count / ModelOutput.bytesPerToken)
  }
}
