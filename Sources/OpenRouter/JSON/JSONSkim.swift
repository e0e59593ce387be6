/// Finds the members of one JSON object without building its values: for reading 200,000 records when a run goes on.
///
/// The whole grammar is checked all the same, so that a line which skims is a line which parses.
public enum JSONSkim {
  /// Where one member of the object stands, as offsets into the text.
  public struct Member: Sendable, Equatable {
    /// The name between its quotes.
    public let name: Range<Int>
    public let value: Range<Int>
  }

  /// Keeps nothing: what is found is told by where it stands in the text.
  private struct Silence: JSONListener {
    func place(_ position: Int) -> Int { position }
    func take(mark: UInt8) {}
    func take(word: Range<Int>, of bytes: Span<UInt8>) {}
    func takeString(_ bytes: Span<UInt8>, at position: inout Int) -> Bool {
      position += 1
      while true {
        position = PlainText.end(bytes, from: position)
        guard position < bytes.count else { return false }
        if bytes[position] == UInt8(ascii: "\"") { break }
        // An escape, else a control.
        guard JSONParser.scalar(ofEscape: bytes, at: &position) != nil else { return false }
      }
      position += 1
      return true
    }
  }

  /// The members of the object that `bytes` hold; nil where they hold anything else.
  ///
  /// - Parameter depth: how deep the text will stand in others.
  public static func members(_ bytes: Span<UInt8>, depth: Int = 0) -> [Member]? {
    var cursor = JSONCursor(listener: Silence(), depth: depth)
    return cursor.whole(bytes) ? cursor.members : nil
  }

  /// Whether the bytes in `range` are `text`.
  public static func matches(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: StaticString) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    let found = bytes.extracting(range)
    let wanted = unsafe text.utf8Start
    for offset in found.indices where unsafe wanted[offset] != found[unchecked: offset] { return false }
    return true
  }

  /// The text of the string in `range`; nil where it is no string. Most strings of a record hold no escape and are
  /// taken as they stand.
  public static func string(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String? {
    guard range.count >= 2, bytes[range.lowerBound] == UInt8(ascii: "\"") else { return nil }
    let inner = bytes.extracting((range.lowerBound + 1)..<(range.upperBound - 1))
    guard PlainText.end(inner, from: 0) == inner.count else { return value(bytes, range)?.string }
    return unsafe inner.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// The whole number in `range`; nil for anything else. Plain digits are read as they stand.
  public static func int(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard (1...18).contains(range.count) else { return value(bytes, range)?.int }
    var number = 0
    for index in range {
      let digit = bytes[index] &- UInt8(ascii: "0")
      guard digit < 10 else { return value(bytes, range)?.int }
      number = number * 10 + Int(digit)
    }
    return number
  }

  /// The value in `range`, built.
  public static func value(_ bytes: Span<UInt8>, _ range: Range<Int>) -> JSONValue? {
    try? JSONParser.parse(bytes.extracting(range))
  }
}
