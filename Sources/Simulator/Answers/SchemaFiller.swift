internal import OpenRouter

/// Writes a value that satisfies the JSON schema of a request, filled from what was read on the sheet.
///
/// It knows what schemas for structured output use: `properties`, `items`, `enum`, `const`, `anyOf`, `oneOf`, `$ref`
/// within the schema, and types. Every property is given, whether it is required or not, as strict mode does.
struct SchemaFiller: Sendable {
  /// Deepest schema followed; one that refers to itself ends here.
  private static let deepest = 12

  let root: JSONValue
  let reading: SpecimenReading

  func value() -> JSONValue { fill(root, name: "", term: "", depth: 0) }

  /// `name` is the property's own name, `term` that of the Darwin Core term around it.
  private func fill(_ schema: JSONValue, name: String, term: String, depth: Int) -> JSONValue {
    guard depth < Self.deepest else { return .null }
    if let constant = schema["const"] { return constant }
    if let first = schema["enum"]?.array?.first { return first }
    if let reference = schema["$ref"]?.string {
      guard let resolved = resolve(reference) else { return .null }
      return fill(resolved, name: name, term: term, depth: depth + 1)
    }
    if let variant = (schema["anyOf"] ?? schema["oneOf"] ?? schema["allOf"])?.array?.first {
      return fill(variant, name: name, term: term, depth: depth + 1)
    }
    switch type(of: schema) {
    case "object": return fillObject(schema, name: name, term: term, depth: depth)
    case "array":
      return .array(schema["items"].map { [fill($0, name: name, term: term, depth: depth + 1)] } ?? [])
    case "string": return .string(reading.value(of: ["value", ""].contains(name) ? term : name))
    case "number": return .number(reading.confidence(of: term))
    case "integer": return .number("1")
    case "boolean": return true
    default: return .null
    }
  }

  private func fillObject(_ schema: JSONValue, name: String, term: String, depth: Int) -> JSONValue {
    var properties = schema["properties"]?.members ?? []
    for case .string(let required) in schema["required"]?.array ?? []
    where !properties.contains(where: { $0.name == required }) {
      properties.append(.init(required, ["type": "string"]))
    }
    let isTerm = properties.contains { $0.name == "value" }
    return .object(
      properties.map { property in
        let around = isTerm ? (name.isEmpty ? term : name) : property.name
        return .init(property.name, fill(property.value, name: property.name, term: around, depth: depth + 1))
      })
  }

  /// The type named, or the first named that is not `null`; told by what the schema holds where none is named.
  private func type(of schema: JSONValue) -> String {
    if let name = schema["type"]?.string { return name }
    if let names = schema["type"]?.array?.compactMap(\.string) { return names.first { $0 != "null" } ?? "null" }
    if schema["properties"] != nil { return "object" }
    return schema["items"] != nil ? "array" : "string"
  }

  /// Follows `#/a/b`; nil where it leads nowhere.
  private func resolve(_ reference: String) -> JSONValue? {
    guard reference.hasPrefix("#") else { return nil }
    return reference.dropFirst().split(separator: "/").reduce(root) { $0?[String($1)] }
  }
}
