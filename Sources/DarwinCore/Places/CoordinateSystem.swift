/// Ways to say a place that are no degrees from Greenwich. They are recognised and left as they stand.
public enum CoordinateSystem {
  /// What `verbatimCoordinateSystem` would say (https://dwc.tdwg.org/terms/#dwc:verbatimCoordinateSystem); nil for
  /// degrees or nothing known.
  public static func other(in text: String) -> String? {
    guard text.utf8.count <= 400, hasWords(text) else { return nil }
    let words = Folding.words(text)
    if words.contains("utm") || (hasLongNumber(text) && isGridZone(words)) { return "UTM" }
    if words.contains("mgrs") { return "MGRS" }
    if isTownship(words) { return "TRS" }
    if let grid = words.first(where: { grids.contains($0) }) { return String(grid) }
    if let meridian = words.first(where: { meridians.contains($0) }) { return "meridian of \(meridian)" }
    return nil
  }

  /// The text without the datum that labels put behind it: `(WGS84)`.
  static func withoutDatum(_ text: String) -> String {
    guard text.utf8.count <= 400, hasWords(text),
      text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "g") || $0 | 0x20 == UInt8(ascii: "a") })
    else { return text }
    var rest = text
    for datum in datums { while let range = rest.range(ignoringCase: datum) { rest.removeSubrange(range) } }
    return rest
  }

  /// The text without how far off it may be, which stands at its end: `± 100 m`.
  static func withoutAccuracy(_ text: String) -> String {
    guard text.utf8.count <= 400, text.unicodeScalars.contains(where: { $0 == "±" || $0 == "+" }),
      let sign = text.firstMatch(of: #/(±|\+\/-|\+-)\s*[0-9][0-9.,]*\s*(m|km|ft|feet|metres|meters)\.?\s*$/#)
    else { return text }
    return String(text[..<sign.range.lowerBound])
  }

  /// Whether there are more letters than name the two halves of the globe, or a long number.
  private static func hasWords(_ text: String) -> Bool {
    var (letters, digits) = (0, 0)
    for byte in text.utf8 {
      if (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || (0xC3...0xD1).contains(byte) { letters += 1 }
      digits = ISODate.isDigit(byte) ? digits + 1 : 0
      if digits >= 6 { return true }
    }
    return letters > 2
  }

  /// Whether six digits or more stand together that are no decimals: those of `47.508333` are.
  private static func hasLongNumber(_ text: String) -> Bool {
    var (digits, isDecimal, last) = (0, false, UInt8(0x20))
    for byte in text.utf8 {
      if ISODate.isDigit(byte) {
        digits += 1
        if digits >= 6, !isDecimal { return true }
      } else {
        isDecimal = ISODate.isDigit(last) && (byte == UInt8(ascii: ".") || byte == UInt8(ascii: ","))
        digits = 0
      }
      last = byte
    }
    return false
  }

  /// `13U 456789 5890123`.
  private static func isGridZone(_ words: [Substring]) -> Bool {
    let numbers = words.filter { $0.utf8.count >= 6 && $0.utf8.allSatisfy(ISODate.isDigit) }
    return numbers.count >= 2
      || (!numbers.isEmpty
        && words.contains {
          $0.utf8.count <= 3 && $0.utf8.first.map(ISODate.isDigit) == true && $0.utf8.last.map(ISODate.isDigit) == false
        })
  }

  /// `T12N R3W Sec. 4`, also `Twp`, `Tp. 12, Rge. 3`.
  private static func isTownship(_ words: [Substring]) -> Bool {
    func has(_ letters: [String]) -> Bool {
      words.contains { word in
        letters.contains {
          word == $0 || (word.hasPrefix($0) && word.dropFirst($0.count).utf8.first.map(ISODate.isDigit) == true)
        }
      }
    }
    return has(["t", "twp", "tp", "tshp", "township"]) && has(["r", "rge", "rg", "rng", "range"])
  }

  private static let grids: Set<Substring> = [
    "mtb", "tk25", "rt90", "sweref", "sweref99", "osgb", "utmref", "lambert", "nzmg", "jtsk", "quadrant",
  ]
  private static let meridians: Set<Substring> = ["paris", "ferro", "pulkovo", "madrid", "rom", "roma"]
  private static let datums = [
    "(WGS84)", "(WGS 84)", "WGS84", "WGS 84", "WGS-84", "NAD27", "NAD 27", "NAD83", "NAD 83", "NAD-27", "NAD-83",
    "EPSG:4326", "datum",
  ]
}

extension String {
  /// Where `word`, of ASCII letters, stands.
  func range(ignoringCase word: String) -> Range<String.Index>? {
    let letters = Array(word.utf8).map { $0 | 0x20 }
    let bytes = Array(utf8).map { $0 | 0x20 }
    guard bytes.count >= letters.count,
      let start = (0...(bytes.count - letters.count)).first(where: { bytes[$0...].starts(with: letters) })
    else { return nil }
    let from = utf8.index(startIndex, offsetBy: start)
    return from..<utf8.index(from, offsetBy: letters.count)
  }
}
