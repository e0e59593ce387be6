internal import DarwinCore

/// The distinct values of one term over all sheets, near-duplicates side by side.
public struct ValueGroups: Sendable, Equatable {
  public struct Value: Sendable, Equatable {
    public let text: String
    /// The sheets that have it, in their order.
    public var sheets: [Int]
  }

  /// Values that differ in case, marks, punctuation, whitespace or the order of their words only.
  public struct Group: Sendable, Equatable {
    /// The most frequent first.
    public var values: [Value]

    public var count: Int { values.reduce(0) { $0 + $1.sheets.count } }
  }

  /// Groups of several values first, then by how many sheets they have.
  public let groups: [Group]

  public init(_ pairs: some Sequence<(sheet: Int, text: String)>) {
    var places: [ByteText: Int] = [:]
    var values: [Value] = []
    for (sheet, text) in pairs {
      if let place = places[ByteText(text)] {
        values[place].sheets.append(sheet)
      } else {
        places[ByteText(text)] = values.count
        values.append(Value(text: text, sheets: [sheet]))
      }
    }
    var byKey: [String: [Int]] = [:]
    for (place, value) in values.enumerated() { byKey[Self.key(value.text), default: []].append(place) }
    groups = Self.sorted(byKey.values.map { places in Self.group(of: places, among: values) })
  }

  /// Equal counts keep the order in which the values first came: comparing texts would take longer than all else.
  private static func group(of places: [Int], among values: [Value]) -> (first: Int, group: Group) {
    let sorted =
      places.count == 1 ? places : places.sorted { (-values[$0].sheets.count, $0) < (-values[$1].sheets.count, $1) }
    return (places[0], Group(values: sorted.map { values[$0] }))
  }

  private static func sorted(_ groups: [(first: Int, group: Group)]) -> [Group] {
    let keyed = groups.map { one in
      (isSingle: one.group.values.count > 1 ? 0 : 1, count: -one.group.count, first: one.first, group: one.group)
    }
    return keyed.sorted { one, other in
      (one.isSingle, one.count, one.first) < (other.isSingle, other.count, other.first)
    }.map(\.group)
  }

  /// The key of OpenRefine's fingerprint clustering: folded words, sorted, each once.
  static func key(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return asciiKey(text) }
    let words = Set(Folding.words(text)).sorted()
    return words.isEmpty ? text : words.joined(separator: " ")
  }

  /// The same for the common case, byte by byte: a term may have fifty thousand distinct values.
  private static func asciiKey(_ text: String) -> String {
    let folded = text.utf8.map { byte -> UInt8 in
      switch byte {
      case 0x30...0x39, 0x61...0x7A: byte
      case 0x41...0x5A: byte | 0x20
      default: 0x20
      }
    }
    let words = folded.split(separator: 0x20).sorted { $0.lexicographicallyPrecedes($1) }
    if words.isEmpty { return text }
    var key: [UInt8] = []
    for (place, word) in words.enumerated() where place == 0 || !word.elementsEqual(words[place - 1]) {
      if !key.isEmpty { key.append(0x20) }
      key += word
    }
    return String(decoding: key, as: UTF8.self)
  }

  /// A text that is equal to another only where its bytes are.
  private struct ByteText: Hashable {
    let text: String

    init(_ text: String) { self.text = text }

    static func == (one: ByteText, other: ByteText) -> Bool { one.text.utf8.elementsEqual(other.text.utf8) }

    func hash(into hasher: inout Hasher) {
      var text = text
      text.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
  }
}
