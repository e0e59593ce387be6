internal import OpenRouter

extension Record {
  /// The line as it is written, with its newline; its members in their fixed order.
  public var line: [UInt8] {
    var line = JSONLineWriter()
    line.add("image", image)
    line.add("model", model)
    line.add("provider", "openrouter")
    switch outcome {
    case .success(let dwc): line.add("dwc", dwc)
    case .failure(let failure): failure.add(to: &line)
    }
    line.add("timestamp", timestamp.iso8601)
    if let usage { line.add("usage", usage) }
    line.add("sequence", sequence)
    addProvenance(to: &line)
    return line.end()
  }

  private func addProvenance(to line: inout JSONLineWriter) {
    if let imageSHA256 { line.add("image_sha256", imageSHA256) }
    if let upstream { line.add("upstream", upstream) }
    if let generationID { line.add("generation_id", generationID) }
    line.add("attempts", attempts)
    if let durationMilliseconds { line.add("duration_ms", durationMilliseconds) }
    if let finishReason { line.add("finish_reason", finishReason) }
    if let imageBytes { line.add("image_bytes", imageBytes) }
    if let imageModified { line.add("image_modified", imageModified.iso8601) }
    if let replaces { line.add("replaces_image_sha256", replaces) }
    if let keySHA256 { line.add("key_sha256", keySHA256) }
  }
}

extension RecordFailure {
  fileprivate func add(to line: inout JSONLineWriter) {
    line.add("error", error)
    line.add("error_kind", kind)
    if let httpStatus { line.add("http_status", httpStatus) }
    if let content { line.add("content", content) }
  }
}
