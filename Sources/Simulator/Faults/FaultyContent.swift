internal import OpenRouter

/// What models write when they do not write what they were asked for.
struct FaultyContent {
  static let usualDepth = 200_000
  static let usualHugeBytes = 5_000_000

  private let rule: FaultRule

  init(_ rule: FaultRule) { self.rule = rule }

  /// Whether a record can be had from the answer all the same.
  var isUsable: Bool { [.fences, .prose, .escapes, .huge, .cut].contains(rule.fault) }

  func change(_ completion: inout Completion, _ reading: SpecimenReading) {
    let text = completion.content.string ?? ""
    switch rule.fault {
    case .cutContent:
      completion.content = .string(String(text.prefix(text.count / 2)))
      completion.finishReason = "length"
    case .cutToNothing:
      completion.content = ""
      completion.finishReason = "length"
    case .filtered:
      completion.content = ""
      completion.finishReason = "content_filter"
      completion.refusal = "I cannot help with this image."
    case .errorInChoice:
      completion.content = ""
      completion.error = ["code": 502, "message": "Upstream connection lost"]
      completion.finishReason = "error"
    case .errorAsFinish:
      completion.content = .string(String(text.prefix(text.count / 3)))
      completion.finishReason = "error"
    case .noChoices: completion.hasChoices = false
    case .nullContent: completion.content = .null
    default: completion.content = .string(written(text, reading))
    }
  }

  private func written(_ text: String, _ reading: SpecimenReading) -> String {
    switch rule.fault {
    case .fences: "```json\n\(text)\n```"
    case .prose: "Here is what I read on the label:\n\n\(text)\n\nLet me know if you need {more}."
    case .plainText: "I am sorry, the label cannot be read."
    case .emptyContent: ""
    case .array: "[\(text)]"
    case .emptyObject: "{}"
    case .notANumber: #"{"catalogNumber":{"value":"\#(reading.value(of: "catalogNumber"))","confidence":NaN}}"#
    case .deep:
      #"{"catalogNumber":{"value":\#(Self.nested(rule.count ?? Self.usualDepth)),"confidence":0.5}}"#
    case .huge:
      #"{"catalogNumber":{"value":"\#(String(repeating: "x", count: rule.count ?? Self.usualHugeBytes))","confidence":0.5}}"#
    case .escapes: Self.escapes
    case .noValues: withoutValues(text)
    default: text
    }
  }

  /// So many arrays within each other.
  static func nested(_ depth: Int) -> String {
    String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
  }

  /// Every string empty, every confidence nought.
  private func withoutValues(_ text: String) -> String {
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
  private static let escapes = #"""
    {"catalogNumber":{"value":"SIM-1\u0000\u0007\u001b[31m\u001b]0;title\u0007","confidence":0.9},
    "locality":{"value":"\"quoted\" back\\slash \/ tab\t line\nend\r \u009b31m \u2028","confidence":0.8},
    "recordedBy":{"value":"\ud83c\udf3f \ud83c \u00e9","confidence":0.7}}
    """#
}
