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
  /// How deep a record will stand in its line, which must be readable too.
  private static let depth = 1

  static func object(in text: String) -> Result<JSONValue, Fault> {
    // Nearly every answer is the object and nothing else.
    let bytes = Array(text.utf8)
    if let value = try? JSONParser.parse(bytes, depth: depth), value.members != nil { return .success(value) }
    return surrounded(bytes)
  }

  private static func surrounded(_ text: [UInt8]) -> Result<JSONValue, Fault> {
    let whole: JSONError
    do { return single(try JSONParser.parse(text, depth: depth)) } catch { whole = error }
    var best: JSONValue?
    var start = text.startIndex
    for _ in 0..<mostTries {
      guard let brace = text[start...].firstIndex(of: UInt8(ascii: "{")) else { break }
      if let found = try? JSONParser.parsePrefix(text, from: brace, depth: depth) {
        // Thoughts may quote small objects before the record, and a cut record holds whole pieces: what has no term at
        // all is neither, and of the others the one with the most is it.
        if weight(found.value) > best.map(weight) ?? 0 { best = found.value }
        start = found.end
      } else {
        start = brace + 1
      }
    }
    if let record = best { return .success(record) }
    return .failure(Fault(kind: .notJSON, message: "the answer is \(whole)"))
  }

  /// How much of a record an object is: its filled terms count most, empty ones a little.
  private static func weight(_ value: JSONValue) -> Int {
    let terms = (value.members ?? []).count { TermName.isStandard($0.name) || $0.name == "dwc" }
    return RecordField.filled(in: value).count * 1000 + terms
  }

  /// An array of one object is that object; anything else is no record.
  private static func single(_ value: JSONValue) -> Result<JSONValue, Fault> {
    if value.members != nil { return .success(value) }
    if let elements = value.array, elements.count == 1, elements[0].members != nil { return .success(elements[0]) }
    let found = value.array.map { "an array of \($0.count)" } ?? "no object"
    return .failure(Fault(kind: .notAnObject, message: "the answer is JSON, but \(found) instead of one object"))
  }
}
