/// Colors of text on a terminal.
///
/// A colored text is still a `String`: its color stands in it as noncharacters of Unicode, which no text from outside has.
/// Only `SecretMask.screen` turns them into a terminal's own sequences, when all of the text has been cleaned.
public enum TextColor: Int, Sendable, CaseIterable {
  case red = 31
  case green = 32
  case yellow = 33
  case faint = 2

  /// U+FDD0 ends a color, those behind it begin one.
  fileprivate static let end = noncharacter(0)
  fileprivate static let marks = allCases.enumerated().map { (scalar: noncharacter($0 + 1), color: $1) }

  private static func noncharacter(_ number: Int) -> Unicode.Scalar { Unicode.Scalar(UInt32(0xFDD0 + number)) ?? " " }

  fileprivate var mark: Unicode.Scalar { Self.marks.first { $0.color == self }?.scalar ?? Self.end }
}

extension String {
  /// The text in a color, for `SecretMask.screen`.
  public func colored(_ color: TextColor) -> String { isEmpty ? self : "\(color.mark)\(self)\(TextColor.end)" }

  /// At most so many columns of a line, `…` where something is missing. Colors take none.
  public func cut(to columns: Int) -> String {
    func isMark(_ character: Character) -> Bool {
      character.unicodeScalars.count == 1 && (0xFDD0...0xFDEF).contains(character.unicodeScalars.first?.value ?? 0)
    }
    guard count(where: { !isMark($0) }) > columns else { return self }
    var left = max(0, columns - 1)
    let shown = prefix { character in
      guard !isMark(character) else { return true }
      left -= 1
      return left >= 0
    }
    return shown + "…\(TextColor.end)"
  }
}

extension SecretMask {
  /// Several lines for a terminal, in their colors.
  public func screen(_ text: String) -> SafeText {
    var shown = self.text(text).string
    shown = shown.replacing(String(TextColor.end), with: "\u{1B}[0m")
    for (scalar, color) in TextColor.marks {
      shown = shown.replacing(String(scalar), with: "\u{1B}[\(color.rawValue)m")
    }
    return SafeText(passed: Array(shown.utf8))
  }
}

extension SafeText {
  /// Takes away a line of `columns` columns below which the cursor stands. In a terminal that was made narrower since,
  /// the line has been broken into several.
  public static func erasing(columns: Int, in width: Int) -> SafeText {
    let rows = max(0, columns - 1) / max(1, width)
    return SafeText(passed: Array(("\r" + (rows > 0 ? "\u{1B}[\(rows)A" : "") + "\u{1B}[J").utf8))
  }

  /// Lines drawn from a terminal's first corner over whatever stands there, the cursor behind the last of them.
  public static func screenful(_ lines: [SafeText]) -> SafeText {
    let lineEnd = Array("\u{1B}[K\r\n".utf8)
    let drawn = lines.map(\.bytes).joined(separator: lineEnd)
    return SafeText(passed: Array("\u{1B}[H".utf8) + drawn + Array("\u{1B}[J".utf8))
  }
}
