internal import Review

/// The indexes of the terms that were asked for last: as many as memory has room for with fifty thousand sheets.
struct TermIndexes: Sendable {
  private var indexes: [(term: String, index: TermIndex)] = []
  private static let most = 5

  var terms: [String] { indexes.map(\.term) }

  func holds(_ term: String) -> Bool { indexes.contains { $0.term == term } }

  mutating func add(_ term: String, _ index: TermIndex) {
    if indexes.count == Self.most { indexes.removeFirst() }
    indexes.append((term, index))
  }

  mutating func set(_ row: Int, _ term: String, _ text: String?) {
    guard let place = indexes.firstIndex(where: { $0.term == term }) else { return }
    indexes[place].index.set(row, text: text)
  }

  /// - Precondition: the term is held. It is then the one that was asked for last.
  mutating func asking<Answer>(_ term: String, _ question: (inout TermIndex) -> Answer) -> Answer {
    let place = indexes.firstIndex { $0.term == term } ?? 0
    indexes.append(indexes.remove(at: place))
    return question(&indexes[indexes.count - 1].index)
  }
}
