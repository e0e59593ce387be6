/// A JSON text that has been checked whole, read only as far as somebody asks: a record's line of some thousand bytes, of
/// which a later start needs five members.
///
/// Looks like `JSONValue`, and says the same; `value` builds one.
public struct RawJSON: Sendable {
  private let bytes: [UInt8]
  private let nodes: [JSONNode]
  private let number: Int

  /// - Throws: `JSONError` with the byte offset where reading stopped.
  public init(_ bytes: [UInt8], depth: Int = 0) throws(JSONError) {
    var scanner = JSONScanner()
    try scanner.scanValue(bytes.span, depth: depth)
    try scanner.scanEnd(bytes.span)
    self.init(bytes, scanner.nodes, 0)
  }

  /// Reads the first value at or behind `start` and says where it ends.
  static func prefix(
    _ bytes: [UInt8], from start: Int, depth: Int
  ) throws(JSONError) -> (json: RawJSON, end: Int) {
    var scanner = JSONScanner(from: start)
    try scanner.scanValue(bytes.span, depth: depth)
    return (RawJSON(bytes, scanner.nodes, 0), scanner.position)
  }

  private init(_ bytes: [UInt8], _ nodes: [JSONNode], _ number: Int) {
    self.bytes = bytes
    self.nodes = nodes
    self.number = number
  }

  private var node: JSONNode { nodes[number] }
  private var first: UInt8 { bytes[node.range.lowerBound] }

  /// The value as it stands in the text.
  public var text: ArraySlice<UInt8> { bytes[node.range] }

  public var isObject: Bool { first == UInt8(ascii: "{") }

  /// The members of an object, each as often and in the order in which the text has it; empty for anything else.
  public var members: [(name: String, value: RawJSON)] {
    guard isObject else { return [] }
    return children.map { (JSONString.text(bytes.span, $0.node.name ?? 0..<0), $0) }
  }

  /// The value of the last member called `name`; nil where this is no object, has no such member, or holds `null`.
  public subscript(name: String) -> RawJSON? {
    guard isObject, let found = children.last(where: { $0.isNamed(name) }), !found.isNull else { return nil }
    return found
  }

  /// The string's text; nil for anything else.
  public var string: String? {
    guard first == UInt8(ascii: "\"") else { return nil }
    return JSONString.text(bytes.span, (node.range.lowerBound + 1)..<(node.range.upperBound - 1))
  }

  /// As `JSONValue.int`; likewise the money.
  public var int: Int? { value.int }
  public var count: Int? { value.count }
  public var money: Money? { value.money }

  /// The value, built.
  public var value: JSONValue {
    switch first {
    case UInt8(ascii: "{"):
      .object(mapChildren { JSONValue.Member(JSONString.text(bytes.span, $0.node.name ?? 0..<0), $0.value) })
    case UInt8(ascii: "["): .array(mapChildren(\.value))
    case UInt8(ascii: "\""): .string(string ?? "")
    case UInt8(ascii: "t"): .bool(true)
    case UInt8(ascii: "f"): .bool(false)
    case UInt8(ascii: "n"): .null
    default: .number(JSONString.plain(bytes.span.extracting(node.range)))
    }
  }

  private var isNull: Bool { first == UInt8(ascii: "n") }

  private var children: [RawJSON] { mapChildren(\.self) }

  private func mapChildren<Result>(_ make: (RawJSON) -> Result) -> [Result] {
    var results: [Result] = []
    var child = number + 1
    while child < node.next {
      results.append(make(RawJSON(bytes, nodes, child)))
      child = nodes[child].next
    }
    return results
  }

  private func isNamed(_ name: String) -> Bool {
    guard let range = node.name else { return false }
    let stands = bytes[range]
    if stands.elementsEqual(name.utf8) { return true }
    // Only an escape makes other bytes the same name.
    return stands.contains(UInt8(ascii: "\\")) && JSONString.text(bytes.span, range).utf8.elementsEqual(name.utf8)
  }
}
