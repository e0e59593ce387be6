internal import DarwinCore
internal import OpenRouter

/// One field of a record as it stands in text: `{"value":…,"confidence":…}`, or a bare value from a model that takes no
/// schema. For text that is known to be JSON.
struct FieldText {
  /// Where the value stands, a string with its quotes; empty where the field has none.
  private(set) var value: Range<Int>
  /// Where the confidence stands.
  private(set) var confidence: Range<Int>?

  init(_ text: Span<UInt8>, _ field: Range<Int>) {
    value = field
    guard text[field.lowerBound] == UInt8(ascii: "{") else { return }
    value = field.lowerBound..<field.lowerBound
    var walk = JSONWalk(text, in: field)
    while let member = walk.next(text) {
      if JSONSkim.matches(text, member.name, "value") { value = member.value }
      if JSONSkim.matches(text, member.name, "confidence") { confidence = member.value }
    }
  }

  /// Whether the value says anything. Most texts show by their first letter that they are no placeholder such as `N/A`;
  /// the others get a closer look.
  func isFilled(_ text: Span<UInt8>) -> Bool {
    if value.isEmpty { return false }
    if value.count >= 2, text[value.lowerBound] == UInt8(ascii: "\"") {
      if value.count == 2 { return false }
      if FieldValue.showsValue(text[value.lowerBound + 1]) { return true }
    }
    return JSONSkim.value(text, value).map { !FieldValue.isEmpty($0) } ?? false
  }
}

extension FieldText {
  /// Whether any Darwin Core term in `dwc` has a value.
  static func hasFilledTerm(_ dwc: JSONText) -> Bool {
    let text = dwc.utf8.span
    return dwc.members.contains { member in
      FieldText(text, member.value).isFilled(text)
        && TermName.isStandard(String(decoding: dwc.utf8[member.name], as: UTF8.self))
    }
  }
}
