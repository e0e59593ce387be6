internal import DarwinCore
internal import Extraction
internal import OpenRouter

/// One specimen as the page shows it: the last record of its image.
struct SpecimenRecord: Sendable {
  let number: Int
  let image: SpecimenName
  /// The record; nil where the line could not be read again.
  let record: RecordView?

  /// Most characters shown of an answer that could not be used.
  private static let longestContent = 4000
  private static let shown: [RecordMember] = [
    .timestamp, .error, .errorKind, .httpStatus, .model, .attempts, .durationMilliseconds,
  ]

  /// - Parameter thumbnail: what there is to show of the image.
  func json(thumbnail: JSONValue) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("number", JSONValue(number)), .init("image", .string(image.text)),
      .init("ok", .bool(record?.isSuccess == true)), .init("thumbnail", thumbnail),
    ]
    guard let record else { return .object(members + [.init("error", "the record could not be read again")]) }
    for member in Self.shown {
      if let value = record[member]?.value { members.append(.init(member.rawValue, value)) }
    }
    if let cost = record[.usage]?["cost"]?.value { members.append(.init("cost", cost)) }
    if let content = record.content {
      members.append(.init("content", .string(String(content.prefix(Self.longestContent)))))
    }
    if record.isSuccess { members.append(.init("fields", .array(record.fields.map(Self.json)))) }
    return .object(members)
  }

  /// Name, text and confidence: a number from 0 to 1, `unknown`, or null where none was given.
  private static func json(_ field: RecordField) -> JSONValue {
    let confidence = field.hasUnknownConfidence ? "unknown" : JSONValue(field.confidence?.fraction, places: 4)
    return [.string(field.term), JSONValue(field.text), confidence]
  }
}
