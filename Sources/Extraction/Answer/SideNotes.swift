internal import OpenRouter

/// What models write beside a record under the names of its terms, and which is none of its values: how sure they are,
/// what else could stand there, why, where on the sheet, and examples.
enum SideNotes {
  /// Whether a member holds such notes: by a word of its name, or since nothing but scores and yes or no stands in it.
  static func areUnder(_ member: JSONValue.Member) -> Bool {
    words(member.name).contains { names.contains($0) } || areScores(member.value)
  }

  /// Of `low_confidence`, `determinationHistory`.
  private static func words(_ name: String) -> [String] {
    var spaced = ""
    for character in name {
      if character.isUppercase { spaced += " " }
      spaced += character.isLetter ? character.lowercased() : " "
    }
    return spaced.split(separator: " ").map(String.init)
  }

  private static let names: Set<String> = [
    "confidence", "confidences", "certainty", "probability", "probabilities", "score", "scores", "note", "notes",
    "comment", "comments", "remark", "remarks", "reason", "reasons", "reasoning", "explanation", "explanations",
    "rationale",
    "justification", "justifications", "alternative", "alternatives", "candidate", "candidates", "history", "previous",
    "earlier", "example", "examples", "template", "schema", "format", "error", "errors", "instruction", "instructions",
    "suggestion", "suggestions", "required", "regions", "bbox", "bboxes", "bounding", "boxes", "positions", "legible",
    "legibility", "illegible", "uncertain", "uncertainty", "uncertainties", "doubts", "warning", "warnings", "missing",
    "evidence", "translation", "translations", "questions", "issues",
  ]

  private static func areScores(_ value: JSONValue) -> Bool {
    guard let members = value.members, !members.isEmpty else { return false }
    return members.allSatisfy { member in
      member.value.bool != nil || member.value.double.map { (0...1).contains($0) } == true
    }
  }
}
