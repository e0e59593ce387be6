internal import OpenRouter

/// What of a JSON value is the record of one specimen.
enum RecordShape: Equatable {
  /// The object whose members are the terms; at least one that was asked for has a value.
  case record(JSONValue)
  /// Records of more than one specimen.
  case several
  /// An object in which no term has a value.
  case empty
  case notAnObject(String)

  /// How deep wrappers are opened.
  private static let deepest = 4

  /// - Parameter asked: the names of the terms that were asked for.
  init(_ value: JSONValue, asked: Set<String>) { self.init(value, asked, depth: 0) }

  private init(_ value: JSONValue, _ asked: Set<String>, depth: Int) {
    switch value {
    case .object(let members): self = Self.open(members, asked, depth: depth)
    case .array(let elements): self = Self.list(elements, asked, depth: depth)
    case .string(let text):
      // An answer that is JSON in a JSON string.
      let inner = try? JSONParser.parse(Array(text.utf8), depth: 1)
      self =
        inner.flatMap { $0.string == nil ? RecordShape($0, asked, depth: depth + 1) : nil } ?? .notAnObject("a string")
    default: self = .notAnObject("no object")
    }
  }

  /// The names of the asked terms that have a value.
  static func filledTerms(_ record: JSONValue, _ asked: Set<String>) -> Set<String> {
    Set(RecordField.filled(in: record).map(\.term)).intersection(asked)
  }

  /// One record among elements that say nothing is the record.
  private static func list(_ elements: [JSONValue], _ asked: Set<String>, depth: Int) -> RecordShape {
    guard depth <= deepest, elements.contains(where: { $0.members != nil }) else {
      return .notAnObject("an array of \(elements.count)")
    }
    switch join(elements.map { RecordShape($0, asked, depth: depth + 1) }, asked, mayMerge: false) {
    case .empty where elements.count > 1: return .notAnObject("an array of \(elements.count)")
    case let shape: return shape
    }
  }

  /// A record as it stands; or what its wrappers hold: one of any name, or sections such as `taxon` and `event`, whose
  /// terms then stand side by side.
  private static func open(_ members: [JSONValue.Member], _ asked: Set<String>, depth: Int) -> RecordShape {
    let object = JSONValue.object(members)
    // What stands under the name of a term is that term's, however it looks.
    let inner =
      depth <= deepest
      ? members.filter { !asked.contains($0.name) && mayHoldRecord($0.value, asked) && !SideNotes.areUnder($0) } : []
    guard !inner.isEmpty else { return RecordField.isAnyFilled(in: object, of: asked) ? .record(object) : .empty }
    let filled = filledTerms(object, asked)
    let shapes = inner.map { RecordShape($0.value, asked, depth: depth + 1) }
    guard !filled.isEmpty else {
      return join(shapes, asked, mayMerge: true)
    }
    let sections = zip(inner, shapes).compactMap { member, shape -> (String, JSONValue)? in
      guard case .record(let record) = shape, filledTerms(record, asked).isDisjoint(with: filled) else { return nil }
      return (member.name, record)
    }
    if sections.isEmpty { return .record(object) }
    let rest = members.filter { member in !sections.contains { $0.0 == member.name } }
    return .record(merged([.object(rest)] + sections.map(\.1)))
  }

  /// Whether the name of an asked term stands anywhere in `value`, or JSON in a string, which is not parsed for that.
  private static func mayHoldRecord(_ value: JSONValue, _ asked: Set<String>) -> Bool {
    switch value {
    case .object(let members): members.contains { asked.contains($0.name) || mayHoldRecord($0.value, asked) }
    case .array(let elements): elements.contains { mayHoldRecord($0, asked) }
    case .string(let text):
      text.utf8.first { $0 > 0x20 }.map { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") } ?? false
    default: false
    }
  }

  /// Whether two records have no filled term in common.
  static func areDisjoint(_ one: RecordShape, _ other: RecordShape, _ asked: Set<String>) -> Bool {
    guard case .record(let first) = one, case .record(let second) = other else { return false }
    return filledTerms(first, asked).isDisjoint(with: filledTerms(second, asked))
  }

  /// A record and what a model wrote behind it: a whole one stands in its place, a part of one corrects it or goes on.
  static func corrected(_ earlier: RecordShape, by later: RecordShape, _ asked: Set<String>) -> RecordShape {
    guard case .record(let first) = earlier, case .record(let second) = later else { return later }
    let (old, new) = (filledTerms(first, asked), filledTerms(second, asked))
    if old.isDisjoint(with: new) { return .record(merged([first, second])) }
    if new.count * 2 >= old.count { return later }
    let kept = (first.members ?? []).filter { member in !new.contains(member.name) }
    return .record(merged([.object(kept), second]))
  }

  /// What several values come to: the one record among them, the same record told twice, or one in sections.
  private static func join(_ shapes: [RecordShape], _ asked: Set<String>, mayMerge: Bool) -> RecordShape {
    if shapes.contains(.several) { return .several }
    let records = shapes.compactMap { shape -> JSONValue? in if case .record(let record) = shape { record } else { nil }
    }
    guard let first = records.first else { return .empty }
    if records.allSatisfy({ $0 == first }) { return .record(first) }
    let terms = records.map { filledTerms($0, asked) }
    let all = terms.reduce(into: Set()) { $0.formUnion($1) }
    return mayMerge && all.count == terms.map(\.count).reduce(0, +) ? .record(merged(records)) : .several
  }

  /// The members of all, each name once: a section may give an empty value for what another one knows.
  private static func merged(_ records: [JSONValue]) -> JSONValue {
    var members: [JSONValue.Member] = []
    for member in records.flatMap({ $0.members ?? [] }) {
      if let earlier = members.firstIndex(where: { $0.name == member.name }) {
        let isFilled = RecordField(term: member.name, member.value).isFilled
        if isFilled, !RecordField(term: member.name, members[earlier].value).isFilled { members[earlier] = member }
      } else {
        members.append(member)
      }
    }
    return .object(members)
  }
}
