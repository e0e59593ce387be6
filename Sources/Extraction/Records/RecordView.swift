public import OpenRouter

/// One record as it stands in `raw.jsonl`: the reader of all commands and pages.
///
/// The line is checked whole; of its members, only what is asked for is built.
public struct RecordView: Sendable {
  public let image: SpecimenName
  private let json: RawJSON

  /// - Parameter line: without its newline.
  /// Nil where the line is no record: no JSON object, or one without an image's name.
  public init?(line: [UInt8]) {
    guard let json = try? RawJSON(line), let image = json[RecordMember.image.rawValue]?.string, !image.isEmpty else {
      return nil
    }
    self.json = json
    self.image = SpecimenName(image)
  }

  /// A member as it stands; nil where the record has none, or null.
  public subscript(member: RecordMember) -> RawJSON? { json[member.rawValue] }

  /// All of it, built.
  public var value: JSONValue { json.value }

  public var isSuccess: Bool { self[.dwc]?.isObject == true }

  /// The Darwin Core object as the model wrote it; nil for a failure.
  public var dwc: JSONValue? { self[.dwc].flatMap { $0.isObject ? $0.value : nil } }

  /// The terms with a value, in their order; none for a failure.
  public var fields: [RecordField] { dwc.map(RecordField.filled) ?? [] }

  public var model: String? { self[.model]?.string }
  /// Why there is no record, in a sentence; and as a fixed short word.
  public var error: String? { self[.error]?.string }
  public var errorKind: String? { self[.errorKind]?.string }
  /// The answer that could not be used.
  public var content: String? { self[.content]?.string }
  /// What the answer cost.
  public var cost: Money? { UsageCost.cost(of: self[.usage]?.value) }
  public var timestamp: Timestamp? { self[.timestamp]?.string.flatMap(Timestamp.init(iso8601:)) }
  public var sequence: Int? { self[.sequence]?.int }
  public var imageSHA256: String? { self[.imageSHA256]?.string }
  public var imageBytes: Int? { self[.imageBytes]?.int }
  /// The file's time of change, as the record has it.
  public var imageModified: String? { self[.imageModified]?.string }
  /// Of the key that paid.
  public var keySHA256: String? { self[.keySHA256]?.string }
  /// Of what was asked besides the image.
  public var questionSHA256: String? { self[.questionSHA256]?.string }

  /// Whether an answer came that was billed, or may have been: the service counted a cost or tokens, or sent what nobody
  /// could read.
  public var wasBilled: Bool {
    if errorKind == Verdict.Kind.unreadableAnswer.rawValue { return true }
    return ChatReply(usage: self[.usage]?.value).wasBilled
  }
  /// The SHA-256 of the earlier success that this one replaces.
  public var replaces: String? { self[.replaces]?.string }
}
