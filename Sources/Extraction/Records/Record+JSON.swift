public import OpenRouter

extension Record {
  /// The record's members in their fixed order.
  public var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("image", .string(image)), .init("model", .string(model)), .init("provider", "openrouter"),
    ]
    switch outcome {
    case .success(let dwc): members.append(.init("dwc", dwc))
    case .failure(let failure): members += failure.members
    }
    members.append(.init("timestamp", .string(timestamp.iso8601)))
    if let usage { members.append(.init("usage", usage)) }
    members.append(.init("sequence", .number(String(sequence))))
    members += provenance
    return .object(members)
  }

  /// The line as it is written, with its newline.
  public var line: [UInt8] { json.line }

  private var provenance: [JSONValue.Member] {
    let known: [(String, JSONValue?)] = [
      ("image_sha256", imageSHA256.map(JSONValue.string)), ("upstream", upstream.map(JSONValue.string)),
      ("generation_id", generationID.map(JSONValue.string)), ("attempts", .number(String(attempts))),
      ("duration_ms", durationMilliseconds.map { .number(String($0)) }),
      ("finish_reason", finishReason.map(JSONValue.string)),
      ("image_bytes", imageBytes.map { .number(String($0)) }),
      ("image_modified", imageModified.map { .string($0.iso8601) }),
      ("replaces_image_sha256", replaces.map(JSONValue.string)), ("key_sha256", keySHA256.map(JSONValue.string)),
    ]
    return known.compactMap { name, value in value.map { .init(name, $0) } }
  }
}

extension RecordFailure {
  fileprivate var members: [JSONValue.Member] {
    var members: [JSONValue.Member] = [.init("error", .string(error)), .init("error_kind", .string(kind))]
    if let httpStatus { members.append(.init("http_status", .number(String(httpStatus)))) }
    if let content { members.append(.init("content", .string(content))) }
    return members
  }
}
