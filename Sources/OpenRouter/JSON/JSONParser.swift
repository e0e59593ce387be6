/// Builds the value of a JSON text (RFC 8259), without recursion beyond a fixed depth.
public enum JSONParser {
  /// Deepest nesting taken. Far beyond any record; small enough for any thread's stack.
  public static let deepestNesting = 200

  /// Reads all of `bytes` as one JSON value; whitespace around it is skipped.
  /// - Parameter depth: how deep the value will stand in others.
  /// - Throws: `JSONError` with the byte offset where reading stopped.
  public static func parse(_ bytes: [UInt8], depth: Int = 0) throws(JSONError) -> JSONValue {
    try RawJSON(bytes, depth: depth).value
  }

  /// Reads the first JSON value that begins at `start` and says where it ends.
  public static func parsePrefix(
    _ bytes: [UInt8], from start: Int, depth: Int = 0
  ) throws(JSONError) -> (value: JSONValue, end: Int) {
    let found = try RawJSON.prefix(bytes, from: start, depth: depth)
    return (found.json.value, found.end)
  }

  static func isWhitespace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
}

/// Why a text is not JSON, and where.
public struct JSONError: Error, Equatable, CustomStringConvertible {
  public let reason: String
  /// Byte offset into the text.
  public let offset: Int

  public var description: String { "no valid JSON at byte \(offset): \(reason)" }
}
