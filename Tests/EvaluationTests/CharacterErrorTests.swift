import Testing

@testable import Evaluation

@Suite("Character error")
struct CharacterErrorTests {
  @Test(
    "the distance is Levenshtein's",
    arguments: [
      ("", "abc", 3), ("abc", "abc", 0), ("kitten", "sitting", 3), ("Opdal", "Opddal", 1),
      ("Malabo–Basilé", "Malabo-Basile", 2),
    ])
  func known(answer: String, truth: String, distance: Int) {
    #expect(CharacterError.distance(Array(answer.unicodeScalars), Array(truth.unicodeScalars)) == distance)
  }

  @Test("it is the one that the table of all prefixes gives, also over 64 and 128 letters")
  func againstTable() {
    var generator = Numbers(state: 11)
    for length in [1, 5, 63, 64, 65, 127, 128, 129, 200] {
      for _ in 0..<20 {
        let truth = text(length, &generator)
        var answer = truth
        for _ in 0..<Int.random(in: 0...20, using: &generator) where !answer.isEmpty {
          let place = Int.random(in: 0..<answer.count, using: &generator)
          if Bool.random(using: &generator) { answer.remove(at: place) } else { answer.insert("x", at: place) }
        }
        #expect(CharacterError.distance(answer, truth) == table(answer, truth))
        #expect(CharacterError.distance(truth, answer) == table(truth, answer))
      }
    }
  }

  private struct Numbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 33)
    }
  }

  private func text(_ length: Int, _ generator: inout Numbers) -> [Unicode.Scalar] {
    (0..<length).map { _ in "abcdeé ".unicodeScalars.randomElement(using: &generator) ?? "a" }
  }

  private func table(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
    var row = Array(0...other.count)
    for (index, letter) in one.enumerated() {
      var (diagonal, left) = (index, index + 1)
      for (column, wanted) in other.enumerated() {
        let value = min(left + 1, row[column + 1] + 1, diagonal + (letter == wanted ? 0 : 1))
        diagonal = row[column + 1]
        row[column] = left
        left = value
      }
      row[other.count] = left
    }
    return row[other.count]
  }
}
