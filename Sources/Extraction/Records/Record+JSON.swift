public import OpenRouter

extension Record {
  /// The record's members in their fixed order.
  public var json: JSONValue {
    var members: [JSONValue.Member] = []
    members.reserveCapacity(17)
    members.append(.init("image", .string(image)))
    members.append(.init("model", .string(model)))
    members.append(.init("provider", "openrouter"))
    switch outcome {
    case .success(let dwc): members.append(.init("dwc", dwc))
    case .failure(let failure): members += failure.members
    }
    members.append(.init("timestamp", .string(timestamp.iso8601)))
    if let usage { members.append(.init("usage", usage)) }
    members.append(.init("sequence", .number(String(sequence))))
    addProvenance(to: &members)
    return .object(members)
  }

  /// The line as it is written, with its newline.
  public var line: [UInt8] { json.line }

  private func addProvenance(to members: inout [JSONValue.Member]) {
    func add(_ name: String, _ value: JSONValue?) {
      if let value { members.append(.init(name, value)) }
    }
    add("image_sha256", imageSHA256.map(JSONValue.string))
    add("upstream", upstream.map(JSONValue.string))
    add("generation_id", generationID.map(JSONValue.string))
    add("attempts", .number(String(attempts)))
    add("duration_ms", durationMilliseconds.map { .number(String($0)) })
    add("finish_reason", finishReason.map(JSONValue.string))
    add("image_bytes", imageBytes.map { .number(String($0)) })
    add("image_modified", imageModified.map { .string($0.iso8601) })
    add("replaces_image_sha256", replaces.map(JSONValue.string))
    add("key_sha256", keySHA256.map(JSONValue.string))
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
