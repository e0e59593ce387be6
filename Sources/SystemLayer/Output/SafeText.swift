/// Text that may leave the program: secrets are masked in it, and nothing in it steers a terminal or ends a line early.
///
/// Made by `SecretMask` alone. All that writes, to the terminal as to a file, takes this type, so that what has not passed
/// the mask cannot be written: it does not compile.
public struct SafeText: Sendable, Equatable {
  public private(set) var bytes: [UInt8]

  /// For this module: `bytes` have passed.
  init(passed bytes: [UInt8]) { self.bytes = bytes }

  public static let empty = SafeText(passed: [])
  public static let newline = SafeText(passed: [0x0A])

  public static func + (left: SafeText, right: SafeText) -> SafeText { SafeText(passed: left.bytes + right.bytes) }

  public static func += (left: inout SafeText, right: SafeText) { left.bytes += right.bytes }

  /// Lines that hold keys which protect nothing, since a simulator has made them up: cleaned, and not masked.
  public static func withInventedKeys(_ text: String) -> SafeText {
    SafeText(passed: ControlCharacters.blanked(Array(text.utf8), keepsNewlines: true))
  }

  /// Rows of a table whose cells come from a run's records, which were masked when they were written, and have been cleaned
  /// one by one: tabs and line ends part them.
  public static func rows(ofCleanCells rows: [UInt8]) -> SafeText { SafeText(passed: rows) }

  /// Bytes of an archive, packed from files that have passed.
  public static func archive(ofPassedFiles bytes: [UInt8]) -> SafeText { SafeText(passed: bytes) }

  /// A list of files for a program, one name a line: names are bytes, and one that was masked or cleaned would be another.
  public static func list(ofFileNames names: [UInt8]) -> SafeText { SafeText(passed: names) }

  /// A line of JSON, an object with its newline, with one member more at its end: a hash in hex.
  public func adding(member: String, hash: String) -> SafeText {
    precondition(hash.utf8.allSatisfy { UInt8(ascii: "0") <= $0 && $0 <= UInt8(ascii: "f") }, "no hash")
    return SafeText(passed: bytes.dropLast(2) + Array(",\"\(member)\":\"\(hash)\"}\n".utf8))
  }

  public var string: String { String(decoding: bytes, as: UTF8.self) }
}

extension SecretMask {
  /// One line, without its end.
  public func line(_ text: String) -> SafeText {
    SafeText(passed: ControlCharacters.blanked(redact(Array(text.utf8)), keepsNewlines: false))
  }

  /// Several lines.
  public func text(_ text: String) -> SafeText { self.text(Array(text.utf8)) }

  /// The same from UTF-8, such as a page.
  public func text(_ text: [UInt8]) -> SafeText {
    SafeText(passed: ControlCharacters.blanked(redact(text), keepsNewlines: true))
  }

  /// JSON, in one line or several: what a line-based reader or a terminal would stumble over is escaped, so that nothing of
  /// it is lost.
  public func json(_ text: [UInt8]) -> SafeText { SafeText(passed: ControlCharacters.escaped(redact(text))) }
}
