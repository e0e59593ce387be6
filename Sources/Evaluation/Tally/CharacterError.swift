internal import DarwinCore

/// How many letters must be put in, left out or exchanged to make one text of another (Levenshtein distance), for each
/// letter of the text as it should be.
///
/// Source: V. I. Levenshtein, Binary codes capable of correcting deletions, insertions, and reversals, Soviet Physics
/// Doklady 10 (1966). Reckoned 64 letters at a time: H. Hyyrö, A bit-vector algorithm for computing Levenshtein and
/// Damerau edit distances, Nordic Journal of Computing 10 (2003).
public enum CharacterError {
  /// From 0 up; more than 1 where more must be left out than there should be. Nil where `truth` is empty.
  public static func of(_ answer: String, truth: String) -> Double? {
    let (read, expected) = (Array(answer.unicodeScalars), Array(truth.unicodeScalars))
    guard !expected.isEmpty else { return nil }
    return Double(distance(read, expected)) / Double(expected.count)
  }

  static func distance(_ text: [Unicode.Scalar], _ pattern: [Unicode.Scalar]) -> Int {
    guard !pattern.isEmpty else { return text.count }
    let words = (pattern.count + 63) / 64
    var places: [Unicode.Scalar: [UInt64]] = [:]
    for (index, scalar) in pattern.enumerated() {
      places[scalar, default: Array(repeating: 0, count: words)][index / 64] |= 1 << UInt64(index % 64)
    }
    let nowhere = [UInt64](repeating: 0, count: words)
    var column = Column(words: words)
    let last = UInt64(1) << UInt64((pattern.count - 1) % 64)
    var distance = pattern.count
    for scalar in text { distance += column.step(places[scalar] ?? nowhere, last: last) }
    return distance
  }

  /// One column of the table of distances, as differences between rows: +1 in `up`, -1 in `down`.
  private struct Column {
    var up: [UInt64]
    var down: [UInt64]

    init(words: Int) {
      up = Array(repeating: .max, count: words)
      down = Array(repeating: 0, count: words)
    }

    /// Goes on by one letter; returns by how much the last row's distance grows.
    mutating func step(_ equal: [UInt64], last: UInt64) -> Int {
      // Above the table's first row, the distance grows by one with each letter.
      var (carryUp, carryDown) = (UInt64(1), UInt64(0))
      var growth = 0
      for index in up.indices {
        let (vp, vn, eq) = (up[index], down[index], equal[index] | carryDown)
        let x = equal[index] | vn
        let sum = (eq & vp) &+ vp
        let d0 = (sum ^ vp) | eq
        var (hp, hn) = (vn | ~(d0 | vp), vp & d0)
        if index == up.count - 1 { growth = hp & last != 0 ? 1 : hn & last != 0 ? -1 : 0 }
        let (nextUp, nextDown) = (hp >> 63, hn >> 63)
        hp = hp << 1 | carryUp
        hn = hn << 1 | carryDown
        up[index] = hn | ~(x | hp)
        down[index] = hp & x
        (carryUp, carryDown) = (nextUp, nextDown)
      }
      return growth
    }
  }
}
