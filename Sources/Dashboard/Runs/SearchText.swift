internal import SystemLayer

/// The texts of many records, lower-cased and in large pieces: what a search goes over, some hundred bytes a record.
struct SearchText: Sendable {
  /// One record's text.
  private struct Entry {
    /// Where it begins in its piece; it ends where the next one begins.
    let start: Int
    let record: Int
  }

  private struct Piece {
    var bytes: [UInt8] = []
    /// The number of its first entry among all.
    let first: Int
    var entries: [Entry] = []
  }

  private var pieces: [Piece] = []
  private(set) var count = 0

  private static let pieceLength = 1 << 20
  private static let newline = UInt8(ascii: "\n")

  /// Bytes held.
  var size: Int { pieces.reduce(0) { $0 + $1.bytes.count } }

  /// Begins the text of `record` and returns its number; `append` adds to it.
  mutating func begin(_ record: Int) -> Int {
    if pieces.last.map({ $0.bytes.count >= Self.pieceLength }) ?? true { pieces.append(Piece(first: count)) }
    let last = pieces.count - 1
    pieces[last].entries.append(Entry(start: pieces[last].bytes.count, record: record))
    count += 1
    return count - 1
  }

  mutating func append(_ text: String) {
    let last = pieces.count - 1
    Self.fold(text, into: &pieces[last].bytes)
    pieces[last].bytes.append(Self.newline)
  }

  /// The lower-case form in which texts and words meet.
  static func folded(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    fold(text, into: &bytes)
    return bytes
  }

  private static func fold(_ text: String, into bytes: inout [UInt8]) {
    let isPlain = text.utf8.allSatisfy { $0 < 0x80 }
    if isPlain { bytes += text.utf8.map(lower) } else { bytes += Array(text.lowercased().utf8) }
  }

  private static func lower(_ byte: UInt8) -> UInt8 { byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte }
}

extension SearchText {
  /// Calls `body` with each record whose text holds every one of `words`, and with its entry's number, in the order in
  /// which they were added. `words` must be folded and not empty.
  func forEachMatch(_ words: [[UInt8]], _ body: (_ record: Int, _ entry: Int) -> Void) {
    // The longest word is likely the rarest, and only its places are looked at.
    let sorted = words.sorted { $0.count > $1.count }
    guard let key = sorted.first else { return }
    for piece in pieces {
      Self.search(piece, piece.bytes.span, key, sorted.dropFirst(), body)
    }
  }

  private static func search(
    _ piece: Piece, _ bytes: Span<UInt8>, _ key: [UInt8], _ others: ArraySlice<[UInt8]>,
    _ body: (Int, Int) -> Void
  ) {
    var position = 0
    var number = 0
    while let found = find(key, in: bytes, position..<bytes.count) {
      while number + 1 < piece.entries.count, piece.entries[number + 1].start <= found { number += 1 }
      let end = number + 1 < piece.entries.count ? piece.entries[number + 1].start : bytes.count
      let whole = piece.entries[number].start..<end
      let holdsAll = others.indices.allSatisfy { find(others[$0], in: bytes, whole) != nil }
      if holdsAll { body(piece.entries[number].record, piece.first + number) }
      position = end
    }
  }

  /// Where `word` first begins in `range`. Looks for its rarest byte, which the C library does many bytes at a time.
  private static func find(_ word: [UInt8], in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard !word.isEmpty else { return nil }
    let rarest = word.indices.max { rarity(word[$0]) < rarity(word[$1]) } ?? 0
    var position = range.lowerBound + rarest
    let end = range.upperBound - (word.count - 1 - rarest)
    while position < end {
      guard let hit = bytes.firstIndex(of: word[rarest], in: position..<end) else { return nil }
      if bytes.holds(word, at: hit - rarest) { return hit - rarest }
      position = hit + 1
    }
    return nil
  }

  private static func rarity(_ byte: UInt8) -> Int { common.firstIndex(of: byte) ?? common.count }

  /// The commonest bytes of labels, commonest first.
  private static let common = Array("e aitnorslcmdhup01239.gbfvyk45678,-w".utf8)
}
