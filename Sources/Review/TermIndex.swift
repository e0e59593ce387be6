internal import DarwinCore

/// The values that one term has over all sheets: built once, then kept up with each decision, so that no page goes over
/// all texts again.
public struct TermIndex: Sendable {
  /// A distinct value, by its number.
  private struct Value: Sendable {
    let text: String
    let group: Int32
    /// How many sheets have it.
    var count: Int32 = 0
  }

  private var values: [Value] = []
  private var numbers: [ByteText: Int32] = [:]
  /// Of each row; `none` for a sheet without a record.
  private var valueOfRow: [Int32] = []
  /// Values that differ in case, marks, punctuation, whitespace or the order of their words only.
  private var groups: [[Int32]] = []
  private var groupOfKey: [String: Int32] = [:]
  private var knownOrder: [Int32]?
  private var knownTexts: (folded: [String], rank: [Int32], last: Int32)?
  private static let none: Int32 = -1

  /// - Parameter text: of a row; nil for a sheet without a record.
  public init(rows: Int, text: (Int) -> String?) {
    valueOfRow.reserveCapacity(rows)
    for row in 0..<rows { set(row, text: text(row)) }
  }

  /// Takes in what a row's value is now; a row may be the next one.
  public mutating func set(_ row: Int, text: String?) {
    if row == valueOfRow.count { valueOfRow.append(Self.none) }
    let (before, now) = (valueOfRow[row], text.map { number(of: $0) } ?? Self.none)
    guard before != now else { return }
    if before != Self.none { values[Int(before)].count -= 1 }
    if now != Self.none { values[Int(now)].count += 1 }
    valueOfRow[row] = now
    knownOrder = nil
  }

  private mutating func number(of text: String) -> Int32 {
    if let number = numbers[ByteText(text)] { return number }
    let number = Int32(clamping: values.count)
    let key = ValueKey.key(text)
    let group = groupOfKey[key] ?? Int32(clamping: groups.count)
    if groupOfKey.updateValue(group, forKey: key) == nil { groups.append([]) }
    groups[Int(group)].append(number)
    values.append(Value(text: text, group: group))
    numbers[ByteText(text)] = number
    knownTexts = nil
    return number
  }

  public func text(_ value: Int) -> String { values[value].text }

  public func count(_ value: Int) -> Int { Int(values[value].count) }

  /// The number of a value; nil where no sheet ever had it.
  public func value(_ text: String) -> Int? { numbers[ByteText(text)].map(Int.init) }

  /// The rows of each of these values, in their order.
  public func rows(of wanted: [Int]) -> [Int: [Int]] {
    var rows = Dictionary(wanted.map { (Int32(clamping: $0), [Int]()) }) { one, _ in one }
    for (row, value) in valueOfRow.enumerated() where rows[value] != nil { rows[value]?.append(row) }
    return Dictionary(uniqueKeysWithValues: rows.map { (Int($0.key), $0.value) })
  }

  /// How many groups some sheet has.
  public mutating func groupCount() -> Int { order().count }

  /// A page of the groups: those of several values first, then by how many sheets they have. Within a group the most
  /// frequent value first. Equal counts keep the order in which the values first came.
  public mutating func groups(from first: Int, size: Int) -> [[Int]] {
    order().dropFirst(first).prefix(size).map { group in
      present(group).sorted { (-values[$0].count, $0) < (-values[$1].count, $1) }
    }
  }

  private func present(_ group: Int32) -> [Int] {
    groups[Int(group)].map(Int.init).filter { values[$0].count > 0 }
  }

  private mutating func order() -> [Int32] {
    if let knownOrder { return knownOrder }
    // One number a group, which sorts as the three that it is made of: faster by far than a tuple of them.
    let keys = groups.indices.compactMap { group -> UInt64? in
      let present = present(Int32(clamping: group))
      let count = present.reduce(0) { $0 + Int(values[$1].count) }
      guard count > 0 else { return nil }
      return (present.count > 1 ? 0 : 1 << 63) | UInt64(Int(Int32.max) - count) << 32 | UInt64(group)
    }
    let order = keys.sorted().map { Int32(truncatingIfNeeded: $0 & 0xFFFF_FFFF) }
    knownOrder = order
    return order
  }
}

extension TermIndex {
  /// All rows by their folded text; equal texts keep the order of the rows.
  public mutating func sortedRows() -> [Int] {
    let (_, rank, last) = texts()
    var buckets = [[Int]](repeating: [], count: Int(last) + 1)
    for (row, value) in valueOfRow.enumerated() {
      buckets[value == Self.none ? 0 : Int(rank[Int(value)])].append(row)
    }
    return buckets.flatMap { $0 }
  }

  /// Of each row, whether its folded text holds the folded `piece`; an empty piece asks for rows without a text.
  public mutating func rowsHolding(_ piece: String) -> [Bool] {
    let folded = texts().folded
    let holds = folded.map { piece.isEmpty ? $0.isEmpty : $0.holds(piece) }
    return valueOfRow.map { $0 == Self.none ? piece.isEmpty : holds[Int($0)] }
  }

  /// The folded texts, and their places in the order of these: 0 for none, then from 1.
  private mutating func texts() -> (folded: [String], rank: [Int32], last: Int32) {
    if let knownTexts { return knownTexts }
    let folded = values.map { Folding.fold($0.text) }
    var rank = [Int32](repeating: 0, count: values.count)
    var (last, before) = (Int32(0), "")
    for value in folded.indices.sorted(by: { folded[$0] < folded[$1] }) {
      if folded[value] != before { (last, before) = (last + 1, folded[value]) }
      rank[value] = last
    }
    knownTexts = (folded, rank, last)
    return (folded, rank, last)
  }
}

extension String {
  /// Whether the bytes of `piece` stand anywhere in the text.
  fileprivate func holds(_ piece: String) -> Bool {
    let (mine, theirs) = (Array(utf8), Array(piece.utf8))
    guard let first = theirs.first, mine.count >= theirs.count else { return theirs.isEmpty }
    for start in 0...(mine.count - theirs.count) where mine[start] == first {
      if mine[start..<(start + theirs.count)].elementsEqual(theirs) { return true }
    }
    return false
  }
}

/// A text that equals those of the same bytes only: two ways to write one letter are two values.
private struct ByteText: Hashable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (one: ByteText, other: ByteText) -> Bool { one.text.utf8.elementsEqual(other.text.utf8) }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
