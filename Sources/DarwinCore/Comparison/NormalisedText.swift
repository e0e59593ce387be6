/// Texts that differ in their writing only: in small letters, without full stops, which end sentences and abbreviations,
/// and with one blank for each run of blanks. Accents, commas and hyphens count. Characters that Unicode holds for the
/// same (NFC and NFD) are the same.
public enum NormalisedText {
  public static func of(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return ascii(text) }
    var result = String.UnicodeScalarView()
    var wantsBlank = false
    for scalar in text.unicodeScalars where scalar != "." {
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

  private static func ascii(_ text: String) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    var wantsBlank = false
    for byte in text.utf8 where byte != UInt8(ascii: ".") {
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
