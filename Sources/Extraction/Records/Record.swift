public import OpenRouter

/// One line of `raw.jsonl`: what became of one specimen.
public struct Record: Sendable, Equatable {
  public var image: SpecimenName
  public var model: String
  /// Who was asked: see `ServiceAddress.provider`.
  public var provider = "openrouter"
  public var outcome: Outcome
  public var timestamp: Timestamp
  /// As the service answered it; nil where nothing was answered.
  public var usage: JSONValue?
  /// The line's number among the run's records, from 1.
  public var sequence: Int
  /// Of the bytes as they were sent; nil where none were.
  public var imageSHA256: String?
  /// Who served the answer.
  public var upstream: String?
  public var generationID: String?
  /// Requests that went out for this specimen in this start of the run.
  public var attempts: Int
  /// Of the last request.
  public var durationMilliseconds: Int?
  public var finishReason: String?
  /// The file's size and time when it was read: by these a resumed run sees that an image has changed.
  public var imageBytes: Int?
  public var imageModified: Timestamp?
  /// The SHA-256 of an earlier success whose image has changed since.
  public var replaces: String?
  /// The SHA-256 of the key that paid.
  public var keySHA256: String?
  /// The SHA-256 of what was asked besides the image; of failures, so that a later start knows whether it would ask the
  /// same again.
  public var questionSHA256: String?
  /// Whether harmless slips of the model's JSON were overlooked.
  public var isRepaired = false
  /// Whether the record was read from an earlier failure's kept answer.
  public var isReread = false
  /// Whether the model had been told what was wrong with its answer before.
  public var isAskedAgain = false
  /// The model that answered, as the service names it; nil where it is `model`.
  public var answeredBy: String?
  /// The service tier that served the answer; nil where the service does not say.
  public var serviceTier: String?
  /// Whether a crash had lost the answer, and the service gave it back without a second request.
  public var isRecovered = false
  /// What the model saw; nil where nothing was sent to its end.
  public var sent: SentImage?

  public enum Outcome: Sendable, Equatable {
    /// The Darwin Core object as the model wrote it.
    case success(dwc: JSONValue)
    case failure(RecordFailure)
  }

  public init(
    image: SpecimenName, model: String, outcome: Outcome, timestamp: Timestamp, sequence: Int = 0, attempts: Int = 0
  ) {
    self.image = image
    self.model = model
    self.outcome = outcome
    self.timestamp = timestamp
    self.sequence = sequence
    self.attempts = attempts
  }
}

/// Why a specimen has no Darwin Core record.
public struct RecordFailure: Sendable, Equatable {
  /// A sentence, masked.
  public var error: String
  /// A fixed short word.
  public var kind: String
  public var httpStatus: Int?
  /// The answer that could not be used, where one came.
  public var content: String?

  public init(error: String, kind: String, httpStatus: Int? = nil, content: String? = nil) {
    self.error = error
    self.kind = kind
    self.httpStatus = httpStatus
    self.content = content
  }
}

// The line of `raw.jsonl`.
extension Record {
  /// The line as it is written, with its newline; its members in their fixed order.
  public var line: [UInt8] { json.line }

  private var json: JSONValue {
    var members: [JSONValue.Member] = []
    func add(_ member: RecordMember, _ value: JSONValue?) {
      if let value, value != .null { members.append(.init(member.rawValue, value)) }
    }
    add(.image, .string(image.text))
    add(.model, .string(model))
    add(.provider, .string(provider))
    switch outcome {
    case .success(let dwc): add(.dwc, dwc)
    case .failure(let failure):
      add(.error, .string(failure.error))
      add(.errorKind, .string(failure.kind))
      add(.httpStatus, JSONValue(failure.httpStatus))
      add(.content, JSONValue(failure.content))
    }
    add(.timestamp, .string(timestamp.iso8601))
    add(.usage, usage)
    add(.sequence, JSONValue(sequence))
    add(.imageSHA256, JSONValue(imageSHA256))
    add(.upstream, JSONValue(upstream))
    add(.generationID, JSONValue(generationID))
    add(.attempts, JSONValue(attempts))
    add(.durationMilliseconds, JSONValue(durationMilliseconds))
    add(.finishReason, JSONValue(finishReason))
    add(.imageBytes, JSONValue(imageBytes))
    add(.imageModified, JSONValue(imageModified?.iso8601))
    add(.replaces, JSONValue(replaces))
    add(.keySHA256, JSONValue(keySHA256))
    add(.questionSHA256, JSONValue(questionSHA256))
    if isRepaired { add(.isRepaired, true) }
    if isReread { add(.isReread, true) }
    add(.sent, sent?.json)
    if isAskedAgain { add(.isAskedAgain, true) }
    add(.answeredBy, JSONValue(answeredBy))
    add(.serviceTier, JSONValue(serviceTier))
    if isRecovered { add(.isRecovered, true) }
    return .object(members)
  }
}
