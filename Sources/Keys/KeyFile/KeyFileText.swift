/// The text of a key file, taken apart without running it.
///
/// A line may assign: `export NAME="value"`, without `export`, single-quoted or bare. Comments, blank lines and all that
/// assigns nothing (an `if`, a `source`, a bare `export NAME`) are passed over: the file may serve a shell as well. Only
/// a line that sets the very name that is asked for must be well-formed. The last assignment of a name counts, as in a
/// shell.
public struct KeyFileText: Sendable {
  /// One line that sets the name asked for.
  public struct Assignment: Sendable, Equatable {
    /// Nil where the line cannot be understood without a shell; then `fault` says why.
    public let value: String?
    public let fault: String?
    /// Counted from 1.
    public let line: Int
  }

  private let lines: [[UInt8]]
  /// Whether the bytes are those of another encoding: every other one is nothing.
  let isUTF16: Bool

  public init(_ bytes: [UInt8]) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = bytes.starts(with: mark) ? bytes[mark.count...] : bytes[...]
    // Some editors end lines with a carriage return alone.
    let end = text.contains(UInt8(ascii: "\n")) ? UInt8(ascii: "\n") : UInt8(ascii: "\r")
    isUTF16 = text.starts(with: [0xFF, 0xFE]) || text.starts(with: [0xFE, 0xFF]) || text.prefix(64).contains(0)
    lines = text.split(separator: end, omittingEmptySubsequences: false).map { line in
      Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
    }
  }

  /// Whether no line holds anything but blanks and comments.
  public var isBlank: Bool {
    lines.allSatisfy { line in
      let rest = line.drop(while: KeyFileLine.isBlank)
      return rest.isEmpty || rest.first == UInt8(ascii: "#")
    }
  }

  /// Whether the text is a JSON object.
  var isJSON: Bool { lines.lazy.flatMap { $0 }.first { !KeyFileLine.isBlank($0) } == UInt8(ascii: "{") }

  /// Whether a line that is no comment looks like a key, or names one, in a form that is not the file's.
  func hasKeyLike(named name: String) -> Bool {
    lines.contains { line in
      let text = line.drop(while: KeyFileLine.isBlank)
      guard text.first != UInt8(ascii: "#") else { return false }
      let isOneWord = text.count >= 16 && text.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "=") }
      return isOneWord || ["sk-", name].contains { text.firstRange(of: Array($0.utf8)) != nil }
    }
  }

  /// The lines that set `name`, in the order of the file.
  public func assignments(of name: String) -> [Assignment] {
    lines.indices.compactMap { index in
      switch KeyFileLine(lines[index]).setting(of: name) {
      case .other: nil
      case .value(let value): Assignment(value: value, fault: nil, line: index + 1)
      case .malformed(let fault): Assignment(value: nil, fault: fault, line: index + 1)
      }
    }
  }
}

/// One line of a key file, read from left to right.
struct KeyFileLine {
  enum Setting: Equatable {
    case other
    case value(String)
    case malformed(String)
  }

  private var rest: ArraySlice<UInt8>

  init(_ line: [UInt8]) { rest = line[...] }

  static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  func setting(of name: String) -> Setting {
    var line = self
    line.skipBlanks()
    line.takeWord("export")
    guard line.take(Array(name.utf8)) else { return .other }
    if let next = line.rest.first, Self.isNameByte(next) { return .other }
    let touching = line.rest.first == UInt8(ascii: "=")
    line.skipBlanks()
    guard line.take([UInt8(ascii: "=")]) else {
      // `export NAME` alone only marks a variable for export; a value after it without `=` is a slip.
      return line.isAtEnd ? .other : .malformed("no `=` after `\(name)`")
    }
    guard touching else { return .malformed("blank before `=`") }
    return line.readValue()
  }

  private mutating func readValue() -> Setting {
    if let first = rest.first, Self.isBlank(first) {
      skipBlanks()
      return isAtEnd ? .value("") : .malformed("blank after `=`")
    }
    let quote = rest.first
    let value: String? =
      switch quote {
      case UInt8(ascii: "\""): readDoubleQuoted()
      case UInt8(ascii: "'"): readSingleQuoted()
      default: readBare()
      }
    guard let value else {
      return .malformed(
        quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"")
          ? "the quote is not closed, or the value needs a shell (`$` or a backquote)"
          : "the value needs a shell (a quote, `$`, backquote, `;`, `&` or backslash)")
    }
    let touching = rest.first.map { !Self.isBlank($0) } ?? false
    skipBlanks()
    guard isAtEnd, !touching else { return .malformed("text after the value") }
    return .value(value)
  }

  private mutating func readSingleQuoted() -> String? {
    rest.removeFirst()
    guard let end = rest.firstIndex(of: UInt8(ascii: "'")) else { return nil }
    defer { rest = rest[(end + 1)...] }
    return String(decoding: rest[..<end], as: UTF8.self)
  }

  /// Inside double quotes a backslash takes the next of `"`, `\`, `$` and backquote literally, as in a shell.
  private mutating func readDoubleQuoted() -> String? {
    rest.removeFirst()
    var value: [UInt8] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: value, as: UTF8.self)
      case UInt8(ascii: "$"), UInt8(ascii: "`"): return nil
      case UInt8(ascii: "\\"):
        if let next = rest.first, Array("\"\\$`".utf8).contains(next) {
          value.append(next)
          rest.removeFirst()
        } else {
          value.append(byte)
        }
      default: value.append(byte)
      }
    }
    return nil
  }

  private mutating func readBare() -> String? {
    let end = rest.firstIndex(where: Self.isBlank) ?? rest.endIndex
    let value = rest[..<end]
    guard !value.contains(where: { Array("\"'$`;&|<>()\\".utf8).contains($0) }) else { return nil }
    rest = rest[end...]
    return String(decoding: value, as: UTF8.self)
  }

  private var isAtEnd: Bool { rest.isEmpty || rest.first == UInt8(ascii: "#") }

  private mutating func skipBlanks() { rest = rest.drop(while: Self.isBlank) }

  private mutating func take(_ bytes: [UInt8]) -> Bool {
    guard rest.starts(with: bytes) else { return false }
    rest = rest.dropFirst(bytes.count)
    return true
  }

  /// Takes `word` and the blanks after it, where both are there.
  private mutating func takeWord(_ word: String) {
    var ahead = self
    guard ahead.take(Array(word.utf8)), let next = ahead.rest.first, Self.isBlank(next) else { return }
    ahead.skipBlanks()
    self = ahead
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
