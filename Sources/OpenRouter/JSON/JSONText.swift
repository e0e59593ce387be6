/// A JSON object as text, written as `JSONValue.utf8` writes it: what a model answered, on its way to the disk. It is
/// checked and put into this form in one pass, without being taken apart.
///
/// It is one level less deep than what `JSONParser` takes: a record that holds it must be readable too.
public struct JSONText: Sendable, Equatable {
  /// How deep it will stand in a record.
  public static let depth = 1

  /// UTF-8 without blanks.
  public let utf8: [UInt8]
  /// Where the object's members stand in `utf8`.
  public let members: [JSONSkim.Member]

  /// Nil where `text` is anything else than one JSON object (RFC 8259) with nothing but blanks around it.
  public init?(object text: String) {
    var text = text
    let written = text.withUTF8 { unsafe Self.rewritten($0.span) }
    guard let written else { return nil }
    self = written
  }

  /// Nil where `value` is no object.
  public init?(_ value: JSONValue) {
    let utf8 = value.utf8
    guard let members = JSONSkim.members(utf8.span, depth: Self.depth) else { return nil }
    (self.utf8, self.members) = (utf8, members)
  }

  private init(utf8: [UInt8], members: [JSONSkim.Member]) {
    (self.utf8, self.members) = (utf8, members)
  }

  /// The object, taken apart.
  public var value: JSONValue { (try? JSONParser.parse(utf8)) ?? .null }

  private static func rewritten(_ bytes: Span<UInt8>) -> JSONText? {
    let writer = JSONWriter(capacity: bytes.count + 16)
    var cursor = JSONCursor(listener: Rewriting(writer: writer), depth: depth)
    guard cursor.whole(bytes) else { return nil }
    return JSONText(utf8: cursor.listener.writer.written.array, members: cursor.members)
  }

  /// Writes each piece in the writer's own way.
  private struct Rewriting: JSONListener, ~Copyable {
    var writer: JSONWriter

    func place(_ position: Int) -> Int { writer.written.count }
    mutating func take(mark: UInt8) { writer.write(mark: mark) }
    mutating func take(word: Range<Int>, of bytes: Span<UInt8>) { writer.copy(bytes.extracting(word)) }
    mutating func takeString(_ bytes: Span<UInt8>, at position: inout Int) -> Bool {
      writer.rewriteString(bytes, at: &position)
    }
  }
}
