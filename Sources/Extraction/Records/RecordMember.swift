/// The members of a record, by their names in `raw.jsonl`, in the order in which they are written.
public enum RecordMember: String, Sendable, CaseIterable {
  case image, model, provider
  case dwc
  case error
  case errorKind = "error_kind"
  case httpStatus = "http_status"
  case content
  case timestamp, usage, sequence
  case imageSHA256 = "image_sha256"
  case upstream
  case generationID = "generation_id"
  case attempts
  case durationMilliseconds = "duration_ms"
  case finishReason = "finish_reason"
  case imageBytes = "image_bytes"
  case imageModified = "image_modified"
  case replaces = "replaces_image_sha256"
  case keySHA256 = "key_sha256"
  case questionSHA256 = "question_sha256"
  case isRepaired = "repaired"
  case isReread = "reread"
  case sent
  case isAskedAgain = "asked_again"
  case answeredBy = "answered_by"
  case serviceTier = "service_tier"
  case isRecovered = "recovered"
  /// Written by `RecordChain`, behind all others.
  case chain
}
