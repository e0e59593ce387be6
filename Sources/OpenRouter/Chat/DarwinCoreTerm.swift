/// A Darwin Core term asked of the model (https://dwc.tdwg.org/terms/), with the words that explain it to the model.
public struct DarwinCoreTerm: Sendable, Equatable {
  public let name: String
  public let explanation: String

  public init(_ name: String, _ explanation: String) {
    self.name = name
    self.explanation = explanation
  }
}

/// How the answer's form is asked for; what a model takes stands in the catalogue's `supported_parameters`.
public enum AnswerFormat: String, Sendable, CaseIterable {
  /// `response_format` of type `json_schema`, strict.
  case jsonSchema = "json_schema"
  /// `response_format` of type `json_object`: JSON, but of any form.
  case jsonObject = "json_object"
  /// Nothing: the model is only asked in words.
  case none
}

extension AnswerFormat {
  /// The `response_format` member for `terms`; nil for none.
  func responseFormat(for terms: [DarwinCoreTerm]) -> JSONValue? {
    switch self {
    case .none: nil
    case .jsonObject: ["type": "json_object"]
    case .jsonSchema:
      [
        "type": "json_schema",
        "json_schema": ["name": "darwin_core_record", "strict": true, "schema": Self.schema(for: terms)],
      ]
    }
  }

  /// A JSON Schema in the strict subset: every member required, no others.
  private static func schema(for terms: [DarwinCoreTerm]) -> JSONValue {
    let properties = terms.map { JSONValue.Member($0.name, field(for: $0)) }
    return [
      "type": "object", "properties": .object(properties), "required": .array(terms.map { .string($0.name) }),
      "additionalProperties": false,
    ]
  }

  private static func field(for term: DarwinCoreTerm) -> JSONValue {
    [
      "type": "object", "description": .string(term.explanation),
      "properties": ["value": ["type": "string"], "confidence": ["type": "number"]],
      "required": ["value", "confidence"], "additionalProperties": false,
    ]
  }
}
