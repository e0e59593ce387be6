import TestSupport

/// Writes JSON texts of all kinds: blanks anywhere, escapes of every form, repeated names, numbers in odd forms.
struct JSONTextGenerator {
  private var random: SplitMix

  /// The same texts for the same seed.
  init(seed: UInt64) { random = SplitMix(seed: seed) }

  mutating func object(depth: Int = 0) -> String {
    let members = (0..<count(6)).map { _ in "\(blank())\(string())\(blank()):\(value(depth: depth + 1))" }
    return "\(blank()){\(members.joined(separator: ","))\(blank())}\(blank())"
  }

  /// `text` with a letter taken out, put in or exchanged.
  mutating func damaged(_ text: String) -> String {
    var letters = Array(text.unicodeScalars)
    let place = count(letters.count)
    let foreign = "{}[]\",:\\u0 1x\u{1}\u{7F}".unicodeScalars.randomElement(using: &random) ?? "x"
    switch count(3) {
    case 0 where place < letters.count: letters.remove(at: place)
    case 1 where place < letters.count: letters[place] = foreign
    default: letters.insert(foreign, at: min(place, letters.count))
    }
    return String(String.UnicodeScalarView(letters))
  }

  private mutating func count(_ most: Int) -> Int { Int.random(in: 0..<max(1, most), using: &random) }

  private mutating func blank() -> String { ["", "", "", " ", "\n", "\t\r "].randomElement(using: &random) ?? "" }

  private mutating func value(depth: Int) -> String {
    let text =
      switch depth < 4 ? count(9) : count(7) {
      case 0: ["true", "false", "null"].randomElement(using: &random) ?? "null"
      case 1, 2: ["0", "-0", "12", "-1.50", "3e7", "0.930", "1E-2", "9.0e+10"].randomElement(using: &random) ?? "0"
      case 7: object(depth: depth)
      case 8: "[\((0..<count(4)).map { _ in value(depth: depth + 1) }.joined(separator: ","))\(blank())]"
      default: string()
      }
    return "\(blank())\(text)\(blank())"
  }

  private mutating func string() -> String {
    let pieces = [
      "a", "value", "catalogNumber", " ", "é", "«", "🌿", "\u{7F}", "\u{85}", "\u{A0}", "\\\"", "\\\\", "\\/", "\\n",
      "\\b", "\\u0041", "\\u00e9", "\\u001f", "\\u009B", "\\ud83c\\udf3f", "\\ud83c", "\\udf3f", "{", "}", "[", ",",
      ":", "Beaver River crossing",
    ]
    return "\"" + (0..<count(8)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined() + "\""
  }
}
