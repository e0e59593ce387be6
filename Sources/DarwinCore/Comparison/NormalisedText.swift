/// Texts that differ in their writing only: in small letters, without full stops that end sentences and abbreviations
/// (those between digits stay: `1.5` is not `15`), and with one blank for each run of blanks. Accents, commas and hyphens count. Characters that Unicode holds for the
/// same (NFC and NFD) are the same.
public enum NormalisedText {
  public static func of(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return ascii(text) }
    var result = String.UnicodeScalarView()
    var wantsBlank = false
    let scalars = Array(text.unicodeScalars)
    for (place, scalar) in scalars.enumerated() {
      if scalar == ".", !isBetweenDigits(scalars, place, { ("0"..."9").contains($0) }) { continue }
      if scalar.properties.isWhitespace {
        wantsBlank = !result.isEmpty
        continue
      }
      if wantsBlank { result.append(" ") }
      wantsBlank = false
      result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
    }
    return String(result)
  }

  private static func isBetweenDigits<Element>(
    _ text: [Element], _ place: Int, _ isDigit: (Element) -> Bool
  ) -> Bool {
    place > 0 && place + 1 < text.count && isDigit(text[place - 1]) && isDigit(text[place + 1])
  }

  private static func ascii(_ text: String) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    var wantsBlank = false
    let bytes = Array(text.utf8)
    for (place, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "."), !isBetweenDigits(bytes, place, ISODate.isDigit) { continue }
      if byte <= 0x20 {
        wantsBlank = !result.isEmpty
        continue
      }
      if wantsBlank { result.append(0x20) }
      wantsBlank = false
      result.append((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte)
    }
    return String(decoding: result, as: UTF8.self)
  }
}
