import OpenRouter
import Testing

@testable import Extraction

@Suite("term coverage counts each term that has a value")
struct TermCoverageTests {
  private func counts(_ records: [String]) throws -> [String] {
    var coverage = TermCoverage()
    for record in records { coverage.add(try JSONParser.parse(Array(record.utf8))) }
    return coverage.sorted.map { "\($0.term) \($0.count)" }
  }

  @Test("in whatever order the answers name them, the fullest first")
  func orders() throws {
    let found = try counts([
      #"{"family":{"value":"Poaceae"},"country":{"value":"Canada"},"locality":{"value":"Rosefield"}}"#,
      #"{"locality":{"value":"Rosefield"},"family":{"value":"Poaceae"}}"#,
      #"{"habitat":{"value":"prairie"},"family":"Poaceae","country":{"value":""},"locality":"hwy 4"}"#,
    ])
    #expect(found == ["family 3", "locality 3", "country 1", "habitat 1"])
  }

  @Test("and neither placeholders nor what is no term")
  func strangers() throws {
    let found = try counts([
      #"{"colour":"red","family":"unknown","genus":"Bouteloua"}"#, #"{"genus":"Bouteloua","colour":"red"}"#, "{}",
    ])
    #expect(found == ["genus 2"])
  }

  @Test("and where a name stands twice in a field, by the last")
  func repeated() throws {
    let found = try counts([
      #"{"genus":{"value":"Salix","value":""},"family":{"value":"","value":"Salicaceae"}}"#,
      #"{"genus":{"confidence":0.5},"family":{"value":["A",{"b":1}],"confidence":1},"country":{}}"#,
    ])
    #expect(found == ["family 2"])
  }
}
