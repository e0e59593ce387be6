internal import OpenRouter
internal import SystemLayer

/// What the fault `misread` does to a record: it breaks terms in known ways, the same for the same image and term, so that
/// whoever counts mistakes can know how many there are.
public enum Misreading: String, Sendable, CaseIterable {
  /// The value is gone.
  case omitted
  /// A value where the sheet has none.
  case invented
  /// Another value of the same kind.
  case wrong
  /// A date without its day.
  case lessPrecise
  /// Other capitals and blanks: the same once normalised.
  case respelled
  /// Another text of the same fact: a date with its month in words, a person's surname first.
  case retold

  /// What happens to a term; nil where it is read well.
  /// - Parameters:
  ///   - value: what stands on the sheet.
  ///   - rate: the share of terms that are misread, 0 to 1.
  public static func planned(for term: String, value: String, image: String, rate: Double) -> Misreading? {
    var generator = SeededGenerator(seed: 7, name: "\(image) \(term)")
    guard Double.random(in: 0..<1, using: &generator) < rate else { return nil }
    if value.isEmpty { return .invented }
    var kinds: [Misreading] = [.omitted, .wrong]
    if isDay(value) { kinds.append(.lessPrecise) }
    if respelled(value) != value { kinds.append(.respelled) }
    if retold(value, term) != nil { kinds.append(.retold) }
    return kinds.randomElement(using: &generator)
  }

  /// The value as it is misread.
  public func value(of term: String, instead value: String) -> String {
    switch self {
    case .omitted: ""
    case .invented: "invented \(term)"
    case .wrong: Self.wrong(value)
    case .lessPrecise: String(value.prefix(7))
    case .respelled: Self.respelled(value)
    case .retold: Self.retold(value, term) ?? value
    }
  }

  /// `1967-07-14`.
  private static func isDay(_ value: String) -> Bool {
    value.utf8.count == 10 && value.split(separator: "-").map(\.utf8.count) == [4, 2, 2]
  }

  private static func respelled(_ value: String) -> String {
    value.contains(" ") ? value.uppercased().replacing(" ", with: "  ") : value
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  /// Nil where the value is neither a day nor one person with initials in front.
  private static func retold(_ value: String, _ term: String) -> String? {
    if ["recordedBy", "identifiedBy"].contains(term),
      let name = value.wholeMatch(of: /((?:[A-Z]\. ?)+) ([A-Z][a-z]+)/)
    {
      return "\(name.2), \(name.1)"
    }
    guard term.lowercased().contains("date"), isDay(value), let month = Int(value.dropFirst(5).prefix(2)),
      (1...12).contains(month), let day = Int(value.suffix(2))
    else { return nil }
    return "\(day) \(months[month - 1]) \(value.prefix(4))"
  }

  /// The first digit is another one, so that no rule takes the two for near; or a word more stands at the beginning.
  private static func wrong(_ value: String) -> String {
    guard let first = value.firstIndex(where: { $0.isASCII && $0.isNumber }), let digit = value[first].wholeNumberValue
    else {
      return "Misread " + value
    }
    return value.replacingCharacter(at: first, with: Character(String(digit % 9 + 1)))
  }

  /// A record's text with its terms misread; a misread term's confidence is lower in most cases, not in all.
  static func apply(to text: String, image: String, rate: Double, terms: [String]) -> String {
    guard let record = try? JSONParser.parse(Array(text.utf8)), let members = record.members else { return text }
    let misread = members.map { member -> JSONValue.Member in
      guard terms.isEmpty || terms.contains(member.name), let value = member.value["value"]?.string,
        let kind = planned(for: member.name, value: value, image: image, rate: rate)
      else { return member }
      var generator = SeededGenerator(seed: 8, name: "\(image) \(member.name)")
      let written = kind.value(of: member.name, instead: value)
      let confidence = written.isEmpty ? "0" : "0.\(Int.random(in: 30...84, using: &generator))"
      return .init(member.name, ["value": .string(written), "confidence": .number(confidence)])
    }
    return JSONValue.object(misread).text
  }
}

extension String {
  fileprivate func replacingCharacter(at index: String.Index, with character: Character) -> String {
    String(self[..<index]) + String(character) + String(self[self.index(after: index)...])
  }
}
