internal import OpenRouter

/// Texts that models write when they do not write what they were asked for.
enum FaultyText {
  /// So many arrays within each other.
  static func nested(_ depth: Int?) -> String {
    let depth = depth ?? 200_000
    return String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
  }

  /// Every string empty, every confidence nought.
  static func withoutValues(_ text: String) -> String {
    func emptied(_ value: JSONValue) -> JSONValue {
      switch value {
      case .object(let members): .object(members.map { .init($0.name, emptied($0.value)) })
      case .array(let elements): .array(elements.map(emptied))
      case .string: ""
      case .number: 0
      default: value
      }
    }
    return (try? JSONParser.parse(Array(text.utf8))).map { emptied($0).text } ?? text
  }

  /// JSON with every kind of escape in its values: quotes, controls, a terminal's colour and title sequences, C1
  /// controls, a line separator, an emoji as a surrogate pair and a lone surrogate.
  static let escapes = #"""
    {"catalogNumber":{"value":"SIM-1\u0000\u0007\u001b[31m\u001b]0;title\u0007","confidence":0.9},
    "locality":{"value":"\"quoted\" back\\slash \/ tab\t line\nend\r \u009b31m \u2028","confidence":0.8},
    "recordedBy":{"value":"\ud83c\udf3f \ud83c \u00e9","confidence":0.7}}
    """#
}
