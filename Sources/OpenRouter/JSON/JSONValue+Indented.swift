extension JSONValue {
  /// The value over several lines, two blanks an indent, with a newline at the end: for files that people read.
  public func indented() -> [UInt8] {
    Array((Self.lines(self, indent: "") + "\n").utf8)
  }

  private static func lines(_ value: JSONValue, indent: String) -> String {
    let inner = indent + "  "
    switch value {
    case .array(let elements) where !elements.isEmpty:
      let parts = elements.map { inner + lines($0, indent: inner) }
      return "[\n" + parts.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let members) where !members.isEmpty:
      let parts = members.map { inner + JSONValue.string($0.name).text + ": " + lines($0.value, indent: inner) }
      return "{\n" + parts.joined(separator: ",\n") + "\n\(indent)}"
    default: return value.text
    }
  }
}
