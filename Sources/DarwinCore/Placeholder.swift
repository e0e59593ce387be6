/// Values that say nothing: what models, data bases and labels write where there is nothing to write.
///
/// Sources of the words: the strings that GBIF and the TDWG Biodiversity Data Quality group take for empty
/// (gbif/pipelines#309, tdwg/bdq `bdqval:Empty`), the terms for missing values of tdwg/dwc#437 and of the International
/// Nucleotide Sequence Database Collaboration (*missing*, *not collected*, *not provided*, *restricted access*), and what
/// models were seen to write.
public enum Placeholder {
  /// Whether `text` says nothing, in any of the languages of labels, in any bracket, with any punctuation. A text of
  /// marks only says nothing; one with a digit (but `-999` and its like) or with a sign such as `♀` says something.
  /// - Parameter term: the Darwin Core term whose value it is, where known: `NA` is the country code of Namibia, `s.n.` is
  ///   what botanists write for a gathering without number.
  public static func matches(_ text: String, term: String? = nil) -> Bool {
    guard text.utf8.count <= longest else { return isMarksOnly(text) }
    if let term, isName(text, of: term) { return true }
    if text.utf8.contains(where: isDigit) { return sentinels.contains(text) }
    if text.utf8.count >= 4, text.utf8.allSatisfy({ $0 | 0x20 == UInt8(ascii: "x") }) { return true }
    return WordShapes.known.mayHold(text) && isInWords(text, term)
  }

  /// `Catalog number`, `<catalogNumber>`: what a model writes that fills in a form.
  private static func isName(_ text: String, of term: String) -> Bool {
    guard text.utf8.count <= 2 * term.utf8.count, text.utf8.count >= term.utf8.count,
      let first = text.utf8.first(where: isASCIILetter), first | 0x20 == term.utf8.first
    else { return false }
    return Folding.words(text).joined() == term.lowercased()
  }

  private static func isInWords(_ text: String, _ term: String?) -> Bool {
    let folded = Folding.fold(text)
    let words = Folding.runs(folded)
    guard !words.isEmpty else { return isMarksOnly(text) }
    let joined = words.joined()
    if let exception = term.flatMap({ exceptions[$0] }), exception.contains(joined) { return false }
    if abbreviations.contains(joined) { return joined.utf8.count < folded.utf8.count || alwaysEmpty.contains(joined) }
    return phrases.contains(joined) || isEmptyPhrase(words)
  }

  /// Only words that go into such phrases, and one of them says that there is nothing.
  private static func isEmptyPhrase(_ words: [Substring]) -> Bool {
    var saysNothing = false
    var negates = false
    var hasCompany = false
    for word in words {
      if nothing.contains(word) {
        saysNothing = true
      } else if negations.contains(word) {
        negates = true
      } else if company.contains(word) {
        hasCompany = true
      } else {
        return false
      }
    }
    return saysNothing || (negates && hasCompany)
  }

  /// A quick look at a value's beginning that few real values pass: the words are looked up for these alone.
  struct WordShapes {
    static let known = WordShapes()

    /// For two letters and a length, whether a word or a phrase has them.
    private var bits = [UInt64](repeating: 0, count: 1024)

    private init() {
      let words = [nothing, negations, company].joined().map(String.init) + abbreviations + alwaysEmpty + phrases
      for word in words where word.utf8.allSatisfy(isASCIILetter) {
        let letters = Array(word.utf8.prefix(2))
        let place = Self.place(letters[0], letters.count > 1 ? letters[1] : 0, word.utf8.count)
        bits[place >> 6] |= 1 << UInt64(place & 63)
      }
    }

    private static func place(_ first: UInt8, _ second: UInt8, _ length: Int) -> Int {
      Int(first & 31) << 11 | Int(second & 31) << 6 | length & 63
    }

    /// False only where neither the first word nor all words together are known. Of text beyond ASCII nothing is said.
    func mayHold(_ text: String) -> Bool {
      var (first, second, length, firstLength): (UInt8, UInt8, Int, Int?) = (0, 0, 0, nil)
      for byte in text.utf8 {
        guard byte < 0x80 else { return true }
        if isASCIILetter(byte) {
          if length < 2 { (first, second) = length == 0 ? (byte, 0) : (first, byte) }
          length += 1
        } else if length > 0, firstLength == nil {
          firstLength = length
        }
      }
      let word = firstLength ?? length
      return length == 0 || holds(first, word > 1 ? second : 0, word) || holds(first, second, length)
    }

    private func holds(_ first: UInt8, _ second: UInt8, _ length: Int) -> Bool {
      let place = Self.place(first, second, length)
      return bits[place >> 6] & 1 << UInt64(place & 63) != 0
    }
  }

  private static func isMarksOnly(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      if scalar.value < 0x80 { return !isDigit(UInt8(scalar.value)) && !isASCIILetter(UInt8(scalar.value)) }
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
        .letterNumber, .otherNumber, .otherSymbol:
        return scalar == "\u{FFFD}"
      default: return true
      }
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
  private static func isASCIILetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
