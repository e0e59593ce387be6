internal import OpenRouter
internal import Synchronization

/// Reads the names of terms as models write them where they do not keep to the names that were asked for: with a prefix or
/// as an address (`dwc:catalogNumber`, `http://rs.tdwg.org/dwc/terms/catalogNumber`), in another case, with underscores or
/// blanks, or as a list of fields that tell their names.
struct TermNames {
  /// Members that hold a field's name in a list of fields.
  private static let nameMembers = ["term", "name", "field", "key", "property"]
  private static let deepest = 4

  private let byLetters: [String: String]
  private let asked: Set<String>

  private static let last = Mutex<TermNames?>(nil)

  /// Those of a run's answers are made once.
  static func of(_ asked: Set<String>) -> TermNames {
    last.withLock { last in
      if let last, last.asked == asked { return last }
      let names = TermNames(asked)
      last = names
      return names
    }
  }

  init(_ asked: Set<String>) {
    self.asked = asked
    byLetters = Dictionary(asked.map { (Self.letters($0), $0) }) { first, _ in first }
  }

  /// The value with the names that were asked for; nil where no name is another's.
  func applied(to value: JSONValue) -> JSONValue? {
    guard mayRename(value, depth: 0) else { return nil }
    let renamed = rename(value, depth: 0)
    return renamed == value ? nil : renamed
  }

  private func mayRename(_ value: JSONValue, depth: Int) -> Bool {
    guard depth <= Self.deepest else { return false }
    switch value {
    case .object(let members):
      return members.contains { member in
        !asked.contains(member.name) && (term(of: member.name) != nil || mayRename(member.value, depth: depth + 1))
      }
    case .array(let elements):
      return elements.contains { $0["value"] != nil || mayRename($0, depth: depth + 1) }
    default: return false
    }
  }

  private func rename(_ value: JSONValue, depth: Int) -> JSONValue {
    guard depth <= Self.deepest else { return value }
    switch value {
    case .object(let members): return .object(rename(members, depth))
    case .array(let elements): return object(of: elements) ?? .array(elements.map { rename($0, depth: depth + 1) })
    default: return value
    }
  }

  /// A name that is right, or comes first, is not given to another member.
  private func rename(_ members: [JSONValue.Member], _ depth: Int) -> [JSONValue.Member] {
    var taken = Set(members.map(\.name)).intersection(asked)
    return members.map { member in
      guard !asked.contains(member.name) else { return member }
      guard let term = term(of: member.name), taken.insert(term).inserted else {
        return .init(member.name, rename(member.value, depth: depth + 1))
      }
      return .init(term, member.value)
    }
  }

  /// One object of a list of fields, each with its name beside its value; nil where it is another list.
  private func object(of elements: [JSONValue]) -> JSONValue? {
    var members: [JSONValue.Member] = []
    for element in elements {
      guard element["value"] != nil,
        let place = Self.nameMembers.first(where: { element[$0]?.string.flatMap(term) != nil }),
        let term = element[place]?.string.flatMap(term), !members.contains(where: { $0.name == term })
      else { return nil }
      members.append(.init(term, .object((element.members ?? []).filter { $0.name != place })))
    }
    return members.isEmpty ? nil : .object(members)
  }

  private func term(of name: String) -> String? {
    if asked.contains(name) { return name }
    let letters = Self.letters(name)
    return byLetters[letters] ?? (letters.hasPrefix("dwc") ? byLetters[String(letters.dropFirst(3))] : nil)
  }

  /// What is left of a name without its prefix, case and separators. Without `Character`s, for each answer has such names.
  private static func letters(_ name: String) -> String {
    var (last, letters) = ("", "")
    for scalar in name.unicodeScalars {
      switch scalar {
      case ":", "/", "#", ".": if !letters.isEmpty { (last, letters) = (letters, "") }
      case "a"..."z", "0"..."9": letters.unicodeScalars.append(scalar)
      case _ where scalar.properties.isAlphabetic: letters += scalar.properties.lowercaseMapping
      default: break
      }
    }
    return letters.isEmpty ? last : letters
  }
}
