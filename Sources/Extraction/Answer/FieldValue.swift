public import OpenRouter

/// Whether a term of a record says anything.
public enum FieldValue {
  /// The names of the Darwin Core terms in `dwc` that have a value, in the order of the record.
  public static func filledTerms(of dwc: JSONValue) -> [String] {
    (dwc.members ?? []).filter { DarwinCore.isTerm($0.name) && !isEmpty($0.value) }.map(\.name)
  }

  /// The text of a term's value: `{"value":…,"confidence":…}`, or a bare value from a model that takes no schema.
  public static func text(of field: JSONValue) -> String? {
    let value = field.members == nil ? field : field["value"] ?? .null
    switch value {
    case .string(let text): return text
    case .number(let digits): return digits
    case .bool(let flag): return String(flag)
    case .array(let elements): return elements.compactMap(text(of:)).joined(separator: " | ")
    case .null, .object: return nil
    }
  }

  /// From 0 to 1; nil where the model gave none.
  public static func confidence(of field: JSONValue) -> Double? { field["confidence"]?.double }

  static func isEmpty(_ field: JSONValue) -> Bool {
    guard let text = text(of: field) else { return true }
    let word = text.lowercased().filter { !$0.isWhitespace }
    return word.isEmpty || placeholders.contains(word)
  }

  /// With which letters placeholders begin, in lower case.
  static let placeholderInitials: Set<UInt8> = Set(
    placeholders.compactMap { $0.utf8.first }.filter { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") })

  /// What models write for "nothing there", against their instructions. A record of only these says nothing.
  private static let placeholders: Set<String> = [
    "null", "none", "n/a", "na", "nan", "nil", "unknown", "notavailable", "notprovided", "notvisible", "notspecified",
    "unreadable", "illegible", "-", "--", "—", "?", "[?]", ".",
  ]
}
