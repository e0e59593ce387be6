import OpenRouter

extension JSONText {
  /// Of a value that is known to be an object.
  static func of(_ value: JSONValue) -> JSONText {
    guard let text = JSONText(value) else { preconditionFailure("\(value.text) is no object") }
    return text
  }
}
