internal import OpenRouter

/// What models write beside a record under the names of its terms, and which is none of its values: how sure they are,
/// what else could stand there, why, where on the sheet, and examples.
enum SideNotes {
  /// Whether a member holds such notes: by its name, or since nothing but scores and yes or no stands in it.
  static func areUnder(_ member: JSONValue.Member) -> Bool {
    let letters = member.name.lowercased().filter(\.isLetter)
    return names.contains { letters.contains($0) } || areScores(member.value)
  }

  private static let names = [
    "confidence", "certaint", "probabilit", "score", "note", "comment", "remark", "reason", "explan", "rational",
    "justif", "alternativ", "candidate", "histor", "previous", "earlier", "example", "sample", "template", "schema",
    "format", "error", "instruct", "suggest", "required", "region", "bbox", "bounding", "position", "legib",
    "uncertain",
    "doubt", "warning", "missing", "evidence", "translat", "question", "issue",
  ]

  private static func areScores(_ value: JSONValue) -> Bool {
    guard let members = value.members, !members.isEmpty else { return false }
    return members.allSatisfy { member in
      member.value.bool != nil || member.value.double.map { (0...1).contains($0) } == true
    }
  }
}
