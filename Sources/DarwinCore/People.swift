/// Lists of people as Darwin Core has them: parted by ` | `, in the order of the label
/// (https://dwc.tdwg.org/terms/#dwc:recordedBy).
public enum People {
  /// `A. Smith & B. Jones, with C. Brown` becomes `A. Smith | B. Jones | C. Brown`. A comma parts people only where both
  /// sides have a name with its initials, since `Smith, A.` is one person.
  /// - Parameter term: `recordedBy` takes nobody who is said to have determined, `identifiedBy` nobody who has gathered.
  public static func list(_ text: String, of term: String? = nil) -> String {
    names(text, of: term).joined(separator: " | ")
  }

  public static func names(_ text: String, of term: String? = nil) -> [String] {
    let cell = Cell.clean(text)
    if isOnePerson(cell), !cell.utf8.contains(where: { $0 >= 0xE3 && $0 <= 0xEF }) {
      return Placeholder.matches(cell) ? [] : [cell]
    }
    var parts = [cell]
    for separator in [
      "|", ";", "；", "、", " & ", " and ", " et ", " und ", " u. ", " y ", " e ", " with ", " mit ", " avec ", " con ",
      " + ",
      "\n",
    ] {
      parts = parts.flatMap { joined($0.split(on: separator), by: separator) }
    }
    parts = isOfSurnames(parts) ? parts.flatMap(pieces) : parts.flatMap(byCommas)
    let others = term == "recordedBy" ? determiners : term == "identifiedBy" ? collectors : []
    let own = parts.filter { part in !others.contains(part.split(separator: " ").first.map { $0.lowercased() } ?? "") }
    return (own.isEmpty ? parts : own).map { withoutLabel($0, of: term) }.filter {
      !$0.isEmpty && !Placeholder.matches($0)
    }
  }

  /// Takes back what parts no people: `E. & J. Palmer`, `Mr. and Mrs. Clemens`, `Smith et al.`, `Ortega y Gasset`.
  private static func joined(_ parts: [String], by separator: String) -> [String] {
    parts.dropFirst().reduce(into: Array(parts.prefix(1))) { joined, part in
      let isSurname = [" y ", " e "].contains(separator) && !part.contains(" ") && !part.contains(".")
      let mayPart =
        ["|", ";", "；", "、", "\n"].contains(separator)
        || !(isSurname || isOthers(part) || lacksSurname(joined.last ?? ""))
      if mayPart { joined.append(part) } else { joined[joined.count - 1] += separator + part }
    }
  }

  private static func isOthers(_ part: String) -> Bool {
    [
      "al.", "al", "alii", "aliis", "others", "party", "andere", "otros", "outros", "co.", "co", "cols.", "cols",
      "col.", "fils", "son", "sons", "wife",
      "frau", "sohn", "familie", "family", "hijo", "hija",
    ].contains(part.lowercased())
  }

  /// Initials or titles alone.
  private static func lacksSurname(_ part: String) -> Bool {
    withoutLabel(part, of: nil).split { $0 == " " || $0 == "." || $0 == "-" }.allSatisfy { word in
      word.count == 1 || titles.contains(word.lowercased())
    }
  }

  private static let titles: Set<String> = [
    "mr", "mrs", "ms", "miss", "dr", "prof", "herr", "frau", "sr", "sra", "mme",
  ]
  private static let determiners: Set<String> = ["det.", "det", "det.:", "conf."]
  private static let collectors: Set<String> = [
    "leg.", "leg", "leg.:", "coll.", "coll", "coll.:", "legit", "legg.", "collector:", "collectors:", "collected",
  ]

  /// Nearly every value: no mark that parts people, and no word that does so or stands before them.
  private static func isOnePerson(_ text: String) -> Bool {
    if text.utf8.contains(where: { marks.contains($0) }) { return false }
    return text.utf8.split(separator: 0x20).allSatisfy { word in
      word.count > 12 || !(joints.contains(String(Substring(word)).lowercased()))
    }
  }

  private static let marks: Set<UInt8> = Set("|;&,+\n".utf8)
  private static let joints: Set<String> = labels.union(["rev.", "et", "und", "u.", "y", "e", "mit", "avec", "con"])

  private static func pieces(_ text: String) -> [String] { text.split(separator: ",").map { Cell.clean(String($0)) } }

  private static func byCommas(_ text: String) -> [String] {
    let pieces = pieces(text)
    let isList = pieces.allSatisfy(isWholeName) || pieces.allSatisfy(isSurnameFirst)
    return pieces.count > 1 && isList ? pieces : [text]
  }

  /// `Smith, Jones & Brown`: no initial anywhere, and a last one that stands alone.
  private static func isOfSurnames(_ parts: [String]) -> Bool {
    parts.count > 1 && parts.last?.contains(",") == false
      && parts.flatMap(pieces).allSatisfy { $0.count >= 3 && !$0.contains(" ") && !$0.contains(".") }
  }

  /// `Smith J.`, `Smith JA`, `Иванов И.И.`
  private static func isSurnameFirst(_ text: String) -> Bool {
    let words = text.split { $0 == " " || $0 == "." }
    guard let surname = words.first, surname.count >= 3, words.count >= 2 else { return false }
    return surname.dropFirst().contains(where: \.isLowercase)
      && words.dropFirst().allSatisfy { $0.count <= 3 && $0.allSatisfy(\.isUppercase) }
  }

  /// At least an initial or first name and a surname.
  private static func isWholeName(_ text: String) -> Bool {
    var words = text.split { $0 == " " || $0 == "." }
    if let last = words.last, ["Jr", "Sr"].contains(last) { words.removeLast() }
    return words.count >= 2 && words.contains { $0.count >= 3 }
      && words.last.map { $0.count >= 3 && $0.first?.isUppercase == true } == true
  }

  /// `leg. A. Smith` is A. Smith; `Rev. A. Smith` is a reverend where he gathers, and may have revised what he determines.
  private static func withoutLabel(_ text: String, of term: String?) -> String {
    func isLabel(_ word: String) -> Bool { labels.contains(word) || (word == "rev." && term == "identifiedBy") }
    var words = text.split(separator: " ")[...]
    while let first = words.first, isLabel(first.lowercased()) { words.removeFirst() }
    return words.joined(separator: " ").trimmingSuffix(",")
  }

  private static let labels: Set<String> = [
    "leg.", "leg", "coll.", "coll", "legit", "collector:", "collectors:", "collector", "det.", "det", "conf.", "leg.:",
    "coll.:", "det.:",
    "collected", "by", "legerunt", "legg.", "with", "and", "et", "&",
  ]
}

extension String {
  func split(on separator: String) -> [String] {
    let (text, mark) = (Array(utf8), Array(separator.utf8))
    var parts: [String] = []
    var start = 0
    var position = 0
    while position + mark.count <= text.count {
      if text[position] == mark[0], text[position..<(position + mark.count)].elementsEqual(mark) {
        parts.append(Cell.clean(String(decoding: text[start..<position], as: UTF8.self)))
        position += mark.count
        start = position
      } else {
        position += 1
      }
    }
    return start == 0 ? [self] : parts + [Cell.clean(String(decoding: text[start...], as: UTF8.self))]
  }
}
