internal import DarwinCore
internal import OpenRouter

/// Finds the JSON object in what a model wrote: bare, in a code fence, behind thoughts or a greeting.
enum AnswerText {
  struct Fault: Error, Equatable {
    let kind: AnswerFault
    let message: String
  }

  /// How many opening braces are tried: enough for any greeting, few enough for a text of nothing but braces.
  private static let mostTries = 64

  static func object(in text: String) -> Result<JSONText, Fault> {
    // Nearly every answer is the object and nothing else.
    if let object = JSONText(object: text) { return .success(object) }
    return surrounded(Array(text.utf8))
  }

  private static func surrounded(_ text: [UInt8]) -> Result<JSONText, Fault> {
    let whole: JSONError
    do { return single(try JSONParser.parse(text, depth: JSONText.depth)) } catch { whole = error }
    var best: JSONValue?
    var start = text.startIndex
    for _ in 0..<mostTries {
      guard let brace = text[start...].firstIndex(of: UInt8(ascii: "{")) else { break }
      if let found = try? JSONParser.parsePrefix(text, from: brace, depth: JSONText.depth) {
        // Thoughts may quote small objects before the record, and a cut record holds whole pieces: what has no term at
        // all is neither, and of the others the one with the most is it.
        if weight(found.value) > best.map(weight) ?? 0 { best = found.value }
        start = found.end
      } else {
        start = brace + 1
      }
    }
    if let record = best.flatMap(JSONText.init) { return .success(record) }
    return .failure(Fault(kind: .notJSON, message: "the answer is \(whole)"))
  }

  /// How much of a record an object is: its filled terms count most, empty ones a little.
  private static func weight(_ value: JSONValue) -> Int {
    let terms = (value.members ?? []).count { TermName.isStandard($0.name) || $0.name == "dwc" }
    return FieldValue.filledTerms(of: value).count * 1000 + terms
  }

  /// An array of one object is that object; anything else is no record.
  private static func single(_ value: JSONValue) -> Result<JSONText, Fault> {
    if let object = JSONText(value) { return .success(object) }
    if let elements = value.array, elements.count == 1, let object = JSONText(elements[0]) { return .success(object) }
    let found = value.array.map { "an array of \($0.count)" } ?? "no object"
    return .failure(Fault(kind: .notAnObject, message: "the answer is JSON, but \(found) instead of one object"))
  }
}
