internal import DarwinCore
public import OpenRouter

/// Whether a term of a record says anything.
public enum FieldValue {
  /// The names of the Darwin Core terms in `dwc` that have a value, in the order of the record.
  public static func filledTerms(of dwc: JSONValue) -> [String] {
    (dwc.members ?? []).filter(isFilledTerm).map(\.name)
  }

  private static func isFilledTerm(_ member: JSONValue.Member) -> Bool {
    TermName.isStandard(member.name) && !isEmpty(member.value)
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
    // What begins like no placeholder is none: nearly every value.
    if let first = text.utf8.first, showsValue(first) { return false }
    // Beyond the longest placeholder it is none, whatever else stands between the letters.
    if text.utf8.lazy.filter(isPrintable).prefix(longest + 1).count > longest { return false }
    return isPlaceholder(text)
  }

  private static func isPlaceholder(_ text: String) -> Bool {
    // Of ASCII, the common case, no letter's Unicode properties have to be looked up.
    let word =
      text.utf8.allSatisfy { $0 < 0x80 }
      ? String(decoding: text.utf8.compactMap(smallLetter), as: UTF8.self)
      : text.lowercased().filter { !$0.isWhitespace }
    return word.isEmpty || placeholders.contains(word)
  }

  private static func isPrintable(_ letter: UInt8) -> Bool { (0x21...0x7E).contains(letter) }

  /// Nil for a blank.
  private static func smallLetter(_ letter: UInt8) -> UInt8? {
    switch letter {
    case 0x09...0x0D, 0x20: nil
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): letter | 0x20
    default: letter
    }
  }

  /// What models write for "nothing there", against their instructions. A record of only these says nothing.
  private static let placeholders: Set<String> = [
    "null", "none", "n/a", "na", "nan", "nil", "unknown", "notavailable", "notprovided", "notvisible", "notspecified",
    "unreadable", "illegible", "-", "--", "—", "?", "[?]", ".",
  ]
  private static let longest = placeholders.map(\.utf8.count).max() ?? 0

  /// Whether no placeholder begins with this byte of a text, as it stands in JSON or out of it: then it begins a value.
  static func showsValue(_ first: UInt8) -> Bool { beginsValue[Int(first)] }

  private static let beginsValue: [Bool] = {
    let starts = Set(placeholders.compactMap(\.utf8.first).map { $0 | 0x20 } + [UInt8(ascii: "\\") | 0x20])
    return (0...255).map { isPrintable($0) && !starts.contains($0 | 0x20) }
  }()
}
