public import DarwinCore
public import OpenRouter

/// One term of a record: what stands for it, and how sure the model said that it was.
///
/// The model writes `{"value":…,"confidence":…}`; one that takes no schema may write a bare value.
public struct RecordField: Sendable, Equatable {
  public let term: String
  /// Nil where no value stands, or one that is no text: `null`, `true`, an object without a `value`. Several stand with
  /// ` | ` between them.
  public let text: String?
  /// Nil where the model gave none, and where it is unknown.
  public let confidence: Confidence?
  /// Whether the model gave a confidence that is no number from 0 to 1. It is not guessed into one: `95` may be percent or
  /// a slip.
  public let hasUnknownConfidence: Bool

  public init(term: String, _ field: JSONValue) {
    self.term = term
    text = Self.text(of: field)
    let stated = field["confidence"] ?? field["Confidence"]
    confidence = stated?.double.flatMap(Confidence.init)
    hasUnknownConfidence = stated != nil && confidence == nil
  }

  /// The fields of a record's `dwc` in their order. A term that is given twice stands where, and for what, it was given
  /// last: every reader of JSON sees it so.
  public static func all(in dwc: JSONValue) -> [RecordField] {
    lastMembers(of: dwc).map { RecordField(term: $0.name, $0.value) }
  }

  /// Each name once.
  private static func lastMembers(of dwc: JSONValue) -> [JSONValue.Member] {
    let members = dwc.members ?? []
    // Most records have each term once, and some thirty of them: to compare all is quicker than to hash all.
    let isEachOnce =
      members.count <= 64
      && members.indices.allSatisfy { place in !members[..<place].contains { $0.name == members[place].name } }
    if isEachOnce { return members }
    var seen: Set<String> = []
    return members.reversed().filter { seen.insert($0.name).inserted }.reversed()
  }

  /// The terms of the standard in `dwc` that have a value.
  public static func filled(in dwc: JSONValue) -> [RecordField] {
    all(in: dwc).filter { TermName.isStandard($0.term) && $0.isFilled }
  }

  /// Whether any of these terms of the standard has a value in `dwc`.
  static func isAnyFilled(in dwc: JSONValue, of terms: Set<String>) -> Bool {
    lastMembers(of: dwc).contains { member in
      terms.contains(member.name) && TermName.isStandard(member.name)
        && RecordField(term: member.name, member.value).isFilled
    }
  }

  /// Whether the field says anything.
  public var isFilled: Bool { FilledTerm.isFilled(term, value: text, confidence: confidence?.fraction) }

  private static func text(of value: JSONValue) -> String? {
    switch value {
    case .string(let text): text
    case .number(let digits): digits
    case .array(let elements): elements.compactMap(text(of:)).joined(separator: " | ")
    case .object: (value["value"] ?? value["Value"] ?? value["text"]).flatMap(text(of:))
    // Yes and no are values of no term.
    case .null, .bool: nil
    }
  }
}
