/// Values as cells of a table whose columns are parted by tabs and whose rows by line ends, without quotes: the form in
/// which archives are read by the most programs (Darwin Core text guide, 2.4.2).
public enum Cell {
  /// `text` in one line: line ends and tabs become blanks, other controls go, as do marks that steer the direction of
  /// writing and characters that are none; blanks at the ends and runs of them go.
  public static func clean(_ text: String) -> String {
    if isClean(text) { return text }
    var cleaned = String.UnicodeScalarView()
    var wantsBlank = false
    for scalar in text.unicodeScalars {
      switch treatment(scalar) {
      case .keep:
        if wantsBlank, !cleaned.isEmpty { cleaned.append(" ") }
        wantsBlank = false
        cleaned.append(scalar)
      case .blank: wantsBlank = true
      case .drop: break
      }
    }
    let cell = String(cleaned)
    // What data bases write for no value at all.
    return isNull(cell) ? "" : cell
  }

  /// Whether `text` is printable ASCII without blanks at its ends and without runs of them: nearly every value.
  private static func isClean(_ text: String) -> Bool {
    var last: UInt8 = 0x20
    for byte in text.utf8 {
      guard (0x21...0x7E).contains(byte) || (byte == 0x20 && last != 0x20) else { return false }
      last = byte
    }
    return last != 0x20 && !isNull(text)
  }

  private static func isNull(_ cell: String) -> Bool { cell == "\\N" }

  private enum Treatment { case keep, blank, drop }

  private static func treatment(_ scalar: Unicode.Scalar) -> Treatment {
    switch scalar.value {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x2028, 0x2029: .blank
    case 0..<0x20, 0x7F...0x9F, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x2069, 0x61C, 0xFEFF,
      0xFFF9...0xFFFC, 0xFFFE, 0xFFFF:
      // U+FFFD stays: it stands for a letter that cannot be read.
      .drop
    case 0xFDD0...0xFDEF: .drop
    case 0x10000...: scalar.value & 0xFFFE == 0xFFFE || (0xE0000...0xE007F).contains(scalar.value) ? .drop : .keep
    default: .keep
    }
  }

  /// Whether `text` has only whitespace, controls and marks that nobody sees: what the TDWG BDQ vocabulary calls
  /// `bdqval:Empty`.
  public static func isEmpty(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      if scalar.value < 0x80 { return scalar.value <= 0x20 || scalar.value == 0x7F }
      switch scalar.properties.generalCategory {
      case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .unassigned, .surrogate: return true
      default: return false
      }
    }
  }
}
