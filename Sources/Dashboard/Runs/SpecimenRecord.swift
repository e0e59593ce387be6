internal import Extraction
internal import OpenRouter

/// One specimen as the page shows it: the last record of its image.
struct SpecimenRecord: Sendable {
  let number: Int
  let image: String
  /// The record; nil where the line could not be read again.
  let record: JSONValue?

  /// Most characters shown of an answer that could not be used.
  private static let longestContent = 4000

  /// The filled terms in the order of the record: name, text, confidence as the model wrote it.
  var fields: [JSONValue] {
    guard let dwc = record?["dwc"] else { return [] }
    let filled = Set(FieldValue.filledTerms(of: dwc))
    return (dwc.members ?? []).filter { filled.contains($0.name) }.map { member in
      let confidence = FieldValue.confidence(of: member.value)
      return [
        .string(member.name), .string(FieldValue.text(of: member.value) ?? ""),
        confidence == nil ? .null : member.value["confidence"] ?? .null,
      ]
    }
  }

  /// - Parameter thumbnail: what there is to show of the image.
  func json(thumbnail: JSONValue) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("number", .number(String(number))), .init("image", .string(image)),
      .init("ok", .bool(record?["dwc"]?.members != nil)), .init("thumbnail", thumbnail),
    ]
    guard let record else { return .object(members + [.init("error", "the record could not be read again")]) }
    for name in ["timestamp", "error", "error_kind", "http_status", "model", "attempts", "duration_ms"] {
      if let value = record[name] { members.append(.init(name, value)) }
    }
    if let cost = record["usage"]?["cost"] { members.append(.init("cost", cost)) }
    if let content = record["content"]?.string {
      members.append(.init("content", .string(String(content.prefix(Self.longestContent)))))
    }
    if record["dwc"] != nil { members.append(.init("fields", .array(fields))) }
    return .object(members)
  }
}
