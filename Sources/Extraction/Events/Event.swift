public import OpenRouter

/// Something that happened in a run: one line of `events.jsonl`.
public struct Event: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    case extractionStarted = "extraction.started"
    case specimenCompleted = "specimen.completed"
    case specimenFailed = "specimen.failed"
    case validationCheckpoint = "validation.checkpoint"
    case validationWarning = "validation.warning"
    case keyRotating = "key.rotating"
    case keyRotated = "key.rotated"
    case keyAdopted = "key.adopted"
    case keyRotationFailed = "key.rotation_failed"
    case runThrottled = "run.throttled"
    case runStopping = "run.stopping"
    case outageBegan = "outage.began"
    case outageEnded = "outage.ended"
    case extractionCompleted = "extraction.completed"
    case extractionStopped = "extraction.stopped"
  }

  public let kind: Kind
  public let timestamp: Timestamp
  public let data: JSONValue

  public init(_ kind: Kind, at timestamp: Timestamp, _ data: JSONValue = [:]) {
    self.kind = kind
    self.timestamp = timestamp
    self.data = data
  }

  /// From a line of `events.jsonl`; nil where it is none, or of a kind that this version does not know.
  public init?(json: JSONValue) {
    guard let kind = json["event_type"]?.string.flatMap(Kind.init),
      let timestamp = json["timestamp"]?.string.flatMap(Timestamp.init(iso8601:))
    else { return nil }
    self.init(kind, at: timestamp, json["data"] ?? [:])
  }

  public var line: [UInt8] {
    let value: JSONValue = [
      "event_type": .string(kind.rawValue), "timestamp": .string(timestamp.iso8601), "data": data,
    ]
    return value.line
  }
}
