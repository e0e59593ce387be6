/// Comma-separated values (RFC 4180), in UTF-8, with or without a byte order mark.
public enum CSV {
  public struct Row: Sendable, Equatable {
    /// Of the file, from 1; the first of a row that goes over several.
    public let line: Int
    public let fields: [String]
  }

  public struct Malformed: Error, Sendable, Equatable {
    public let line: Int
    public let reason: String
  }

  /// - Throws: `Malformed` for bytes that are no UTF-8, a quote that never ends, or one in the middle of a field.
  public static func parse(_ bytes: [UInt8]) throws(Malformed) -> [Row] {
    let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    guard String(validating: bytes, as: UTF8.self) != nil else { throw Malformed(line: 1, reason: "it is no UTF-8") }
    var reader = Reader(bytes)
    var rows: [Row] = []
    while let row = try reader.next() { rows.append(row) }
    return rows
  }

  /// One row with its line end; a field is quoted where it must be.
  public static func row(_ fields: [String]) -> String {
    fields.map { field in
      // By bytes: a comma or a quote with a mark above it is one Character.
      let needsQuotes =
        field.utf8.contains { marks.contains($0) } || field.utf8.first == 0x20 || field.utf8.last == 0x20
      guard needsQuotes else { return field }
      let quote = UInt8(ascii: "\"")
      let doubled = field.utf8.flatMap { $0 == quote ? [quote, quote] : [$0] }
      return "\"" + String(decoding: doubled, as: UTF8.self) + "\""
    }.joined(separator: ",") + "\n"
  }

  private static let marks = Set(",\"\n\r".utf8)

  /// Reads row by row, from anywhere in a table, so a large one need not stand in memory as strings.
  public struct Reader: Sendable {
    private let bytes: [UInt8]
    /// Where the next row begins, in bytes; and its line, from 1.
    public private(set) var position: Int
    public private(set) var line: Int

    /// - Parameters:
    ///   - bytes: the table, without a byte order mark, in UTF-8.
    ///   - position: where a row begins.
    public init(_ bytes: [UInt8], from position: Int = 0, line: Int = 1) {
      self.bytes = bytes
      self.position = position
      self.line = line
    }

    /// The next row that is not empty; nil at the end.
    public mutating func next() throws(Malformed) -> Row? {
      while position < bytes.count {
        let first = line
        let fields = try row()
        if fields != [""] { return Row(line: first, fields: fields) }
      }
      return nil
    }

    private mutating func row() throws(Malformed) -> [String] {
      var fields: [String] = []
      while true {
        fields.append(try field())
        guard position < bytes.count else { return fields }
        let separator = bytes[position]
        position += 1
        if separator == UInt8(ascii: ",") { continue }
        if separator == UInt8(ascii: "\r"), position < bytes.count, bytes[position] == UInt8(ascii: "\n") {
          position += 1
        }
        line += 1
        return fields
      }
    }

    private mutating func field() throws(Malformed) -> String {
      let isQuoted = position < bytes.count && bytes[position] == UInt8(ascii: "\"")
      return isQuoted ? try quoted() : try plain()
    }

    private var isAtEnd: Bool {
      guard position < bytes.count else { return true }
      return switch bytes[position] {
      case UInt8(ascii: ","), UInt8(ascii: "\r"), UInt8(ascii: "\n"): true
      default: false
      }
    }

    private mutating func plain() throws(Malformed) -> String {
      let start = position
      while !isAtEnd {
        guard bytes[position] != UInt8(ascii: "\"") else {
          throw Malformed(line: line, reason: "a quote stands in the middle of a field that is not quoted")
        }
        position += 1
      }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func quoted() throws(Malformed) -> String {
      let first = line
      var text: [UInt8] = []
      position += 1
      while position < bytes.count {
        let byte = bytes[position]
        position += 1
        if byte == UInt8(ascii: "\"") {
          guard position < bytes.count, bytes[position] == byte else {
            guard isAtEnd else { throw Malformed(line: line, reason: "something stands behind a closing quote") }
            return String(decoding: text, as: UTF8.self)
          }
          position += 1
        }
        if byte == UInt8(ascii: "\n") { line += 1 }
        text.append(byte)
      }
      throw Malformed(line: first, reason: "a quoted field that begins here never ends")
    }
  }
}
